//! Why a client could not be built.

use std::{fmt, sync::Arc};

/// A client that cannot be built; says what is missing or wrong and what to do.
///
/// `Debug` shows the same text as `Display`, because it is what `main` and `unwrap` print.
#[derive(Clone)]
pub struct BuildError {
    kind: BuildErrorKind,
    message: String,
    cause: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

/// What is wrong with the configuration of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildErrorKind {
    /// An environment variable is not set, or empty.
    MissingVariable,
    /// The value of an environment variable cannot be used.
    InvalidVariable,
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
    /// A certificate or a key cannot be used, or TLS cannot be set up.
    Tls,
    /// A header cannot be sent.
    Header,
    /// There is nothing to send requests with.
    Transport,
}

impl BuildError {
    pub(crate) fn new(kind: BuildErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), cause: None }
    }

    #[cfg(all(any(feature = "async", all(feature = "blocking", feature = "_rustls")), not(target_arch = "wasm32")))]
    pub(crate) fn with_source(mut self, source: impl Into<crate::runtime::support::BoxError>) -> Self {
        self.cause = Some(Arc::from(source.into()));
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
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

// The cause is part of the message already.
impl std::error::Error for BuildError {}
