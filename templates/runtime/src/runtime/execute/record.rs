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
    /// The attempt on its way, and whether it may change something.
    current: Option<(AttemptProgress, bool)>,
    /// The attempt that began last, on its way or not.
    latest: AttemptProgress,
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
        state.current = Some((progress.clone(), !only_reads));
        state.latest = progress.clone();
    }

    /// The attempt has ended.
    pub(crate) fn end(&self, succeeded: bool, applied: bool, budget_spent: bool) {
        let mut state = self.lock();
        state.current = None;
        state.succeeded |= succeeded;
        state.applied |= applied;
        state.budget_spent = budget_spent;
    }

    /// The attempt that began last, whose answer may still be on its way.
    pub(crate) fn latest(&self) -> AttemptProgress {
        self.lock().latest.clone()
    }

    /// What was sent until now, an attempt on its way included.
    pub(crate) fn sent(&self) -> Sent {
        let state = self.lock();
        let may_act = |(progress, changes): &(AttemptProgress, bool)| *changes && !progress.is_unsent();
        Sent {
            attempts: state.attempts,
            applied: state.applied || state.current.as_ref().is_some_and(may_act),
            succeeded: state.succeeded,
            budget_spent: state.budget_spent,
            connecting: state.current.as_ref().is_some_and(|(progress, _)| progress.is_unsent()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
