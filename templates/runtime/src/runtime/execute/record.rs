//! What a call has sent so far, which its error tells however the call ends.

use crate::runtime::transport::AttemptProgress;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The attempts of one call, of all runs that middleware around it makes of them.
#[derive(Default)]
pub(crate) struct CallRecord(Mutex<State>);

#[derive(Default)]
struct State {
    attempts: u32,
    applied: bool,
    succeeded: bool,
    budget_spent: bool,
    /// The attempt that began last.
    latest: Option<AttemptProgress>,
    /// Whether that one is on its way.
    is_pending: bool,
    /// Whether it may change something.
    changes: bool,
}

/// What was sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent {
    /// How many attempts were made.
    pub(crate) attempts: u32,
    /// The server may have acted in one of them although it did not answer with a success.
    pub(crate) applied: bool,
    /// The server answered one of them with a success.
    pub(crate) succeeded: bool,
    /// Another attempt would have been made but for the retry budget.
    pub(crate) budget_spent: bool,
    /// An attempt is on its way, and nothing of it has left.
    pub(crate) connecting: bool,
}

impl CallRecord {
    /// An attempt begins.
    pub(crate) fn begin(&self, progress: &AttemptProgress, only_reads: bool) {
        let mut state = self.lock();
        state.attempts += 1;
        (state.is_pending, state.changes) = (true, !only_reads);
        state.latest = Some(progress.clone());
    }

    /// The attempt has ended.
    pub(crate) fn end(&self, succeeded: bool, applied: bool, budget_spent: bool) {
        let mut state = self.lock();
        state.is_pending = false;
        state.succeeded |= succeeded;
        state.applied |= applied;
        state.budget_spent = budget_spent;
    }

    /// The attempt that began last, whose answer may still be on its way.
    pub(crate) fn latest(&self) -> AttemptProgress {
        self.lock().latest.clone().unwrap_or_default()
    }

    /// What was sent until now, an attempt on its way included.
    pub(crate) fn sent(&self) -> Sent {
        let state = self.lock();
        let is_unsent = state.is_pending.then(|| state.latest.as_ref().is_some_and(AttemptProgress::is_unsent));
        Sent {
            attempts: state.attempts,
            applied: state.applied || (state.changes && is_unsent == Some(false)),
            succeeded: state.succeeded,
            budget_spent: state.budget_spent,
            connecting: is_unsent == Some(true),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
