//! The URL that all paths are appended to.

use crate::runtime::error::{BuildError, BuildErrorKind};
use bytes::Bytes;
use http::{
    Uri,
    uri::{Authority, Parts, PathAndQuery, Scheme},
};
use std::fmt;

/// An absolute `http` or `https` URL without query, and without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    prefix: String,
    private: bool,
}

impl BaseUrl {
    /// Reads a base URL. One slash at its end is dropped, because paths begin with one.
    ///
    /// # Errors
    ///
    /// If it is not an absolute `http` or `https` URL, has a query, or holds a password.
    pub fn parse(text: &str) -> Result<Self, BuildError> {
        let wrong = |why: &str| {
            BuildError::new(BuildErrorKind::BaseUrl, format!("the base URL `{}` {why}", without_password(text)))
        };
        let uri: Uri = text.trim().parse().map_err(|_| wrong("is not a URL"))?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(wrong("is not absolute; it has to begin with `https://` and a host"));
        };
        if scheme != Scheme::HTTP && scheme != Scheme::HTTPS {
            return Err(wrong("is neither `http` nor `https`"));
        }
        if authority.as_str().contains('@') {
            return Err(wrong("holds a user name or password; give the credential to the client instead"));
        }
        let path = parts.path_and_query;
        if path.as_ref().is_some_and(|path| path.query().is_some()) {
            return Err(wrong("has a query"));
        }
        let prefix = path.map(|path| path.path().trim_end_matches('/').to_owned()).unwrap_or_default();
        let private = scheme == Scheme::HTTPS || is_loopback(authority.host());
        Ok(Self { scheme, authority, prefix, private })
    }

    /// The path that every path of the API is appended to; empty, or a slash and more.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether requests are encrypted, or stay on this machine.
    pub(crate) fn is_private(&self) -> bool {
        self.private
    }

    /// Whether another URL has the same scheme, host and port.
    pub(crate) fn has_origin_of(&self, other: &Uri) -> bool {
        let default = |scheme: &Scheme| if *scheme == Scheme::HTTPS { 443 } else { 80 };
        let (Some(scheme), Some(authority)) = (other.scheme(), other.authority()) else { return false };
        *scheme == self.scheme
            && authority.host().eq_ignore_ascii_case(self.authority.host())
            && authority.port_u16().unwrap_or_else(|| default(scheme))
                == self.authority.port_u16().unwrap_or_else(|| default(&self.scheme))
    }

    /// Host, and port if it is given.
    pub(crate) fn authority(&self) -> &Authority {
        &self.authority
    }

    /// A URL on this server; `path_and_query` is percent-encoded and begins with a slash.
    pub(crate) fn join(&self, path_and_query: String) -> Result<Uri, http::Error> {
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(PathAndQuery::from_maybe_shared(Bytes::from(path_and_query))?);
        Ok(Uri::from_parts(parts)?)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.authority, self.prefix)
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host.to_ascii_lowercase().ends_with(".localhost")
        || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The text without what stands before an `@`, for error messages.
fn without_password(text: &str) -> String {
    match (text.find("://"), text.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 <= at => format!("{}…{}", &text[..scheme + 3], &text[at..]),
        _ => text.to_owned(),
    }
}
