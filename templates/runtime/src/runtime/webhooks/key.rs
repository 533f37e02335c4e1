//! From a secret to the keys it can stand for.

use super::{KeyReading, Signing, WebhookError};
use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

/// Base64 with or without its padding.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The keys of a secret, in the order they are tried.
pub(super) fn keys(signing: &Signing, secret: &str) -> Result<Vec<Vec<u8>>, WebhookError> {
    let secret = secret.trim();
    if secret.is_empty() {
        return Err(WebhookError::MissingSecret);
    }
    let keys: Vec<_> = signing.keys.iter().filter_map(|reading| key(*reading, signing.prefix, secret)).collect();
    if keys.is_empty() { Err(WebhookError::Malformed("secret")) } else { Ok(keys) }
}

/// The key by one reading; none if the secret cannot be read that way.
fn key(reading: KeyReading, prefix: &str, secret: &str) -> Option<Vec<u8>> {
    match reading {
        KeyReading::Utf8 => Some(secret.as_bytes().to_vec()),
        KeyReading::Base64 => {
            let text = secret.strip_prefix(prefix).unwrap_or(secret);
            LENIENT.decode(text).ok().filter(|key| !key.is_empty())
        }
    }
}
