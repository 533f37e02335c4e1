//! Enums of integers that take values newer than the SDK.

/// What an enum of integers needs beside its variants. The enum has a last variant `Unknown(UnknownInteger)` and writes
/// itself `const ALL: &'static [Self]`, the known values, and `fn as_i64(&self) -> i64`.
#[allow(unused_macros, reason = "an SDK without enums of integers has no use for it")]
macro_rules! open_integer_enum {
    ($name:ident) => {
        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl From<i64> for $name {
            #[inline]
            fn from(value: i64) -> Self {
                let known = Self::ALL.iter().find(|known| known.as_i64() == value);
                known.copied().unwrap_or_else(|| Self::Unknown($crate::runtime::values::UnknownInteger::new(value)))
            }
        }

        impl $crate::runtime::json::Decode for $name {
            #[inline]
            fn decode(value: $crate::runtime::json::Value<'_>) -> Result<Self, $crate::runtime::json::DecodeError> {
                <i64 as $crate::runtime::json::Decode>::decode(value).map(Self::from)
            }

            #[inline]
            fn from_fields(_: &mut $crate::runtime::json::Fields<'_>) -> Self {
                Self::Unknown($crate::runtime::values::UnknownInteger::new(0))
            }

            const PLACEHOLDER: $crate::runtime::json::Placeholder = $crate::runtime::json::Placeholder::None;
        }

        impl $crate::runtime::json::Encode for $name {
            #[inline]
            fn encode(&self, writer: &mut $crate::runtime::json::Writer) {
                writer.integer(self.as_i64());
            }
        }

        $crate::runtime::json::serde_via_json!($name);
    };
}
#[allow(unused_imports, reason = "an SDK without enums of integers has no use for it")]
pub(crate) use open_integer_enum;
