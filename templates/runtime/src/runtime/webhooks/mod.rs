//! Webhooks: deliveries that are signed by the Standard Webhooks scheme (HMAC-SHA256 over id, time and body).
//!
//! A [`Verifier`] takes the headers and the bytes of a request as they arrived and gives a [`Delivery`], whose event
//! is typed. The bytes must be the ones that arrived: JSON that was read and written again has another signature.

#[cfg(feature = "axum-0-8")]
pub mod axum;
mod error;
#[cfg(feature = "axum-0-8")]
mod extractor;
mod key;
mod signature;
mod signer;
mod verifier;

pub use error::WebhookError;
pub use signer::{SignedDelivery, Signer};
pub use verifier::Verifier;

use crate::runtime::{
    json::{DecodeError, Value},
    values::Timestamp,
};
use bytes::Bytes;

/// How an API signs its deliveries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signing {
    /// How the key is made of the secret; each is tried.
    pub keys: &'static [KeyReading],
    /// Prefix of secrets that the Base64 reading takes off.
    pub prefix: &'static str,
    /// Environment variable of the secret.
    pub variable: &'static str,
}

/// How the key of the signature is made of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyReading {
    /// The bytes of the whole text.
    Utf8,
    /// The text after the prefix, decoded as Base64.
    Base64,
}

/// The events of an API; generated.
pub trait WebhookEvent: Sized + Send + 'static {
    /// How deliveries are signed.
    const SIGNING: Signing;

    /// The event in a payload. One that is not known is a variant of its own: it must not be refused, because senders
    /// give up on endpoints that refuse deliveries.
    ///
    /// # Errors
    ///
    /// If the event is known and the payload is not what the document says.
    fn read(payload: Value<'_>) -> Result<Self, DecodeError>;

    /// A known event that cannot be read.
    fn unreadable(payload: Value<'_>, error: DecodeError) -> Self;

    /// The names of all known events.
    fn names() -> &'static [&'static str] {
        &[]
    }

    /// An example of the payload of an event, for tests.
    #[cfg(feature = "testing")]
    fn example(event: &str) -> Option<&'static str> {
        let _ = event;
        None
    }
}

/// A delivery whose signature is right.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Delivery<E> {
    /// Id of the message. A delivery that is repeated keeps it, so it can be used to act only once.
    pub id: String,
    /// When it was sent.
    pub timestamp: Timestamp,
    /// What happened.
    pub event: E,
    /// The body as it arrived.
    pub raw: Bytes,
    assumed: Vec<String>,
}

impl<E> Delivery<E> {
    /// What had to be assumed because the body is not what the document says, as JSON paths such as
    /// `$.data.customer`. Mostly nothing. The objects themselves name it in
    /// [`Extra::assumed`](crate::runtime::values::Extra::assumed).
    pub fn assumed(&self) -> &[String] {
        &self.assumed
    }
}
