//! Properties that always have the same value.

use super::encode::Encode;
use super::value::Value;
use super::word::Kind;
use super::writer::Writer;

/// The value of a `const` property.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Constant<'c> {
    /// `null`
    Null,
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A string.
    String(&'c str),
}

impl Constant<'_> {
    /// Is the value this constant? A number is, however it is written.
    pub(super) fn is(&self, value: Value<'_>) -> bool {
        match (self, value.kind()) {
            (Constant::Null, kind) => kind == Kind::Null,
            (Constant::Boolean(expected), _) => value.as_bool() == Some(*expected),
            (Constant::String(expected), _) => value.as_str().is_some_and(|text| text == *expected),
            // The text is compared, so that `1.0` for `1` is sent back as it came.
            (Constant::Integer(_) | Constant::Number(_), _) => value.raw() == super::encode_to_string(self),
        }
    }
}

impl Encode for Constant<'_> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Constant::Null => writer.null(),
            Constant::Boolean(value) => writer.boolean(*value),
            Constant::Integer(value) => writer.integer(*value),
            Constant::Number(value) => writer.number(*value),
            Constant::String(value) => writer.string(value),
        }
    }
}

macro_rules! constant_from {
    ($($ty:ty => |$value:ident| $constant:expr;)+) => {$(
        impl<'c> From<$ty> for Constant<'c> {
            fn from($value: $ty) -> Self {
                $constant
            }
        }
    )+};
}

constant_from! {
    () => |_unit| Constant::Null;
    bool => |value| Constant::Boolean(value);
    &bool => |value| Constant::Boolean(*value);
    i32 => |value| Constant::Integer(i64::from(value));
    i64 => |value| Constant::Integer(value);
    &i64 => |value| Constant::Integer(*value);
    f64 => |value| Constant::Number(value);
    &f64 => |value| Constant::Number(*value);
    &'c str => |value| Constant::String(value);
    &&'c str => |value| Constant::String(value);
}
