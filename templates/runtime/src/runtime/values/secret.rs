//! Text that must not appear in logs.

use std::fmt;

use super::patch_from;
use crate::runtime::json::{Decode, DecodeError, Encode, Fields, Placeholder, Value, Writer, serde_via_json};

/// A token, key or password. `{:?}` does not show it; [`Secret::expose`] does.
///
#[doc = include_str!("../examples/secret.md")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(Box<str>);

impl Secret {
    /// The text. Mind where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

patch_from!(Secret: &str, String);

impl Decode for Secret {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.text("a string").map(|text| Self(text.into()))
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Self("".into())
    }

    const PLACEHOLDER: Placeholder = Placeholder::Text;
}

impl Encode for Secret {
    fn encode(&self, writer: &mut Writer) {
        writer.secret(&self.0);
    }
}

serde_via_json!(Secret);
