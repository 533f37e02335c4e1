//! The headers that all calls of a client carry.

use crate::runtime::operation::ApiInfo;
use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{ACCEPT, CONTENT_LENGTH, TRANSFER_ENCODING, USER_AGENT},
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
    for (name, value) in defaults.iter().filter(|(name, _)| !FRAMING.contains(name)) {
        headers.insert(name, value.clone());
    }
    headers
}

/// What says where a request ends on its connection (RFC 9112 section 6), which is the transport's to say. Of a caller who
/// hands on the headers of another request it would be wrong, and the next request would be read as the rest of this one.
pub(crate) const FRAMING: [HeaderName; 2] = [CONTENT_LENGTH, TRANSFER_ENCODING];

/// Room for what requests usually carry; a map for more is so large that allocating it takes several times as long.
pub(crate) const USUAL_HEADERS: usize = 6;
