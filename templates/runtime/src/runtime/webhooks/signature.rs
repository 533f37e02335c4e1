//! HMAC-SHA256 over `id.timestamp.body`.

use base64::{Engine, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// What stands before a signature in its header.
pub(super) const VERSION: &str = "v1";

/// The signature of a delivery.
pub(super) fn sign(key: &[u8], id: &str, timestamp: i64, body: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    mac.finalize().into_bytes().to_vec()
}

/// The signature as it stands in a header.
pub(super) fn written(signature: &[u8]) -> String {
    format!("{VERSION},{}", BASE64_STANDARD.encode(signature))
}

/// Whether any signature of a header is the expected one. All are compared in full, so that the time it takes tells
/// nothing. Entries of other versions, and ones that cannot be read, do not count.
pub(super) fn contains(header: &str, expected: &[u8]) -> bool {
    let mut found = subtle::Choice::from(0);
    for entry in header.split_ascii_whitespace() {
        let Some((VERSION, text)) = entry.split_once(',') else { continue };
        // Lines that a proxy made one of are joined with commas.
        let Ok(signature) = BASE64_STANDARD.decode(text.trim_end_matches(',')) else { continue };
        found |= signature.ct_eq(expected);
    }
    found.into()
}
