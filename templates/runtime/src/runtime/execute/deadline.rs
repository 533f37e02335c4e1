//! Work that ends when its time is up.

use crate::runtime::support::{BoxFuture, Clock};
use std::{
    pin::Pin,
    sync::mpsc::{RecvTimeoutError, sync_channel},
    task::{Context, Poll},
    thread,
    time::Duration,
};

/// A future that is dropped when its time is up; none then.
pub(super) struct Until<'a, T> {
    work: BoxFuture<'a, T>,
    clock: &'a dyn Clock,
    left: Duration,
    alarm: Option<BoxFuture<'static, ()>>,
}

impl<'a, T> Until<'a, T> {
    pub(super) fn new(work: BoxFuture<'a, T>, clock: &'a dyn Clock, left: Duration) -> Self {
        Self { work, clock, left, alarm: None }
    }
}

impl<T> Future for Until<'_, T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        if let Poll::Ready(done) = self.work.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        let Self { clock, left, alarm, .. } = &mut *self;
        // The clock is only started for work that has to wait.
        let alarm = alarm.get_or_insert_with(|| clock.sleep(*left));
        alarm.as_mut().poll(context).map(|()| None)
    }
}

/// Does work on a thread of its own and waits for it as long as there is time; none if it takes longer, and then it
/// ends by itself. A thread cannot be interrupted, so without a limit the work is done on this one.
pub(super) fn within<T: Send + 'static>(
    left: Option<Duration>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    // There are no threads on WebAssembly.
    let Some(left) = left.filter(|_| !cfg!(target_arch = "wasm32")) else { return Some(work()) };
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
