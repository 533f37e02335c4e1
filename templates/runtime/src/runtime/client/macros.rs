//! What generated clients have in common, so that it is written once.

// They are not exported: a crate whose sources are included, as a build script writes them, could not use them by path.
#![allow(unused_imports, unused_macros, reason = "a crate has those that its API has a use for")]

/// Gives a client builder the settings of every client. The builder is a struct with one field `config`, a
/// [`ClientConfig`](crate::runtime::ClientConfig).
macro_rules! client_builder {
    ($name:ident) => {
        impl<M: $crate::runtime::Mode> $name<M> {
            /// Adds the settings in environment variables. What other methods set, before or after, goes before what
            /// the environment says; a credential is only required if none is set by the time the client is built.
            ///
            /// # Errors
            ///
            /// If a variable holds no text, or holds quotes around its value.
            #[allow(clippy::wrong_self_convention, reason = "it takes settings from the environment")]
            pub fn from_env(self) -> ::std::result::Result<Self, $crate::runtime::BuildError> {
                ::std::result::Result::Ok(Self { config: self.config.from_env()? })
            }

            /// The token, or API key, that operations are called with.
            pub fn access_token(self, token: impl ::std::convert::Into<$crate::runtime::AccessToken>) -> Self {
                Self { config: self.config.access_token(token) }
            }

            /// The credential of one security scheme, where operations need several.
            pub fn credential(
                self,
                scheme: &str,
                credential: impl ::std::convert::Into<$crate::runtime::AccessToken>,
            ) -> Self {
                Self { config: self.config.credential(scheme, credential) }
            }

            /// Exchanges what the client holds for tokens, at the token endpoint of the API's document unless the grant
            /// has a URL of its own. Tokens are renewed in time, and once for all calls that need one.
            pub fn oauth2(self, grant: $crate::runtime::OAuth2) -> Self {
                Self { config: self.config.oauth2(grant) }
            }

            /// The URL that paths are appended to, instead of a server of the document.
            pub fn base_url(self, url: impl ::std::convert::Into<::std::string::String>) -> Self {
                Self { config: self.config.base_url(url) }
            }

            /// How long one attempt may take; 30 s unless set.
            pub fn timeout(self, time: ::std::time::Duration) -> Self {
                Self { config: self.config.timeout(time) }
            }

            /// How long a call may take as a whole, from fetching its token to the end of its answer; unlimited unless
            /// set.
            pub fn deadline(self, time: ::std::time::Duration) -> Self {
                Self { config: self.config.deadline(time) }
            }

            /// Answers that are not what the document says are errors. Otherwise they are coerced as far as possible
            /// without inventing anything that counts, and report it themselves ([`Extra::assumed`]), in
            /// [`Response::assumed`] and in the log.
            ///
            /// [`Extra::assumed`]: crate::runtime::values::Extra::assumed
            /// [`Response::assumed`]: crate::runtime::Response::assumed
            pub fn strict_decoding(self) -> Self {
                Self { config: self.config.strict_decoding() }
            }

            /// How long a connection may take to be established; 10 s unless set.
            pub fn connect_timeout(self, time: ::std::time::Duration) -> Self {
                Self { config: self.config.connect_timeout(time) }
            }

            /// How long a connection may lie idle before it is closed; 4 s unless set, and less if the server announces
            /// less. It has to be shorter than the server keeps connections, because a `POST` that meets a server
            /// which is just closing is lost and cannot be repeated.
            pub fn pool_idle_timeout(self, time: ::std::time::Duration) -> Self {
                Self { config: self.config.pool_idle_timeout(time) }
            }

            /// How many idle connections are kept per host; no limit unless set.
            pub fn max_idle_connections(self, connections: usize) -> Self {
                Self { config: self.config.max_idle_connections(connections) }
            }

            /// The certificate by which the client proves who it is (mutual TLS), and its private key, in PEM, the
            /// certificate first.
            #[cfg(all(feature = "_rustls", not(target_arch = "wasm32")))]
            pub fn identity(self, pem: impl ::std::convert::AsRef<[u8]>) -> Self {
                Self { config: self.config.identity(pem) }
            }

            /// A certificate, or several, in PEM, of an authority that is trusted beside those of the system.
            #[cfg(all(feature = "_rustls", not(target_arch = "wasm32")))]
            pub fn root_certificate(self, pem: impl ::std::convert::AsRef<[u8]>) -> Self {
                Self { config: self.config.root_certificate(pem) }
            }

            /// Trusts nobody but the authorities given by `root_certificate`.
            #[cfg(all(feature = "_rustls", not(target_arch = "wasm32")))]
            pub fn only_root_certificates(self) -> Self {
                Self { config: self.config.only_root_certificates() }
            }

            /// When and how often failed attempts are made again.
            pub fn retry(self, policy: $crate::runtime::RetryPolicy) -> Self {
                Self { config: self.config.retry(policy) }
            }

            /// What retries may cost together; enough for 35 in a row unless set.
            pub fn retry_budget(self, budget: $crate::runtime::RetryBudget) -> Self {
                Self { config: self.config.retry_budget(budget) }
            }

            /// A header that every request carries.
            pub fn default_header<Name, Value>(self, name: Name, value: Value) -> Self
            where
                Name: ::std::convert::TryInto<::http::HeaderName>,
                Value: ::std::convert::TryInto<::http::HeaderValue>,
            {
                Self { config: self.config.default_header(name, value) }
            }

            /// Text after the SDK's own name in `User-Agent`, such as `my-app/1.0`.
            pub fn user_agent_suffix(self, suffix: impl ::std::convert::Into<::std::string::String>) -> Self {
                Self { config: self.config.user_agent_suffix(suffix) }
            }

            /// The largest answer that is read into memory, in bytes; 64 MiB unless set.
            pub fn max_response_bytes(self, bytes: u64) -> Self {
                Self { config: self.config.max_response_bytes(bytes) }
            }

            /// Lets credentials travel over plain `http` to any host.
            pub fn allow_insecure_http(self) -> Self {
                Self { config: self.config.allow_insecure_http() }
            }

            /// Does not look at the prefix of the token.
            pub fn allow_any_credential(self) -> Self {
                Self { config: self.config.allow_any_credential() }
            }

            /// What measures time and waits, for tests.
            pub fn clock(self, clock: ::std::sync::Arc<dyn $crate::runtime::Clock>) -> Self {
                Self { config: self.config.clock(clock) }
            }
        }

        $crate::runtime::client_builder_of!($name, Async: Transport, TokenProvider, Middleware);
        $crate::runtime::client_builder_of!($name, Blocking: BlockingTransport, BlockingTokenProvider, BlockingMiddleware);

        #[cfg(all(feature = "async", not(target_arch = "wasm32")))]
        impl $name<$crate::runtime::Async> {
            /// Sends requests with a `reqwest` client of the caller's, built with
            /// `redirect(reqwest::redirect::Policy::none())`; another one is an error of `build()`.
            pub fn reqwest_client(self, client: ::reqwest::Client) -> Self {
                Self { config: self.config.reqwest_client(client) }
            }
        }

        #[cfg(feature = "tower-0-5")]
        impl $name<$crate::runtime::Async> {
            /// Sends requests with a `tower` service, of which each request gets a clone.
            pub fn tower_service<S, B>(self, service: S) -> Self
            where
                S: ::tower_service::Service<::http::Request<$crate::runtime::Body>, Response = ::http::Response<B>>
                    + ::std::clone::Clone
                    + $crate::runtime::MaybeSend
                    + $crate::runtime::MaybeSync
                    + 'static,
                S::Future: $crate::runtime::MaybeSend,
                S::Error: ::std::convert::Into<$crate::runtime::BoxError>,
                B: ::http_body::Body + $crate::runtime::MaybeSend + 'static,
                B::Data: $crate::runtime::MaybeSend,
                B::Error: ::std::convert::Into<$crate::runtime::BoxError>,
            {
                Self { config: self.config.tower_service(service) }
            }
        }

        #[cfg(feature = "blocking")]
        impl $name<$crate::runtime::Blocking> {
            /// Sends requests with a `ureq` agent of the caller's.
            pub fn ureq_agent(self, agent: ::ureq::Agent) -> Self {
                Self { config: self.config.ureq_agent(agent) }
            }
        }
    };
}

