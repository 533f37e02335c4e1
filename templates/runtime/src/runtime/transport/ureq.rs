//! The default transport of blocking clients: `ureq`, which needs no runtime.

#[cfg(feature = "_rustls")]
use super::tls;
use super::{
    AttemptTimeout, BlockingTransport, Body, FailurePoint, TransportError, TransportOptions,
    gzip::{self, Unpacked},
    keep_alive::IdleTime,
    proxy::Proxies,
    ureq_connect::{Connect, Lookup},
    ureq_secrets::Concealment,
};
use crate::runtime::{error::BuildError, support::BoxError};
use bytes::Bytes;
use http::{
    HeaderValue,
    header::{ACCEPT_ENCODING, CONTENT_LENGTH},
};
use std::{
    io::{self, ErrorKind, Read},
    sync::Arc,
    time::Duration,
};
#[cfg(any(feature = "_rustls", feature = "native-tls"))]
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, AsSendBody, Error, SendBody, Timeout};

/// Sends requests with a `ureq` agent.
pub(crate) struct Ureq {
    agent: Agent,
    idle: IdleTime,
    /// None if the agent is the caller's, who has decided about proxies and connections.
    proxies: Option<Proxies>,
}

impl Ureq {
    pub(crate) fn new(agent: Agent) -> Self {
        let idle = IdleTime::new(agent.config().max_idle_age());
        Self { agent, idle, proxies: None }
    }
}

/// The transport with this project's settings.
pub(crate) fn transport(options: &TransportOptions) -> Result<Arc<dyn BlockingTransport>, BuildError> {
    let config = Agent::config_builder()
        .timeout_connect(Some(options.connect_timeout))
        .max_idle_age(options.pool_idle_timeout)
        .max_idle_connections(options.max_idle_connections)
        .max_idle_connections_per_host(options.max_idle_connections)
        .user_agent("")
        .accept("")
        .proxy(None);
    #[cfg(any(feature = "_rustls", feature = "native-tls"))]
    let config = config.tls_config(native_tls());
    let agent = Agent::with_parts(config.build(), Connect::new(options)?, Lookup::default());
    Ok(Arc::new(Ureq { proxies: Some(Proxies::from_env()?), ..Ureq::new(agent) }))
}

/// What matters only where the operating system does TLS: rustls has a configuration of its own.
#[cfg(any(feature = "_rustls", feature = "native-tls"))]
fn native_tls() -> TlsConfig {
    TlsConfig::builder().provider(TlsProvider::NativeTls).root_certs(RootCerts::PlatformVerifier).build()
}

impl BlockingTransport for Ureq {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Body>, BoxError> {
        let (mut parts, body) = request.into_parts();
        let time = parts.extensions.remove::<AttemptTimeout>();
        parts.headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("gzip"));
        // The length of bytes at hand is ureq's to say; what has none has a length too.
        let body = body.try_into_bytes();
        let has_body = match &body {
            Ok(bytes) => parts.headers.remove(CONTENT_LENGTH).is_some() || !bytes.is_empty(),
            Err(_) => true,
        };
        // A connection of the caller's agent does not put anything in its place again.
        let concealment = self.proxies.is_some().then(|| Concealment::of(&mut parts));
        let response = match body {
            Ok(bytes) if has_body => self.run(http::Request::from_parts(parts, &bytes[..]), time),
            Ok(_) => self.run(http::Request::from_parts(parts, SendBody::none()), time),
            Err(body) => {
                let reader = SendBody::from_owned_reader(Sent { body, piece: Bytes::new() });
                self.run(http::Request::from_parts(parts, reader), time)
            }
        };
        let (mut parts, body) = response.map_err(classified)?.into_parts();
        if concealment.is_some_and(|concealment| !concealment.is_over()) {
            let why = "the HTTP library did not send the request that it was given";
            return Err(TransportError::new(FailurePoint::Exchange, why).into());
        }
        self.idle.observe(&parts.headers);
        let body = if gzip::is_compressed(&mut parts.headers) {
            Body::from_reader(Reader(Unpacked::new(body.into_reader())))
        } else {
            Body::from_reader(Reader(body.into_reader()))
        };
        Ok(http::Response::from_parts(parts, body))
    }
}

/// A request body that is read while it is sent.
struct Sent {
    body: Body,
    piece: Bytes,
}

impl Read for Sent {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.body.read_chunk() {
                None => return Ok(0),
                Some(piece) => self.piece = piece.map_err(io::Error::other)?,
            }
        }
        let length = buffer.len().min(self.piece.len());
        buffer[..length].copy_from_slice(&self.piece.split_to(length));
        Ok(length)
    }
}

