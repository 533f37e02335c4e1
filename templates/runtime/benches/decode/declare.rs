//! Declares each model twice from one list of fields: for the runtime as the generator writes it, and for serde's derive
//! as a programmer would. So neither can have a field more than the other.

macro_rules! models {
    ($($kind:ident $name:ident $(by $tag:literal)? { $($body:tt)* })+) => {
        /// Decoded by the runtime.
        pub(crate) mod tape {
            use sdk_runtime::runtime::json::{Decode, DecodeError, Json, Value};
            use sdk_runtime::runtime::values::{Extra, Map, Timestamp};
            use super::{Id, Text};

            $($crate::declare::tape!($kind $name $(by $tag)? { $($body)* });)+

            #[derive(Clone, Debug, PartialEq)]
            pub(crate) struct Page<T> {
                pub(crate) items: Vec<T>,
                pub(crate) total_count: i64,
            }

            impl<T: Decode> Decode for Page<T> {
                fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
                    let mut fields = value.fields()?;
                    let items = fields.required("items")?;
                    let total_count = fields.required_with("pagination", |value| value.fields()?.required("total_count"))?;
                    Ok(Self { items, total_count })
                }
            }
        }

        /// Decoded by serde's derive.
        pub(crate) mod derived {
            type Map<T> = std::collections::BTreeMap<String, T>;
            type Timestamp = String;
            type Id = String;
            type Text = String;

            $($crate::declare::derived!($kind $name $(by $tag)? { $($body)* });)+

            #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
            pub(crate) struct Page<T> {
                pub(crate) items: Vec<T>,
                pub(crate) pagination: Pagination,
            }

            #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
            pub(crate) struct Pagination {
                pub(crate) total_count: i64,
            }
        }
    };
}

macro_rules! tape {
    (object $name:ident { $(@$constant:ident = $value:literal;)? $($presence:ident $field:ident: $ty:ty,)* }) => {
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) struct $name {
            $(pub(crate) $field: $crate::declare::presence!($presence $ty),)*
            pub(crate) extra: Extra,
        }

        impl Decode for $name {
            #[inline(never)]
            fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
                let mut fields = value.fields()?;
                Ok(Self {
                    $($field: fields.$presence($crate::declare::wire!($field))?,)*
                    extra: {
                        $(fields.constant($crate::declare::wire!($constant), $value)?;)?
                        fields.rest()?
                    },
                })
            }
        }
    };
    (choice $name:ident { $($variant:ident = $wire:literal,)* }) => {
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(crate) enum $name {
            $($variant,)*
            Unknown(Box<str>),
        }

        impl Decode for $name {
            fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
                let text = value.as_str().ok_or_else(|| value.expected("a string"))?;
                Ok(match &*text {
                    $($wire => Self::$variant,)*
                    unknown => Self::Unknown(unknown.into()),
                })
            }
        }
    };
    (scalar $name:ident { $($variant:ident($ty:ty) for $kind:ident,)* }) => {
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) enum $name {
            $($variant($ty),)*
        }

        impl Decode for $name {
            fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
                use sdk_runtime::runtime::json::Kind;
                match value.kind() {
                    $(Kind::$kind => Decode::decode(value).map(Self::$variant),)*
                    _ => Err(value.expected("a scalar")),
                }
            }
        }
    };
    (union $name:ident by $tag:literal { $($variant:ident($ty:ty) = $wire:literal,)* }) => {
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) enum $name {
            $($variant(Box<$ty>),)*
            Unknown(Box<Json>),
        }

        impl Decode for $name {
            fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
                match value.tag(&[$tag])?.as_deref() {
                    $(Some($wire) => Decode::decode(value).map(Self::$variant),)*
                    Some(_) => Ok(Self::Unknown(Box::new(value.to_json()))),
                    None => Err(value.missing(&[$tag])),
                }
            }
        }
    };
}

macro_rules! derived {
    (object $name:ident { $(@$constant:ident = $value:literal;)? $($presence:ident $field:ident: $ty:ty,)* }) => {
        #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
        pub(crate) struct $name {
            $(pub(crate) $field: $crate::declare::presence!($presence $ty),)*
        }
    };
    (choice $name:ident { $($variant:ident = $wire:literal,)* }) => {
        #[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
        pub(crate) enum $name {
            $(#[serde(rename = $wire)] $variant,)*
            #[serde(other)]
            Unknown,
        }
    };
    (scalar $name:ident { $($variant:ident($ty:ty) for $kind:ident,)* }) => {
        #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
        #[serde(untagged)]
        pub(crate) enum $name {
            $($variant($ty),)*
        }
    };
    (union $name:ident by $tag:literal { $($variant:ident($ty:ty) = $wire:literal,)* }) => {
        #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
        #[serde(tag = $tag)]
        pub(crate) enum $name {
            $(#[serde(rename = $wire)] $variant(Box<$ty>),)*
        }
    };
}

macro_rules! presence {
    (required $ty:ty) => { $ty };
    (nullable $ty:ty) => { Option<$ty> };
}

/// The wire name of a field, whose Rust name may be raw.
macro_rules! wire {
    (r#type) => {
        "type"
    };
    ($name:ident) => {
        stringify!($name)
    };
}

pub(crate) use {derived, models, presence, tape, wire};
