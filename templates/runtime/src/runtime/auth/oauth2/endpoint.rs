//! A token endpoint: the request for a token, and what its answer says.

use super::{Grant, OAuth2};
use crate::runtime::{
    auth::{AccessToken, sensitive},
    json::{Document, Value},
    support::{
        BoxError,
        repeated::{holds, in_base64},
    },
    transport::{AttemptTimeout, Body},
    values::Secret,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use http::{
    HeaderValue, Method, StatusCode, Uri,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};
use std::{
    fmt,
    fmt::Write,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// How long fetching a token may take, whatever the deadline of the call is that wants it: others wait for it too.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// A token endpoint and what is sent there.
pub struct TokenEndpoint {
    uri: Uri,
    pub(super) oauth2: OAuth2,
    /// The refresh token that counts now.
    refresh: Mutex<Option<AccessToken>>,
}

impl TokenEndpoint {
    pub(super) fn new(uri: Uri, oauth2: OAuth2) -> Self {
        let refresh = match &oauth2.grant {
            Grant::RefreshToken(token) => Some(token.clone()),
            Grant::ClientCredentials | Grant::Password { .. } => None,
        };
        Self { uri, oauth2, refresh: Mutex::new(refresh) }
    }

    /// Whether what is exchanged is good for one use only, so that an answer that is lost cannot be had again.
    pub(super) fn exchanges_once(&self) -> bool {
        matches!(self.oauth2.grant, Grant::RefreshToken(_))
    }

    fn refresh(&self) -> Option<AccessToken> {
        self.refresh.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether a text has a secret in it that was sent: a server may repeat what it was given.
    fn shows(&self, text: &str) -> bool {
        let OAuth2 { grant, client, .. } = &self.oauth2;
        let client = client.as_ref().and_then(|(_, secret)| secret.as_ref()).map(Secret::expose);
        let refresh = self.refresh();
        let granted = match grant {
            Grant::ClientCredentials => None,
            Grant::RefreshToken(first) => Some(first.expose()),
            Grant::Password { password, .. } => Some(password.expose()),
        };
        let secrets = [client, granted, refresh.as_ref().map(AccessToken::expose)].into_iter().flatten();
        let secrets = secrets.filter(|secret| !secret.is_empty());
        let secrets: Vec<String> =
            secrets.flat_map(|secret| [in_base64(secret), vec![secret.to_owned()]].concat()).collect();
        holds(text.as_bytes(), &secrets)
    }

    /// The request for a token.
    pub(super) fn request(&self) -> Result<http::Request<Body>, BoxError> {
        let OAuth2 { grant, client, in_body, scopes, parameters, .. } = &self.oauth2;
        let mut form = String::new();
        let mut add = |name: &str, value: &str| {
            let separator = if form.is_empty() { "" } else { "&" };
            let _ = write!(form, "{separator}{}={}", encoded(name), encoded(value));
        };
        match (grant, self.refresh()) {
            (Grant::ClientCredentials, _) => add("grant_type", "client_credentials"),
            (Grant::RefreshToken(first), now) => {
                add("grant_type", "refresh_token");
                add("refresh_token", now.as_ref().unwrap_or(first).expose());
            }
            (Grant::Password { user, password }, _) => {
                add("grant_type", "password");
                add("username", user);
                add("password", password.expose());
            }
        }
        if !scopes.is_empty() {
            add("scope", &scopes.join(" "));
        }
        let mut authorization = None;
        match client {
            Some((id, Some(secret))) if !in_body => {
                let pair = BASE64_STANDARD.encode(format!("{}:{}", encoded(id), encoded(secret.expose())));
                authorization = Some(sensitive(&format!("Basic {pair}")).ok_or("the client cannot be sent")?);
            }
            Some((id, secret)) => {
                add("client_id", id);
                secret.iter().for_each(|secret| add("client_secret", secret.expose()));
            }
            None => {}
        }
        parameters.iter().for_each(|(name, value)| add(name, value));
        let mut request = http::Request::new(Body::from(form));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        headers.extend(authorization.map(|value| (AUTHORIZATION, value)));
        request.extensions_mut().insert(AttemptTimeout { total: PATIENCE, streamed: false, whole: None });
        Ok(request)
    }

    /// The token of an answer, and how long it is valid; as long as it is accepted where the answer does not say so.
    pub(super) fn read(&self, status: StatusCode, body: &[u8]) -> Result<(AccessToken, Duration), BoxError> {
        let document = Document::parse(body).ok();
        let text = |name: &str| Some(document.as_ref()?.root().get(name)?.as_str()?.into_owned());
        if !status.is_success() {
            let why = [text("error"), text("error_description")].into_iter().flatten().collect::<Vec<_>>().join(": ");
            let why = if why.is_empty() || self.shows(&why) { String::new() } else { format!(" with `{why}`") };
            return Err(format!("the token endpoint answered {}{why}", status.as_u16()).into());
        }
        let token = text("access_token").ok_or("the token endpoint answered without `access_token`")?;
        if let Some(next) = text("refresh_token").map(AccessToken::from).filter(|_| self.refresh().is_some())
            && self.refresh().as_ref() != Some(&next)
        {
            *self.refresh.lock().unwrap_or_else(PoisonError::into_inner) = Some(next.clone());
            self.oauth2.rotated.iter().for_each(|keep| keep(&next));
        }
        let seconds = document.as_ref().and_then(|document| seconds(document.root().get("expires_in")?));
        Ok((token.into(), seconds.map_or(Duration::MAX, Duration::from_secs)))
    }
}

/// Seconds as a number, or in quotes as some servers write it.
fn seconds(value: Value<'_>) -> Option<u64> {
    let number = value.as_i64().and_then(|number| u64::try_from(number).ok());
    number.or_else(|| value.as_str()?.trim().parse().ok())
}

/// Text in a form, and in the pair of a client (RFC 6749, appendix B).
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            b' ' => encoded.push('+'),
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

impl fmt::Debug for TokenEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenEndpoint({})", self.uri.host().unwrap_or_default())
    }
}
