//! From a secret to the keys it can stand for.

use super::{KeyReading, Signing, WebhookError};
use crate::runtime::error::is_invisible;
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
    let content = secret.strip_prefix(signing.prefix).unwrap_or(secret);
    let is_nothing = |character: char| character == '=' || character.is_whitespace() || is_invisible(character);
    if content.trim_matches(is_nothing).is_empty() || is_prefix(secret) {
        return Err(WebhookError::MissingSecret);
    }
    // Whoever guesses these signs whatever they like.
    let is_blank = |key: Vec<u8>| key.iter().all(|&byte| byte == 0);
    if secret.contains(is_invisible) || LENIENT.decode(content).is_ok_and(is_blank) {
        return Err(WebhookError::Malformed("secret"));
    }
    let keys: Vec<_> = signing.keys.iter().filter_map(|reading| key(*reading, signing.prefix, secret)).collect();
    if keys.is_empty() { Err(WebhookError::Malformed("secret")) } else { Ok(keys) }
}

/// Whether a secret is nothing but words that secrets begin with, such as `whsec_`: what was to follow is missing.
fn is_prefix(secret: &str) -> bool {
    secret.ends_with('_') && secret.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase())
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
