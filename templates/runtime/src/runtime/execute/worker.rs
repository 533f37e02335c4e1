//! Work of blocking clients that ends, for them, when its time is up.

use std::{
    sync::mpsc::{RecvTimeoutError, sync_channel},
    thread,
    time::Duration,
};

/// Does work on a thread of its own and waits for it as long as there is time; none if it takes longer, and then it
/// ends by itself. A thread cannot be interrupted, so without a limit the work is done on this one.
pub(super) fn within<T: Send + 'static>(
    left: Option<Duration>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let Some(left) = left else { return Some(work()) };
    let (done, result) = sync_channel(1);
    let worker = thread::spawn(move || {
        // Nobody waits any more if the time was up.
        let _ = done.send(work());
    });
    match result.recv_timeout(left) {
        Ok(result) => Some(result),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => match worker.join() {
            Err(panic) => std::panic::resume_unwind(panic),
            Ok(()) => None,
        },
    }
}
