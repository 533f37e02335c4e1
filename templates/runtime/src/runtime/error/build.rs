//! Why a client could not be built.

use crate::runtime::support::BoxError;
use std::fmt;

/// A client that cannot be built; says what is missing or wrong and what to do.
#[derive(Debug)]
pub struct BuildError {
    kind: BuildErrorKind,
    message: String,
    source: Option<BoxError>,
}

/// What is wrong with the configuration of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildErrorKind {
    /// An environment variable is not set, or empty.
    MissingVariable,
    /// There is no server of this name.
    UnknownServer,
    /// The base URL is not an absolute `http` or `https` URL.
    BaseUrl,
    /// The credential does not belong to this server or client.
    Credential,
    /// A credential would travel over plain `http`.
    PlainHttp,
    /// An environment variable names a proxy that cannot be used.
    Proxy,
    /// A header cannot be sent.
    Header,
    /// There is nothing to send requests with.
    Transport,
}

impl BuildError {
    pub(crate) fn new(kind: BuildErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), source: None }
    }

    #[cfg(feature = "async")]
    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What is wrong.
    pub fn kind(&self) -> BuildErrorKind {
        self.kind
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
