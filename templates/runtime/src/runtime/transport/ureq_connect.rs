//! The steps of `ureq` before a request is sent, whose failures say so.

use super::{FailurePoint, TransportError, TransportOptions, tls, ureq_secrets::Reveal};
#[cfg(feature = "_rustls")]
use super::{tls_config::client_config, ureq_tls::Rustls};
use crate::runtime::error::BuildError;
use std::io::{self, ErrorKind};
#[cfg(feature = "_rustls")]
use std::sync::Arc;
#[cfg(feature = "native-tls")]
use ureq::unversioned::transport::NativeTlsConnector;
use ureq::{
    Error,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{
            Buffers, ConnectProxyConnector, ConnectionDetails, Connector, NextTimeout, SocksConnector, TcpConnector,
            Transport,
        },
    },
};

/// Looks names up as `ureq` does.
#[derive(Debug, Default)]
pub(super) struct Lookup(DefaultResolver);

impl Resolver for Lookup {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        self.0.resolve(uri, config, timeout).map_err(unsent)
    }
}

/// Connects, through a proxy if there is one, and shakes hands, as `ureq` does by itself.
#[derive(Debug)]
pub(super) struct Connect(Box<dyn Connector<(), Out = Box<dyn Transport>>>);

impl Connect {
    pub(super) fn new(options: &TransportOptions) -> Result<Self, BuildError> {
        let steps = ().chain(SocksConnector::default()).chain(ConnectProxyConnector::default());
        let steps = steps.chain(TcpConnector::default()).chain(Listen);
        #[cfg(feature = "_rustls")]
        let steps = steps.chain(Rustls(Arc::new(client_config(&options.tls, &[])?)));
        #[cfg(not(feature = "_rustls"))]
        let _ = options;
        #[cfg(feature = "native-tls")]
        let steps = steps.chain(NativeTlsConnector::default());
        Ok(Self(Box::new(steps.chain(Reveal))))
    }
}

impl Connector for Connect {
    type Out = Box<dyn Transport>;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<()>) -> Result<Option<Self::Out>, Error> {
        self.0.connect(details, chained).map_err(unsent)
    }
}

/// The step that makes a connection a [`Listening`] one.
#[derive(Debug)]
struct Listen;

impl<In: Transport> Connector<In> for Listen {
    type Out = Listening<In>;

    fn connect(&self, _: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<Self::Out>, Error> {
        Ok(chained.map(|inner| Listening { inner, broken: None }))
    }
}

/// A connection that listens to what the server said before it closed its end: why it refuses the handshake, or the
/// answer to a request that it did not read to its end. A write that fails is not the end of it; a read that finds
/// nothing is, and then the error is that of the write.
#[derive(Debug)]
struct Listening<T> {
    inner: T,
    broken: Option<io::ErrorKind>,
}

impl<T: Transport> Transport for Listening<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if self.broken.is_some() {
            return Ok(());
        }
        match self.inner.transmit_output(amount, timeout) {
            Err(Error::Io(error)) if matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset) => {
                self.broken = Some(error.kind());
                Ok(())
            }
            result => result,
        }
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        match (self.inner.await_input(timeout), self.broken) {
            (Ok(false) | Err(_), Some(kind)) => Err(Error::Io(kind.into())),
            (result, _) => result,
        }
    }

    fn is_open(&mut self) -> bool {
        self.broken.is_none() && self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

/// The error of a connection that was cut off, by a reset, or by its end where TLS did not announce one (RFC 8446 section
/// 6.1). `ureq` takes both for the end of a body whose length nobody has said, so that half a file would be a whole one.
pub(super) fn cut_off(error: Error) -> Error {
    match error {
        Error::Io(error)
            if matches!(
                error.kind(),
                ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted
            ) =>
        {
            Error::Io(io::Error::new(ErrorKind::BrokenPipe, error))
        }
        other => other,
    }
}

/// An error of a step before the request is sent, whatever it is by itself: time that ran out, a connection that broke,
/// a proxy that refused.
fn unsent(error: Error) -> Error {
    let point = match &error {
        // A connection to a proxy is made by the same steps.
        Error::Other(known) if known.is::<TransportError>() => return error,
        Error::BadUri(_) | Error::Http(_) => FailurePoint::Request,
        Error::Tls(_) | Error::TlsRequired => FailurePoint::Tls,
        #[cfg(feature = "_rustls")]
        Error::Rustls(_) => FailurePoint::Tls,
        #[cfg(feature = "native-tls")]
        Error::NativeTls(_) | Error::Der(_) => FailurePoint::Tls,
        Error::Io(error) if tls::is_cause(error) => FailurePoint::Tls,
        _ => FailurePoint::Connect,
    };
    Error::Other(Box::new(TransportError::new(point, error)))
}
