//! Where the idempotency key of a call goes.

use crate::runtime::{
    json::encode_to_string,
    operation::Retry,
    request::{Draft, is_unset, set_property},
    support::random,
    transport::RequestBody,
};
use bytes::Bytes;

/// Where the key of a call is.
pub(super) enum Key<'a> {
    /// There is none.
    Nowhere,
    /// In the body.
    Body,
    /// In a header, because the body has no property for it.
    Header(&'a str),
}

impl Key<'_> {
    /// Whether the server looks at the key, so that the request can be sent again.
    pub(super) fn counts(&self, retry: Retry) -> bool {
        match self {
            Self::Nowhere => false,
            Self::Body => true,
            Self::Header(_) => retry == Retry::WithKey,
        }
    }

    /// The key, if it goes into a header.
    pub(super) fn header(&self) -> Option<&str> {
        match self {
            Self::Header(key) => Some(key),
            Self::Nowhere | Self::Body => None,
        }
    }
}

/// The body with its key, made here once for all attempts, and where the key is.
pub(super) fn place(draft: &Draft) -> Result<(RequestBody, Key<'_>), String> {
    let body = draft.body.as_ref();
    let content = body.map_or_else(|| RequestBody::Bytes(Bytes::new()), |body| body.content.clone());
    let RequestBody::Bytes(bytes) = content else {
        let key = draft.options.idempotency_key.as_deref();
        return Ok((content, key.map_or(Key::Nowhere, Key::Header)));
    };
    let given = draft.options.idempotency_key.as_deref();
    let property = match draft.operation().retry {
        Retry::Keyed(property) if body.is_some_and(|body| body.is_json) => Some(property),
        Retry::Keyed(_) | Retry::Safe | Retry::WithKey | Retry::Never => None,
    };
    let unset = property.and_then(|property| is_unset(&bytes, property));
    match (property, given, unset) {
        (Some(_), None, Some(false)) => Ok((bytes.into(), Key::Body)),
        (Some(property), key, Some(_)) => {
            let key = key.map_or_else(random::uuid_v4, str::to_owned);
            let json = encode_to_string(&key);
            let bytes = set_property(&bytes, property, &json).ok_or("the body is no object")?;
            Ok((RequestBody::Bytes(bytes.into()), Key::Body))
        }
        (_, Some(key), _) => Ok((bytes.into(), Key::Header(key))),
        (_, None, _) => Ok((bytes.into(), Key::Nowhere)),
    }
}
