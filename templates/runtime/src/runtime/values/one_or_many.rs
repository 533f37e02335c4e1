//! A value that may be one or a list.

use crate::runtime::json::{
    Decode, DecodeError, Encode, Fields, Kind, Placeholder, Value, Writer, deserialize_via_json, serialize_via_json,
};

/// One value, or a list of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OneOrMany<T> {
    /// One value, written as such.
    One(T),
    /// A list.
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    /// All values.
    pub fn as_slice(&self) -> &[T] {
        match self {
            OneOrMany::One(value) => std::slice::from_ref(value),
            OneOrMany::Many(values) => values,
        }
    }

    /// All values.
    pub fn into_vec(self) -> Vec<T> {
        match self {
            OneOrMany::One(value) => vec![value],
            OneOrMany::Many(values) => values,
        }
    }
}

impl<T> From<T> for OneOrMany<T> {
    fn from(value: T) -> Self {
        OneOrMany::One(value)
    }
}

impl<T> From<Vec<T>> for OneOrMany<T> {
    fn from(values: Vec<T>) -> Self {
        OneOrMany::Many(values)
    }
}

impl<T, const N: usize> From<[T; N]> for OneOrMany<T> {
    fn from(values: [T; N]) -> Self {
        OneOrMany::Many(values.into())
    }
}

impl<T: Clone> From<&[T]> for OneOrMany<T> {
    fn from(values: &[T]) -> Self {
        OneOrMany::Many(values.to_vec())
    }
}

impl<T> FromIterator<T> for OneOrMany<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        OneOrMany::Many(values.into_iter().collect())
    }
}

/// Lets setters take what a value is made of in place of the value, alone or in a list.
macro_rules! one_or_many_from {
    ($ty:ty: $($source:ty),+) => {$(
        impl From<$source> for $crate::runtime::values::OneOrMany<$ty> {
            #[inline]
            fn from(source: $source) -> Self {
                Self::One(source.into())
            }
        }

        impl<const N: usize> From<[$source; N]> for $crate::runtime::values::OneOrMany<$ty> {
            #[inline]
            fn from(sources: [$source; N]) -> Self {
                Self::Many(sources.map(Into::into).into())
            }
        }

        impl From<Vec<$source>> for $crate::runtime::values::OneOrMany<$ty> {
            #[inline]
            fn from(sources: Vec<$source>) -> Self {
                sources.into_iter().map(Into::into).collect()
            }
        }
    )+};
}
pub(crate) use one_or_many_from;

one_or_many_from!(String: &str, &String);

impl<T: Decode> Decode for OneOrMany<T> {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        match value.kind() {
            Kind::List => Vec::decode(value).map(OneOrMany::Many),
            Kind::Null | Kind::Boolean | Kind::Number | Kind::String | Kind::Object => {
                T::decode(value).map(OneOrMany::One)
            }
        }
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        OneOrMany::Many(Vec::new())
    }

    const HOLDS_NULL: bool = T::HOLDS_NULL;
    const PLACEHOLDER: Placeholder = Placeholder::List;

    fn unreadable(value: Value<'_>) -> Option<Self> {
        T::unreadable(value).map(OneOrMany::One)
    }

    const HOLDS_NUMBERS: bool = T::HOLDS_NUMBERS;

    fn is_written_differently(value: Value<'_>) -> bool {
        if value.kind() == Kind::List {
            Vec::<T>::is_written_differently(value)
        } else {
            T::is_written_differently(value)
        }
    }
}

impl<T: Encode> Encode for OneOrMany<T> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            OneOrMany::One(value) => value.encode(writer),
            OneOrMany::Many(values) => values.encode(writer),
        }
    }
}

impl<T: Encode> serde::Serialize for OneOrMany<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_via_json(self, serializer)
    }
}

impl<'de, T: Decode> serde::Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_via_json(deserializer)
    }
}
