//! The default transport of asynchronous clients: `reqwest`, with HTTP/2, gzip and kept connections.

use super::{
    AttemptProgress, Body, FailurePoint, Transport, TransportError, TransportOptions,
    connections::{Connections, Pool},
    gzip,
    received::{Pieces, Unpacking},
    tls,
    tracked::Tracked,
};
use crate::runtime::{
    error::BuildError,
    support::{BoxError, BoxFuture},
};
use ::reqwest::{Url, redirect::Policy};
use http::{
    HeaderMap, HeaderValue, Uri, Version,
    header::ACCEPT_ENCODING,
    uri::{Authority, PathAndQuery, Scheme},
};
use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

/// What to do where there is no runtime.
const OUTSIDE_TOKIO: &str = "the call is polled outside of a tokio runtime, which the built-in transport needs: run it in \
     one, as `#[tokio::main]` does, give the client a `transport(..)` of another executor, or take a blocking client";

/// Sends requests with a `reqwest` client.
pub(crate) struct Reqwest {
    connections: Arc<Connections>,
    /// The server of the first request, to which nearly all others go as well: reading a URL is most of what this
    /// adapter costs, and most of a URL is the server.
    server: OnceLock<Server>,
}

impl Reqwest {
    pub(crate) fn new(client: ::reqwest::Client) -> Self {
        Self::with(Connections::foreign(client))
    }

    fn with(connections: Connections) -> Self {
        Self { connections: Arc::new(connections), server: OnceLock::new() }
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

    /// Where a request goes, to be compared with where its answer comes from.
    fn origin(&self, url: &Url) -> Requested<'_> {
        match self.server.get() {
            Some(server) if have_one_origin(&server.url, url) => Requested(Cow::Borrowed(&server.url)),
            _ => Requested(Cow::Owned(url.clone())),
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
    Ok(Arc::new(Reqwest::with(Connections::new(options)?)))
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>> {
        self.send_attempt(request, &AttemptProgress::default())
    }

    fn send_attempt(
        &self,
        request: http::Request<Body>,
        progress: &AttemptProgress,
    ) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>> {
        let watch = Watch::new(&self.connections, request.uri(), progress);
        Box::pin(async move {
            if tokio::runtime::Handle::try_current().is_err() {
                return Err(TransportError::new(FailurePoint::Request, OUTSIDE_TOKIO).into());
            }
            let length = request.body().size();
            let request = self.converted(request, &watch.progress)?;
            let requested = self.origin(request.url());
            let answer = watch.pool.client.execute(request).await;
            let mut response = answer.map_err(|error| watch.failed(error))?;
            watch.observe(response.version(), response.headers());
            requested.check(response.url())?;
            let mut head = http::Response::new(());
            *head.status_mut() = response.status();
            *head.version_mut() = response.version();
            *head.headers_mut() = std::mem::take(response.headers_mut());
            *head.extensions_mut() = std::mem::take(response.extensions_mut());
            let is_packed = gzip::is_compressed(head.headers_mut());
            let pieces = Pieces::new(response, length, watch);
            Ok(head.map(|()| match is_packed {
                true => Body::from_stream(Unpacking::new(pieces)),
                false => Body::from_stream(pieces),
            }))
        })
    }
}

/// Watches an exchange: if it ends because its time is up, or breaks off, its connection may be dead, and is not used
/// again.
pub(super) struct Watch {
    connections: Arc<Connections>,
    pool: Pool,
    /// None where the URL names none; then there is no exchange.
    server: Option<Authority>,
    progress: AttemptProgress,
}

impl Watch {
    fn new(connections: &Arc<Connections>, uri: &Uri, progress: &AttemptProgress) -> Self {
        let (connections, pool) = (Arc::clone(connections), connections.current());
        Self { connections, pool, server: uri.authority().cloned(), progress: progress.clone() }
    }

    fn observe(&self, version: Version, headers: &HeaderMap) {
        if let Some(server) = &self.server {
            self.connections.observe(&self.pool, server, version, headers);
        }
    }

    pub(super) fn distrust(&self) {
        if let Some(server) = &self.server {
            self.connections.distrust(&self.pool, server);
        }
    }

    /// How far the request got. The URL is removed from the error, because its query may hold credentials.
    fn failed(&self, error: ::reqwest::Error) -> TransportError {
        let point = point(&error, self.progress.is_unsent());
        if point == FailurePoint::Exchange {
            self.distrust();
        }
        TransportError::new(point, error.without_url())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if self.progress.is_late() && !self.progress.is_unsent() {
            self.distrust();
        }
    }
}

impl Reqwest {
    fn converted(
        &self,
        request: http::Request<Body>,
        progress: &AttemptProgress,
    ) -> Result<::reqwest::Request, TransportError> {
        let (parts, body) = request.into_parts();
        let mut request = ::reqwest::Request::new(parts.method, self.url(&parts.uri)?);
        *request.headers_mut() = parts.headers;
        request.headers_mut().entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("gzip"));
        *request.version_mut() = parts.version;
        *request.body_mut() = Some(::reqwest::Body::wrap(Tracked::new(body, progress)));
        Ok(request)
    }
}

/// Whether a client of the caller's follows redirects. `reqwest` says so in `Debug` only; where that does not speak of
/// redirects any more, nobody knows, and answers from elsewhere are still refused.
pub(crate) fn follows_redirects(client: &::reqwest::Client) -> bool {
    let none = format!("{:?}", Policy::none());
    let says_so = format!("{:?}", ::reqwest::Client::builder().redirect(Policy::none())).contains(&none);
    says_so && !format!("{client:?}").contains(&none)
}

/// A URL of the server that a request went to.
struct Requested<'a>(Cow<'a, Url>);

impl Requested<'_> {
    /// Refuses an answer from elsewhere: nobody may have seen that a client of the caller's follows redirects.
    fn check(&self, answered: &Url) -> Result<(), TransportError> {
        if have_one_origin(&self.0, answered) {
            return Ok(());
        }
        let why = format!("the HTTP client followed a redirect to `{}`", answered.host_str().unwrap_or_default());
        Err(TransportError::new(FailurePoint::Exchange, why))
    }
}

/// Whether scheme, host and port of two URLs are the same.
fn have_one_origin(one: &Url, other: &Url) -> bool {
    one.scheme() == other.scheme()
        && one.host_str() == other.host_str()
        && one.port_or_known_default() == other.port_or_known_default()
}

/// How far a request got that failed. Whatever fails before anything is sent is a connection that was not made.
fn point(error: &::reqwest::Error, unsent: bool) -> FailurePoint {
    if error.is_builder() {
        FailurePoint::Request
    } else if (error.is_connect() && tls::is_cause(error)) || tls::is_refusal(error) {
        FailurePoint::Tls
    } else if error.is_connect() || unsent {
        FailurePoint::Connect
    } else if is_unprocessed(error) {
        FailurePoint::NotProcessed
    } else if error.is_timeout() {
        FailurePoint::Timeout
    } else {
        FailurePoint::Exchange
    }
}

/// Whether an HTTP/2 server says that it did not look at the request: it refused the stream, or is going away and names
/// an earlier stream as the last one it looks at (RFC 9113 section 8.7). h2 reports `GOAWAY` for such streams only.
fn is_unprocessed(error: &::reqwest::Error) -> bool {
    tls::causes(error).filter_map(|cause| cause.downcast_ref::<h2::Error>()).any(|error| {
        error.is_remote()
            && (error.is_go_away() || error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM))
    })
}
