//! Whole answers that are no object, and so have no place of their own to remember how they stood.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::decode::Decode;
use super::encode::Encode;
use super::error::DecodeError;
use super::fields::Fields;
use super::lenient::Placeholder;
use super::received::Source;
use super::value::Value;
use super::word::Kind;
use super::writer::Writer;

/// A whole answer that is a number, a list or a map: the value, and how it stood in the JSON that was read.
///
/// Objects remember in their [`Extra`](crate::runtime::values::Extra) what their values alone would not tell: how numbers
/// were spelled, and what could not be read and was left out. This does it for what is no object. Use it like the value:
///
#[doc = include_str!("../examples/received.md")]
#[derive(Clone, Default)]
pub struct Received<T> {
    value: T,
    /// The text, where the value alone is written otherwise.
    source: Option<Box<Source>>,
}

impl<T> Received<T> {
    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> From<T> for Received<T> {
    fn from(value: T) -> Self {
        Self { value, source: None }
    }
}

impl<T> Deref for Received<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Received<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Received<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: fmt::Display> fmt::Display for Received<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// Values are compared, not how they were spelled.
impl<T: PartialEq> PartialEq for Received<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: PartialEq> PartialEq<T> for Received<T> {
    fn eq(&self, other: &T) -> bool {
        self.value == *other
    }
}

impl<T: IntoIterator> IntoIterator for Received<T> {
    type Item = T::Item;
    type IntoIter = T::IntoIter;

    fn into_iter(self) -> T::IntoIter {
        self.value.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Received<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

impl<T: Decode> Decode for Received<T> {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        let mark = value.mark();
        let empty = if T::OBJECT.is_empty() { empty(value, T::PLACEHOLDER) } else { None };
        let read = T::decode(empty.unwrap_or(value))?;
        let left_out = match value.claim(mark) {
            Some(claim) => Some(claim.left_out),
            None => (T::HOLDS_NUMBERS && T::is_written_differently(value)).then(Vec::new),
        };
        let source = left_out.map(|left_out| Box::new(Source { text: value.raw().into(), left_out }));
        Ok(Self { value: read, source })
    }

    fn from_fields(fields: &mut Fields<'_>) -> Self {
        Self { value: T::from_fields(fields), source: None }
    }

    const HOLDS_NULL: bool = T::HOLDS_NULL;
    const HOLDS_TEXT: bool = T::HOLDS_TEXT;
    const PLACEHOLDER: Placeholder = T::PLACEHOLDER;

    fn unreadable(value: Value<'_>) -> Option<Self> {
        T::unreadable(value).map(Self::from)
    }
}

/// What is decoded for a list or a map of which leniently null came, as Go writes one that was never made, or the empty one of
/// the other kind, as PHP does.
fn empty(value: Value<'_>, placeholder: Placeholder) -> Option<Value<'static>> {
    let other = match placeholder {
        Placeholder::List => Kind::Object,
        Placeholder::Object => Kind::List,
        Placeholder::None | Placeholder::Null | Placeholder::Text | Placeholder::False => return None,
    };
    let is_empty = value.is_null() || value.kind() == other && value.is_empty();
    let instead = placeholder.value(value.document.reading).filter(|_| is_empty);
    instead.inspect(|_| value.note_otherwise())
}

impl<T: Encode> Encode for Received<T> {
    fn encode(&self, writer: &mut Writer) {
        match &self.source {
            Some(source) => writer.restored(&self.value, source),
            None => self.value.encode(writer),
        }
    }
}

impl<T: Encode> serde::Serialize for Received<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serialize_via_json(self, serializer)
    }
}

impl<'de, T: Decode> serde::Deserialize<'de> for Received<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::deserialize_via_json(deserializer)
    }
}
