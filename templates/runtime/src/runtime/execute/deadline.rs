//! Work that ends when its time is up.

use crate::runtime::support::{BoxFuture, Clock};
use std::{
    pin::Pin,
    task::{Context, Poll},
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
