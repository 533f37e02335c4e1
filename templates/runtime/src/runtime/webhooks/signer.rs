//! Deliveries of one's own, for tests of a receiver.

use super::{WebhookError, WebhookEvent, key::keys, signature};
use crate::runtime::support::random;
use http::{HeaderMap, HeaderValue};
use std::{
    fmt,
    time::{SystemTime, UNIX_EPOCH},
};

/// Signs payloads as the API does, for tests of a receiver.
pub struct Signer {
    key: Vec<u8>,
}

/// A request that a receiver takes for a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedDelivery {
    /// Headers to send.
    pub headers: HeaderMap,
    /// Body to send.
    pub body: Vec<u8>,
}

impl Signer {
    /// A signer that uses a secret the way the API does.
    ///
    /// # Errors
    ///
    /// If the secret is empty, or cannot be read the way the API does.
    pub fn new<E: WebhookEvent>(secret: impl AsRef<str>) -> Result<Self, WebhookError> {
        let key = keys(&E::SIGNING, secret.as_ref())?.into_iter().next();
        Ok(Self { key: key.ok_or(WebhookError::MissingSecret)? })
    }

    /// A delivery of a payload, sent now, with an id of its own.
    pub fn sign(&self, payload: impl Into<Vec<u8>>) -> SignedDelivery {
        self.sign_as(&random::uuid_v4(), SystemTime::now(), payload)
    }

    /// A delivery with this id, sent at this time.
    ///
    /// # Panics
    ///
    /// If the id cannot stand in a header.
    pub fn sign_as(&self, id: &str, time: SystemTime, payload: impl Into<Vec<u8>>) -> SignedDelivery {
        let body = payload.into();
        let timestamp = time.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() as i64);
        let signature = signature::written(&signature::sign(&self.key, id, timestamp, &body));
        let mut headers = HeaderMap::new();
        headers.insert("content-type", HeaderValue::from_static("application/json"));
        headers.insert("webhook-id", HeaderValue::from_str(id).expect("the id can stand in a header"));
        headers.insert("webhook-timestamp", HeaderValue::from(timestamp));
        let signature = HeaderValue::from_str(&signature).expect("Base64 can stand in a header");
        headers.insert("webhook-signature", signature);
        SignedDelivery { headers, body }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer([redacted])")
    }
}
