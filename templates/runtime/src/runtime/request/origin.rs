//! Where a credential may go: scheme, host and port of a URL.

use crate::runtime::support::port;
use http::{
    Uri,
    uri::{Authority, Scheme},
};
use std::fmt;

/// Scheme, host and port of a URL (RFC 6454 section 4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(super) scheme: Scheme,
    pub(super) authority: Authority,
}

impl Origin {
    /// The origin of an absolute URL.
    pub(crate) fn of(uri: &Uri) -> Option<Self> {
        Some(Self { scheme: uri.scheme()?.clone(), authority: uri.authority()?.clone() })
    }

    /// Whether a URL has this origin. One with a user name, or a port that is none, has not.
    pub(crate) fn is_of(&self, other: &Uri) -> bool {
        let (Some(scheme), Some(authority)) = (other.scheme(), other.authority()) else { return false };
        *scheme == self.scheme
            && (authority.as_str() == self.authority.as_str()
                || authority.host().eq_ignore_ascii_case(self.authority.host())
                    && port(scheme, authority).is_some_and(|port| Some(port) == self.port()))
    }

    /// `http` or `https`.
    pub(crate) fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// Whether its port is one.
    pub(crate) fn has_port(&self) -> bool {
        self.port().is_some()
    }

    fn port(&self) -> Option<u16> {
        port(&self.scheme, &self.authority)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_the_scheme_implies_is_that_port() {
        let is_of = |base: &'static str, uri: &'static str| {
            Origin::of(&Uri::from_static(base)).is_some_and(|origin| origin.is_of(&Uri::from_static(uri)))
        };
        assert!(is_of("http://a.test", "http://a.test:80/x") && is_of("https://a.test:443", "https://A.test/x"));
        for (base, uri) in [
            ("http://a.test", "http://a.test:443/x"),
            ("https://a.test", "https://a.test:80/x"),
            ("http://a.test:443", "https://a.test/x"),
        ] {
            assert!(!is_of(base, uri), "{base} {uri}");
        }
    }
}