/// The settings of a client builder that differ between the modes.
macro_rules! client_builder_of {
    ($name:ident, $mode:ident: $transport:ident, $tokens:ident, $middleware:ident) => {
        impl $name<$crate::runtime::$mode> {
            /// What carries requests, instead of the built-in transport.
            pub fn transport(self, transport: impl $crate::runtime::$transport) -> Self {
                Self { config: self.config.transport(transport) }
            }

            /// Asks a provider for the token before each attempt.
            pub fn token_provider(self, provider: impl $crate::runtime::$tokens) -> Self {
                Self { config: self.config.token_provider(provider) }
            }

            /// Adds middleware around every attempt; the one added first is outermost.
            pub fn middleware(self, middleware: impl $crate::runtime::$middleware) -> Self {
                Self { config: self.config.middleware(middleware) }
            }

            /// Adds middleware around every call with all its attempts; the one added first is outermost.
            pub fn middleware_per_call(self, middleware: impl $crate::runtime::$middleware) -> Self {
                Self { config: self.config.middleware_per_call(middleware) }
            }
        }
    };
}

/// Defines a token type of its own, so that one kind of token cannot be passed for another.
macro_rules! token_type {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name($crate::runtime::AccessToken);

        impl From<&str> for $name {
            fn from(token: &str) -> Self {
                Self(token.into())
            }
        }

        impl From<::std::string::String> for $name {
            fn from(token: ::std::string::String) -> Self {
                Self(token.into())
            }
        }

        impl From<&::std::string::String> for $name {
            fn from(token: &::std::string::String) -> Self {
                Self(token.into())
            }
        }

        impl From<$crate::runtime::AccessToken> for $name {
            fn from(token: $crate::runtime::AccessToken) -> Self {
                Self(token.into())
            }
        }

        impl From<$crate::runtime::values::Secret> for $name {
            fn from(token: $crate::runtime::values::Secret) -> Self {
                Self(token.into())
            }
        }

        impl From<&$crate::runtime::values::Secret> for $name {
            fn from(token: &$crate::runtime::values::Secret) -> Self {
                Self(token.into())
            }
        }

        impl From<$name> for $crate::runtime::AccessToken {
            fn from(token: $name) -> Self {
                token.0
            }
        }
    };
}

pub(crate) use {client_builder, client_builder_of, token_type};
