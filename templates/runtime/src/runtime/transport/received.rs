//! The body of a response, as the transport of asynchronous clients receives it.

use super::{FailurePoint, TransportError, gzip::Unpacker, reqwest::Watch};
use crate::runtime::support::BoxError;
use bytes::Bytes;
use futures_core::Stream;
use http::Version;
use http_body::Body;
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

/// How much of a request leaves before the server has said a word about it (RFC 9113 section 6.9.2).
const FIRST_WINDOW: u64 = 65_535;

/// The data of a response body, piece by piece.
pub(super) struct Pieces {
    body: ::reqwest::Body,
    watch: Watch,
    end: End,
}

/// How to tell the end of a body from a body that breaks off.
enum End {
    /// The HTTP library knows it.
    Framed,
    /// Over HTTP/2 it takes `NO_ERROR`, by which a server gives a stream up, for the end of the body: with it a server that
    /// has answered wants no more of the request (section 8.1). Where all of a request has left, nothing is left to be
    /// given up but the answer.
    Compared { received: u64, length: Option<u64>, is_request_sent: bool },
}

impl Pieces {
    /// The body of the answer to a request whose body has this length.
    pub(super) fn new(response: ::reqwest::Response, request: Option<u64>, watch: Watch) -> Self {
        let is_http2 = response.version() == Version::HTTP_2;
        let body = ::reqwest::Body::from(response);
        let end = match is_http2 {
            true => End::Compared {
                received: 0,
                length: body.size_hint().exact(),
                is_request_sent: request.is_some_and(|length| length <= FIRST_WINDOW),
            },
            false => End::Framed,
        };
        Self { body, watch, end }
    }

    /// Whether the body has ended before its end.
    fn is_cut_off(&self) -> bool {
        match self.end {
            End::Framed => false,
            End::Compared { .. } if self.body.is_end_stream() => false,
            End::Compared { received, length: Some(length), .. } => received < length,
            End::Compared { length: None, is_request_sent, .. } => is_request_sent,
        }
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let failure = match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => {
                        if let End::Compared { received, .. } = &mut self.end {
                            *received += data.len() as u64;
                        }
                        return Poll::Ready(Some(Ok(data)));
                    }
                    // Trailers say nothing that anybody reads.
                    Err(_) => continue,
                },
                None if self.is_cut_off() => {
                    self.end = End::Framed;
                    TransportError::new(FailurePoint::Body, "the server gave up the stream before its end")
                }
                None => return Poll::Ready(None),
                Some(Err(error)) => broken(error),
            };
            self.watch.distrust();
            return Poll::Ready(Some(Err(failure.into())));
        }
    }
}

/// How a response body broke off.
fn broken(error: ::reqwest::Error) -> TransportError {
    let point = if error.is_timeout() { FailurePoint::Timeout } else { FailurePoint::Body };
    TransportError::new(point, error.without_url())
}

/// The data of a body that is packed.
pub(super) struct Unpacking {
    pieces: Pieces,
    unpacker: Unpacker,
    ended: bool,
}

impl Unpacking {
    pub(super) fn new(pieces: Pieces) -> Self {
        Self { pieces, unpacker: Unpacker::new(), ended: false }
    }
}

impl Stream for Unpacking {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { pieces, unpacker, ended } = &mut *self;
        let broken = |error| Err(TransportError::new(FailurePoint::Body, error).into());
        loop {
            if let Some(piece) = unpacker.next().transpose() {
                return Poll::Ready(Some(piece.or_else(broken)));
            }
            if *ended {
                return Poll::Ready(None);
            }
            match ready!(Pin::new(&mut *pieces).poll_next(context)) {
                Some(Ok(packed)) => unpacker.add(packed),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => {
                    *ended = true;
                    return Poll::Ready(unpacker.end().transpose().map(|piece| piece.or_else(broken)));
                }
            }
        }
    }
}
