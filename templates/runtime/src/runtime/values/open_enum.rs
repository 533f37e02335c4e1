//! Enums of strings that take values newer than the SDK.

/// What an enum of strings needs beside its variants. The enum has a last variant `Unknown(UnknownValue)` and writes
/// itself `const ALL: &'static [Self]`, the known values, and `fn as_str(&self) -> &str`. Where it stands in a `Patch`
/// or a `OneOrMany`, `patch_from!` and `one_or_many_from!` let text be given there too.
#[allow(unused_macros, reason = "an SDK without enums has no use for it")]
macro_rules! open_enum {
    ($name:ident) => {
        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> Result<Self, ::std::convert::Infallible> {
                Ok(text.into())
            }
        }

        impl From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                let known = Self::ALL.iter().find(|known| known.as_str() == text);
                known.cloned().unwrap_or_else(|| Self::Unknown($crate::runtime::values::UnknownValue::new(text)))
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(text: String) -> Self {
                text.as_str().into()
            }
        }

        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $name {
            #[inline]
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            #[inline]
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl $crate::runtime::json::Decode for $name {
            #[inline]
            fn decode(value: $crate::runtime::json::Value<'_>) -> Result<Self, $crate::runtime::json::DecodeError> {
                value.any_text("a string").map(|text| text.as_ref().into())
            }

            #[inline]
            fn from_fields(_: &mut $crate::runtime::json::Fields<'_>) -> Self {
                Self::Unknown($crate::runtime::values::UnknownValue::new(""))
            }

            const PLACEHOLDER: $crate::runtime::json::Placeholder = $crate::runtime::json::Placeholder::Text;
        }

        impl $crate::runtime::json::Encode for $name {
            #[inline]
            fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                writer.string(self.as_str());
            }
        }

        $crate::runtime::json::serde_via_json!($name);
    };
}
#[allow(unused_imports, reason = "an SDK without enums has no use for it")]
pub(crate) use open_enum;
