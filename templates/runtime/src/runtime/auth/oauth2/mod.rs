//! OAuth 2 without a person (RFC 6749): what a client holds is exchanged for tokens that live for a while.

mod endpoint;
mod fetch;

pub use endpoint::TokenEndpoint;
pub(crate) use fetch::{blocking_tokens, tokens};

use super::AccessToken;
use crate::runtime::{
    error::{BuildError, BuildErrorKind},
    support::{is_loopback, port},
    values::Secret,
};
use http::Uri;
use std::{fmt, sync::Arc, time::Duration};

/// What a client exchanges for access tokens at a token endpoint (RFC 6749).
///
/// A token is fetched when a call first needs one, by the client's own transport and within the call's deadline, once
/// however many calls wait for it. It is renewed a minute before its end, or when half of its time is over if that is
/// later, and when the server rejects it.
///
#[doc = include_str!("../../examples/oauth2.md")]
#[derive(Clone)]
pub struct OAuth2 {
    pub(super) grant: Grant,
    pub(super) client: Option<(String, Option<Secret>)>,
    pub(super) in_body: bool,
    pub(super) scopes: Vec<String>,
    pub(super) parameters: Vec<(String, String)>,
    pub(super) refresh_before: Option<Duration>,
    pub(super) rotated: Option<Keep>,
    url: Option<String>,
}

/// What is done with a refresh token that takes the place of another.
type Keep = Arc<dyn Fn(&AccessToken) + Send + Sync>;

/// Which of the grants of RFC 6749 it is.
#[derive(Clone)]
pub(super) enum Grant {
    /// Section 4.4.
    ClientCredentials,
    /// Section 6.
    RefreshToken(AccessToken),
    /// Section 4.3.
    Password { user: String, password: Secret },
}

impl OAuth2 {
    /// The client acts for itself (section 4.4).
    pub fn client_credentials(client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        Self::new(Grant::ClientCredentials).client(client_id, Some(client_secret.into()))
    }

    /// A refresh token of an earlier login is exchanged (section 6). Where the server gives another one with the access
    /// token, that is used the next time: [`Self::on_rotation`] hands it on to be stored.
    pub fn refresh_token(token: impl Into<AccessToken>) -> Self {
        Self::new(Grant::RefreshToken(token.into()))
    }

    /// Name and password of a user (section 4.3), as the login of many small services takes them. OAuth 2.1 leaves this
    /// grant out: use it for services of your own.
    pub fn password(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::new(Grant::Password { user: user.into(), password: password.into() })
    }

    fn new(grant: Grant) -> Self {
        Self {
            grant,
            client: None,
            in_body: false,
            scopes: Vec::new(),
            parameters: Vec::new(),
            refresh_before: None,
            rotated: None,
            url: None,
        }
    }

    /// Who the client is, where the grant alone does not say so; a public client has no secret.
    #[must_use]
    pub fn client(mut self, id: impl Into<String>, secret: Option<Secret>) -> Self {
        self.client = Some((id.into(), secret));
        self
    }

    /// Sends id and secret of the client in the body instead of the header `Authorization`, for servers that do not take
    /// them there (section 2.3.1).
    #[must_use]
    pub fn client_in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// Asks for a scope; once for each. Without any the server decides.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Sends another parameter to the token endpoint, such as `audience`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// The URL of the token endpoint, instead of the document's. A path is one of the client's server.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// How long before its end a token is renewed; a minute unless set.
    #[must_use]
    pub fn refresh_before(mut self, time: Duration) -> Self {
        self.refresh_before = Some(time);
        self
    }

    /// Is called with each refresh token that takes the place of the one before.
    #[must_use]
    pub fn on_rotation(mut self, keep: impl Fn(&AccessToken) + Send + Sync + 'static) -> Self {
        self.rotated = Some(Arc::new(keep));
        self
    }

    /// The token endpoint: at the URL that was given, else at the document's. `base` is the URL of the client's server.
    pub(crate) fn endpoint(
        self,
        documented: Option<&str>,
        base: &str,
        allow_insecure_http: bool,
    ) -> Result<TokenEndpoint, BuildError> {
        let wrong = |kind, why: String| Err(BuildError::new(kind, why));
        let Some(url) = self.url.as_deref().or(documented) else {
            let why = "the document names no token endpoint; give its URL by `OAuth2::token_url`";
            return wrong(BuildErrorKind::Credential, why.to_owned());
        };
        let uri = match absolute(url, base).parse::<Uri>() {
            Ok(uri) if matches!(uri.scheme_str(), Some("https" | "http")) => uri,
            _ => return wrong(BuildErrorKind::Credential, "the URL of the token endpoint is none".to_owned()),
        };
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            let why =
                "the URL of the token endpoint holds a user name or password; give the client by `OAuth2::client`";
            return wrong(BuildErrorKind::Credential, why.to_owned());
        }
        if uri.scheme().zip(uri.authority()).and_then(|(scheme, authority)| port(scheme, authority)).is_none() {
            return wrong(BuildErrorKind::Credential, "the URL of the token endpoint is none".to_owned());
        }
        let private = uri.scheme_str() == Some("https") || uri.host().is_some_and(is_loopback);
        if !private && !allow_insecure_http {
            let host = uri.host().unwrap_or_default();
            let why = format!("the credential would travel unencrypted to the token endpoint at `{host}`; use `https`");
            return wrong(BuildErrorKind::PlainHttp, why);
        }
        Ok(TokenEndpoint::new(uri, self))
    }
}

/// A URL by itself, or a path of the server whose base URL is given.
fn absolute(url: &str, base: &str) -> String {
    let url = url.trim();
    if url.contains("://") {
        return url.to_owned();
    }
    match url.strip_prefix('/') {
        Some(_) => {
            let host = base.find("://").map_or(0, |at| at + 3);
            let end = base[host..].find('/').map_or(base.len(), |at| host + at);
            format!("{}{url}", &base[..end])
        }
        None => format!("{}/{url}", base.trim_end_matches('/')),
    }
}

/// Without what it holds.
impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grant = match self.grant {
            Grant::ClientCredentials => "client_credentials",
            Grant::RefreshToken(_) => "refresh_token",
            Grant::Password { .. } => "password",
        };
        f.debug_struct("OAuth2").field("grant", &grant).field("scopes", &self.scopes).finish_non_exhaustive()
    }
}
