//! Values of what an API answers with, for tests to change.

use crate::runtime::json::{Decode, decode_slice};

/// Values of an API's types, as text: a line for each type, with a tab between its name and its JSON.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct Values(&'static str);

impl Values {
    /// The values in a text.
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// The value of the type with this name.
    ///
    /// # Panics
    ///
    /// If there is none, or it is no `T`. Both are generated together.
    pub fn of<T: Decode>(self, name: &str) -> T {
        let text = self.0.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
        let text = text.unwrap_or_else(|| panic!("there is no example of `{name}`"));
        decode_slice(text.as_bytes()).unwrap_or_else(|error| panic!("the example of `{name}`: {error}"))
    }
}

/// `example` and setters for types that are received. Types that are sent too have setters already.
#[allow(unused_macros, reason = "an SDK without such types has no use for it")]
macro_rules! example_values {
    ($values:ident: $($ty:ty, $name:literal { $($setter:ident $field:ident $how:ident $held:ty;)* })*) => {$(
        impl $ty {
            /// An example, made from the document, for a test to change.
            #[must_use]
            pub fn example() -> Self {
                $values.of($name)
            }

            $($crate::runtime::testing::example_setter! { $setter $field $how $held })*
        }
    )*};
}
#[allow(unused_imports, reason = "an SDK without such types has no use for it")]
pub(crate) use example_values;

/// A setter of an example, by how the field holds what it is given.
#[allow(unused_macros, reason = "an SDK without such types has no use for it")]
macro_rules! example_setter {
    ($setter:ident $field:ident required $held:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[allow(deprecated, reason = "a server may still answer with it")]
        #[must_use]
        pub fn $setter(mut self, value: impl Into<$held>) -> Self {
            self.$field = value.into();
            self
        }
    };
    ($setter:ident $field:ident optional $held:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`; an `Option` without a value takes it out.")]
        #[allow(deprecated, reason = "a server may still answer with it")]
        #[must_use]
        pub fn $setter<Via>(mut self, value: impl $crate::runtime::values::IntoArgument<Option<$held>, Via>) -> Self {
            self.$field = value.into_argument();
            self
        }
    };
    ($setter:ident $field:ident list $held:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[allow(deprecated, reason = "a server may still answer with it")]
        #[must_use]
        pub fn $setter(mut self, values: impl IntoIterator<Item: Into<$held>>) -> Self {
            self.$field = values.into_iter().map(Into::into).collect();
            self
        }
    };
    ($setter:ident $field:ident optional_list $held:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`; an `Option` without a value takes it out.")]
        #[allow(deprecated, reason = "a server may still answer with it")]
        #[must_use]
        pub fn $setter<Via>(mut self, values: impl $crate::runtime::values::IntoItems<$held, Via>) -> Self {
            self.$field = values.into_items();
            self
        }
    };
    ($setter:ident $field:ident map $held:ty) => {
        #[doc = concat!("Adds one pair to `", stringify!($field), "`; call it again for more.")]
        #[allow(deprecated, reason = "a server may still answer with it")]
        #[must_use]
        pub fn $setter(mut self, key: impl Into<String>, value: impl Into<$held>) -> Self {
            self.$field.insert(key.into(), value.into());
            self
        }
    };
    ($setter:ident $field:ident optional_map $held:ty) => {
        #[doc = concat!("Adds one pair to `", stringify!($field), "`; call it again for more.")]
        #[allow(deprecated, reason = "a server may still answer with it")]
        #[must_use]
        pub fn $setter(mut self, key: impl Into<String>, value: impl Into<$held>) -> Self {
            self.$field.get_or_insert_default().insert(key.into(), value.into());
            self
        }
    };
}
#[allow(unused_imports, reason = "an SDK without such types has no use for it")]
pub(crate) use example_setter;
