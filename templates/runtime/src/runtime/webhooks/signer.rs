//! Deliveries of one's own, for tests of a receiver.

use super::{WebhookError, WebhookEvent, key::keys, signature};
#[cfg(feature = "testing")]
use crate::runtime::support::nearest;
use crate::runtime::support::{random, time_of_day};
use http::{HeaderMap, HeaderValue};
use std::{
    fmt,
    marker::PhantomData,
    time::{SystemTime, UNIX_EPOCH},
};

/// Signs payloads as the API with these events does, for tests of a receiver.
///
#[doc = include_str!("../examples/signer.md")]
pub struct Signer<E> {
    key: Vec<u8>,
    events: PhantomData<fn() -> E>,
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

impl<E: WebhookEvent> Signer<E> {
    /// A signer that uses a secret the way the API does.
    ///
    /// # Errors
    ///
    /// If the secret is empty, or cannot be read the way the API does.
    pub fn new(secret: impl AsRef<str>) -> Result<Self, WebhookError> {
        let key = keys(&E::SIGNING, secret.as_ref())?.into_iter().next();
        Ok(Self { key: key.ok_or(WebhookError::MissingSecret)?, events: PhantomData })
    }

    /// A delivery of a payload, sent now, with an id of its own.
    pub fn sign(&self, payload: impl Into<Vec<u8>>) -> SignedDelivery {
        self.sign_as(&random::uuid_v4(), time_of_day(), payload)
    }

    /// A delivery of an example of this event, such as `order.paid`, sent now.
    ///
    /// # Panics
    ///
    /// If the API has no such event; the message names the nearest one.
    #[cfg(feature = "testing")]
    pub fn example(&self, event: &str) -> SignedDelivery {
        let payload = E::example(event).unwrap_or_else(|| {
            let nearest = nearest(event, E::names().iter().copied());
            let nearest = nearest.map(|name| format!("; the nearest is `{name}`")).unwrap_or_default();
            panic!("there is no event `{event}`{nearest}")
        });
        self.sign(payload)
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

impl<E> fmt::Debug for Signer<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer([redacted])")
    }
}
