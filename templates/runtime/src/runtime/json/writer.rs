//! Writes JSON text into a string.

use std::fmt::Write;

use super::constant::Constant;
use super::document::Document;
use super::encode::Encode;
use super::{escape, spelling};
use super::{extra::Extra, map::Map, patch::Patch};
use base64::{Engine, prelude::BASE64_STANDARD};

/// Writes one JSON value. Within a list or an object the writers of those place commas and keys.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
    bytes: BytesAs,
    secrets: Secrets,
}

/// Whether secrets were met, and what becomes of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Secrets {
    /// There were none.
    #[default]
    Unseen,
    /// There were, and they stand in the text.
    Written,
    /// They are left out, for a text that people read.
    Redacted,
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
        Self { bytes: BytesAs::Latin1, ..Self::default() }
    }

    /// An empty text for people, in which no secret is shown.
    pub(crate) fn redacting() -> Self {
        Self { secrets: Secrets::Redacted, ..Self::default() }
    }

    /// A string that only who it is for may read.
    pub(crate) fn secret(&mut self, value: &str) {
        if self.secrets == Secrets::Redacted {
            return self.string("[redacted]");
        }
        self.secrets = Secrets::Written;
        self.string(value);
    }

    /// Whether a secret stands in the text.
    pub(crate) fn has_secret(&self) -> bool {
        self.secrets == Secrets::Written
    }

    /// Bytes: as text if they are UTF-8, else in Base64.
    pub fn bytes(&mut self, bytes: &[u8]) {
        match (self.bytes, std::str::from_utf8(bytes)) {
            (BytesAs::Latin1, _) => self.string(&bytes.iter().map(|&byte| char::from(byte)).collect::<String>()),
            (BytesAs::Text, Ok(text)) => self.string(text),
            (BytesAs::Text, Err(_)) => self.string(&BASE64_STANDARD.encode(bytes)),
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
        ObjectWriter { writer: self, empty: true, remembered: 0, extra: None }
    }

    /// An object that is written as it was read: its numbers spelt, its absent and null fields, its constants and what
    /// was read beyond the known fields, as far as `extra` remembers them.
    pub fn object_with<'w>(&'w mut self, extra: &'w Extra) -> ObjectWriter<'w> {
        self.text.push('{');
        ObjectWriter { writer: self, empty: true, remembered: 0, extra: Some(extra) }
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

/// Writes the fields of an object, in the order in which they were read: what an [`Extra`] remembers about them it knows
/// by their order.
#[derive(Debug)]
pub struct ObjectWriter<'w> {
    writer: &'w mut Writer,
    empty: bool,
    remembered: u32,
    extra: Option<&'w Extra>,
}

impl<'w> ObjectWriter<'w> {
    /// A field that is always written.
    #[inline(never)]
    pub fn required<T: Encode>(&mut self, name: &str, value: &T) {
        let was = self.spelling::<T>();
        self.field(name, value, was);
    }

    /// A field that is written as null where there is no value.
    #[inline(never)]
    pub fn nullable<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        let was = self.spelling::<T>();
        match value {
            Some(value) => self.field(name, value, was),
            None => self.null(name),
        }
    }

    /// A field that is left out where there is no value.
    #[inline(never)]
    pub fn optional<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        let was = self.spelling::<T>();
        if let Some(value) = value {
            self.field(name, value, was);
        }
    }

    /// A field that, where there is no value, is null if it was so when it was read, and left out otherwise.
    #[inline(never)]
    pub fn optional_nullable<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        let was = self.spelling::<T>();
        let was_null = self.recall();
        match value {
            Some(value) => self.field(name, value, was),
            None if was_null => self.null(name),
            None => {}
        }
    }

    /// A field of three states.
    #[inline(never)]
    pub fn patch<T: Encode>(&mut self, name: &str, value: &Patch<T>) {
        let was = self.spelling::<T>();
        match value {
            Patch::Unchanged => {}
            Patch::Null => self.null(name),
            Patch::Value(value) => self.field(name, value, was),
        }
    }

    /// A field that always has this value, unless another one was read.
    pub fn constant<'c>(&mut self, name: &str, value: impl Into<Constant<'c>>) {
        match self.extra.and_then(|extra| extra.constant(name)) {
            Some(other) => self.field(name, other, None),
            None => self.field(name, &value.into(), None),
        }
    }

    /// Like [`ObjectWriter::constant`], but left out if it was absent when the object was read.
    pub fn optional_constant<'c>(&mut self, name: &str, value: impl Into<Constant<'c>>) {
        if !self.recall() {
            self.constant(name, value);
        }
    }

    /// Every pair of a map as a field.
    #[inline(never)]
    pub fn map<T: Encode>(&mut self, map: &Map<T>) {
        let was = self.spelling::<T>().map(|text| Document::parse(text.as_bytes()));
        let was: Map<&str> = match &was {
            Some(Ok(object)) => object.root().entries().map(|(key, value)| (key.into_owned(), value.raw())).collect(),
            Some(Err(_)) | None => Map::new(),
        };
        for (key, value) in map {
            self.field(key, value, was.get(key).copied());
        }
    }

    /// What was read beyond the known fields.
    #[inline(never)]
    pub fn rest(&mut self) {
        for (key, value) in self.extra.into_iter().flat_map(Extra::iter) {
            self.field(key, value, None);
        }
    }

    /// Writes a field; `was` is its text when it was read, if that has numbers to be spelt as they were.
    fn field(&mut self, name: &str, value: &dyn Encode, was: Option<&str>) {
        if !std::mem::take(&mut self.empty) {
            self.writer.text.push(',');
        }
        self.writer.string(name);
        self.writer.text.push(':');
        let start = self.writer.text.len();
        value.encode(self.writer);
        if let Some(was) = was {
            let written = self.writer.text.split_off(start);
            spelling::respell(&written, was, &mut self.writer.text);
        }
    }

    fn null(&mut self, name: &str) {
        self.field(name, &(), None);
    }

    /// The text of the next field of type `T` when it was read, if its numbers were spelt in another way.
    fn spelling<T: Encode>(&mut self) -> Option<&'w str> {
        if !T::holds_numbers() {
            return None;
        }
        self.remembered += 1;
        self.extra?.spelling(self.remembered - 1)
    }

    fn recall(&mut self) -> bool {
        self.remembered += 1;
        self.extra.is_some_and(|extra| extra.is_marked(self.remembered - 1))
    }
}

impl Drop for ObjectWriter<'_> {
    fn drop(&mut self) {
        self.writer.text.push('}');
    }
}
