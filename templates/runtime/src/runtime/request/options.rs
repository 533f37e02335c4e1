//! What a caller can say about a single call.

use crate::runtime::{auth::AccessToken, retry::RetryPolicy};
use std::time::Duration;

/// Settings of a single call; what is none comes from the client.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) bearer: Option<AccessToken>,
    /// `404` means: nothing there.
    pub(crate) optional: bool,
    /// The answer has to be what the document says.
    pub(crate) strict: bool,
    /// A page may come without the items that cannot be read.
    pub(crate) partial: bool,
    /// Every status is an answer.
    pub(crate) any_status: bool,
    /// The ids of the items of a page are wanted.
    pub(crate) ids: bool,
    /// The body is handed on while it arrives.
    pub(crate) streamed: bool,
}
