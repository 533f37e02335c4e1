//! The check of deliveries.

use super::{Delivery, WebhookError, WebhookEvent, key::keys, signature};
use crate::runtime::{
    json::Document,
    support::{is_quoted, time_of_day},
    values::Timestamp,
};
use bytes::Bytes;
use http::HeaderMap;
use std::{
    env::VarError,
    fmt,
    marker::PhantomData,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// How far the time of a delivery may be from now, by default.
const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// Checks that deliveries come from who knows the secret, and reads them.
///
#[doc = include_str!("../examples/verifier.md")]
pub struct Verifier<E> {
    keys: Vec<Vec<u8>>,
    tolerance: Duration,
    event: PhantomData<fn() -> E>,
}

impl<E: WebhookEvent> Verifier<E> {
    /// Creates a verifier for a secret, as the API shows it with its prefix.
    ///
    /// # Errors
    ///
    /// If the secret is empty, or has none of the forms that the API uses.
    pub fn new(secret: impl AsRef<str>) -> Result<Self, WebhookError> {
        let keys = keys(&E::SIGNING, secret.as_ref())?;
        Ok(Self { keys, tolerance: TOLERANCE, event: PhantomData })
    }

    /// Creates a verifier for the secret in the environment variable of the API.
    ///
    /// # Errors
    ///
    /// If the variable is not set, if its value is not a secret, or if it is in quotes: a shell removes them, a container's
    /// environment file does not.
    pub fn from_env() -> Result<Self, WebhookError> {
        Self::from_variable(std::env::var(E::SIGNING.variable))
    }

    fn from_variable(value: Result<String, VarError>) -> Result<Self, WebhookError> {
        match value {
            Ok(secret) if is_quoted(secret.trim()) => Err(WebhookError::Malformed("secret, which stands in quotes,")),
            Ok(secret) => Self::new(secret),
            Err(VarError::NotPresent) => Err(WebhookError::MissingSecret),
            Err(VarError::NotUnicode(_)) => Err(WebhookError::Malformed("secret")),
        }
    }

    /// Also accepts deliveries that are signed with another secret, for the time while a secret is replaced.
    ///
    /// # Errors
    ///
    /// The same as those of [`Verifier::new`].
    pub fn also_accept(mut self, secret: impl AsRef<str>) -> Result<Self, WebhookError> {
        self.keys.extend(keys(&E::SIGNING, secret.as_ref())?);
        Ok(self)
    }

    /// Sets how far the time of a delivery may be from now, in the past or in the future; 5 minutes by default.
    #[must_use]
    pub fn tolerance(mut self, time: Duration) -> Self {
        self.tolerance = time;
        self
    }

    /// Checks a delivery and reads its event.
    ///
    /// # Errors
    ///
    /// If a header is missing, if the time is too far from now, if no signature is right, or if the body is not JSON.
    pub fn verify(&self, headers: &HeaderMap, body: impl AsRef<[u8]>) -> Result<Delivery<E>, WebhookError> {
        self.verify_at(time_of_day(), headers, body)
    }

    /// Checks a delivery as [`verify`](Self::verify) does, at a time of yours in place of now.
    ///
    /// # Errors
    ///
    /// The same as those of [`verify`](Self::verify).
    pub fn verify_at(
        &self,
        now: SystemTime,
        headers: &HeaderMap,
        body: impl AsRef<[u8]>,
    ) -> Result<Delivery<E>, WebhookError> {
        // A sender with several keys may write a line for each signature.
        let lines = headers.get_all("webhook-signature").iter().filter_map(|line| line.to_str().ok());
        let signatures = lines.collect::<Vec<_>>().join(" ");
        let header = |name: &str| match name {
            "webhook-signature" => headers.contains_key(name).then_some(signatures.as_str()),
            _ => headers.get(name).and_then(|value| value.to_str().ok()),
        };
        self.check(now, &header, body.as_ref())
    }

    /// Checks a delivery as [`verify`](Self::verify) does, for header types of other crates: `header` finds a header by its
    /// lower-case name.
    ///
    /// # Errors
    ///
    /// The same as those of [`verify`](Self::verify).
    pub fn verify_with<'h>(
        &self,
        header: impl Fn(&str) -> Option<&'h str>,
        body: impl AsRef<[u8]>,
    ) -> Result<Delivery<E>, WebhookError> {
        self.check(time_of_day(), &header, body.as_ref())
    }

    fn check<'h>(
        &self,
        now: SystemTime,
        header: &dyn Fn(&str) -> Option<&'h str>,
        body: &[u8],
    ) -> Result<Delivery<E>, WebhookError> {
        let (id, timestamp) = authenticate(&self.keys, self.tolerance, now, header, body)?;
        let mut document = Document::parse(body).map_err(|_| WebhookError::Malformed("body"))?;
        let read = document.read_or(E::read, |payload, error| {
            #[cfg(feature = "tracing")]
            tracing::warn!(target: env!("CARGO_CRATE_NAME"), %error, webhook.id = id, "the webhook cannot be read");
            E::unreadable(payload, error)
        });
        #[cfg(feature = "tracing")]
        if !read.assumed.is_empty() {
            let paths = read.assumed.join(" ");
            tracing::warn!(target: env!("CARGO_CRATE_NAME"), paths, webhook.id = id, "the webhook is not what the document says; it was mended");
        }
        Ok(Delivery {
            id,
            timestamp: Timestamp::from_unix(timestamp, 0),
            event: read.value,
            raw: Bytes::copy_from_slice(body),
            assumed: read.assumed,
        })
    }
}

/// Id and time of a delivery whose signature is right.
fn authenticate<'h>(
    keys: &[Vec<u8>],
    tolerance: Duration,
    now: SystemTime,
    header: &dyn Fn(&str) -> Option<&'h str>,
    body: &[u8],
) -> Result<(String, i64), WebhookError> {
    let required = |name: &'static str| header(name).ok_or(WebhookError::MissingHeader(name));
    let id = required("webhook-id")?;
    // The signed text is `id.time.body`: with a dot in the id, it could be that of another delivery.
    if id.is_empty() || id.contains('.') {
        return Err(WebhookError::Malformed("id"));
    }
    let timestamp = required("webhook-timestamp")?;
    let signatures = required("webhook-signature")?;
    // Seconds; some senders add a fraction, which is not signed.
    let timestamp = timestamp.trim().parse::<f64>().ok().filter(|time| time.is_finite() && time.abs() < 1e15);
    let timestamp = timestamp.ok_or(WebhookError::Malformed("time"))?.floor() as i64;
    let right = keys
        .iter()
        .fold(false, |right, key| right | signature::contains(signatures, &signature::sign(key, id, timestamp, body)));
    if !right {
        return Err(WebhookError::BadSignature);
    }
    let now = now.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() as i64);
    if now.abs_diff(timestamp) > tolerance.as_secs() {
        return Err(WebhookError::Stale);
    }
    Ok((id.to_owned(), timestamp))
}

impl<E> Clone for Verifier<E> {
    fn clone(&self) -> Self {
        Self { keys: self.keys.clone(), tolerance: self.tolerance, event: PhantomData }
    }
}

impl<E> fmt::Debug for Verifier<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").field("tolerance", &self.tolerance).finish_non_exhaustive()
    }
}
