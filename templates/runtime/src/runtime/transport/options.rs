//! Settings of the transports that the SDK brings.

use std::time::Duration;

/// How long a connection may take to be established unless [`TransportOptions`] says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may lie idle unless set. Servers that close early do so after five seconds (uvicorn, Node).
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(4);

/// Settings of the transports that the SDK brings.
#[derive(Clone, Copy, Debug)]
pub struct TransportOptions {
    /// How long a connection may take to be established.
    pub connect_timeout: Duration,
    /// How long a connection may lie idle before it is closed.
    pub pool_idle_timeout: Duration,
    /// How many idle connections are kept per host.
    pub max_idle_connections: usize,
}

impl Default for TransportOptions {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            pool_idle_timeout: POOL_IDLE_TIMEOUT,
            max_idle_connections: usize::MAX,
        }
    }
}
