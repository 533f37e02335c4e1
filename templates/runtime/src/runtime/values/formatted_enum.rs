//! Enums of listed strings beside which text of a format is allowed, such as `now` or a moment.

/// What such an enum needs beside its variants: the listed ones, one that holds text of the format, and a last one
/// `Unknown(UnknownValue)`. It writes itself `const ALL: &'static [Self]`, the listed values, and
/// `fn as_listed(&self) -> Option<&'static str>`.
#[allow(unused_macros, reason = "an SDK without such enums has no use for it")]
macro_rules! formatted_enum {
    ($name:ident, $text:ident, $of:ty) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    Self::$text(value) => ::std::fmt::Display::fmt(value, f),
                    Self::Unknown(value) => f.pad(value.as_str()),
                    listed => f.pad(listed.as_listed().unwrap_or_default()),
                }
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
            fn from(text: &str) -> Self {
                if let Some(listed) = Self::ALL.iter().find(|listed| listed.as_listed() == Some(text)) {
                    return listed.clone();
                }
                match text.parse::<$of>() {
                    Ok(value) => Self::$text(value),
                    Err(_) => Self::Unknown($crate::runtime::values::UnknownValue::new(text)),
                }
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(text: String) -> Self {
                text.as_str().into()
            }
        }

        impl From<$of> for $name {
            #[inline]
            fn from(value: $of) -> Self {
                Self::$text(value)
            }
        }

        impl From<&$of> for $name {
            #[inline]
            fn from(value: &$of) -> Self {
                Self::$text(value.clone())
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
                writer.string(&self.to_string());
            }
        }

        $crate::runtime::json::serde_via_json!($name);
    };
}
#[allow(unused_imports, reason = "an SDK without such enums has no use for it")]
pub(crate) use formatted_enum;
