//! Ids as types of their own, so that the id of one thing is not accepted for that of another.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use super::{OneOrMany, Patch};
use crate::runtime::json::{
    Decode, DecodeError, Encode, Fields, Placeholder, Value, Writer, deserialize_via_json, serialize_via_json,
};

/// What an [`Id`] identifies. It has no values; it only keeps ids of different things apart.
pub trait IdKind {
    /// The name of the id type, as `Debug` shows it.
    const NAME: &'static str;
}

/// The id of a thing of kind `K`: text, whatever form the server gives it.
///
/// APIs have an alias of it for each kind of thing, such as `CustomerId`. One generic type and not a type for each
/// kind, because its two dozen implementations then exist once.
pub struct Id<K> {
    text: Box<str>,
    kind: PhantomData<fn() -> K>,
}

impl<K> Id<K> {
    /// The id as the server writes it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The id as the server writes it.
    pub fn into_string(self) -> String {
        self.text.into()
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), kind: PhantomData }
    }
}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<K> Eq for Id<K> {}

impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

// The same hash as that of the text, as `Borrow<str>` wants it.
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<K: IdKind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({:?})", K::NAME, self.text)
    }
}

impl<K> FromStr for Id<K> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(text.into())
    }
}

impl<K> From<Id<K>> for String {
    fn from(id: Id<K>) -> Self {
        id.into_string()
    }
}

impl<K> AsRef<str> for Id<K> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<K> Borrow<str> for Id<K> {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl<K> PartialEq<str> for Id<K> {
    fn eq(&self, other: &str) -> bool {
        *self.text == *other
    }
}

impl<K> PartialEq<&str> for Id<K> {
    fn eq(&self, other: &&str) -> bool {
        *self.text == **other
    }
}

/// Everything that becomes an id becomes one in the places, too, that take an id, a list of ids or null.
macro_rules! id_from {
    ($($id:ident: $source:ty => $text:expr),+ $(,)?) => {$(
        impl<K> From<$source> for Id<K> {
            fn from($id: $source) -> Self {
                Self { text: $text, kind: PhantomData }
            }
        }

        impl<K> From<$source> for Patch<Id<K>> {
            fn from(source: $source) -> Self {
                Self::Value(source.into())
            }
        }

        impl<K> From<$source> for OneOrMany<Id<K>> {
            fn from(source: $source) -> Self {
                Self::One(source.into())
            }
        }

        impl<K, const N: usize> From<[$source; N]> for OneOrMany<Id<K>> {
            fn from(sources: [$source; N]) -> Self {
                Self::Many(sources.map(Into::into).into())
            }
        }

        impl<K> From<Vec<$source>> for OneOrMany<Id<K>> {
            fn from(sources: Vec<$source>) -> Self {
                sources.into_iter().map(Into::into).collect()
            }
        }
    )+};
}

id_from! {
    id: &str => id.into(),
    id: String => id.into(),
    id: &String => id.as_str().into(),
    id: &Id<K> => id.text.clone(),
}

#[cfg(feature = "uuid-1")]
impl<K> From<uuid_1::Uuid> for Id<K> {
    fn from(uuid: uuid_1::Uuid) -> Self {
        uuid.to_string().into()
    }
}

#[cfg(feature = "uuid-1")]
impl<K> TryFrom<&Id<K>> for uuid_1::Uuid {
    type Error = uuid_1::Error;

    fn try_from(id: &Id<K>) -> Result<Self, Self::Error> {
        id.as_str().parse()
    }
}

impl<K> Decode for Id<K> {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.text("an id in a string").map(|text| text.as_ref().into())
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        "".into()
    }

    const PLACEHOLDER: Placeholder = Placeholder::Text;
}

impl<K> Encode for Id<K> {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.text);
    }
}

impl<K> serde::Serialize for Id<K> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_via_json(self, serializer)
    }
}

impl<'de, K> serde::Deserialize<'de> for Id<K> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_via_json(deserializer)
    }
}