impl Ureq {
    fn run(
        &self,
        request: http::Request<impl AsSendBody>,
        time: Option<AttemptTimeout>,
    ) -> Result<http::Response<ureq::Body>, Error> {
        let proxy = match self.proxies.as_ref().and_then(|proxies| proxies.proxy_for(request.uri())) {
            Some(url) => Some(ureq::Proxy::new(url)?),
            None => None,
        };
        // Said for each request, because the agent may be the caller's.
        let config = self.agent.configure_request(request);
        let config = if self.proxies.is_some() { config.proxy(proxy) } else { config };
        let config = config.http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
        let config = config.allow_non_standard_methods(true).max_idle_age(self.idle.get());
        let Some(AttemptTimeout { total, streamed, whole }) = time else { return self.agent.run(config.build()) };
        let own = self.agent.config().timeouts();
        let at_most = |own: Option<Duration>| Some(own.unwrap_or(total).min(total));
        // Bounded by itself, so that a look-up that takes too long says so.
        let config = config.timeout_resolve(at_most(own.resolve));
        let config = if streamed {
            config
                .timeout_connect(at_most(own.connect))
                .timeout_send_request(Some(total))
                .timeout_send_body(Some(total))
                .timeout_recv_response(Some(total))
                .timeout_per_read(Some(total))
                .timeout_global(whole)
        } else {
            config.timeout_global(Some(total))
        };
        self.agent.run(config.build())
    }
}

/// How far the request got. The built-in agent says itself what failed before anything was sent; of an agent of the
/// caller's that is only known where the error can mean nothing else.
fn classified(error: Error) -> TransportError {
    let point = match error {
        Error::Other(known) => match known.downcast() {
            Ok(known) => return *known,
            Err(other) => return TransportError::new(FailurePoint::Exchange, other),
        },
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => FailurePoint::Connect,
        Error::Timeout(_) => FailurePoint::Timeout,
        Error::HostNotFound | Error::ConnectionFailed | Error::InvalidProxyUrl | Error::ConnectProxyFailed(_) => {
            FailurePoint::Connect
        }
        Error::BadUri(_) | Error::Http(_) => FailurePoint::Request,
        #[cfg(not(any(feature = "_rustls", feature = "native-tls")))]
        Error::TlsRequired => {
            let why = "the SDK is built without TLS: turn on feature `ring`, `aws-lc-rs` or `native-tls`";
            return TransportError::new(FailurePoint::Tls, why);
        }
        #[cfg(any(feature = "_rustls", feature = "native-tls"))]
        Error::TlsRequired => FailurePoint::Tls,
        Error::Tls(_) => FailurePoint::Tls,
        #[cfg(feature = "_rustls")]
        Error::Rustls(ref error) if is_handshake(error) => FailurePoint::Tls,
        // With the operating system's TLS the handshake is the only step that reports an error of its own.
        #[cfg(feature = "native-tls")]
        Error::NativeTls(_) | Error::Der(_) => FailurePoint::Tls,
        #[cfg(feature = "_rustls")]
        Error::Io(ref error) if tls::causes(error).any(|cause| cause.downcast_ref().is_some_and(is_handshake)) => {
            FailurePoint::Tls
        }
        Error::Io(ref error) => match error.kind() {
            ErrorKind::ConnectionRefused
            | ErrorKind::AddrNotAvailable
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown => FailurePoint::Connect,
            ErrorKind::TimedOut | ErrorKind::WouldBlock => FailurePoint::Timeout,
            _ => FailurePoint::Exchange,
        },
        _ => FailurePoint::Exchange,
    };
    TransportError::new(point, error)
}

/// Whether TLS failed before the server looked at the request.
#[cfg(feature = "_rustls")]
fn is_handshake(error: &rustls::Error) -> bool {
    use rustls::Error as Tls;
    tls::is_refusal(error)
        || matches!(
            error,
            Tls::InvalidCertificate(_) | Tls::InvalidMessage(_) | Tls::PeerIncompatible(_) | Tls::NoApplicationProtocol
        )
}

/// A response body whose errors say how far it got.
struct Reader<R>(R);

impl<R: Read> Read for Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let late = matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock)
                || matches!(error.get_ref().and_then(|inner| inner.downcast_ref()), Some(Error::Timeout(_)));
            let point = if late { FailurePoint::Timeout } else { FailurePoint::Body };
            io::Error::new(error.kind(), TransportError::new(point, error))
        })
    }
}
