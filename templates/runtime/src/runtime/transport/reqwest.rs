//! The default transport of asynchronous clients: `reqwest`, with HTTP/2, gzip and kept connections.

use super::{FailurePoint, Transport, TransportError};
use crate::runtime::{
    BoxError, BoxFuture,
    body::Body,
    client::TransportOptions,
    error::{BuildError, BuildErrorKind},
};
use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as HttpBody;
use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

/// Sends requests with a `reqwest` client.
pub(crate) struct Reqwest(::reqwest::Client);

impl Reqwest {
    pub(crate) fn new(client: ::reqwest::Client) -> Self {
        Self(client)
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
    Ok(Arc::new(Reqwest(client)))
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
            let asked = request.uri().clone();
            let request = converted(request)?;
            let response = self.0.execute(request).await.map_err(classified)?;
            check_place(&asked, response.url())?;
            let (parts, body) = http::Response::from(response).into_parts();
            Ok(http::Response::from_parts(parts, Body::from_stream(Frames(body))))
        })
    }
}

fn converted(request: http::Request<Body>) -> Result<::reqwest::Request, TransportError> {
    let (parts, body) = request.into_parts();
    let wrong = |why: BoxError| TransportError::new(FailurePoint::Request, why);
    let bytes = body.try_into_bytes().map_err(|_| wrong("the request body is a stream".into()))?;
    let request = http::Request::from_parts(parts, ::reqwest::Body::from(bytes));
    ::reqwest::Request::try_from(request).map_err(|error| wrong(error.without_url().into()))
}

/// Refuses an answer from elsewhere: a client of the caller's may follow redirects.
fn check_place(asked: &http::Uri, answered: &::reqwest::Url) -> Result<(), TransportError> {
    let default = if asked.scheme_str() == Some("https") { 443 } else { 80 };
    let same = asked.scheme_str() == Some(answered.scheme())
        && asked.host().unwrap_or_default().eq_ignore_ascii_case(answered.host_str().unwrap_or_default())
        && asked.port_u16().unwrap_or(default) == answered.port_or_known_default().unwrap_or(default);
    if same {
        return Ok(());
    }
    let why = format!("the HTTP client followed a redirect to `{}`", answered.host_str().unwrap_or_default());
    Err(TransportError::new(FailurePoint::Exchange, why))
}

/// How far the request got. The URL is taken out of the error, because its query may hold credentials.
fn classified(error: ::reqwest::Error) -> TransportError {
    let point = if error.is_connect() {
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

/// The data of a response body, piece by piece; trailers are dropped.
struct Frames(::reqwest::Body);

impl Stream for Frames {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            return match Pin::new(&mut self.0).poll_frame(context) {
                Poll::Pending => Poll::Pending,
                Poll::Ready(None) => Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(broken(error).into()))),
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(data) if data.is_empty() => continue,
                    Ok(data) => Poll::Ready(Some(Ok(data))),
                    Err(_) => continue,
                },
            };
        }
    }
}
