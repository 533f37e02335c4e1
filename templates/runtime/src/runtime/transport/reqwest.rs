//! The default transport of asynchronous clients: `reqwest`, with HTTP/2, gzip and kept connections.

use super::{Body, TransportOptions};
use super::{FailurePoint, Transport, TransportError, tls};
use crate::runtime::{
    error::{BuildError, BuildErrorKind},
    support::{BoxError, BoxFuture},
};
use ::reqwest::Url;
use bytes::Bytes;
use futures_core::Stream;
use http::{
    Uri,
    uri::{Authority, PathAndQuery, Scheme},
};
use std::{
    pin::Pin,
    sync::{Arc, OnceLock},
    task::{Context, Poll},
};

/// Sends requests with a `reqwest` client.
pub(crate) struct Reqwest {
    client: ::reqwest::Client,
    /// The server of the first request, to which nearly all others go as well: reading a URL is most of what this
    /// adapter costs, and most of a URL is the server.
    server: OnceLock<Server>,
}

impl Reqwest {
    pub(crate) fn new(client: ::reqwest::Client) -> Self {
        Self { client, server: OnceLock::new() }
    }

    /// The URL as reqwest has it.
    fn url(&self, uri: &Uri) -> Result<Url, TransportError> {
        let read = || Url::parse(&uri.to_string()).map_err(|error| TransportError::new(FailurePoint::Request, error));
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else { return read() };
        let target = uri.path_and_query().map_or("/", PathAndQuery::as_str);
        if self.server.get().is_none() {
            let server = Server { scheme: scheme.clone(), authority: authority.clone(), url: read()? };
            // Another thread may have been faster, and with another server; then that one is kept.
            drop(self.server.set(server));
        }
        match self.server.get() {
            // Two slashes would begin another authority.
            Some(server) if server.is(scheme, authority) && !target.starts_with("//") => {
                let url = server.url.join(target).map_err(|error| TransportError::new(FailurePoint::Request, error))?;
                // This parser takes more for slashes than RFC 3986 does.
                if !have_one_origin(&url, &server.url) {
                    let why = "path and query of the request would lead to another host";
                    return Err(TransportError::new(FailurePoint::Request, why));
                }
                Ok(url)
            }
            _ => read(),
        }
    }
}

struct Server {
    scheme: Scheme,
    authority: Authority,
    url: Url,
}

impl Server {
    fn is(&self, scheme: &Scheme, authority: &Authority) -> bool {
        self.scheme == *scheme && self.authority.as_str() == authority.as_str()
    }
}

/// The transport with this project's settings.
pub(crate) fn transport(options: &TransportOptions) -> Result<Arc<dyn Transport>, BuildError> {
    let builder = ::reqwest::Client::builder()
        .redirect(::reqwest::redirect::Policy::none())
        .connect_timeout(options.connect_timeout)
        .referer(false);
    let client = encrypted(builder)?.build().map_err(|error| {
        BuildError::new(BuildErrorKind::Transport, "the HTTP client could not be set up").with_source(error)
    })?;
    Ok(Arc::new(Reqwest::new(client)))
}

/// TLS by rustls with `ring` and the operating system's certificates. The provider is named here, because a process
/// can have several and reqwest would take the one somebody else installed, or panic without.
#[cfg(feature = "rustls")]
fn encrypted(builder: ::reqwest::ClientBuilder) -> Result<::reqwest::ClientBuilder, BuildError> {
    use rustls_platform_verifier::BuilderVerifierExt;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_platform_verifier());
    let config = config
        .map_err(|error| BuildError::new(BuildErrorKind::Transport, "TLS could not be set up").with_source(error))?;
    let mut config = config.with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
fn encrypted(builder: ::reqwest::ClientBuilder) -> Result<::reqwest::ClientBuilder, BuildError> {
    Ok(builder.tls_backend_native())
}

#[cfg(not(any(feature = "native-tls", feature = "rustls")))]
fn encrypted(builder: ::reqwest::ClientBuilder) -> Result<::reqwest::ClientBuilder, BuildError> {
    Ok(builder)
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>> {
        Box::pin(async move {
            let request = self.converted(request)?;
            let asked = request.url().clone();
            let mut response = self.client.execute(request).await.map_err(classified)?;
            check_place(&asked, response.url())?;
            let mut head = http::Response::new(());
            *head.status_mut() = response.status();
            *head.version_mut() = response.version();
            *head.headers_mut() = std::mem::take(response.headers_mut());
            *head.extensions_mut() = std::mem::take(response.extensions_mut());
            Ok(head.map(|()| Body::from_stream(Pieces(response.bytes_stream()))))
        })
    }
}

impl Reqwest {
    fn converted(&self, request: http::Request<Body>) -> Result<::reqwest::Request, TransportError> {
        let (parts, body) = request.into_parts();
        let bytes = body
            .try_into_bytes()
            .map_err(|_| TransportError::new(FailurePoint::Request, "the request body is a stream"))?;
        let mut request = ::reqwest::Request::new(parts.method, self.url(&parts.uri)?);
        *request.headers_mut() = parts.headers;
        *request.version_mut() = parts.version;
        if !bytes.is_empty() {
            *request.body_mut() = Some(bytes.into());
        }
        Ok(request)
    }
}

/// Refuses an answer from elsewhere: a client of the caller's may follow redirects.
fn check_place(asked: &Url, answered: &Url) -> Result<(), TransportError> {
    if have_one_origin(asked, answered) {
        return Ok(());
    }
    let why = format!("the HTTP client followed a redirect to `{}`", answered.host_str().unwrap_or_default());
    Err(TransportError::new(FailurePoint::Exchange, why))
}

/// Whether scheme, host and port of two URLs are the same.
fn have_one_origin(one: &Url, other: &Url) -> bool {
    one.scheme() == other.scheme()
        && one.host_str() == other.host_str()
        && one.port_or_known_default() == other.port_or_known_default()
}

/// How far the request got. The URL is taken out of the error, because its query may hold credentials.
fn classified(error: ::reqwest::Error) -> TransportError {
    let point = if error.is_connect() && tls::is_cause(&error) {
        FailurePoint::Tls
    } else if error.is_connect() {
        FailurePoint::Connect
    } else if error.is_timeout() {
        FailurePoint::Timeout
    } else if error.is_builder() {
        FailurePoint::Request
    } else {
        FailurePoint::Exchange
    };
    TransportError::new(point, error.without_url())
}

/// How a response body broke off.
fn broken(error: ::reqwest::Error) -> TransportError {
    let point = if error.is_timeout() { FailurePoint::Timeout } else { FailurePoint::Body };
    TransportError::new(point, error.without_url())
}

/// The data of a response body, piece by piece.
struct Pieces<S>(S);

impl<S: Stream<Item = ::reqwest::Result<Bytes>> + Unpin> Stream for Pieces<S> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.0).poll_next(context).map_err(|error| broken(error).into())
    }
}
