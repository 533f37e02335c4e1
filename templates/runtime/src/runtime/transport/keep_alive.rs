//! How long a connection may lie idle before it is used again.
//!
//! A server closes a connection that was idle for long enough, and a request that is on its way at that moment is lost:
//! nobody knows whether the server acted, and a `POST` may not be repeated (RFC 9110 section 9.2.2). So a client gives
//! up its idle connections first.

use http::HeaderMap;
use std::{sync::Mutex, time::Duration};

/// How much earlier than the server a client gives a connection up: what a request may take to get there.
const MARGIN: Duration = Duration::from_secs(1);

/// How long connections may lie idle: as set, or less if the server announces less.
#[derive(Debug)]
pub(super) struct IdleTime(Mutex<Duration>);

impl IdleTime {
    pub(super) fn new(time: Duration) -> Self {
        Self(Mutex::new(time))
    }

    /// What holds now.
    pub(super) fn get(&self) -> Duration {
        *self.lock()
    }

    /// Looks at what a server announces.
    pub(super) fn observe(&self, headers: &HeaderMap) {
        if let Some(announced) = announced(headers) {
            let mut time = self.lock();
            *time = announced.saturating_sub(MARGIN).min(*time);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Duration> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// `timeout` of `Keep-Alive` (RFC 2068 section 19.7.1.1), in seconds.
fn announced(headers: &HeaderMap) -> Option<Duration> {
    let parameters = headers.get("keep-alive")?.to_str().ok()?.split(',');
    let value = parameters.filter_map(|parameter| parameter.split_once('=')).find_map(|(name, value)| {
        let is_timeout = name.trim().eq_ignore_ascii_case("timeout");
        is_timeout.then(|| value.trim().trim_matches('"'))
    })?;
    value.parse().ok().map(Duration::from_secs)
}
