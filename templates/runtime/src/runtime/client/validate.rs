//! What is checked before a client is built.

use crate::runtime::{
    auth::AccessToken,
    error::{BuildError, BuildErrorKind},
    operation::{ApiInfo, CredentialRule, NoUrl, Server},
};
use http::HeaderValue;
use std::collections::BTreeMap;

/// The server of this name, ignoring case.
pub(super) fn find<'a>(servers: &'a [Server], name: &str) -> Option<&'a Server> {
    servers.iter().find(|server| server.name.eq_ignore_ascii_case(name))
}

/// The URL of a server, with its variables filled in.
pub(super) fn url_of(server: &Server, api: &ApiInfo, given: &BTreeMap<String, String>) -> Result<String, BuildError> {
    server.url_with(given).map_err(|why| {
        let (url, title) = (server.url, api.title);
        let message = match why {
            NoUrl::Missing(name) => {
                let variable = api.url_variables.iter().find(|variable| variable.name == name);
                let variable = variable.map(|variable| format!(", or set `{}` and use `from_env`", variable.variable));
                let or = variable.unwrap_or_default();
                format!("{title} is at `{url}`, and nobody said what `{name}` is; give it to the client{or}")
            }
            NoUrl::Value(name) => format!("what was given for `{name}` cannot stand in the URL `{url}`"),
        };
        BuildError::new(BuildErrorKind::BaseUrl, message)
    })
}

/// The rule for the beginning of a credential, the longest prefix first.
pub(super) fn rule(api: &ApiInfo, token: &AccessToken) -> Option<&'static CredentialRule> {
    let matching = api.credentials.iter().filter(|rule| token.expose().starts_with(rule.prefix));
    matching.max_by_key(|rule| rule.prefix.len())
}

/// Refuses a credential whose prefix says that it belongs elsewhere. `server` is none behind a base URL of the
/// caller's, where nobody knows what belongs.
pub(super) fn check_prefix(api: &ApiInfo, token: &AccessToken, server: Option<&str>) -> Result<(), BuildError> {
    let Some(rule) = rule(api, token) else { return Ok(()) };
    let belongs = match server {
        _ if rule.servers.is_empty() => false,
        Some(server) => rule.servers.contains(&server),
        None => true,
    };
    if belongs {
        return Ok(());
    }
    let where_to = match server {
        Some(server) if !rule.servers.is_empty() => format!("server `{server}`"),
        _ => "this client".to_owned(),
    };
    Err(BuildError::new(
        BuildErrorKind::Credential,
        format!(
            "a credential that begins with `{}` does not belong to {where_to} of {}: {} (`allow_any_credential()` skips this check)",
            rule.prefix, api.title, rule.because
        ),
    ))
}

/// The SDK's name and version, then the caller's.
pub(super) fn user_agent(suffix: Option<&str>) -> Result<HeaderValue, BuildError> {
    const OWN: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    match suffix {
        None => Ok(HeaderValue::from_static(OWN)),
        Some(suffix) => HeaderValue::from_str(&format!("{OWN} {suffix}"))
            .map_err(|_| BuildError::new(BuildErrorKind::Header, "the user agent suffix cannot be sent in a header")),
    }
}
