//! `Retry-After` (RFC 9110 section 10.2.3): seconds or a date. The one place that reads it.

use http::{
    HeaderMap, HeaderName,
    header::{DATE, RETRY_AFTER},
};
use std::time::{Duration, SystemTime};

/// The wait that a response names. A date is counted from the response's own `Date`, because the clocks of server and
/// client differ, and from `now` if it has none; a date in the past is no wait. What is too large to count is forever.
pub(crate) fn read(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    match seconds(text) {
        Some(wait) => Some(wait),
        None => {
            let date = httpdate::parse_http_date(text).ok()?;
            let answered = time(headers, &DATE).unwrap_or(now);
            Some(date.duration_since(answered).unwrap_or_default())
        }
    }
}

/// Seconds. The RFC asks for whole ones; some servers send fractions.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !(is_number(whole) && is_number(fraction)) {
        return None;
    }
    let Ok(whole) = whole.parse() else { return Some(Duration::MAX) };
    let fraction = format!("0.{fraction}").parse().map_or(Duration::ZERO, Duration::from_secs_f64);
    Some(Duration::from_secs(whole).saturating_add(fraction))
}

fn time(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()
}
