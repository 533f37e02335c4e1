//! The URL that all paths are appended to.

use super::{Origin, check_path};
use crate::runtime::{
    error::{BuildError, BuildErrorKind, redacted_url},
    support::is_loopback,
};
use bytes::Bytes;
use http::{
    Uri,
    uri::{Parts, PathAndQuery, Scheme},
};
use std::fmt;

/// An absolute `http` or `https` URL without query, and without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    origin: Origin,
    prefix: String,
    private: bool,
}

impl BaseUrl {
    /// Reads a base URL. One slash at its end is dropped, because paths begin with one.
    ///
    /// # Errors
    ///
    /// If it is not an absolute `http` or `https` URL, has a query or fragment, holds a password, or its path has
    /// characters or segments that would address another one.
    pub fn parse(text: &str) -> Result<Self, BuildError> {
        let wrong = |why: &str| {
            BuildError::new(BuildErrorKind::BaseUrl, format!("the base URL `{}` {why}", redacted_url(text)))
        };
        let uri: Uri = text.trim().parse().map_err(|_| match text.is_ascii() {
            true => wrong("is not a URL"),
            false => {
                wrong("is not a URL, which is ASCII only: write the host as `xn--…`, and the rest percent-encoded")
            }
        })?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(wrong("is not absolute; it has to begin with `https://` and a host"));
        };
        if scheme != Scheme::HTTP && scheme != Scheme::HTTPS {
            return Err(wrong("is neither `http` nor `https`"));
        }
        if authority.host().is_empty() {
            return Err(wrong("names no host"));
        }
        if authority.as_str().contains('@') {
            return Err(wrong("holds a user name or password; give the credential to the client instead"));
        }
        let path = parts.path_and_query;
        if path.as_ref().is_some_and(|path| path.query().is_some()) {
            return Err(wrong("has a query"));
        }
        if text.contains('#') {
            return Err(wrong("has a fragment"));
        }
        let prefix = path.map(|path| path.path().trim_end_matches('/').to_owned()).unwrap_or_default();
        check_path(&prefix).map_err(|why| wrong(&format!("cannot be used: {why}")))?;
        let private = scheme == Scheme::HTTPS || is_loopback(authority.host());
        let origin = Origin { scheme, authority };
        // An HTTP library may take the usual port instead.
        if !origin.has_port() {
            return Err(wrong("has a port that is no number up to 65535"));
        }
        Ok(Self { origin, prefix, private })
    }

    /// The same server with another path in front of every path of the API.
    pub(crate) fn with_prefix(&self, prefix: &str) -> Result<Self, BuildError> {
        Self::parse(&format!("{}{prefix}", self.origin))
    }

    /// The path that every path of the API is appended to; empty, or a slash and more.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether requests are encrypted, or stay on this machine.
    pub(crate) fn is_private(&self) -> bool {
        self.private
    }

    /// Where credentials of requests to this URL may go.
    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Host, and port if it is given.
    #[cfg(feature = "tracing")]
    pub(crate) fn authority(&self) -> &http::uri::Authority {
        &self.origin.authority
    }

    /// A URL on this server; `path_and_query` is percent-encoded and begins with a slash.
    pub(crate) fn join(&self, path_and_query: String) -> Result<Uri, http::Error> {
        let mut parts = Parts::default();
        parts.scheme = Some(self.origin.scheme.clone());
        parts.authority = Some(self.origin.authority.clone());
        parts.path_and_query = Some(PathAndQuery::from_maybe_shared(Bytes::from(path_and_query))?);
        Ok(Uri::from_parts(parts)?)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.prefix)
    }
}
