//! Bodies that are handed on while they arrive.

use super::{Answer, Head, Output};
use crate::runtime::{
    error::{Error, ErrorKind},
    operation::OperationRef,
    support::{BoxError, BoxFuture, Clock, Instant},
    transport::{AttemptProgress, Body, FailurePoint, TransportError, body_failure},
};
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use std::{
    fmt,
    future::poll_fn,
    io::Read,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

/// A body that is handed on while it arrives.
pub(crate) struct StreamingBody {
    pub(crate) body: Body,
    pub(crate) patience: ReadTimeout,
    /// Most bytes that a part of it, such as an event, may have.
    pub(crate) limit: u64,
}

/// How long a piece of a body may take, and when its end has to be there. Blocking transports see to the pieces.
pub(crate) struct ReadTimeout {
    pub(crate) time: Duration,
    pub(crate) until: Option<Instant>,
    pub(crate) clock: Arc<dyn Clock>,
    /// The attempt whose answer it is, of which the transport gives up the connection if it is late.
    pub(crate) progress: AttemptProgress,
}

/// What streams of both modes have in common.
pub(super) struct Source {
    pub(super) operation: OperationRef,
    head: Head,
    body: Body,
    patience: Option<ReadTimeout>,
}

impl Source {
    fn new(answer: Answer) -> Self {
        let (body, patience) = match answer.stream {
            Some(StreamingBody { body, patience, limit: _ }) => (body, Some(patience)),
            None => (answer.body.into(), None),
        };
        Self { operation: answer.operation, head: answer.head, body, patience }
    }

    /// The next piece, unless the deadline has passed.
    pub(super) fn read_chunk(&mut self) -> Option<Result<Bytes, BoxError>> {
        if self.left().is_some_and(|left| left.is_zero()) {
            self.body = Body::empty();
            return Some(Err(deadline_passed().into()));
        }
        let piece = self.body.read_chunk();
        self.ended_by_error(piece)
    }

    /// The piece; behind one that is an error nothing comes.
    fn ended_by_error(&mut self, piece: Option<Result<Bytes, BoxError>>) -> Option<Result<Bytes, BoxError>> {
        if let Some(Err(_)) = piece {
            self.body = Body::empty();
        }
        piece
    }

    /// How much time there is until the deadline of the call.
    fn left(&self) -> Option<Duration> {
        let ReadTimeout { until, clock, .. } = self.patience.as_ref()?;
        until.map(|until| until.saturating_duration_since(clock.now()))
    }

    /// The error for a body that broke off. What came before it is in the caller's hands.
    pub(super) fn broken(&self, cause: BoxError) -> Error {
        let failure = body_failure(cause);
        let late = failure.point() == FailurePoint::Timeout;
        let kind = if late { ErrorKind::Timeout } else { ErrorKind::Transport };
        let mut error = Error::new(kind, &self.operation).with_source(failure);
        error.repr_mut().status = Some(self.head.status);
        error.repr_mut().attempts = self.head.attempts;
        error.repr_mut().may_have_been_applied = !self.operation.only_reads();
        error
    }
}

/// A body that arrives piece by piece, of an asynchronous client.
///
/// A piece that takes longer than the timeout of the call is an error. The whole may take any time, unless the call has
/// a deadline.
#[must_use = "a stream does nothing until it is polled"]
pub struct ByteStream {
    pub(super) source: Source,
    alarm: Option<BoxFuture<'static, ()>>,
}

impl ByteStream {
    pub(crate) fn new(answer: Answer) -> Self {
        Self { source: Source::new(answer), alarm: None }
    }

    /// Status of the answer.
    pub fn status(&self) -> StatusCode {
        self.source.head.status
    }

    /// Headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.source.head.headers
    }

    /// The next piece; none at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| self.poll_piece(context)).await
    }

    /// The next piece; none at the end.
    ///
    /// # Errors
    ///
    /// If the body breaks off, or no piece comes in time.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        self.next().await.transpose()
    }

    pub(crate) fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let left = self.source.left();
        let failure = match left {
            Some(Duration::ZERO) => deadline_passed(),
            _ => {
                if let Poll::Ready(piece) = self.source.body.poll_chunk(context) {
                    self.alarm = None;
                    let piece = self.source.ended_by_error(piece);
                    return Poll::Ready(piece.map(|piece| piece.map_err(|cause| self.source.broken(cause))));
                }
                let Some(ReadTimeout { time, clock, .. }) = &self.source.patience else { return Poll::Pending };
                let time = left.map_or(*time, |left| left.min(*time));
                ready!(self.alarm.get_or_insert_with(|| clock.sleep(time)).as_mut().poll(context));
                let why = format!("no piece of the body within {} ms", time.as_millis());
                TransportError::new(FailurePoint::Timeout, why)
            }
        };
        // There is nothing to wait for after this.
        if let Some(ReadTimeout { progress, .. }) = self.source.patience.take() {
            progress.abandon();
        }
        self.source.body = Body::empty();
        Poll::Ready(Some(Err(self.source.broken(failure.into()))))
    }
}

fn deadline_passed() -> TransportError {
    TransportError::new(FailurePoint::Timeout, "the deadline passed before the end of the body")
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_piece(context)
    }
}

impl Output for ByteStream {
    type Value = Self;

    fn read(answer: Answer, _: &mut Vec<String>) -> Result<Self, Error> {
        Ok(Self::new(answer))
    }
}

/// A body that arrives piece by piece, of a blocking client; read it with [`Read`].
pub struct ByteReader {
    pub(super) source: Source,
    piece: Bytes,
}

impl ByteReader {
    pub(crate) fn new(answer: Answer) -> Self {
        Self { source: Source::new(answer), piece: Bytes::new() }
    }

    /// The next piece; none at the end.
    #[cfg(feature = "blocking")]
    pub(crate) fn next_piece(&mut self) -> Option<Result<Bytes, Error>> {
        let piece = self.source.read_chunk()?;
        Some(piece.map_err(|cause| self.source.broken(cause)))
    }

    /// Status of the answer.
    pub fn status(&self) -> StatusCode {
        self.source.head.status
    }

    /// Headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.source.head.headers
    }
}

impl Read for ByteReader {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.piece.is_empty() {
            match self.source.read_chunk() {
                None => return Ok(0),
                Some(piece) => self.piece = piece.map_err(|cause| std::io::Error::other(self.source.broken(cause)))?,
            }
        }
        let length = buffer.len().min(self.piece.len());
        buffer[..length].copy_from_slice(&self.piece.split_to(length));
        Ok(length)
    }
}

impl Output for ByteReader {
    type Value = Self;

    fn read(answer: Answer, _: &mut Vec<String>) -> Result<Self, Error> {
        Ok(Self::new(answer))
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ByteStream({})", self.status())
    }
}

impl fmt::Debug for ByteReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ByteReader({})", self.status())
    }
}
