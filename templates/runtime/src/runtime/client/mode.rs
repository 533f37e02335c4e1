//! The two ways to run a call: as a future, or on the calling thread.

use crate::runtime::{
    auth::{BlockingTokenProvider, TokenProvider},
    error::BuildError,
    support::{Clock, SystemClock},
    transport::{BlockingMiddleware, BlockingTransport, Middleware, Transport, TransportOptions},
};
use std::{fmt, sync::Arc};

/// How calls run. Resources and calls are written once for both modes.
pub trait Mode: sealed::Sealed + Sized + Clone + fmt::Debug + Send + Sync + 'static {
    /// What carries requests in this mode.
    #[doc(hidden)]
    type Transport: ?Sized + Send + Sync + 'static;
    /// What stands between a call and the transport.
    #[doc(hidden)]
    type Middleware: ?Sized + Send + Sync + 'static;
    /// Where tokens come from.
    #[doc(hidden)]
    type Tokens: ?Sized + Send + Sync + 'static;

    /// Whether a request body may be a stream.
    #[doc(hidden)]
    const SENDS_STREAMS: bool;

    /// The transport that the enabled features bring.
    #[doc(hidden)]
    fn default_transport(options: &TransportOptions) -> Result<Arc<Self::Transport>, BuildError>;

    /// The clock that the enabled features bring.
    #[doc(hidden)]
    fn default_clock() -> Result<Arc<dyn Clock>, BuildError>;
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

    const SENDS_STREAMS: bool = true;

    fn default_transport(options: &TransportOptions) -> Result<Arc<dyn Transport>, BuildError> {
        #[cfg(feature = "async")]
        return crate::runtime::transport::reqwest::transport(options);
        #[cfg(not(feature = "async"))]
        {
            let _ = options;
            Err(missing("an asynchronous client needs feature `rustls` or `native-tls`, or a transport of its own"))
        }
    }

    fn default_clock() -> Result<Arc<dyn Clock>, BuildError> {
        Ok(Arc::new(SystemClock))
    }
}

impl Mode for Blocking {
    type Transport = dyn BlockingTransport;
    type Middleware = dyn BlockingMiddleware;
    type Tokens = dyn BlockingTokenProvider;

    const SENDS_STREAMS: bool = false;

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
        Ok(Arc::new(SystemClock))
    }
}

#[cfg(not(all(feature = "async", feature = "blocking")))]
fn missing(what: &str) -> BuildError {
    BuildError::new(crate::runtime::error::BuildErrorKind::Transport, what)
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Async {}
    impl Sealed for super::Blocking {}
}
