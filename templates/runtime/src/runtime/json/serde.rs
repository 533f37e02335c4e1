//! serde's traits for the types of this crate, as thin adapters: they go through [`Json`].
//!
//! Formats that people read get the JSON value in their own words. They know no exact numbers: through serde a number is an
//! `i64`, a `u64` or an `f64`. Where the feature `arbitrary_precision` of `serde_json` is on anywhere in the tree, that
//! crate keeps every digit, and no other format changes. Decode with [`decode_slice`](super::decode_slice) where the
//! digits matter. Null is none, which a format without null, such as TOML, leaves out of tables and refuses elsewhere.
//!
//! Formats that nobody reads, such as bincode, do not say what stands where, so that a value could not be read again. They
//! get the JSON text, as one string.

use std::fmt;
use std::sync::LazyLock;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::decode::Decode;
use super::encode::{Encode, Encoded, NOT_FINITE, encode_to_send};
use super::error::DecodeError;
use super::number::{Number, Primitive};
use super::owned::Json;
use super::word::Kind;

/// `Serialize` and `Deserialize` for types that have `Encode` and `Decode`.
macro_rules! serde_via_json {
    ($($ty:ty),+ $(,)?) => {$(
        impl serde::Serialize for $ty {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::json::serialize_via_json(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $ty {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::json::deserialize_via_json(deserializer)
            }
        }
    )+};
}
#[allow(unused_imports, reason = "an SDK without models has no use for it")]
pub(crate) use serde_via_json;

/// What models have beside their parts: `Debug`, `Serialize` and `Deserialize`, all by way of JSON.
#[allow(unused_macros, reason = "an SDK without models has no use for it")]
macro_rules! model {
    ($($ty:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::runtime::json::FMT_VIA_JSON(stringify!($ty), self, f)
            }
        }

        $crate::runtime::json::serde_via_json!($ty);
    )+};
}
#[allow(unused_imports, reason = "an SDK without models has no use for it")]
pub(crate) use model;

/// What `Serialize` does for a type that can be encoded.
#[doc(hidden)]
pub fn serialize_via_json<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    // Pointers, as in `Fields::required`.
    let encode: fn(&dyn Encode) -> Encoded = encode_to_send;
    let parse: fn(&str) -> Result<Json, DecodeError> = Json::parse;
    let write: fn(&Json, S) -> _ = Json::serialize;
    let encoded = encode(value);
    if !encoded.is_finite {
        return Err(S::Error::custom(NOT_FINITE));
    }
    match serializer.is_human_readable() {
        true => write(&parse(&encoded.json).map_err(S::Error::custom)?, serializer),
        false => serializer.serialize_str(&encoded.json),
    }
}

/// What `Deserialize` does for a type that can be decoded.
#[doc(hidden)]
pub fn deserialize_via_json<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    // Pointers, as in `Fields::required`.
    let read: fn(D) -> Result<Json, D::Error> = Json::deserialize;
    let decode: fn(&Json) -> Result<T, DecodeError> = Json::decode;
    decode(&read(deserializer)?).map_err(D::Error::custom)
}

/// How `serde_json` calls the one property of the object in which it hands over a number with all of its digits, if its
/// feature `arbitrary_precision` is on.
const EXACT_NUMBER: &str = "$serde_json::private::Number";

/// Whether the feature `arbitrary_precision` of `serde_json` is on, as Cargo turns it on for all crates of a program.
pub(super) fn keeps_digits() -> bool {
    static KEEPS_DIGITS: LazyLock<bool> =
        LazyLock::new(|| "1.50".parse::<serde_json::Number>().is_ok_and(|number| number.to_string() == "1.50"));
    *KEEPS_DIGITS
}

/// Whether a serializer takes numbers with all of their digits. The serializers of `serde_json` do where its feature is on;
/// to any other one such a number is a map, and what it writes must not depend on a feature of another crate.
fn takes_digits<S>() -> bool {
    keeps_digits() && std::any::type_name::<S>().contains("serde_json::")
}

fn serialize_number<S: Serializer>(number: &Number, serializer: S) -> Result<S::Ok, S::Error> {
    match number.as_primitive() {
        Primitive::Signed(number) => serializer.serialize_i64(number),
        Primitive::Unsigned(number) => serializer.serialize_u64(number),
        Primitive::Float(_) if takes_digits::<S>() => number.to_value().serialize(serializer),
        Primitive::Float(nearest) if nearest.is_finite() => serializer.serialize_f64(nearest),
        Primitive::Float(_) => serializer.serialize_str(&number.as_str()),
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return serialize_via_json(self, serializer);
        }
        match self.kind() {
            Kind::Null => serializer.serialize_none(),
            Kind::Boolean => serializer.serialize_bool(self.as_bool() == Some(true)),
            Kind::Number => match self.as_number() {
                Some(number) => serialize_number(number, serializer),
                None => serializer.serialize_none(),
            },
            Kind::String => serializer.serialize_str(self.as_str().unwrap_or_default()),
            Kind::List => {
                let elements = self.as_list().unwrap_or_default();
                let mut list = serializer.serialize_seq(Some(elements.len()))?;
                elements.iter().try_for_each(|element| list.serialize_element(element))?;
                list.end()
            }
            Kind::Object => {
                let entries = self.entries();
                let mut object = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    object.serialize_entry(key, value)?;
                }
                object.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.is_human_readable() {
            true => deserializer.deserialize_any(JsonVisitor),
            false => deserializer.deserialize_str(JsonVisitor).map(|json| match json.as_str().map(Json::parse) {
                Some(Ok(json)) => json,
                // A format that says what stands where, and was not written by this crate.
                Some(Err(_)) | None => json,
            }),
        }
    }
}

/// A value within another one.
struct Within;

impl<'de> DeserializeSeed<'de> for Within {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::null())
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::null())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        Within.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Number::from(value).into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Json, E> {
        if value.is_finite() { Ok(value.into()) } else { Err(E::custom(NOT_FINITE)) }
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Json, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = sequence.next_element_seed(Within)? {
            elements.push(element);
        }
        Ok(Json::list(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut entries: Vec<(String, Json)> = Vec::new();
        while let Some(key) = map.next_key()? {
            entries.push((key, map.next_value_seed(Within)?));
        }
        let number = match entries.as_slice() {
            [(key, number)] if key == EXACT_NUMBER => number.as_str().and_then(|text| Json::parse(text).ok()),
            _ => None,
        };
        Ok(number.filter(|number| number.kind() == Kind::Number).unwrap_or_else(|| Json::object(entries)))
    }
}
