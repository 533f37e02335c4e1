//! Settings of the transports that the SDK brings.

use std::time::Duration;

/// How long a connection may take to be established unless [`TransportOptions`] says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Settings of the transports that the SDK brings.
#[derive(Clone, Copy, Debug)]
pub struct TransportOptions {
    /// How long a connection may take to be established.
    pub connect_timeout: Duration,
}

impl Default for TransportOptions {
    fn default() -> Self {
        Self { connect_timeout: CONNECT_TIMEOUT }
    }
}
