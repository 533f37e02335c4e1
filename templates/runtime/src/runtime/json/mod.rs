//! JSON in and out: text to a tape, tape to models, models to text.
//!
//! A [`Document`] is parsed once into a compact tape of words that point into the borrowed text. A [`Value`] is a
//! place on that tape, and a model is made from it by [`Decode`], field by field through [`Fields`]. The other way
//! [`Encode`] writes a model with a [`Writer`]. None of this is generic over a format, so that hundreds of models
//! compile fast; serde's traits are thin adapters on top (`serde_via_json!`).
//!
//! The text is read strictly by RFC 8259: UTF-8, no comments, no trailing commas, at most [`MAX_DEPTH`] levels and
//! [`MAX_LENGTH`] bytes. Numbers keep their exact text until somebody asks for an `i64` or an `f64`.

mod candidates;
mod constant;
mod decode;
mod document;
mod encode;
mod error;
mod escape;
pub(crate) mod extra;
mod fields;
mod key;
mod lenient;
mod lookup;
pub(crate) mod map;
mod mend;
pub(crate) mod null;
pub(crate) mod number;
mod object;
mod object_writer;
mod owned;
mod parse;
pub(crate) mod patch;
mod received;
mod restore;
mod scalar;
mod scan;
mod search;
mod serde;
mod spelling;
mod table;
mod tuple;
mod value;
pub(crate) mod whole;
mod word;
mod writer;

#[allow(unused_imports, reason = "an SDK whose unions have tags has no use for it")]
pub use candidates::Expected;
pub use constant::Constant;
pub use decode::Decode;
pub(crate) use decode::integer;
pub use document::{Document, MAX_DEPTH, MAX_LENGTH};
pub use encode::{Encode, FMT_VIA_JSON, encode_to_string};
pub(crate) use encode::{Encoded, NOT_FINITE, encode_redacted, encode_to_send};
pub use error::DecodeError;
pub use fields::Fields;
pub use object_writer::ObjectWriter;
pub use owned::Json;
pub(crate) use scalar::spells_number;
pub use value::{Elements, Entries, Value};
pub use word::Kind;
pub use writer::{ListWriter, Writer};

pub(crate) use self::lenient::Lenience;
#[allow(unused_imports, reason = "an SDK without models has no use for it")]
pub(crate) use self::serde::model;
pub(crate) use self::serde::serde_via_json;
#[doc(hidden)]
pub use self::serde::{deserialize_via_json, serialize_via_json};
#[doc(hidden)]
pub use self::{lenient::Placeholder, restore::is_written_differently_by};

/// Decodes a value as one type that stands for another.
///
/// # Errors
///
/// If `T` refuses it.
#[doc(hidden)]
pub fn decode_into<T: Decode + Into<U>, U>(value: Value<'_>) -> Result<U, DecodeError> {
    T::decode(value).map(Into::into)
}

/// Decodes a whole JSON text. One that is not what `T` expects is read leniently, as far as that can be: models say in
/// [`Extra::assumed`](crate::runtime::values::Extra::assumed) what had to be assumed.
///
/// # Errors
///
/// If the text is not JSON, or not even leniently what `T` expects; the error names the place.
pub fn decode_slice<T: Decode>(text: &[u8]) -> Result<T, DecodeError> {
    Document::parse(text)?.read(T::decode).map(|read| read.value)
}

/// Decodes a whole JSON text that is not to be refused: where it cannot be decoded, `otherwise` makes a value of it.
#[doc(hidden)]
#[allow(dead_code, reason = "an SDK without webhooks has no use for it")]
pub fn decode_slice_or<T>(
    text: &[u8],
    decode: fn(Value<'_>) -> Result<T, DecodeError>,
    otherwise: fn(Value<'_>, DecodeError) -> T,
) -> Result<T, DecodeError> {
    Ok(Document::parse(text)?.read_or(decode, otherwise).value)
}

/// The name of the event that a payload is of, in a property of it.
///
/// # Errors
///
/// If it says none: then nobody knows what happened.
#[doc(hidden)]
#[allow(dead_code, reason = "an SDK without webhooks has no use for it")]
pub fn name_of_event<'a>(payload: Value<'a>, property: &str) -> Result<std::borrow::Cow<'a, str>, DecodeError> {
    let name = payload.at(&[property])?;
    let text = name.as_str().filter(|text| !text.is_empty());
    text.ok_or_else(|| name.expected("the name of an event").in_field(property))
}

/// Decodes a whole JSON text that has to be what `T` expects.
///
/// # Errors
///
/// If the text is not JSON, or is not what `T` expects; the error names the place.
pub fn decode_slice_strictly<T: Decode>(text: &[u8]) -> Result<T, DecodeError> {
    Document::parse(text)?.strict().read(T::decode).map(|read| read.value)
}
