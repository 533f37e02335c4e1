//! What a client is made of: configuration in, one shared [`Core`] out, which every resource and call holds.

mod config;
mod credential;
mod credentials;
mod defaults;
mod environment;
mod headers;
mod macros;
mod mode;
mod modes;
#[cfg(all(feature = "_rustls", not(target_arch = "wasm32")))]
mod tls;
mod validate;

#[allow(unused_imports, reason = "a crate has those that its API has a use for")]
pub(crate) use macros::{client_builder, client_builder_of, token_type};

pub use config::ClientConfig;
pub(crate) use credential::{Credentials, Source};
pub use defaults::Defaults;
pub(crate) use headers::{FRAMING, USUAL_ACCEPT, USUAL_HEADERS};
pub use mode::{Async, Blocking, Mode};

use crate::runtime::{
    error::BuildError,
    operation::{ApiInfo, Server},
    request::BaseUrl,
    support::Clock,
};
use headers::common;
use http::{HeaderMap, HeaderValue};
use std::{collections::BTreeMap, fmt, sync::Arc};

/// A configured client, cheap to clone; the generated clients and resources are thin layers over it.
pub struct Core<M: Mode> {
    inner: Arc<Inner<M>>,
}

pub(crate) struct Inner<M: Mode> {
    pub(crate) shared: Arc<Shared<M>>,
    pub(crate) defaults: Defaults,
    pub(crate) credentials: Credentials<M>,
    /// What every request to the API carries, the credential apart.
    pub(crate) headers: Arc<HeaderMap>,
}

impl<M: Mode> Inner<M> {
    fn new(shared: Arc<Shared<M>>, defaults: Defaults, credentials: Credentials<M>) -> Self {
        let headers = Arc::new(common(&shared.user_agent, shared.api, &defaults.headers));
        Self { shared, defaults, credentials, headers }
    }
}

/// What all clones of a client share, whatever their defaults.
pub(crate) struct Shared<M: Mode> {
    pub(crate) api: &'static ApiInfo,
    pub(crate) transport: Arc<M::Transport>,
    pub(crate) per_attempt: Vec<Arc<M::Middleware>>,
    pub(crate) per_call: Vec<Arc<M::Middleware>>,
    /// Somebody between a call and the network may look for the operation in a request's extensions.
    pub(crate) shows_operation: bool,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) server: String,
    pub(crate) base_url: BaseUrl,
    /// What was given for the variables of servers.
    pub(crate) url_variables: BTreeMap<String, String>,
    /// The base URL is also that of operations with servers of their own.
    pub(crate) base_url_for_all: bool,
    pub(crate) allow_insecure_http: bool,
    pub(crate) user_agent: HeaderValue,
    pub(crate) max_response: u64,
}

impl<M: Mode> Shared<M> {
    /// Where a call of an operation goes that has servers of its own: to the one that is called like the client's, else
    /// the first. A path alone is of the client's server.
    pub(crate) fn own_base_url(&self, servers: &[Server]) -> Result<BaseUrl, BuildError> {
        let named = servers.iter().find(|server| server.name == self.server).or(servers.first());
        let Some(server) = named else { return Ok(self.base_url.clone()) };
        let url = validate::url_of(server, self.api, &self.url_variables)?;
        if url.starts_with('/') { self.base_url.with_prefix(&url) } else { BaseUrl::parse(&url) }
    }
}

impl<M: Mode> Core<M> {
    pub(crate) fn inner(&self) -> &Inner<M> {
        &self.inner
    }

    pub(crate) fn shared(&self) -> &Shared<M> {
        &self.inner.shared
    }

    /// The API it talks to.
    pub fn api(&self) -> &'static ApiInfo {
        self.shared().api
    }

    /// Name of the server it talks to, such as `production`; `custom` with a base URL of the caller's.
    pub fn server(&self) -> &str {
        &self.shared().server
    }

    /// The URL all paths are appended to.
    pub fn base_url(&self) -> &BaseUrl {
        &self.shared().base_url
    }

    /// The same client with other defaults: connections and middleware are shared, and the retry
    /// budget unless it is given another.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(Defaults) -> Defaults) -> Self {
        let mut defaults = change(self.inner.defaults.clone());
        let credentials = match defaults.bearer.take() {
            Some(token) => self.inner.credentials.with_token(token),
            None => self.inner.credentials.clone(),
        };
        Self { inner: Arc::new(Inner::new(Arc::clone(&self.inner.shared), defaults, credentials)) }
    }
}

impl<M: Mode> Clone for Core<M> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<M: Mode> fmt::Debug for Core<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("api", self.shared().api)
            .field("server", &self.server())
            .field("base_url", &format_args!("{}", self.base_url()))
            .field("credentials", &self.inner.credentials)
            .field("defaults", &self.inner.defaults)
            .finish()
    }
}
