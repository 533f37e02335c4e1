//! The headers of a call, but for the credential.

use crate::runtime::{
    client::{Core, FRAMING, Mode, USUAL_ACCEPT, USUAL_HEADERS},
    request::Draft,
};
use http::{
    HeaderMap, HeaderName, HeaderValue, Method,
    header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, USER_AGENT},
};
use std::sync::Arc;

/// The header that carries an idempotency key where the body has no property for it.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The headers of a call. They are put together for each attempt, which for the one attempt that most calls make is
/// cheaper than a map to copy.
pub(super) struct Headers {
    /// What all calls of the client carry.
    common: Arc<HeaderMap>,
    /// What this call carries; goes before the others.
    own: HeaderMap,
}

impl Headers {
    /// The headers of a call with a body of this length, and an idempotency key if a header carries it.
    pub(super) fn new<M: Mode>(
        core: &Core<M>,
        draft: &Draft,
        length: Option<u64>,
        key: Option<&str>,
    ) -> Result<Self, &'static str> {
        let mut own = draft.headers.clone();
        FRAMING.iter().for_each(|name| drop(own.remove(name)));
        if !draft.cookies.is_empty() {
            let cookies = HeaderValue::from_str(&draft.cookies.join("; "));
            own.insert(COOKIE, cookies.map_err(|_| "a cookie has a value that cannot be sent")?);
        }
        if let Some(key) = key {
            let key = HeaderValue::from_str(key).map_err(|_| "the idempotency key cannot be sent in a header")?;
            own.insert(IDEMPOTENCY_KEY, key);
        }
        let operation = draft.operation();
        let inner = core.inner();
        let common = match &draft.absolute {
            // A credential among the defaults goes where credentials may.
            None if operation.auth.any_of.is_empty() && inner.defaults.has_secret() => {
                let headers = inner.headers.iter().filter(|(_, value)| !value.is_sensitive());
                Arc::new(headers.map(|(name, value)| (name.clone(), value.clone())).collect())
            }
            None => Arc::clone(&inner.headers),
            Some(_) => Arc::new(HeaderMap::from_iter([(USER_AGENT, core.shared().user_agent.clone())])),
        };
        let is_usual = draft.absolute.is_some() || operation.accept == USUAL_ACCEPT;
        if !is_usual && !own.contains_key(ACCEPT) && !inner.defaults.headers.contains_key(ACCEPT) {
            // HTTP libraries differ in what they send where nothing is said.
            let accept = if operation.accept.is_empty() { "*/*" } else { operation.accept };
            own.insert(ACCEPT, HeaderValue::from_static(accept));
        }
        if let Some(body) = &draft.body
            && !(own.contains_key(CONTENT_TYPE) || common.contains_key(CONTENT_TYPE) || body.media_type.is_empty())
            && let Ok(media_type) = HeaderValue::from_str(&body.media_type)
        {
            own.insert(CONTENT_TYPE, media_type);
        }
        // Methods that are expected to have a body say so when they have none: some servers answer `411` otherwise.
        if let Some(length) = length
            && (draft.body.is_some() || matches!(operation.method, Method::POST | Method::PUT | Method::PATCH))
        {
            own.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        Ok(Self { common, own })
    }

    /// All of them as one map.
    pub(super) fn assemble(&self) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(USUAL_HEADERS);
        for more in [&self.common, &self.own] {
            for (name, value) in more {
                headers.insert(name, value.clone());
            }
        }
        headers
    }
}
