//! Bodies on their way through transports and middleware.

use super::payload::{Payload, Reading};
use crate::runtime::support::{BoxError, BoxStream, MaybeSend};
use bytes::Bytes;
use futures_core::Stream;
use std::{
    fmt,
    future::poll_fn,
    io::Read,
    sync::{Mutex, PoisonError},
    task::{Context, Poll},
};

/// A request or response body: bytes at hand, a stream of them, or a reader.
///
/// A request body is at hand, or reads files while it is sent; a copy of the request can be sent again as long as each of
/// them can be read again.
#[derive(Default)]
pub struct Body(Kind);

#[derive(Default)]
enum Kind {
    #[default]
    Empty,
    Bytes(Bytes),
    // The mutexes make `Body: Sync` of sources that are only `Send`.
    Stream(Mutex<BoxStream<Result<Bytes, BoxError>>>),
    Reader(Mutex<Box<dyn Read + Send>>),
    Payload(Payload, Mutex<Reading>),
}

/// Size of the pieces a reader is read in.
const CHUNK: usize = 16 * 1024;

impl Body {
    /// No body.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A body that arrives piece by piece, for asynchronous transports.
    pub fn from_stream(stream: impl Stream<Item = Result<Bytes, BoxError>> + MaybeSend + 'static) -> Self {
        Self(Kind::Stream(Mutex::new(Box::pin(stream))))
    }

    /// A body that is read piece by piece, for blocking transports.
    pub fn from_reader(reader: impl Read + Send + 'static) -> Self {
        Self(Kind::Reader(Mutex::new(Box::new(reader))))
    }

    /// A request body with files.
    pub(crate) fn from_payload(payload: Payload) -> Self {
        let reading = Reading::new(payload.clone());
        Self(Kind::Payload(payload, Mutex::new(reading)))
    }

    /// What a request body with files sends.
    pub(crate) fn payload(&self) -> Option<&Payload> {
        match &self.0 {
            Kind::Payload(payload, _) => Some(payload),
            Kind::Empty | Kind::Bytes(_) | Kind::Stream(_) | Kind::Reader(_) => None,
        }
    }

    /// Whether only an executor can read it.
    #[cfg(feature = "testing")]
    pub(crate) fn has_stream(&self) -> bool {
        match &self.0 {
            Kind::Stream(_) => true,
            Kind::Payload(payload, _) => payload.has_stream(),
            Kind::Empty | Kind::Bytes(_) | Kind::Reader(_) => false,
        }
    }

    /// How many bytes are left, where that is known.
    pub fn size(&self) -> Option<u64> {
        match &self.0 {
            Kind::Empty => Some(0),
            Kind::Bytes(bytes) => Some(bytes.len() as u64),
            Kind::Payload(_, reading) => reading.lock().unwrap_or_else(PoisonError::into_inner).left(),
            Kind::Stream(_) | Kind::Reader(_) => None,
        }
    }

    /// The bytes, if they are at hand.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Kind::Empty => Some(&[]),
            Kind::Bytes(bytes) => Some(bytes),
            Kind::Stream(_) | Kind::Reader(_) | Kind::Payload(..) => None,
        }
    }

    /// The bytes without copying, if they are at hand, else the body itself.
    pub fn try_into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Kind::Empty => Ok(Bytes::new()),
            Kind::Bytes(bytes) => Ok(bytes),
            other => Err(Self(other)),
        }
    }

    /// The next piece; none at the end.
    pub async fn next_chunk(&mut self) -> Option<Result<Bytes, BoxError>> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    /// The next piece, for hand-written futures.
    pub fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        match &mut self.0 {
            Kind::Stream(stream) => {
                stream.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().poll_next(context)
            }
            Kind::Payload(_, reading) => reading.get_mut().unwrap_or_else(PoisonError::into_inner).next(Some(context)),
            Kind::Empty | Kind::Bytes(_) | Kind::Reader(_) => Poll::Ready(self.read_chunk()),
        }
    }

    /// The next piece of a body that is at hand or comes from a reader; none at the end.
    pub fn read_chunk(&mut self) -> Option<Result<Bytes, BoxError>> {
        match &mut self.0 {
            Kind::Empty => None,
            Kind::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                self.0 = Kind::Empty;
                (!bytes.is_empty()).then_some(Ok(bytes))
            }
            Kind::Reader(reader) => {
                let reader = reader.get_mut().unwrap_or_else(PoisonError::into_inner);
                let mut chunk = vec![0; CHUNK];
                match reader.read(&mut chunk) {
                    Ok(0) => None,
                    Ok(length) => {
                        chunk.truncate(length);
                        Some(Ok(Bytes::from(chunk)))
                    }
                    Err(error) => Some(Err(Box::new(error))),
                }
            }
            Kind::Payload(_, reading) => match reading.get_mut().unwrap_or_else(PoisonError::into_inner).next(None) {
                Poll::Ready(piece) => piece,
                Poll::Pending => unreachable!("without a context the thread waits"),
            },
            Kind::Stream(_) => Some(Err("a streamed body was read without its executor".into())),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Empty => f.write_str("Body(empty)"),
            Kind::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Kind::Stream(_) => f.write_str("Body(stream)"),
            Kind::Reader(_) => f.write_str("Body(reader)"),
            Kind::Payload(..) => f.write_str("Body(files)"),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Kind::Bytes(bytes.into()))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(Kind::Bytes(text.into()))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self(Kind::Bytes(text.into()))
    }
}
