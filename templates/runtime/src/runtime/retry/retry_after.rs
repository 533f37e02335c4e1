//! `Retry-After` (RFC 9110 section 10.2.3): seconds or a date.

use http::{HeaderMap, header::RETRY_AFTER};
use std::time::{Duration, SystemTime};

/// The wait a response asks for, counted from `now`; a date in the past is no wait.
pub(crate) fn read(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    // The RFC asks for whole seconds; some servers send fractions.
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}
