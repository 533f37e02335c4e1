//! Properties that always have the same value.

use super::encode::Encode;
use super::error::DecodeError;
use super::fields::Fields;
use super::received::Form;
use super::restore;
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

    /// Is the value another one than this constant? A number is the same, however it is written.
    fn differs(&self, value: Value<'_>) -> bool {
        match (self, value.as_number()) {
            (Constant::Integer(_) | Constant::Number(_), Some(text)) => {
                !restore::is_same_number(&super::encode_to_string(self), text)
            }
            _ => !self.is(value),
        }
    }

    /// Is the value of the constant's type? A property that is always null says nothing about the type of what may
    /// stand there one day.
    pub(super) fn check_type(&self, value: Value<'_>) -> Result<(), DecodeError> {
        let (kind, expected) = match self {
            Constant::Null => return Ok(()),
            Constant::Boolean(_) => (Kind::Boolean, "a boolean"),
            Constant::Integer(_) | Constant::Number(_) => (Kind::Number, "a number"),
            Constant::String(_) => (Kind::String, "a string"),
        };
        if value.kind() == kind { Ok(()) } else { Err(value.expected(expected)) }
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

impl Fields<'_> {
    /// A field that always has the same value. Another value of that type is remembered by [`Fields::rest`], and reported as
    /// an assumption.
    ///
    /// Refused if it is absent or of another type. Leniently that is remembered too.
    pub fn constant<'c>(&mut self, name: &'static str, expected: impl Into<Constant<'c>>) {
        match self.member(name) {
            Some(value) => {
                self.count_required(value);
                self.compare(name, value, &expected.into());
            }
            None => self.accept_absent(name),
        }
    }

    /// A field that always has the same value, or is null. What it was is remembered by [`Fields::rest`].
    ///
    /// Refused if it is absent or of another type. Leniently that is remembered too.
    pub fn nullable_constant<'c>(&mut self, name: &'static str, expected: impl Into<Constant<'c>>) {
        match self.member(name) {
            Some(value) => {
                self.count_required(value);
                self.compare_not_null(name, value, &expected.into());
            }
            None => self.accept_absent(name),
        }
    }

    /// A field that always has the same value where it is there at all. Its absence, null and another value are
    /// remembered by [`Fields::rest`].
    ///
    /// Refused if it is of another type. Leniently that is remembered too.
    pub fn optional_constant<'c>(&mut self, name: &'static str, expected: impl Into<Constant<'c>>) {
        match self.member(name) {
            Some(value) if value.null_is_absent() => self.compare_not_null(name, value, &expected.into()),
            Some(value) => self.compare(name, value, &expected.into()),
            None => self.keep(name, Form::Absent),
        }
    }

    /// Like [`Fields::optional_constant`], but the field may also be null by the letter.
    ///
    /// Refused if it is of another type. Leniently that is remembered too.
    pub fn optional_nullable_constant<'c>(&mut self, name: &'static str, expected: impl Into<Constant<'c>>) {
        match self.member(name) {
            Some(value) => self.compare_not_null(name, value, &expected.into()),
            None => self.keep(name, Form::Absent),
        }
    }

    fn compare(&mut self, name: &'static str, value: Value<'_>, expected: &Constant<'_>) {
        if expected.is(value) {
            return;
        }
        match expected.check_type(value) {
            // A caller, who sees no field for it, learns that it is not what the document says.
            Ok(()) => {
                let differs = expected.differs(value);
                if differs {
                    value.note_assumed(None);
                }
                self.extra.keep(self.of, Some(name), Form::text(value.raw()), differs);
            }
            Err(_) if self.lenient.is_some() => {
                value.note_assumed(None);
                self.extra.keep(self.of, Some(name), Form::text(value.raw()), true);
            }
            Err(error) => self.refuse_in(name, error),
        }
    }

    fn compare_not_null(&mut self, name: &'static str, value: Value<'_>, expected: &Constant<'_>) {
        if value.is_null() {
            self.keep(name, Form::Null);
        } else {
            self.compare(name, value, expected);
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
