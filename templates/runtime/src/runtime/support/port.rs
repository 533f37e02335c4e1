//! Ports of URLs.

use http::uri::{Authority, Scheme};

/// The port of a URL, which the scheme implies where none is given; none if what is given is none.
pub(crate) fn port(scheme: &Scheme, authority: &Authority) -> Option<u16> {
    match authority.as_str().strip_prefix(authority.host())? {
        "" | ":" if *scheme == Scheme::HTTPS => Some(443),
        "" | ":" => Some(80),
        port => port.strip_prefix(':')?.parse().ok(),
    }
}
