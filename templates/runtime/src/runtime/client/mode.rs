//! The two ways to run a call: as a future, or on the calling thread.

use crate::runtime::{
    auth::{self, BlockingTokenProvider, TokenEndpoint, TokenProvider},
    error::BuildError,
    response::{Answer, ByteReader, ByteStream},
    support::{Clock, MaybeSend, MaybeSync, SystemClock},
    transport::{BlockingMiddleware, BlockingTransport, Middleware, Transport, TransportOptions},
};
use std::{fmt, sync::Arc};

/// How calls run. Resources and calls are written once for both modes.
pub trait Mode: sealed::Sealed + Sized + Clone + fmt::Debug + Send + Sync + 'static {
    /// What carries requests in this mode.
    #[doc(hidden)]
    type Transport: ?Sized + MaybeSend + MaybeSync + 'static;
    /// What stands between a call and the transport.
    #[doc(hidden)]
    type Middleware: ?Sized + MaybeSend + MaybeSync + 'static;
    /// Where tokens come from.
    #[doc(hidden)]
    type Tokens: ?Sized + MaybeSend + MaybeSync + 'static;

    /// Whether a request body may be a stream.
    #[doc(hidden)]
    const SENDS_STREAMS: bool;

    /// The pieces of a body that is read while it arrives.
    #[doc(hidden)]
    type Pieces: MaybeSend;

    /// The pieces of the body of an answer.
    #[doc(hidden)]
    fn pieces(answer: Answer) -> Self::Pieces;

    /// The transport that the enabled features bring.
    #[doc(hidden)]
    fn default_transport(options: &TransportOptions) -> Result<Arc<Self::Transport>, BuildError>;

    /// The clock that the enabled features bring.
    #[doc(hidden)]
    fn default_clock() -> Result<Arc<dyn Clock>, BuildError>;

    /// What takes tokens from a token endpoint.
    #[doc(hidden)]
    fn tokens(transport: Arc<Self::Transport>, clock: Arc<dyn Clock>, endpoint: TokenEndpoint) -> Arc<Self::Tokens>;
}

/// Calls are futures.
#[derive(Clone, Copy, Debug)]
pub enum Async {}

/// Calls block the thread that sends them.
#[derive(Clone, Copy, Debug)]
pub enum Blocking {}

impl Mode for Async {
    type Transport = dyn Transport;
    type Middleware = dyn Middleware;
    type Tokens = dyn TokenProvider;

    type Pieces = ByteStream;

    const SENDS_STREAMS: bool = true;

    fn pieces(answer: Answer) -> ByteStream {
        ByteStream::new(answer)
    }

    fn default_transport(options: &TransportOptions) -> Result<Arc<dyn Transport>, BuildError> {
        #[cfg(all(feature = "async", not(target_arch = "wasm32")))]
        return crate::runtime::transport::reqwest::transport(options);
        #[cfg(all(feature = "async", target_arch = "wasm32"))]
        return crate::runtime::transport::fetch::transport(options);
        #[cfg(not(feature = "async"))]
        {
            let _ = options;
            Err(missing("an asynchronous client needs feature `rustls` or `native-tls`, or a transport of its own"))
        }
    }

    fn default_clock() -> Result<Arc<dyn Clock>, BuildError> {
        Ok(Arc::new(SystemClock))
    }

    fn tokens(transport: Arc<dyn Transport>, clock: Arc<dyn Clock>, endpoint: TokenEndpoint) -> Arc<dyn TokenProvider> {
        auth::tokens(transport, clock, endpoint)
    }
}

impl Mode for Blocking {
    type Transport = dyn BlockingTransport;
    type Middleware = dyn BlockingMiddleware;
    type Tokens = dyn BlockingTokenProvider;

    type Pieces = ByteReader;

    const SENDS_STREAMS: bool = false;

    fn pieces(answer: Answer) -> ByteReader {
        ByteReader::new(answer)
    }

    fn default_transport(options: &TransportOptions) -> Result<Arc<dyn BlockingTransport>, BuildError> {
        #[cfg(feature = "blocking")]
        return crate::runtime::transport::ureq::transport(options);
        #[cfg(not(feature = "blocking"))]
        {
            let _ = options;
            Err(missing("a blocking client needs feature `blocking`, or a transport of its own"))
        }
    }

    fn default_clock() -> Result<Arc<dyn Clock>, BuildError> {
        #[cfg(not(target_arch = "wasm32"))]
        return Ok(Arc::new(SystemClock));
        #[cfg(target_arch = "wasm32")]
        Err(missing(
            "a blocking client cannot wait on WebAssembly: give it a `clock` that can, or take an asynchronous one",
        ))
    }

    fn tokens(
        transport: Arc<dyn BlockingTransport>,
        _: Arc<dyn Clock>,
        endpoint: TokenEndpoint,
    ) -> Arc<dyn BlockingTokenProvider> {
        auth::blocking_tokens(transport, endpoint)
    }
}

#[cfg(any(not(all(feature = "async", feature = "blocking")), target_arch = "wasm32"))]
fn missing(what: &str) -> BuildError {
    BuildError::new(crate::runtime::error::BuildErrorKind::Transport, what)
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Async {}
    impl Sealed for super::Blocking {}
}
