//! The parts of a configuration that differ between the modes: what carries requests and what stands around it.

use super::{Async, Blocking};
use super::{ClientConfig, config::ConfiguredTransport, credential::Source};
#[cfg(all(feature = "async", not(target_arch = "wasm32")))]
use crate::runtime::error::{BuildError, BuildErrorKind};
use crate::runtime::{
    auth::{BlockingTokenProvider, Provider, TokenProvider},
    transport::{BlockingMiddleware, BlockingTransport, Middleware, Transport},
};
#[cfg(feature = "tower-0-5")]
use crate::runtime::{
    support::{BoxError, MaybeSend, MaybeSync},
    transport::Body,
};
use std::sync::Arc;

impl ClientConfig<Async> {
    /// What carries requests, instead of the built-in transport.
    ///
    /// Timeouts and waits use tokio's timer where there is a runtime, and a thread for each where there is none, unless the
    /// client is given a [`clock`](Self::clock).
    pub fn transport(mut self, transport: impl Transport) -> Self {
        transport.attach(self.api);
        let clock = transport.clock();
        self.transport =
            Some(ConfiguredTransport { transport: Arc::new(transport), clock, needs_operation: true, refused: None });
        self
    }

    /// Sends requests with a `reqwest` client of the caller's.
    ///
    /// Build it with `redirect(reqwest::redirect::Policy::none())`; another one is an error of `build()`. By default
    /// `reqwest` follows redirects before the SDK can see them: to another host it takes neither `Authorization` nor
    /// `Cookie` along, but all other headers, such as `x-api-key`, and the query of the request in `Referer`.
    ///
    /// This crate's feature `rustls` brings reqwest's `rustls-no-provider`, with which a client of one's own needs a
    /// crypto provider: enable reqwest's feature `rustls`, or install one in the process.
    #[cfg(all(feature = "async", not(target_arch = "wasm32")))]
    pub fn reqwest_client(mut self, client: ::reqwest::Client) -> Self {
        let refused = crate::runtime::transport::reqwest::follows_redirects(&client).then(|| {
            let why = "the `reqwest` client follows redirects, and would take credentials to other hosts; build it with \
                `redirect(reqwest::redirect::Policy::none())`";
            BuildError::new(BuildErrorKind::Transport, why)
        });
        let transport = Arc::new(crate::runtime::transport::reqwest::Reqwest::new(client));
        self.transport = Some(ConfiguredTransport { transport, clock: None, needs_operation: false, refused });
        self
    }

    /// Sends requests with a `tower` service, of which each request gets a clone. Errors that are no
    /// [`TransportError`](crate::runtime::TransportError) count as ones after which the server may have acted.
    #[cfg(feature = "tower-0-5")]
    pub fn tower_service<S, B>(self, service: S) -> Self
    where
        S: ::tower_service::Service<http::Request<Body>, Response = http::Response<B>>
            + Clone
            + MaybeSend
            + MaybeSync
            + 'static,
        S::Future: MaybeSend,
        S::Error: Into<BoxError>,
        B: ::http_body::Body + MaybeSend + 'static,
        B::Data: MaybeSend,
        B::Error: Into<BoxError>,
    {
        self.transport(crate::runtime::transport::tower::Tower(service))
    }

    /// Takes the token of each attempt from a provider, such as a [`CachedToken`](crate::runtime::CachedToken). However
    /// many calls learn at once that their token is not valid any more, it is renewed once.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        let provider: Arc<dyn TokenProvider> = Arc::new(provider);
        self.credentials.main = Source::Provider(Provider::new(provider));
        self
    }

    /// Adds middleware around every attempt; the one added first is outermost.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.per_attempt.0.push(Arc::new(middleware));
        self
    }

    /// Adds middleware around every call with all its attempts; the one added first is outermost.
    pub fn middleware_per_call(mut self, middleware: impl Middleware) -> Self {
        self.per_call.0.push(Arc::new(middleware));
        self
    }
}

impl ClientConfig<Blocking> {
    /// What carries requests, instead of the built-in transport.
    pub fn transport(mut self, transport: impl BlockingTransport) -> Self {
        transport.attach(self.api);
        let clock = transport.clock();
        self.transport =
            Some(ConfiguredTransport { transport: Arc::new(transport), clock, needs_operation: true, refused: None });
        self
    }

    /// Sends requests with a `ureq` agent of the caller's. Redirects are not followed and error statuses are answers,
    /// whatever the agent's configuration says.
    ///
    /// The timeout of a call is the agent's global one for each attempt, from the look-up of the name to the last byte of
    /// the answer. Of an answer that is streamed it bounds each phase by itself: look-up, connection with its TLS
    /// handshake, sending the head, sending the body, waiting for the head of the answer, and every read of its body. The
    /// agent's `timeout_connect` holds too where it is shorter. An agent does not tell how far a request got, so what
    /// fails counts as sent, unless the error says that it was the look-up or the connection.
    ///
    /// At level `TRACE` crate `ureq` logs target and headers of requests, credentials among them. The built-in agent is
    /// given placeholders for these, an agent of the caller's is not: keep `ureq` and `ureq_proto` at `INFO`.
    #[cfg(feature = "blocking")]
    pub fn ureq_agent(mut self, agent: ::ureq::Agent) -> Self {
        let transport = Arc::new(crate::runtime::transport::ureq::Ureq::new(agent));
        self.transport = Some(ConfiguredTransport { transport, clock: None, needs_operation: false, refused: None });
        self
    }

    /// Takes the token of each attempt from a provider, such as a [`CachedToken`](crate::runtime::CachedToken). However
    /// many calls learn at once that their token is not valid any more, it is renewed once.
    pub fn token_provider(mut self, provider: impl BlockingTokenProvider) -> Self {
        let provider: Arc<dyn BlockingTokenProvider> = Arc::new(provider);
        self.credentials.main = Source::Provider(Provider::new(provider));
        self
    }

    /// Adds middleware around every attempt; the one added first is outermost.
    pub fn middleware(mut self, middleware: impl BlockingMiddleware) -> Self {
        self.per_attempt.0.push(Arc::new(middleware));
        self
    }

    /// Adds middleware around every call with all its attempts; the one added first is outermost.
    pub fn middleware_per_call(mut self, middleware: impl BlockingMiddleware) -> Self {
        self.per_call.0.push(Arc::new(middleware));
        self
    }
}
