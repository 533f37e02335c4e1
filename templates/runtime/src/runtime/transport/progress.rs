//! How far an attempt has come, so that an attempt that ends early knows whether the server can have acted.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering::SeqCst},
};

/// The transport reports its progress.
const REPORTED: u8 = 1;
/// The first byte of the request has left, or is about to.
const SENT: u8 = 2;
/// The time of the attempt is up.
const LATE: u8 = 4;

/// How far one attempt has come, as its transport reports it.
///
/// An attempt whose time runs out while the transport still looks up a name, connects or shakes hands was not sent: it
/// counts as [`FailurePoint::Connect`](super::FailurePoint::Connect), the server cannot have acted, and it is retried
/// with any method. Of a transport that reports nothing the worst is assumed. Clones share their state.
#[derive(Clone, Debug, Default)]
pub struct AttemptProgress(Arc<AtomicU8>);

impl AttemptProgress {
    /// Reports that the request is in the transport's hands, and that nothing of it has left so far.
    pub fn connecting(&self) {
        self.0.fetch_or(REPORTED, SeqCst);
    }

    /// Reports that the first byte of the request is about to leave. To be called before it does.
    pub fn sending(&self) {
        self.0.fetch_or(SENT, SeqCst);
    }

    /// Whether it is certain that nothing of the request has left.
    pub(crate) fn is_unsent(&self) -> bool {
        is_unsent(self.0.load(SeqCst))
    }

    /// Ends the attempt because its time is up; tells whether it is certain that nothing of it has left.
    pub(crate) fn abandon(&self) -> bool {
        is_unsent(self.0.fetch_or(LATE, SeqCst))
    }

    /// Whether the attempt ended because its time was up.
    #[cfg(all(feature = "async", not(target_arch = "wasm32")))]
    pub(crate) fn is_late(&self) -> bool {
        self.0.load(SeqCst) & LATE != 0
    }
}

fn is_unsent(state: u8) -> bool {
    state & (REPORTED | SENT) == REPORTED
}
