//! JSON's null as a value.

use super::{Decode, DecodeError, Encode, Fields, Placeholder, Value, Writer};

/// JSON's `null`, to clear a field of an update: `CustomerUpdate::new().name(Null)`.
///
/// It deliberately has no `serde::Serialize`: that tells it apart from the values a [`Patch`](super::patch::Patch) is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Null;

impl Decode for Null {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        if value.is_null() { Ok(Null) } else { Err(value.expected("null")) }
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Default::default()
    }

    const HOLDS_NULL: bool = true;
    const PLACEHOLDER: Placeholder = Placeholder::Null;
}

impl Encode for Null {
    fn encode(&self, writer: &mut Writer) {
        writer.null();
    }
}
