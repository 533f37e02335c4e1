//! Whether a host is this machine.

use std::net::IpAddr;

/// Whether a host of a URL is this machine by its name alone: `localhost` and names below it (RFC 6761 section 6.3), or
/// an address of the loopback interface, also where that is written within IPv6.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host.to_ascii_lowercase().ends_with(".localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}
