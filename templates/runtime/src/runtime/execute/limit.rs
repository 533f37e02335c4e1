//! A body read into memory, up to a limit.

use crate::runtime::{
    support::BoxError,
    transport::{Body, FailurePoint, TransportError, body_failure},
};
use bytes::{Bytes, BytesMut};
use http::StatusCode;

/// The pieces of a body so far.
pub(super) struct BodyBuffer {
    first: Bytes,
    more: BytesMut,
    limit: u64,
    is_error: bool,
}

/// Whether more is to be read.
pub(super) enum Flow {
    /// Another piece is to be read.
    More,
    /// This is all there will be.
    Enough,
}

impl BodyBuffer {
    pub(super) fn new(status: StatusCode, limit: u64) -> Self {
        Self { first: Bytes::new(), more: BytesMut::new(), limit, is_error: !status.is_success() }
    }

    /// Adds a piece. What breaks off or is too large is a failure, unless the status already is one: then what there
    /// is has to do.
    pub(super) fn add(&mut self, piece: Result<Bytes, BoxError>) -> Result<Flow, TransportError> {
        match piece {
            Ok(piece) if self.len() + piece.len() as u64 > self.limit => {
                if self.is_error {
                    return Ok(Flow::Enough);
                }
                let why = format!("more than {} bytes; see `max_response_bytes`", self.limit);
                Err(TransportError::new(FailurePoint::TooLarge, why))
            }
            Ok(piece) => {
                if self.first.is_empty() {
                    self.first = piece;
                } else {
                    self.more.extend_from_slice(&piece);
                }
                Ok(Flow::More)
            }
            Err(_) if self.is_error => Ok(Flow::Enough),
            Err(error) => Err(body_failure(error)),
        }
    }

    /// The whole body; a single piece is not copied.
    pub(super) fn finish(&mut self) -> Body {
        if self.more.is_empty() {
            return std::mem::take(&mut self.first).into();
        }
        let mut whole = Vec::with_capacity(self.first.len() + self.more.len());
        whole.extend_from_slice(&self.first);
        whole.extend_from_slice(&self.more);
        whole.into()
    }

    fn len(&self) -> u64 {
        (self.first.len() + self.more.len()) as u64
    }
}
