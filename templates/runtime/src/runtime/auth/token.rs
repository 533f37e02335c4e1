//! Credentials, which no `Debug` shows, and where they come from.

use crate::runtime::{
    support::{BoxError, BoxFuture, MaybeSend, MaybeSync},
    values::Secret,
};
use http::HeaderValue;
use std::{
    fmt,
    sync::{Arc, OnceLock},
};

/// A credential: a bearer token, an API key, or `user:password`.
///
/// `Debug` does not show it; [`AccessToken::expose`] does.
#[derive(Clone)]
pub struct AccessToken(Arc<Token>);

struct Token {
    text: Box<str>,
    /// As the value of `Authorization`, made when it is first needed; none if the text cannot be sent.
    bearer: OnceLock<Option<HeaderValue>>,
}

impl AccessToken {
    /// A token from its text; white space around it, which files and variables tend to have, is dropped.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self(Arc::new(Token { text: text.trim().into(), bearer: OnceLock::new() }))
    }

    /// The text of the token.
    pub fn expose(&self) -> &str {
        &self.0.text
    }

    /// `Bearer` and the token, if it can be sent.
    pub(crate) fn bearer(&self) -> Option<HeaderValue> {
        let make = || sensitive(&format!("Bearer {}", self.expose()));
        self.0.bearer.get_or_init(make).clone()
    }
}

/// A header value that no `Debug` shows, if the text can be one.
pub(crate) fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

impl PartialEq for AccessToken {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for AccessToken {}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken([redacted])")
    }
}

impl From<&str> for AccessToken {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for AccessToken {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&String> for AccessToken {
    fn from(text: &String) -> Self {
        Self::new(text.as_str())
    }
}

impl From<Secret> for AccessToken {
    fn from(secret: Secret) -> Self {
        Self::new(secret.expose())
    }
}

impl From<&Secret> for AccessToken {
    fn from(secret: &Secret) -> Self {
        Self::new(secret.expose())
    }
}

impl From<&AccessToken> for AccessToken {
    fn from(token: &AccessToken) -> Self {
        token.clone()
    }
}

/// Where an asynchronous client gets its token from, call by call.
///
/// [`token`](Self::token) is called before every attempt, so it should keep what it fetched.
///
#[doc = include_str!("../examples/token_provider.md")]
pub trait TokenProvider: MaybeSend + MaybeSync + 'static {
    /// The token to send.
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>>;

    /// A new token after the server rejected `rejected` with `401`. Called once per call; when it answers with
    /// the same token, the call fails with the `401`.
    fn refresh<'a>(&'a self, rejected: &'a AccessToken) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        let _ = rejected;
        self.token()
    }
}

/// Where a blocking client gets its token from, call by call; see [`TokenProvider`].
pub trait BlockingTokenProvider: Send + Sync + 'static {
    /// The token to send.
    fn token(&self) -> Result<AccessToken, BoxError>;

    /// A new token after the server rejected `rejected` with `401`.
    fn refresh(&self, rejected: &AccessToken) -> Result<AccessToken, BoxError> {
        let _ = rejected;
        self.token()
    }
}
