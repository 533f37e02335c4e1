//! What generated builders and clients have in common, so that it is written once.

/// Gives a builder of an operation the options of a call and the ways to make it. The builder is a struct with one
/// field `call`, a [`Call`](crate::runtime::Call).
#[macro_export]
#[doc(hidden)]
macro_rules! __call_builder {
    ($name:ident -> $output:ty) => {
        $crate::__call_options!($name -> $output);
        $crate::__call_output!($name -> $output);
    };
}

/// As `call_builder!`, for a body that is text or bytes and can be streamed.
#[macro_export]
#[doc(hidden)]
macro_rules! __download_builder {
    ($name:ident -> $output:ty) => {
        $crate::__call_options!($name -> $output);
        $crate::__call_output!($name -> $output);

        impl<M: $crate::runtime::Mode> $name<M> {
            /// The whole body as text.
            pub fn text(self) -> $crate::runtime::Call<$crate::runtime::Text, M> {
                self.call.giving()
            }

            /// The whole body as bytes.
            pub fn bytes(self) -> $crate::runtime::Call<$crate::runtime::Raw, M> {
                self.call.giving()
            }
        }

        impl $name<$crate::runtime::Async> {
            /// The body while it arrives. Only what happens before its first byte is retried.
            pub fn stream(self) -> $crate::runtime::Call<$crate::runtime::ByteStream, $crate::runtime::Async> {
                self.call.stream()
            }
        }

        impl $name<$crate::runtime::Blocking> {
            /// The body while it arrives. Only what happens before its first byte is retried.
            pub fn stream(self) -> $crate::runtime::Call<$crate::runtime::ByteReader, $crate::runtime::Blocking> {
                self.call.stream()
            }
        }
    };
}

/// As `call_builder!`, for an operation that gives a page of a list.
#[macro_export]
#[doc(hidden)]
macro_rules! __page_builder {
    ($name:ident, item = $item:ty) => {
        $crate::__call_options!($name -> $crate::runtime::Page<$item>);
        $crate::__call_output!($name -> $crate::runtime::Page<$item>);

        impl<M: $crate::runtime::Mode> $name<M> {
            /// Begins at a place in the list saved earlier, from a call with the same filters.
            pub fn from_cursor(self, cursor: impl ::std::convert::Into<$crate::runtime::Cursor>) -> Self {
                Self { call: self.call.from_cursor(cursor) }
            }
        }

        impl $name<$crate::runtime::Async> {
            /// Every item of every page. Pages are as large as the server grants, unless the call says how large.
            pub fn stream(self) -> $crate::runtime::ItemStream<$item> {
                self.call.stream()
            }

            /// Page after page.
            pub fn pages(self) -> $crate::runtime::PageStream<$item> {
                self.call.pages()
            }
        }

        impl $name<$crate::runtime::Blocking> {
            /// Every item of every page. Pages are as large as the server grants, unless the call says how large.
            pub fn iter(self) -> $crate::runtime::ItemIter<$item> {
                self.call.iter()
            }

            /// Page after page.
            pub fn pages(self) -> $crate::runtime::PageIter<$item> {
                self.call.pages()
            }
        }
    };
}

/// The ways to make the call of a builder.
#[macro_export]
#[doc(hidden)]
macro_rules! __call_output {
    ($name:ident -> $output:ty) => {
        impl $name<$crate::runtime::Async> {
            /// The future of the call, for `join!` and its like.
            pub fn send(self) -> $crate::runtime::Sending<$output> {
                self.call.send()
            }
        }

        impl ::std::future::IntoFuture for $name<$crate::runtime::Async> {
            type Output = ::std::result::Result<<$output as $crate::runtime::Output>::Value, $crate::runtime::Error>;
            type IntoFuture = $crate::runtime::Sending<$output>;

            fn into_future(self) -> Self::IntoFuture {
                self.call.send()
            }
        }

        impl $name<$crate::runtime::Blocking> {
            /// Makes the call.
            ///
            /// # Errors
            ///
            /// If there is no answer, an answer with an error status, or one that cannot be read.
            pub fn send(
                self,
            ) -> ::std::result::Result<<$output as $crate::runtime::Output>::Value, $crate::runtime::Error> {
                self.call.send()
            }
        }
    };
}

