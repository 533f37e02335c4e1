//! Bytes as text.

use ::base64::Engine;
use ::base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::patch_from;
use crate::runtime::json::{Decode, DecodeError, Encode, Fields, Placeholder, Value, Writer, serde_via_json};

/// Bytes in Base64, RFC 4648. It keeps the text, so that what is no Base64 is not lost.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Base64(Box<str>);

impl Base64 {
    /// The bytes the text stands for, in the standard or the URL-safe alphabet; `None` if it is no Base64.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        STANDARD.decode(&*self.0).or_else(|_| URL_SAFE_NO_PAD.decode(self.0.trim_end_matches('='))).ok()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Text that is Base64 already.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into().into())
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(STANDARD.encode(bytes).into())
    }
}

impl<const N: usize> From<&[u8; N]> for Base64 {
    fn from(bytes: &[u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        bytes.as_slice().into()
    }
}

patch_from!(Base64: &[u8], Vec<u8>);

impl Decode for Base64 {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.text("a string").map(|text| Self(text.into()))
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Self("".into())
    }

    const PLACEHOLDER: Placeholder = Placeholder::Text;
}

impl Encode for Base64 {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.0);
    }
}

serde_via_json!(Base64);
