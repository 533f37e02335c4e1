//! Another request behind the last event, where a stream breaks off.

use super::RECONNECTION_TIME;
use crate::runtime::{
    client::{Core, Mode},
    operation::Retry,
    request::Draft,
    support::Instant,
};
use http::HeaderValue;
use std::time::Duration;

/// What it takes to make the request of a stream again.
pub(crate) struct Request<M: Mode> {
    pub(super) core: Core<M>,
    draft: Draft,
    /// When the call has to have ended.
    pub(super) until: Option<Instant>,
    /// How often it was made again since the last event.
    tries: u32,
}

impl<M: Mode> Request<M> {
    pub(crate) fn new(core: &Core<M>, draft: &Draft) -> Self {
        Self { core: core.clone(), draft: draft.clone(), until: None, tries: 0 }
    }

    /// An event came.
    pub(super) fn succeeded(&mut self) {
        self.tries = 0;
    }

    /// The next request and how long to wait for it; none if it could do twice what has been done, if there is no event
    /// to go on behind, or if it was made often enough.
    pub(super) fn next(&mut self, last_id: Option<&str>, time: Option<Duration>) -> Option<(Draft, Duration)> {
        let last_id = HeaderValue::from_bytes(last_id?.as_bytes()).ok()?;
        let has_key = self.draft.options.idempotency_key.is_some();
        let is_repeatable = match self.draft.operation().retry {
            Retry::Safe => true,
            Retry::Keyed(_) | Retry::WithKey => has_key,
            Retry::Never => false,
        };
        let policy = self.draft.options.retry.as_ref().unwrap_or(&self.core.inner().defaults.retry);
        self.tries += 1;
        if !is_repeatable || self.tries >= policy.max_attempts {
            return None;
        }
        let mut draft = self.draft.clone();
        draft.header("last-event-id", last_id);
        let wait = time.unwrap_or(RECONNECTION_TIME);
        if let Some(until) = self.until {
            let left = until.saturating_duration_since(self.core.shared().clock.now());
            draft.options.deadline = Some(left.checked_sub(wait)?);
        }
        Some((draft, wait))
    }
}
