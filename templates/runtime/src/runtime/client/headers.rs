//! The headers that all calls of a client carry.

use crate::runtime::operation::ApiInfo;
use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{ACCEPT, USER_AGENT},
};

/// The media type that nearly all operations answer with.
pub(crate) const USUAL_ACCEPT: &str = "application/json";

/// What all calls of a client carry, but for the credential: who calls, what is understood, which version of the API
/// is meant, and what the caller wants in every request.
pub(super) fn common(user_agent: &HeaderValue, api: &ApiInfo, defaults: &HeaderMap) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(USUAL_HEADERS);
    headers.insert(USER_AGENT, user_agent.clone());
    headers.insert(ACCEPT, HeaderValue::from_static(USUAL_ACCEPT));
    if let Some((name, value)) = api.version_header
        && let Ok(name) = HeaderName::from_bytes(name.as_bytes())
    {
        headers.insert(name, HeaderValue::from_static(value));
    }
    for (name, value) in defaults {
        headers.insert(name, value.clone());
    }
    headers
}

/// Room for what requests usually carry; a map for more is so large that allocating it takes several times as long.
pub(crate) const USUAL_HEADERS: usize = 6;
