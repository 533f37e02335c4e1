//! What is kept of enum values and union variants newer than the SDK.

use std::fmt;

use crate::runtime::json::{Encode, Json, Value, Writer};

/// A value of an enum that this version of the SDK does not know. It is sent back as it came.
///
/// It is made by parsing text only, so that it never holds a value the enum knows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    #[allow(dead_code, reason = "an SDK without enums has no use for it")]
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The value as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A value of an enum of integers that this version of the SDK does not know.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownInteger(i64);

impl UnknownInteger {
    #[allow(dead_code, reason = "an SDK without enums of integers has no use for it")]
    pub(crate) fn new(value: i64) -> Self {
        Self(value)
    }

    /// The value as it was sent.
    pub fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Debug for UnknownInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A variant of a union that this version of the SDK does not know. It is sent back as it came.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UnknownVariant {
    /// The tag by which it should have been known, if the union has tags.
    pub tag: Option<String>,
    /// The whole value.
    pub raw: Json,
}

impl UnknownVariant {
    /// What is kept of `value`.
    #[allow(dead_code, reason = "an SDK without unions has no use for it")]
    pub(crate) fn new(tag: Option<&str>, value: Value<'_>) -> Self {
        Self { tag: tag.map(String::from), raw: value.to_json() }
    }
}

impl Encode for UnknownVariant {
    fn encode(&self, writer: &mut Writer) {
        self.raw.encode(writer);
    }
}
