//! What is kept of enum values and union variants newer than the SDK.

use std::fmt;

use crate::runtime::json::{DecodeError, Encode, Json, Value, Writer, integer, spells_number};

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

/// A value of an enum of integers that this version of the SDK does not know, whatever it is. It is sent back as it came.
///
/// It is made of numbers and by reading only, so that it never holds a value the enum knows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownInteger(Box<str>);

impl UnknownInteger {
    #[allow(dead_code, reason = "an SDK without enums of integers has no use for it")]
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The value, if it is an integer of 64 bits.
    pub fn get(&self) -> Option<i64> {
        integer(&self.0)
    }

    /// The value as it was sent: the digits of a number, a text, the JSON of anything else; empty where one is missing.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Encode for UnknownInteger {
    fn encode(&self, writer: &mut Writer) {
        if spells_number(&self.0) { writer.raw(&self.0) } else { writer.string(&self.0) }
    }
}

/// A value of a union that is of no variant this version of the SDK knows, or that is of one, but not what the document
/// says of it. It is sent back as it came.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UnknownVariant {
    /// The tag by which it should have been known, if the union has tags and the variant is not known.
    pub tag: Option<String>,
    /// The whole value.
    pub raw: Json,
}

impl UnknownVariant {
    /// A value whose tag or kind no variant has.
    ///
    /// # Errors
    ///
    /// For null, which is no variant but the lack of one, unless it stands for a value that is missing.
    #[allow(dead_code, reason = "an SDK without unions has no use for it")]
    pub(crate) fn of(tag: Option<&str>, value: Value<'_>) -> Result<Box<Self>, DecodeError> {
        if value.is_null() && !value.is_placeholder() {
            return Err(value.expected("a value"));
        }
        Ok(Box::new(Self { tag: tag.map(String::from), raw: value.to_json() }))
    }

    /// What takes the place of a variant in an object that is refused.
    #[allow(dead_code, reason = "an SDK without unions has no use for it")]
    pub(crate) fn stand_in() -> Box<Self> {
        Box::new(Self { tag: None, raw: Json::null() })
    }

    /// A value of a known variant that is not what the document says.
    #[allow(dead_code, reason = "an SDK without unions has no use for it")]
    pub(crate) fn unreadable(value: Value<'_>) -> Box<Self> {
        Box::new(Self { tag: None, raw: value.to_json() })
    }
}

impl Encode for UnknownVariant {
    fn encode(&self, writer: &mut Writer) {
        writer.unknown(&self.raw);
    }
}
