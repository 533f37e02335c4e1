//! Settings of the transports that the SDK brings.

use std::time::Duration;

/// How long a connection may take to be established unless [`TransportOptions`] says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may lie idle unless set. Servers that close early do so after five seconds (uvicorn, Node).
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(4);

/// Settings of the transports that the SDK brings.
#[derive(Clone, Debug)]
pub struct TransportOptions {
    /// How long a connection may take to be established.
    pub connect_timeout: Duration,
    /// How long a connection may lie idle before it is closed.
    pub pool_idle_timeout: Duration,
    /// How many idle connections are kept per host.
    pub max_idle_connections: usize,
    #[cfg(all(feature = "_rustls", not(target_arch = "wasm32")))]
    pub(crate) tls: TlsOptions,
}

/// Settings of TLS by rustls.
#[cfg(all(feature = "_rustls", not(target_arch = "wasm32")))]
#[derive(Clone, Default)]
pub(crate) struct TlsOptions {
    /// Certificate and private key of the client, in PEM.
    pub(crate) identity: Option<Box<[u8]>>,
    /// Trusted authorities, in PEM.
    pub(crate) roots: Vec<Box<[u8]>>,
    /// Those of the system are not trusted.
    pub(crate) only_roots: bool,
}

#[cfg(all(feature = "_rustls", any(feature = "async", feature = "blocking"), not(target_arch = "wasm32")))]
impl TlsOptions {
    /// Whether nothing is given.
    pub(crate) fn is_usual(&self) -> bool {
        self.identity.is_none() && self.roots.is_empty() && !self.only_roots
    }
}

/// Without the private key.
#[cfg(all(feature = "_rustls", not(target_arch = "wasm32")))]
impl std::fmt::Debug for TlsOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (identity, roots) = (self.identity.is_some(), self.roots.len());
        write!(f, "TlsOptions {{ identity: {identity}, roots: {roots}, only_roots: {} }}", self.only_roots)
    }
}

impl Default for TransportOptions {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            pool_idle_timeout: POOL_IDLE_TIMEOUT,
            max_idle_connections: usize::MAX,
            #[cfg(all(feature = "_rustls", not(target_arch = "wasm32")))]
            tls: TlsOptions::default(),
        }
    }
}
