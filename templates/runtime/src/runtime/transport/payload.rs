//! Request bodies that are read while they are sent, once for each attempt.

use super::Body;
use crate::runtime::support::{
    BoxError, BoxFuture,
    file::{Content, File, Pieces, Source, lock, open},
};
use bytes::Bytes;
use std::{
    io::{self, Read},
    sync::Arc,
    task::{Context, Poll, ready},
};

/// So many bytes are read at a time.
const CHUNK: usize = 64 * 1024;

/// The body of a request, to be sent by each of its attempts.
#[derive(Clone)]
pub(crate) enum RequestBody {
    /// Bytes at hand.
    Bytes(Bytes),
    /// Files, and the bytes between them.
    Payload(Payload),
}

/// Files in a row.
#[derive(Clone)]
pub(crate) struct Payload(Arc<[Piece]>);

/// A file of a payload, or bytes between two.
#[derive(Clone)]
struct Piece {
    file: File,
    /// Its length, where it is known.
    size: Option<u64>,
}

impl RequestBody {
    /// The bytes, if they are at hand.
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Payload(_) => None,
        }
    }

    /// Its length in bytes, where it is known.
    pub(crate) fn size(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Payload(payload) => payload.size(),
        }
    }

    /// The body of one attempt.
    pub(crate) fn to_body(&self) -> Body {
        match self {
            Self::Bytes(bytes) => bytes.clone().into(),
            Self::Payload(payload) => Body::from_payload(payload.clone()),
        }
    }

    /// Whether it can be sent from its beginning, once more if it was before.
    pub(crate) fn is_whole(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            Self::Payload(payload) => payload.0.iter().all(|piece| piece.file.content().is_whole()),
        }
    }

    /// Whether only an asynchronous client can send it.
    pub(crate) fn has_stream(&self) -> bool {
        match self {
            Self::Bytes(_) => false,
            Self::Payload(payload) => payload.has_stream(),
        }
    }

    /// Finds out how long each file is; fails with the name of one that cannot be read.
    pub(crate) fn measured(self) -> Result<Self, (String, io::Error)> {
        let Self::Payload(payload) = self else { return Ok(self) };
        let measured = payload.0.iter().map(|piece| {
            let size = match piece.file.content() {
                Content::Bytes(bytes) => Some(bytes.len() as u64),
                Content::Path(path) => {
                    let (_, length) = open(path).map_err(|error| (piece.file.described(), error))?;
                    Some(length)
                }
                Content::Once(_) => piece.file.stated_size(),
            };
            Ok(Piece { file: piece.file.clone(), size })
        });
        Ok(Self::Payload(Payload(measured.collect::<Result<_, _>>()?)))
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self::Bytes(bytes)
    }
}

/// Bytes at hand stay so, as long as nobody wants to know how far they have been sent.
impl From<Vec<File>> for RequestBody {
    fn from(files: Vec<File>) -> Self {
        match files.as_slice() {
            [only] if !only.reports_progress() && matches!(only.content(), Content::Bytes(_)) => {
                let Content::Bytes(bytes) = only.content() else { unreachable!("it was just looked at") };
                Self::Bytes(bytes.clone())
            }
            _ => {
                let pieces = files.into_iter().map(|file| Piece { size: file.stated_size(), file });
                Self::Payload(Payload(pieces.collect()))
            }
        }
    }
}

/// A body that middleware hands on, if it can be sent more than once.
impl TryFrom<Body> for RequestBody {
    type Error = Body;

    fn try_from(body: Body) -> Result<Self, Body> {
        match body.payload() {
            Some(payload) => Ok(Self::Payload(payload.clone())),
            None => body.try_into_bytes().map(Self::Bytes),
        }
    }
}

impl Payload {
    /// Whether only an asynchronous client can send it.
    pub(super) fn has_stream(&self) -> bool {
        self.0.iter().any(|piece| piece.file.content().is_stream())
    }

    /// Its length in bytes, where it is known.
    fn size(&self) -> Option<u64> {
        self.0.iter().map(|piece| piece.size).sum()
    }
}

/// A payload that is being sent.
pub(super) struct Reading {
    payload: Payload,
    /// How many pieces were begun.
    begun: usize,
    open: Option<Open>,
    /// How much of the piece was sent.
    sent: u64,
    /// How much of all was sent.
    total: u64,
}

/// A piece that is being sent.
enum Open {
    Bytes(Bytes),
    Reader(Box<dyn Read + Send>),
    /// A reader on a thread where it may block.
    Busy(BoxFuture<'static, io::Result<(Box<dyn Read + Send>, Bytes)>>),
    Stream(Pieces),
}

/// What a step of reading gives.
enum Step {
    Bytes(Bytes),
    End,
}

impl Reading {
    pub(super) fn new(payload: Payload) -> Self {
        Self { payload, begun: 0, open: None, sent: 0, total: 0 }
    }

    /// How many bytes are left, where that is known.
    pub(super) fn left(&self) -> Option<u64> {
        self.payload.size().map(|size| size.saturating_sub(self.total))
    }

