//! Writes JSON text into a string.

use std::fmt::Write;

use super::encode::Encode;
use super::escape;
use super::value::Value;
use super::word::Kind;
use crate::runtime::values::{Extra, Map, Patch};

/// Writes one JSON value. Within a list or an object the writers of those place commas and keys.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
    bytes: BytesAs,
}

/// How bytes are written, which JSON does not have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum BytesAs {
    /// As text if they are UTF-8, else in Base64.
    #[default]
    Text,
    /// As text with a character of the same number for each byte.
    Latin1,
}

impl Writer {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty text for bodies that are sent in parts: bytes are written so that they can be told back.
    pub(crate) fn for_parts() -> Self {
        Self { text: String::new(), bytes: BytesAs::Latin1 }
    }

    /// Bytes: as text if they are UTF-8, else in Base64.
    pub fn bytes(&mut self, bytes: &[u8]) {
        match (self.bytes, std::str::from_utf8(bytes)) {
            (BytesAs::Latin1, _) => self.string(&bytes.iter().map(|&byte| char::from(byte)).collect::<String>()),
            (BytesAs::Text, Ok(text)) => self.string(text),
            (BytesAs::Text, Err(_)) => crate::runtime::values::Base64::from(bytes).encode(self),
        }
    }

    /// The text written.
    pub fn finish(self) -> String {
        self.text
    }

    /// `null`.
    pub fn null(&mut self) {
        self.text.push_str("null");
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// An integer.
    pub fn integer(&mut self, value: i64) {
        self.display(format_args!("{value}"));
    }

    /// The shortest text that reads back as `value`; `null` where JSON has none.
    pub fn number(&mut self, value: f64) {
        if value.is_finite() {
            // `{:?}` keeps the fraction of `5.0` and writes very large and small numbers with an exponent.
            self.display(format_args!("{value:?}"));
        } else {
            self.null();
        }
    }

    /// A string.
    pub fn string(&mut self, value: &str) {
        escape::escape_into(value, &mut self.text);
    }

    /// Text that is one JSON value already.
    pub fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    /// A list, which ends where the returned writer is dropped.
    pub fn list(&mut self) -> ListWriter<'_> {
        self.text.push('[');
        ListWriter { writer: self, empty: true }
    }

    /// An object, which ends where the returned writer is dropped.
    pub fn object(&mut self) -> ObjectWriter<'_> {
        self.text.push('{');
        ObjectWriter { writer: self, empty: true, remembered: 0 }
    }

    fn display(&mut self, arguments: std::fmt::Arguments<'_>) {
        self.text.write_fmt(arguments).expect("a string takes everything");
    }
}

/// Writes the elements of a list.
#[derive(Debug)]
pub struct ListWriter<'w> {
    writer: &'w mut Writer,
    empty: bool,
}

impl ListWriter<'_> {
    /// The next element.
    pub fn element(&mut self, value: &dyn Encode) {
        if !std::mem::take(&mut self.empty) {
            self.writer.text.push(',');
        }
        value.encode(self.writer);
    }
}

impl Drop for ListWriter<'_> {
    fn drop(&mut self) {
        self.writer.text.push(']');
    }
}

/// Writes the fields of an object. Fields that can be remembered by an [`Extra`] are to be written in the order in
/// which they were read.
#[derive(Debug)]
pub struct ObjectWriter<'w> {
    writer: &'w mut Writer,
    empty: bool,
    remembered: u32,
}

impl ObjectWriter<'_> {
    /// A field that is always written.
    pub fn required(&mut self, name: &str, value: &dyn Encode) {
        if !std::mem::take(&mut self.empty) {
            self.writer.text.push(',');
        }
        self.writer.string(name);
        self.writer.text.push(':');
        value.encode(self.writer);
    }

    /// A field that is written as null where there is no value.
    pub fn nullable<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        self.required(name, value);
    }

    /// A field that is left out where there is no value.
    pub fn optional<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.required(name, value);
        }
    }

    /// A field that, where there is no value, is null if it was so when it was read, and left out otherwise.
    pub fn optional_nullable<T: Encode>(&mut self, name: &str, value: &Option<T>, extra: &Extra) {
        let was_null = self.recall(extra);
        match value {
            Some(value) => self.required(name, value),
            None if was_null => self.required(name, &()),
            None => {}
        }
    }

    /// A field of three states.
    pub fn patch<T: Encode>(&mut self, name: &str, value: &Patch<T>) {
        match value {
            Patch::Unchanged => {}
            Patch::Null => self.required(name, &()),
            Patch::Value(value) => self.required(name, value),
        }
    }

    /// A field that always has this value, unless another one was read.
    pub fn constant<'c>(&mut self, name: &str, value: impl Into<Constant<'c>>, extra: &Extra) {
        match extra.constant(name) {
            Some(other) => self.required(name, other),
            None => self.required(name, &value.into()),
        }
    }

    /// Like [`ObjectWriter::constant`], but left out if it was absent when the object was read.
    pub fn optional_constant<'c>(&mut self, name: &str, value: impl Into<Constant<'c>>, extra: &Extra) {
        if !self.recall(extra) {
            self.constant(name, value, extra);
        }
    }

    /// Every pair of a map as a field.
    pub fn map<T: Encode>(&mut self, map: &Map<T>) {
        for (key, value) in map {
            self.required(key, value);
        }
    }

    /// What was read beyond the known fields.
    pub fn rest(&mut self, extra: &Extra) {
        for (key, value) in extra.iter() {
            self.required(key, value);
        }
    }

    fn recall(&mut self, extra: &Extra) -> bool {
        self.remembered += 1;
        extra.is_marked(self.remembered - 1)
    }
}

impl Drop for ObjectWriter<'_> {
    fn drop(&mut self) {
        self.writer.text.push('}');
    }
}

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
