//! Keys by which a server recognises a request that is sent again.

use crate::runtime::support::random;
use sha1_smol::Sha1;
use std::fmt;

/// A key by which a server recognises a request that is sent again; for `idempotency_key` of a call.
///
/// A call whose operation needs a key makes one by itself and keeps it for its retries. A key of one's own is for
/// requests that are sent again by another call, such as after the process was restarted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// A key nobody else has: a random UUID (RFC 9562 section 5.4).
    pub fn random() -> Self {
        Self(random::uuid_v4())
    }

    /// The key of a thing that is done once, such as `("payout", "invoice-17")`: always the same for the same two
    /// texts, in every process, and another one for any other.
    ///
    /// It is a name-based UUID (version 5, RFC 9562 section 5.5). A namespace that is a UUID itself is used as one;
    /// any other text stands for the UUID that the text has in the nil namespace.
    pub fn derive(namespace: &str, name: &str) -> Self {
        let namespace = random::parse_uuid(namespace).unwrap_or_else(|| named([0; 16], namespace));
        Self(random::uuid_text(&named(namespace, name)))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The UUID of a name in a namespace.
fn named(namespace: [u8; 16], name: &str) -> [u8; 16] {
    let mut hash = Sha1::from(namespace);
    hash.update(name.as_bytes());
    let mut uuid = [0; 16];
    uuid.copy_from_slice(&hash.digest().bytes()[..16]);
    random::stamp(uuid, 5)
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<IdempotencyKey> for String {
    fn from(key: IdempotencyKey) -> Self {
        key.0
    }
}

impl From<&IdempotencyKey> for String {
    fn from(key: &IdempotencyKey) -> Self {
        key.0.clone()
    }
}