    /// The next bytes; without a context the thread may wait for them. After an error there is no more.
    pub(super) fn next(&mut self, mut context: Option<&mut Context<'_>>) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            let Some(open) = &mut self.open else {
                let Some(piece) = self.payload.0.get(self.begun) else { return Poll::Ready(None) };
                self.begun += 1;
                self.sent = 0;
                match opened(piece) {
                    Ok(open) => self.open = Some(open),
                    Err(error) => return Poll::Ready(Some(Err(self.failed(error)))),
                }
                continue;
            };
            let piece = &self.payload.0[self.begun - 1];
            let step = ready!(open.step(piece.file.reports_progress(), context.as_deref_mut()));
            match step.and_then(|step| self.counted(step)) {
                Ok(Some(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Ok(None) => self.open = None,
                Err(error) => return Poll::Ready(Some(Err(self.failed(error)))),
            }
        }
    }

    /// Takes note of what was read; none at the end of a piece.
    fn counted(&mut self, step: Step) -> Result<Option<Bytes>, BoxError> {
        let Piece { file, size } = &self.payload.0[self.begun - 1];
        match step {
            Step::Bytes(bytes) => {
                self.sent += bytes.len() as u64;
                self.total += bytes.len() as u64;
                if size.is_some_and(|size| self.sent > size) {
                    return Err(format!("`{}` is longer than {} bytes", file.described(), self.sent).into());
                }
                file.report(self.sent, *size);
                Ok(Some(bytes))
            }
            Step::End => match size {
                Some(size) if self.sent < *size => {
                    let why = format!("`{}` ends after {} of {size} bytes", file.described(), self.sent);
                    Err(io::Error::new(io::ErrorKind::UnexpectedEof, why).into())
                }
                _ => Ok(None),
            },
        }
    }

    fn failed(&mut self, error: impl Into<BoxError>) -> BoxError {
        self.begun = self.payload.0.len();
        self.open = None;
        error.into()
    }
}

fn opened(piece: &Piece) -> io::Result<Open> {
    Ok(match piece.file.content() {
        Content::Bytes(bytes) => Open::Bytes(bytes.clone()),
        Content::Path(path) => {
            let (file, _) = open(path)?;
            // What is added while it is sent is not announced.
            Open::Reader(Box::new(file.take(piece.size.unwrap_or(u64::MAX))))
        }
        Content::Once(source) => match lock(source).take() {
            Some(Source::Reader(reader)) => Open::Reader(reader),
            Some(Source::Stream(stream)) => Open::Stream(stream),
            None => return Err(io::Error::other("a stream cannot be sent a second time")),
        },
    })
}

impl Open {
    fn step(&mut self, in_chunks: bool, context: Option<&mut Context<'_>>) -> Poll<Result<Step, BoxError>> {
        match (self, context) {
            (Self::Bytes(bytes), _) => {
                let length = if in_chunks { bytes.len().min(CHUNK) } else { bytes.len() };
                Poll::Ready(Ok(if length == 0 { Step::End } else { Step::Bytes(bytes.split_to(length)) }))
            }
            (open @ (Self::Reader(_) | Self::Busy(_)), Some(context)) => open.poll_reader(context),
            (Self::Reader(reader), None) => Poll::Ready(read(reader.as_mut()).map(step).map_err(Into::into)),
            (Self::Stream(stream), Some(context)) => match ready!(stream.as_mut().poll_next(context)) {
                // An empty piece would be the end of a body that is sent in chunks.
                Some(Ok(bytes)) if bytes.is_empty() => {
                    context.waker().wake_by_ref();
                    Poll::Pending
                }
                Some(Ok(bytes)) => Poll::Ready(Ok(Step::Bytes(bytes))),
                Some(Err(error)) => Poll::Ready(Err(error)),
                None => Poll::Ready(Ok(Step::End)),
            },
            (Self::Busy(_) | Self::Stream(_), None) => {
                Poll::Ready(Err("a stream can only be sent by an asynchronous client".into()))
            }
        }
    }

    /// Reads without holding up other futures, where there is a runtime that can do so.
    fn poll_reader(&mut self, context: &mut Context<'_>) -> Poll<Result<Step, BoxError>> {
        if let Self::Reader(reader) = self {
            let mut reader = std::mem::replace(reader, Box::new(io::empty()));
            *self = Self::Busy(aside(move || read(reader.as_mut()).map(|bytes| (reader, bytes))));
        }
        let Self::Busy(busy) = self else { unreachable!("a reader is busy now") };
        let (reader, bytes) = ready!(busy.as_mut().poll(context))?;
        *self = Self::Reader(reader);
        Poll::Ready(Ok(step(bytes)))
    }
}

fn step(bytes: Bytes) -> Step {
    if bytes.is_empty() { Step::End } else { Step::Bytes(bytes) }
}

fn read(reader: &mut dyn Read) -> io::Result<Bytes> {
    let mut chunk = vec![0; CHUNK];
    loop {
        match reader.read(&mut chunk) {
            Ok(length) => {
                chunk.truncate(length);
                return Ok(chunk.into());
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Work that may block, on a thread for such work where there is a runtime with one.
fn aside<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> BoxFuture<'static, io::Result<T>> {
    #[cfg(all(feature = "async", not(target_arch = "wasm32")))]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        let handle = runtime.spawn_blocking(work);
        return Box::pin(async move { handle.await.unwrap_or_else(|error| Err(io::Error::other(error))) });
    }
    Box::pin(std::future::ready(work()))
}
