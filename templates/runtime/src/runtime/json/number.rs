//! A number that may be an integer or not.

use std::borrow::Cow;
use std::fmt;

use super::patch::patch_from;
use super::{Decode, DecodeError, Encode, Fields, Placeholder, Value, Writer};

/// A JSON number with its exact text: `5` and `5.0` are different numbers, and so are `1e2` and `100`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Repr);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    /// Written as Rust writes it.
    Integer(i64),
    /// Everything else.
    Text(Box<str>),
}

impl Number {
    /// A number from JSON text, which the parser has found to be one.
    pub(crate) fn from_json_text(text: &str) -> Self {
        match text.parse::<i64>() {
            // `-0` is the one integer of JSON that Rust writes otherwise.
            Ok(integer) if text != "-0" => Self(Repr::Integer(integer)),
            _ => Self(Repr::Text(text.into())),
        }
    }

    /// Is it written without fraction and exponent?
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Integer(_) => true,
            Repr::Text(text) => !text.contains(['.', 'e', 'E', 'n']),
        }
    }

    /// Its value if that is an integer of 64 bits, however it is written.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Integer(integer) => Some(*integer),
            Repr::Text(text) => super::integer(text),
        }
    }

    /// Its value if that is an integer of 64 bits without sign, however it is written.
    pub fn as_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Integer(integer) => u64::try_from(*integer).ok(),
            Repr::Text(text) => crate::runtime::json::integer(text),
        }
    }

    /// The nearest `f64`, infinite for a number beyond its range.
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            Repr::Integer(integer) => *integer as f64,
            Repr::Text(text) => text.parse().unwrap_or(f64::NAN),
        }
    }

    /// As `serde_json` knows numbers: an integer of 64 bits or a finite `f64`, and any number at all where its feature
    /// `arbitrary_precision` is on; otherwise the text.
    pub(crate) fn to_value(&self) -> serde_json::Value {
        let number = match self.as_primitive() {
            _ if super::serde::keeps_digits() => self.as_str().parse().ok(),
            Primitive::Signed(number) => Some(number.into()),
            Primitive::Unsigned(number) => Some(number.into()),
            Primitive::Float(nearest) => serde_json::Number::from_f64(nearest),
        };
        number.map_or_else(|| serde_json::Value::String(self.as_str().into_owned()), serde_json::Value::Number)
    }

    /// The number of Rust that is this one, or nearest to it.
    pub(super) fn as_primitive(&self) -> Primitive {
        let text = self.as_str();
        if self.is_integer() && text != "-0" {
            if let Some(number) = self.as_i64() {
                return Primitive::Signed(number);
            }
            if let Ok(number) = text.parse() {
                return Primitive::Unsigned(number);
            }
        }
        Primitive::Float(self.as_f64())
    }

    /// Its text.
    pub fn as_str(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Integer(integer) => Cow::Owned(integer.to_string()),
            Repr::Text(text) => Cow::Borrowed(text),
        }
    }
}

/// A number of Rust.
pub(super) enum Primitive {
    Signed(i64),
    Unsigned(u64),
    /// The nearest one; infinite beyond the range of an `f64`.
    Float(f64),
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Repr::Integer(value))
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self(Repr::Integer(value.into()))
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self(Repr::Integer(value.into()))
    }
}

/// With a fraction, as `5.0`. What JSON cannot write (infinities, not-a-number) is refused where it is sent.
impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self(Repr::Text(super::encode_to_string(&value).into()))
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or_else(|_| Self(Repr::Text(value.to_string().into())), Self::from)
    }
}

patch_from!(Number: i32, i64, u64, f64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.as_str())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_str())
    }
}

impl Decode for Number {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.number("a number").map(|text| Self::from_json_text(&text))
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Self::from(0_i64)
    }

    const PLACEHOLDER: Placeholder = Placeholder::None;
}

impl Encode for Number {
    fn encode(&self, writer: &mut Writer) {
        match &self.0 {
            Repr::Integer(integer) => writer.integer(*integer),
            Repr::Text(text) if **text == *"null" => writer.number(f64::NAN),
            Repr::Text(text) => writer.raw(text),
        }
    }
}

impl serde::Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serialize_via_json(self, serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize_via_json(deserializer)
    }
}
