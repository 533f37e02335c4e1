//! A field of an update that can be left alone, cleared or set.

use super::null::Null;

/// A field of an update: absent, null or a value.
///
/// Setters take anything that becomes one: a value, [`Null`], or an `Option`, whose `None` means null. A field that was
/// not set is [`Unchanged`](Patch::Unchanged) and is not sent.
///
#[doc = include_str!("../examples/patch.md")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// Not sent; the server keeps what it has.
    #[default]
    Unchanged,
    /// Sent as `null`; the server clears the field.
    Null,
    /// Sent; the server sets the field.
    Value(T),
}

impl<T> Patch<T> {
    /// The value to be set.
    pub fn value(&self) -> Option<&T> {
        match self {
            Patch::Value(value) => Some(value),
            Patch::Unchanged | Patch::Null => None,
        }
    }

    /// The value to be set, to change it in place; an empty one from now on if there was none.
    pub fn get_or_insert_default(&mut self) -> &mut T
    where
        T: Default,
    {
        if !matches!(self, Patch::Value(_)) {
            *self = Patch::Value(T::default());
        }
        match self {
            Patch::Value(value) => value,
            Patch::Unchanged | Patch::Null => unreachable!("a value was put there"),
        }
    }

    /// Is the field left alone?
    pub fn is_unchanged(&self) -> bool {
        matches!(self, Patch::Unchanged)
    }

    /// Is the field cleared?
    pub fn is_null(&self) -> bool {
        matches!(self, Patch::Null)
    }

    /// The same with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Patch::Unchanged => Patch::Unchanged,
            Patch::Null => Patch::Null,
            Patch::Value(value) => Patch::Value(change(value)),
        }
    }
}

// The bound keeps `Null` out, which has no `Serialize`; every value that can be sent has.
impl<T: serde::Serialize> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Patch::Value(value)
    }
}

/// `None` is null: a setter that is called wants something to be sent.
impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Patch::Null, Patch::Value)
    }
}

impl<T> From<Null> for Patch<T> {
    fn from(_: Null) -> Self {
        Patch::Null
    }
}

impl From<&str> for Patch<String> {
    fn from(text: &str) -> Self {
        Patch::Value(text.into())
    }
}

impl<T, const N: usize> From<[T; N]> for Patch<Vec<T>> {
    fn from(values: [T; N]) -> Self {
        Patch::Value(values.into())
    }
}

/// Lets setters of types that are made of text take text.
macro_rules! patch_from {
    ($ty:ty: $($source:ty),+) => {$(
        impl From<$source> for $crate::runtime::json::patch::Patch<$ty> {
            #[inline]
            fn from(source: $source) -> Self {
                Self::Value(source.into())
            }
        }
    )+};
}
pub(crate) use patch_from;
