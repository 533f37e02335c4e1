//! What carries a request to the server: object-safe traits over the types of crate `http`, so that any HTTP
//! client can stand behind a client.

mod body;
#[cfg(all(feature = "async", not(target_arch = "wasm32")))]
mod connections;
#[cfg(all(feature = "async", target_arch = "wasm32"))]
pub(crate) mod fetch;
#[cfg(all(any(feature = "async", feature = "blocking"), not(target_arch = "wasm32")))]
mod gzip;
#[cfg(all(any(feature = "async", feature = "blocking"), not(target_arch = "wasm32")))]
mod keep_alive;
mod middleware;
mod options;
mod payload;
mod progress;
#[cfg(all(any(feature = "async", feature = "blocking"), not(target_arch = "wasm32")))]
mod proxy;
#[cfg(all(feature = "async", not(target_arch = "wasm32")))]
mod received;
#[cfg(all(feature = "async", not(target_arch = "wasm32")))]
pub(crate) mod reqwest;
#[cfg(all(any(feature = "async", feature = "blocking"), not(target_arch = "wasm32")))]
mod tls;
#[cfg(all(feature = "_rustls", any(feature = "async", feature = "blocking"), not(target_arch = "wasm32")))]
mod tls_config;
#[cfg(feature = "tower-0-5")]
pub(crate) mod tower;
#[cfg(all(feature = "async", not(target_arch = "wasm32")))]
mod tracked;
#[cfg(feature = "blocking")]
pub(crate) mod ureq;
#[cfg(feature = "blocking")]
mod ureq_connect;
#[cfg(feature = "blocking")]
mod ureq_secrets;
#[cfg(all(feature = "_rustls", feature = "blocking"))]
mod ureq_tls;

pub use body::Body;
#[cfg(feature = "blocking")]
pub(crate) use middleware::BlockingEnd;
pub(crate) use middleware::End;
pub use middleware::{BlockingMiddleware, BlockingNext, Middleware, Next};
#[cfg(all(feature = "_rustls", any(feature = "async", feature = "blocking"), not(target_arch = "wasm32")))]
use options::TlsOptions;
pub use options::TransportOptions;
pub(crate) use payload::RequestBody;
pub use progress::AttemptProgress;

use crate::runtime::{
    operation::ApiInfo,
    support::{BoxError, BoxFuture, Clock, MaybeSend, MaybeSync},
};
use std::{error::Error as StdError, fmt, sync::Arc, time::Duration};

/// Sends requests of asynchronous clients.
///
/// A transport does not follow redirects, does not retry and leaves error statuses alone. It finds the
/// operation in the request's extensions as [`OperationRef`](crate::runtime::OperationRef).
/// Failures are best reported as [`TransportError`], which tells how far the request got; any other error
/// counts as one after which the server may have acted.
///
#[doc = include_str!("../examples/transport.md")]
pub trait Transport: MaybeSend + MaybeSync + 'static {
    /// Sends the request and resolves once the head of the response is there.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>>;

    /// Sends the request of one attempt, and reports when it leaves; of a transport without this method it is assumed that
    /// the request leaves at once.
    fn send_attempt(
        &self,
        request: http::Request<Body>,
        progress: &AttemptProgress,
    ) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>> {
        let _ = progress;
        self.send(request)
    }

    /// A client of this API sends its requests with the transport.
    #[doc(hidden)]
    fn attach(&self, api: &'static ApiInfo) {
        let _ = api;
    }

    /// A clock that belongs to the transport, such as the virtual one of a mock.
    #[doc(hidden)]
    fn clock(&self) -> Option<Arc<dyn Clock>> {
        None
    }
}

/// Sends requests of blocking clients; see [`Transport`].
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends the request and returns once the head of the response is there.
    ///
    /// The time left for the attempt is in the request's extensions as [`AttemptTimeout`].
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Body>, BoxError>;

    /// A client of this API sends its requests with the transport.
    #[doc(hidden)]
    fn attach(&self, api: &'static ApiInfo) {
        let _ = api;
    }

    /// A clock that belongs to the transport, such as the virtual one of a mock.
    #[doc(hidden)]
    fn clock(&self) -> Option<Arc<dyn Clock>> {
        None
    }
}

/// How long an attempt may take; an extension of the requests of blocking clients.
///
/// Asynchronous transports need none, since the attempt is dropped when the time is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptTimeout {
    /// Until the head of the response, or until its end if it is not streamed.
    pub total: Duration,
    /// The body is handed on piece by piece, and the time holds for each piece.
    pub streamed: bool,
    /// How long the call may take until the end of its answer, if it has a deadline.
    pub whole: Option<Duration>,
}

/// How far a request got before it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailurePoint {
    /// No connection was established, or nothing was sent over it: the server cannot have acted.
    Connect,
    /// A connection, but no secure one, such as with a certificate that is not trusted: the server cannot have acted,
    /// and will not do better next time.
    Tls,
    /// The server says that it did not look at the request (HTTP/2: a refused stream, or one after the last that a
    /// server which goes away still answers; RFC 9113 section 8.7): it has not acted.
    NotProcessed,
    /// The connection broke before a response: the server may have acted.
    Exchange,
    /// Nothing came in time: the server may have acted.
    Timeout,
    /// The connection broke in the middle of the response body.
    Body,
    /// The response is larger than the client accepts.
    TooLarge,
    /// The request cannot be sent at all.
    Request,
}

/// A failure of a transport.
#[derive(Debug)]
pub struct TransportError {
    point: FailurePoint,
    source: BoxError,
}

impl TransportError {
    /// A failure at a point, and what caused it.
    pub fn new(point: FailurePoint, source: impl Into<BoxError>) -> Self {
        Self { point, source: source.into() }
    }

    /// What caused it, as the HTTP client or middleware reported it.
    pub fn cause(&self) -> &(dyn StdError + Send + Sync + 'static) {
        &*self.source
    }

    /// How far the request got.
    pub fn point(&self) -> FailurePoint {
        self.point
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.point {
            FailurePoint::Connect => "no connection could be established",
            FailurePoint::Tls => "no secure connection (TLS) could be established",
            FailurePoint::NotProcessed => "the server did not process the request",
            FailurePoint::Exchange => "the connection broke before a response",
            FailurePoint::Timeout => "no response in time",
            FailurePoint::Body => "the connection broke in the middle of the response",
            FailurePoint::TooLarge => "the response is larger than the client accepts",
            FailurePoint::Request => "the request cannot be sent",
        })?;
        // Adapters wrap errors deeply; the innermost says what happened.
        let mut innermost: &dyn StdError = &*self.source;
        while let Some(source) = innermost.source() {
            innermost = source;
        }
        write!(f, ": {innermost}")
    }
}

// The innermost cause is part of the message already.
impl StdError for TransportError {}

/// The failure a transport or middleware reports; of errors it does not know it assumes the worst.
pub(crate) fn failure(error: BoxError) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(failure) => *failure,
        Err(error) => TransportError::new(FailurePoint::Exchange, error),
    }
}

/// The failure of a body that broke off, which readers hand on within an I/O error.
pub(crate) fn body_failure(error: BoxError) -> TransportError {
    let error = match error.downcast::<TransportError>() {
        Ok(failure) => return *failure,
        Err(error) => error,
    };
    match error.downcast::<std::io::Error>().map(|error| error.downcast::<TransportError>()) {
        Ok(Ok(failure)) => failure,
        Ok(Err(error)) => TransportError::new(FailurePoint::Body, error),
        Err(error) => TransportError::new(FailurePoint::Body, error),
    }
}
