//! Ids as types of their own, so that the id of one thing is not taken for that of another.

/// A newtype over text with everything an id needs:
///
/// ```text
/// id_type! {
///     /// Identifies a customer.
///     CustomerId
/// }
/// ```
#[allow(unused_macros, reason = "an SDK without ids has no use for it")]
macro_rules! id_type {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The id as the server writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The id as the server writes it.
            pub fn into_string(self) -> String {
                self.0.into()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), &self.0)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(text.into())
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl From<&String> for $name {
            fn from(text: &String) -> Self {
                Self(text.as_str().into())
            }
        }

        impl From<&$name> for $name {
            fn from(id: &$name) -> Self {
                id.clone()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.into()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                *self.0 == *other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                *self.0 == **other
            }
        }

        impl $crate::runtime::json::Decode for $name {
            fn decode(
                value: $crate::runtime::json::Value<'_>,
            ) -> Result<Self, $crate::runtime::json::DecodeError> {
                value.as_str().map(|text| Self(text.into())).ok_or_else(|| value.expected("an id in a string"))
            }
        }

        impl $crate::runtime::json::Encode for $name {
            fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                writer.string(&self.0);
            }
        }

        #[cfg(feature = "uuid-1")]
        impl From<::uuid_1::Uuid> for $name {
            fn from(uuid: ::uuid_1::Uuid) -> Self {
                uuid.to_string().into()
            }
        }

        #[cfg(feature = "uuid-1")]
        impl TryFrom<&$name> for ::uuid_1::Uuid {
            type Error = ::uuid_1::Error;

            fn try_from(id: &$name) -> Result<Self, Self::Error> {
                id.as_str().parse()
            }
        }

        $crate::runtime::json::serde_via_json!($name);
        $crate::runtime::values::patch_from!($name: &str, String, &String, &$name);
        $crate::runtime::values::one_or_many_from!($name: &str, String, &String, &$name);
    };
}
#[allow(unused_imports, reason = "an SDK without ids has no use for it")]
pub(crate) use id_type;
