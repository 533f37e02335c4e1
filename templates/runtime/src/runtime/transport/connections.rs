//! The `reqwest` client and its pool of connections, which is replaced where it cannot be trusted any more.

use super::{TransportOptions, keep_alive::IdleTime, proxy::Proxies};
use crate::runtime::error::{BuildError, BuildErrorKind};
use ::reqwest::{Client, ClientBuilder};
use http::{HeaderMap, Uri, Version, uri::Authority};
use std::{
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

/// How often a server is pinged over HTTP/2 while it owes an answer, and how long it may take to react: a peer that is
/// frozen does not, and its connection is given up.
const PING: Duration = Duration::from_secs(10);

/// A client, and how to make another like it.
///
/// `reqwest` does not say which connection a request went over, and cannot take one out of its pool. A new client has
/// an empty pool; requests that are on their way over the old one end there undisturbed.
pub(super) struct Connections {
    current: RwLock<Pool>,
    recipe: Option<Recipe>,
    /// The servers that have answered over HTTP/1.
    http1: RwLock<Vec<Authority>>,
    /// A server has answered over HTTP/2.
    http2: AtomicBool,
}

/// A client, how long its connections may lie idle, and how many there were before it.
#[derive(Clone)]
pub(super) struct Pool {
    pub(super) client: Client,
    idle: Duration,
    generation: u64,
}

/// What a client is made of.
struct Recipe {
    options: TransportOptions,
    idle: IdleTime,
    tls: Tls,
    proxies: Arc<Proxies>,
}

impl Connections {
    /// With this project's settings.
    pub(super) fn new(options: &TransportOptions) -> Result<Self, BuildError> {
        let idle = IdleTime::new(options.pool_idle_timeout);
        let proxies = Arc::new(Proxies::from_env()?);
        let recipe = Recipe { options: options.clone(), idle, tls: Tls::new(options)?, proxies };
        let pool = recipe.pool(0).map_err(|error| {
            BuildError::new(BuildErrorKind::Transport, "the HTTP client could not be set up").with_source(error)
        })?;
        Ok(Self::of(pool, Some(recipe)))
    }

    /// A client of the caller's, which is never replaced.
    pub(super) fn foreign(client: Client) -> Self {
        Self::of(Pool { client, idle: Duration::MAX, generation: 0 }, None)
    }

    fn of(pool: Pool, recipe: Option<Recipe>) -> Self {
        Self { current: RwLock::new(pool), recipe, http1: RwLock::default(), http2: AtomicBool::new(false) }
    }

    /// What requests are sent with.
    pub(super) fn current(&self) -> Pool {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Gives up the connections of a pool, unless another one has replaced it already.
    pub(super) fn replace(&self, pool: &Pool) {
        let Some(recipe) = &self.recipe else { return };
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.generation == pool.generation
            && let Ok(next) = recipe.pool(pool.generation + 1)
        {
            *current = next;
        }
    }

    /// Gives up the connections of a pool if the one to this server may be dead and is still used. Over HTTP/1 the
    /// connection of an exchange that did not end is closed anyway.
    pub(super) fn distrust(&self, pool: &Pool, server: &Authority) {
        if self.http2.load(Relaxed) || !self.speaks_http1(server) {
            self.replace(pool);
        }
    }

    fn speaks_http1(&self, server: &Authority) -> bool {
        self.http1.read().unwrap_or_else(PoisonError::into_inner).contains(server)
    }

    /// Looks at what an answer says about connections.
    pub(super) fn observe(&self, pool: &Pool, server: &Authority, version: Version, headers: &HeaderMap) {
        if version == Version::HTTP_2 {
            self.http2.store(true, Relaxed);
        } else if !self.speaks_http1(server) {
            self.http1.write().unwrap_or_else(PoisonError::into_inner).push(server.clone());
        }
        if let Some(recipe) = &self.recipe {
            recipe.idle.observe(headers);
            if recipe.idle.get() < pool.idle {
                self.replace(pool);
            }
        }
    }
}

impl Recipe {
    fn pool(&self, generation: u64) -> ::reqwest::Result<Pool> {
        let idle = self.idle.get();
        let proxies = Arc::clone(&self.proxies);
        // With a proxy that is named here, reqwest does not read the environment by itself, in its own way.
        let proxy = ::reqwest::Proxy::custom(move |url| {
            let uri: Uri = url.as_str().parse().ok()?;
            proxies.proxy_for(&uri).map(str::to_owned)
        });
        let builder = Client::builder()
            .proxy(proxy)
            .redirect(::reqwest::redirect::Policy::none())
            .retry(::reqwest::retry::never())
            .connect_timeout(self.options.connect_timeout)
            .pool_idle_timeout(idle)
            .pool_max_idle_per_host(self.options.max_idle_connections)
            .http2_keep_alive_interval(PING)
            .http2_keep_alive_timeout(PING)
            // Answers are unpacked here, as in blocking clients.
            .no_gzip()
            .referer(false);
        Ok(Pool { client: self.tls.apply(builder).build()?, idle, generation })
    }
}

/// TLS by rustls, with a configuration of this project's: reqwest would take the cryptography that somebody else has
/// installed in the process, or panic without.
#[cfg(feature = "_rustls")]
struct Tls(rustls::ClientConfig);

#[cfg(feature = "_rustls")]
impl Tls {
    fn new(options: &TransportOptions) -> Result<Self, BuildError> {
        super::tls_config::client_config(&options.tls, &[b"h2", b"http/1.1"]).map(Self)
    }

    fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        builder.tls_backend_preconfigured(self.0.clone())
    }
}

/// TLS by the operating system, or none.
#[cfg(not(feature = "_rustls"))]
struct Tls;

#[cfg(not(feature = "_rustls"))]
impl Tls {
    fn new(_: &TransportOptions) -> Result<Self, BuildError> {
        Ok(Self)
    }

    fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        #[cfg(feature = "native-tls")]
        let builder = builder.tls_backend_native();
        builder
    }
}

#[cfg(test)]
mod tests {
    use super::{Connections, HeaderMap, TransportOptions, Version};
    use http::uri::Authority;

    #[test]
    fn a_server_that_never_answered_is_not_trusted_for_another_that_did() {
        let connections = Connections::new(&TransportOptions::default()).unwrap();
        let [one, other] = ["one.test", "other.test"].map(Authority::from_static);
        let pool = connections.current();
        connections.observe(&pool, &one, Version::HTTP_11, &HeaderMap::new());
        connections.distrust(&pool, &one);
        assert_eq!(connections.current().generation, 0, "over HTTP/1 a broken exchange takes its connection along");
        connections.distrust(&pool, &other);
        assert_eq!(connections.current().generation, 1);
    }
}
