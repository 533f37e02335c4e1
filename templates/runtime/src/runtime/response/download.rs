//! Bodies that are handed on while they arrive.

use super::{Answer, Head, Output};
use crate::runtime::{
    error::{Error, ErrorKind},
    operation::OperationRef,
    support::{BoxError, BoxFuture, Clock, random},
    transport::{AttemptProgress, Body, FailurePoint, TransportError, body_failure},
};
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use std::{
    fmt,
    fs::File,
    future::poll_fn,
    io::{Read, Write},
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
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
struct Source {
    operation: OperationRef,
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
    fn read_chunk(&mut self) -> Option<Result<Bytes, BoxError>> {
        if self.left().is_some_and(|left| left.is_zero()) {
            self.body = Body::empty();
            return Some(Err(deadline_passed().into()));
        }
        self.body.read_chunk()
    }

    /// How much time there is until the deadline of the call.
    fn left(&self) -> Option<Duration> {
        let ReadTimeout { until, clock, .. } = self.patience.as_ref()?;
        until.map(|until| until.saturating_duration_since(clock.now()))
    }

    /// The error for a body that broke off. What came before it is in the caller's hands.
    fn broken(&self, cause: BoxError) -> Error {
        let failure = body_failure(cause);
        let late = failure.point() == FailurePoint::Timeout;
        let kind = if late { ErrorKind::Timeout } else { ErrorKind::Transport };
        let mut error = Error::new(kind, &self.operation).with_source(failure);
        error.repr_mut().status = Some(self.head.status);
        error.repr_mut().attempts = self.head.attempts;
        error.repr_mut().may_have_been_applied = !self.operation.only_reads();
        error
    }

    fn file(&self, path: &Path, cause: std::io::Error) -> Error {
        let message = format!("cannot write `{}`", path.display());
        Error::with_message(ErrorKind::File, &self.operation, message).with_source(cause)
    }
}

/// A body that arrives piece by piece, of an asynchronous client.
///
/// A piece that takes longer than the timeout of the call is an error. The whole may take any time, unless the call has
/// a deadline.
#[must_use = "a stream does nothing until it is polled"]
pub struct ByteStream {
    source: Source,
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

    /// Writes the body to a file and returns its length in bytes. It is written to a new file beside it with a random
    /// name, which takes the place of `path` once it is complete and is removed if it is not. If `path` is a symbolic
    /// link, the link is replaced and its target left alone.
    ///
    /// # Errors
    ///
    /// If the body breaks off or the file cannot be written.
    #[cfg(feature = "async")]
    pub async fn save_to(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
        use tokio::io::AsyncWriteExt;
        let path = path.as_ref();
        let (part, file) = Part::create(path).map_err(|cause| self.source.file(path, cause))?;
        let mut file = tokio::fs::File::from_std(file);
        let mut length = 0;
        while let Some(piece) = self.next().await {
            let piece = piece?;
            file.write_all(&piece).await.map_err(|cause| self.source.file(path, cause))?;
            length += piece.len() as u64;
        }
        file.sync_all().await.map_err(|cause| self.source.file(path, cause))?;
        drop(file);
        part.becomes(path).map_err(|cause| self.source.file(path, cause))?;
        Ok(length)
    }

    pub(crate) fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let left = self.source.left();
        let failure = match left {
            Some(Duration::ZERO) => deadline_passed(),
            _ => {
                if let Poll::Ready(piece) = self.source.body.poll_chunk(context) {
                    self.alarm = None;
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
    source: Source,
    piece: Bytes,
}

impl ByteReader {
    pub(crate) fn new(answer: Answer) -> Self {
        Self { source: Source::new(answer), piece: Bytes::new() }
    }

    /// The next piece; none at the end.
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

    /// Writes the body to a file and returns its length in bytes. It is written to a new file beside it with a random
    /// name, which takes the place of `path` once it is complete and is removed if it is not. If `path` is a symbolic
    /// link, the link is replaced and its target left alone.
    ///
    /// # Errors
    ///
    /// If the body breaks off or the file cannot be written.
    pub fn save_to(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let (part, mut file) = Part::create(path).map_err(|cause| self.source.file(path, cause))?;
        let mut length = 0;
        while let Some(piece) = self.source.read_chunk() {
            let piece = piece.map_err(|cause| self.source.broken(cause))?;
            file.write_all(&piece).map_err(|cause| self.source.file(path, cause))?;
            length += piece.len() as u64;
        }
        file.sync_all().map_err(|cause| self.source.file(path, cause))?;
        drop(file);
        part.becomes(path).map_err(|cause| self.source.file(path, cause))?;
        Ok(length)
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

/// A file that is not complete yet; it is removed when it is dropped.
struct Part {
    path: PathBuf,
    complete: bool,
}

impl Part {
    /// Makes a file beside another, under a name that nobody can foresee. What is there already, a symbolic link among
    /// it, is never opened (CWE-59).
    fn create(beside: &Path) -> std::io::Result<(Self, File)> {
        let mut name = beside.as_os_str().to_owned();
        name.push(format!(".{}.part", random::uuid_v4()));
        let path = PathBuf::from(name);
        let file = File::options().write(true).create_new(true).open(&path)?;
        Ok((Self { path, complete: false }, file))
    }

    fn becomes(mut self, path: &Path) -> std::io::Result<()> {
        std::fs::rename(&self.path, path)?;
        self.complete = true;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.complete {
            // Nothing more can be done about a file that cannot be removed.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
