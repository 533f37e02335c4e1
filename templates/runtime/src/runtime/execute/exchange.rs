//! One attempt of a call as a future: sent, answered, and its body read, all in time.
//!
//! Written by hand and not as `async fn`, because every call waits here: this is a third of the size, so that the
//! future of a call stays below what allocators are quick with.

use super::plan::Plan;
use super::{
    BufferedResponse, is_streamed,
    limit::{BodyBuffer, Flow},
};
use crate::runtime::{
    support::{BoxError, BoxFuture, Clock},
    transport::{AttemptProgress, Body, FailurePoint, TransportError, failure},
};
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

/// A response that is on its way.
pub(super) type ResponseFuture<'a> = BoxFuture<'a, Result<http::Response<Body>, BoxError>>;

/// One attempt, which fails when its time is up. Dropping it cancels what it does.
pub(super) struct Exchange<'a> {
    reading: Reading<'a>,
    clock: &'a dyn Clock,
    time: Duration,
    progress: &'a AttemptProgress,
    alarm: Option<BoxFuture<'static, ()>>,
}

impl<'a> Exchange<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        answer: ResponseFuture<'a>,
        clock: &'a dyn Clock,
        time: Duration,
        progress: &'a AttemptProgress,
    ) -> Self {
        Self { reading: Reading::new(plan, answer), clock, time, progress, alarm: None }
    }
}

impl Future for Exchange<'_> {
    type Output = Result<BufferedResponse, TransportError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let Poll::Ready(done) = Pin::new(&mut self.reading).poll(context) {
            return Poll::Ready(done);
        }
        let Self { reading, clock, time, progress, alarm } = &mut *self;
        // The clock is only started for work that has to wait.
        let alarm = alarm.get_or_insert_with(|| clock.sleep(*time));
        ready!(alarm.as_mut().poll(context));
        let point = if progress.abandon() { FailurePoint::Connect } else { FailurePoint::Timeout };
        let late = || TransportError::new(point, format!("nothing within {} ms", time.as_millis()));
        Poll::Ready(reading.cut_short().ok_or_else(late))
    }
}

/// A response with its body read, unless it is streamed.
pub(super) struct Reading<'a> {
    plan: &'a Plan,
    /// Until the head of the response is there.
    answer: Option<ResponseFuture<'a>>,
    response: http::Response<Body>,
    buffer: BodyBuffer,
}

impl<'a> Reading<'a> {
    pub(super) fn new(plan: &'a Plan, answer: ResponseFuture<'a>) -> Self {
        let response = http::Response::default();
        let buffer = BodyBuffer::new(response.status(), plan.max_response);
        Self { plan, answer: Some(answer), response, buffer }
    }

    /// What there is, if it suffices: an error status with the part of its body that has arrived.
    fn cut_short(&mut self) -> Option<BufferedResponse> {
        if self.answer.is_some() || self.response.status().is_success() {
            return None;
        }
        *self.response.body_mut() = self.buffer.finish();
        Some(std::mem::take(&mut self.response))
    }
}

impl Future for Reading<'_> {
    type Output = Result<BufferedResponse, TransportError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { plan, answer, response, buffer } = &mut *self;
        if let Some(pending) = answer {
            let head = ready!(pending.as_mut().poll(context)).map_err(failure)?;
            *answer = None;
            let is_empty = head.body().as_bytes().is_some_and(<[u8]>::is_empty);
            if is_empty || is_streamed(plan, head.status()) {
                return Poll::Ready(Ok(head));
            }
            *buffer = BodyBuffer::new(head.status(), plan.max_response);
            *response = head;
        }
        loop {
            let flow = match ready!(response.body_mut().poll_chunk(context)) {
                Some(piece) => buffer.add(piece)?,
                None => Flow::Enough,
            };
            if let Flow::Enough = flow {
                *response.body_mut() = buffer.finish();
                return Poll::Ready(Ok(std::mem::take(response)));
            }
        }
    }
}
