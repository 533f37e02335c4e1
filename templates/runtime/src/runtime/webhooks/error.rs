//! Why a delivery was refused.

use std::fmt;

/// A delivery that cannot be trusted, or a secret that cannot be used.
///
/// Answer a refused delivery with `401` and nothing else; the reason is for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// No signature is right for any of the secrets.
    BadSignature,
    /// It was sent too long ago, or is dated too far in the future.
    Stale,
    /// A header is missing.
    MissingHeader(&'static str),
    /// A header or the body is not what it has to be.
    Malformed(&'static str),
    /// There is no secret: the environment variable is not set, or the text is empty.
    MissingSecret,
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadSignature => f.write_str("the webhook's signature is not right for any of the secrets"),
            Self::Stale => f.write_str("the webhook's time is too far from now"),
            Self::MissingHeader(name) => write!(f, "the webhook has no header `{name}`"),
            Self::Malformed(what) => write!(f, "the webhook's {what} is malformed"),
            Self::MissingSecret => f.write_str("there is no webhook secret"),
        }
    }
}

impl std::error::Error for WebhookError {}