/// The options of a call, on a builder.
#[macro_export]
#[doc(hidden)]
macro_rules! __call_options {
    ($name:ident -> $output:ty) => {
        impl<M: $crate::runtime::Mode> $name<M> {
            /// How long one attempt may take; see [`Call::timeout`]($crate::runtime::Call::timeout).
            pub fn timeout(self, time: ::std::time::Duration) -> Self {
                Self { call: self.call.timeout(time) }
            }

            /// How long all attempts may take; see [`Call::deadline`]($crate::runtime::Call::deadline).
            pub fn deadline(self, time: ::std::time::Duration) -> Self {
                Self { call: self.call.deadline(time) }
            }

            /// When and how often failed attempts are made again.
            pub fn retry(self, policy: $crate::runtime::RetryPolicy) -> Self {
                Self { call: self.call.retry(policy) }
            }

            /// A key by which the server recognises a repeated request; see
            /// [`Call::idempotency_key`]($crate::runtime::Call::idempotency_key).
            pub fn idempotency_key(self, key: impl ::std::convert::Into<::std::string::String>) -> Self {
                Self { call: self.call.idempotency_key(key) }
            }

            /// A header for this call.
            pub fn header<Name, Value>(self, name: Name, value: Value) -> Self
            where
                Name: ::std::convert::TryInto<::http::HeaderName>,
                Value: ::std::convert::TryInto<::http::HeaderValue>,
            {
                Self { call: self.call.header(name, value) }
            }

            /// A query parameter the document does not have.
            pub fn extra_query(self, name: &str, value: &str) -> Self {
                Self { call: self.call.extra_query(name, value) }
            }

            /// A property of the JSON body the document does not have.
            pub fn extra_body(self, name: &str, value: impl ::std::convert::Into<$crate::runtime::Json>) -> Self {
                Self { call: self.call.extra_body(name, value) }
            }

            /// A token for this call, in place of the client's.
            pub fn bearer(self, token: impl ::std::convert::Into<$crate::runtime::AccessToken>) -> Self {
                Self { call: self.call.bearer(token) }
            }

            /// `None` in place of the error where the server answers `404`.
            pub fn optional(self) -> $crate::runtime::Call<::std::option::Option<$output>, M> {
                self.call.optional()
            }

            /// The value together with status, headers, request id and number of attempts.
            pub fn with_response(self) -> $crate::runtime::Call<$crate::runtime::Response<$output>, M> {
                self.call.with_response()
            }

            /// The body as it came, with status and headers.
            pub fn raw(self) -> $crate::runtime::Call<$crate::runtime::Response<$crate::runtime::Raw>, M> {
                self.call.raw()
            }

            /// The request as a `curl` command, with credentials left out. The body is shown.
            pub fn curl(&self) -> ::std::string::String {
                self.call.curl()
            }
        }
    };
}

/// Gives a client builder the settings of every client. The builder is a struct with one field `config`, a
/// [`ClientConfig`](crate::runtime::ClientConfig).
#[macro_export]
#[doc(hidden)]
macro_rules! __client_builder {
    ($name:ident) => {
        impl<M: $crate::runtime::Mode> $name<M> {
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

            /// The URL that paths are appended to, instead of a server of the document.
            pub fn base_url(self, url: impl ::std::convert::Into<::std::string::String>) -> Self {
                Self { config: self.config.base_url(url) }
            }

            /// How long one attempt may take; 30 s unless set.
            pub fn timeout(self, time: ::std::time::Duration) -> Self {
                Self { config: self.config.timeout(time) }
            }

            /// How long a call may take with all its attempts and waits; unlimited unless set.
            pub fn deadline(self, time: ::std::time::Duration) -> Self {
                Self { config: self.config.deadline(time) }
            }

            /// How long a connection may take to be established; 10 s unless set.
            pub fn connect_timeout(self, time: ::std::time::Duration) -> Self {
                Self { config: self.config.connect_timeout(time) }
            }

            /// When and how often failed attempts are made again.
            pub fn retry(self, policy: $crate::runtime::RetryPolicy) -> Self {
                Self { config: self.config.retry(policy) }
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

        $crate::__client_builder_of!($name, Async: Transport, TokenProvider, Middleware);
        $crate::__client_builder_of!($name, Blocking: BlockingTransport, BlockingTokenProvider, BlockingMiddleware);

        #[cfg(feature = "async")]
        impl $name<$crate::runtime::Async> {
            /// Sends requests with a `reqwest` client of the caller's.
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
                    + ::std::marker::Send
                    + ::std::marker::Sync
                    + 'static,
                S::Future: ::std::marker::Send,
                S::Error: ::std::convert::Into<$crate::runtime::BoxError>,
                B: ::http_body::Body + ::std::marker::Send + 'static,
                B::Data: ::std::marker::Send,
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
#[macro_export]
#[doc(hidden)]
macro_rules! __client_builder_of {
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

pub use crate::{
    __call_builder as call_builder, __client_builder as client_builder, __download_builder as download_builder,
    __page_builder as page_builder, __token_type as token_type,
};
