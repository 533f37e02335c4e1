//! Enums of integers that take values newer than the SDK.

/// What an enum of integers needs beside its variants. The enum has a last variant `Unknown(UnknownInteger)` and writes
/// itself `const ALL: &'static [Self]`, the known values, and `fn as_i64(&self) -> Option<i64>`.
#[allow(unused_macros, reason = "an SDK without enums of integers has no use for it")]
macro_rules! open_integer_enum {
    ($name:ident) => {
        impl $name {
            /// The value that a text spells; what is no number is one of a kind that the document does not know.
            #[inline]
            fn of(text: &str) -> Self {
                let value = $crate::runtime::json::integer(text);
                let known = Self::ALL.iter().find(|known| value.is_some() && known.as_i64() == value);
                known.cloned().unwrap_or_else(|| Self::Unknown($crate::runtime::values::UnknownInteger::new(text)))
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    Self::Unknown(value) => f.pad(value.as_str()),
                    known => known.as_i64().map_or(Ok(()), |value| ::std::fmt::Display::fmt(&value, f)),
                }
            }
        }

        impl From<i64> for $name {
            #[inline]
            fn from(value: i64) -> Self {
                Self::of(&value.to_string())
            }
        }

        impl $crate::runtime::json::Decode for $name {
            #[inline]
            fn decode(value: $crate::runtime::json::Value<'_>) -> Result<Self, $crate::runtime::json::DecodeError> {
                value.integer_text("an integer").map(|text| Self::of(&text))
            }

            #[inline]
            fn from_fields(_: &mut $crate::runtime::json::Fields<'_>) -> Self {
                Self::Unknown($crate::runtime::values::UnknownInteger::new(""))
            }

            const PLACEHOLDER: $crate::runtime::json::Placeholder = $crate::runtime::json::Placeholder::Text;

            const HOLDS_NUMBERS: bool = true;

            #[inline]
            fn is_written_differently(value: $crate::runtime::json::Value<'_>) -> bool {
                <i64 as $crate::runtime::json::Decode>::is_written_differently(value)
            }
        }

        impl $crate::runtime::json::Encode for $name {
            #[inline]
            fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                match self {
                    Self::Unknown(value) => value.encode(writer),
                    known => known.as_i64().encode(writer),
                }
            }
        }

        $crate::runtime::json::serde_via_json!($name);
    };
}
#[allow(unused_imports, reason = "an SDK without enums of integers has no use for it")]
pub(crate) use open_integer_enum;
