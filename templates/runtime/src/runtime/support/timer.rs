//! A wait that needs no runtime: a thread that sleeps. For clients that another executor than tokio's drives.

use super::BoxFuture;
use std::{
    future::poll_fn,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{RecvTimeoutError, Sender, channel},
    },
    task::{Poll, Waker},
    time::Duration,
};

/// Whether the time is up, and whom to tell.
#[derive(Default)]
struct Alarm {
    is_up: bool,
    waker: Option<Waker>,
}

/// Waits on a thread of its own, which begins with the first poll, and ends when the time is up or the future dropped.
pub(super) fn sleep(time: Duration) -> BoxFuture<'static, ()> {
    let mut started: Option<(Arc<Mutex<Alarm>>, Sender<()>)> = None;
    Box::pin(poll_fn(move |context| {
        let (alarm, _) = started.get_or_insert_with(|| start(time));
        let mut alarm = alarm.lock().unwrap_or_else(PoisonError::into_inner);
        if alarm.is_up {
            return Poll::Ready(());
        }
        alarm.waker = Some(context.waker().clone());
        Poll::Pending
    }))
}

/// A thread that sleeps until the time is up, or until what it gives is dropped.
fn start(time: Duration) -> (Arc<Mutex<Alarm>>, Sender<()>) {
    let (alarm, (held, dropped)) = (Arc::<Mutex<Alarm>>::default(), channel());
    let shared = Arc::clone(&alarm);
    std::thread::spawn(move || {
        if dropped.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
            let mut alarm = shared.lock().unwrap_or_else(PoisonError::into_inner);
            alarm.is_up = true;
            alarm.waker.take().into_iter().for_each(Waker::wake);
        }
    });
    (alarm, held)
}
