//! The credentials of a client.

use super::Mode;
use crate::runtime::auth::{AccessToken, Provider};
use std::{collections::BTreeMap, fmt};

/// The credentials of a client.
pub(crate) struct Credentials<M: Mode> {
    /// For every scheme that has none of its own.
    pub(crate) main: Source<M>,
    /// By the name of the security scheme.
    pub(crate) by_scheme: BTreeMap<String, AccessToken>,
    /// The token of this clone of the client, which stands in for the others.
    pub(crate) instead: Option<AccessToken>,
}

/// Where the main credential comes from.
pub(crate) enum Source<M: Mode> {
    /// There is none.
    None,
    /// Given once.
    Fixed(AccessToken),
    /// Fetched for each attempt.
    Provider(Provider<M::Tokens>),
}

impl<M: Mode> Credentials<M> {
    pub(crate) fn none() -> Self {
        Self { main: Source::None, by_scheme: BTreeMap::new(), instead: None }
    }

    pub(crate) fn with_token(&self, token: AccessToken) -> Self {
        Self { instead: Some(token), ..self.clone() }
    }

    /// The fixed token, if the main credential is one.
    pub(crate) fn fixed(&self) -> Option<&AccessToken> {
        match &self.main {
            Source::Fixed(token) => Some(token),
            Source::None | Source::Provider(_) => None,
        }
    }

    /// Whether there is any credential at all.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self.main, Source::None) && self.by_scheme.is_empty() && self.instead.is_none()
    }
}

impl<M: Mode> Clone for Credentials<M> {
    fn clone(&self) -> Self {
        let main = match &self.main {
            Source::None => Source::None,
            Source::Fixed(token) => Source::Fixed(token.clone()),
            Source::Provider(provider) => Source::Provider(provider.clone()),
        };
        Self { main, by_scheme: self.by_scheme.clone(), instead: self.instead.clone() }
    }
}

impl<M: Mode> fmt::Debug for Credentials<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.main {
            Source::None if self.instead.is_some() => "[redacted]",
            Source::None => "none",
            Source::Fixed(_) => "[redacted]",
            Source::Provider(_) => "[provider]",
        })
    }
}
