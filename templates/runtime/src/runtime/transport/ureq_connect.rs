//! The steps of `ureq` before a request is sent, whose failures say so.

use super::{FailurePoint, TransportError, tls};
use ureq::{
    Error,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport},
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

/// Connects, through a proxy if there is one, and shakes hands, as `ureq` does.
#[derive(Debug, Default)]
pub(super) struct Connect(DefaultConnector);

impl Connector for Connect {
    type Out = Box<dyn Transport>;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<()>) -> Result<Option<Self::Out>, Error> {
        let connected = self.0.connect(details, chained).map_err(unsent)?;
        Ok(connected.map(|transport| Box::new(Attentive(transport)) as Self::Out))
    }
}

/// A connection that listens to what the server has to say when a request cannot be written to it.
#[derive(Debug)]
struct Attentive(Box<dyn Transport>);

impl Transport for Attentive {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let Err(error) = self.0.transmit_output(amount, timeout) else { return Ok(()) };
        // Where the time is up there is none left to listen.
        if self.0.is_tls()
            && !matches!(error, Error::Timeout(_))
            && let Err(Error::Io(why)) = self.0.await_input(timeout)
            && tls::is_refusal(&why)
        {
            return Err(Error::Io(why));
        }
        Err(error)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.0.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}

/// An error of a step before the request is sent, whatever it is by itself: time that ran out, a connection that broke,
/// a proxy that refused.
fn unsent(error: Error) -> Error {
    let point = match &error {
        // A connection to a proxy is made by the same steps.
        Error::Other(known) if known.is::<TransportError>() => return error,
        Error::BadUri(_) | Error::Http(_) => FailurePoint::Request,
        Error::Tls(_) | Error::TlsRequired | Error::Rustls(_) => FailurePoint::Tls,
        #[cfg(feature = "native-tls")]
        Error::NativeTls(_) | Error::Der(_) => FailurePoint::Tls,
        Error::Io(error) if tls::is_cause(error) => FailurePoint::Tls,
        _ => FailurePoint::Connect,
    };
    Error::Other(Box::new(TransportError::new(point, error)))
}
