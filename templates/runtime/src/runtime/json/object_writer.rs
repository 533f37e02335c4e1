//! Writes the fields of an object, as they stood when it was read.

use super::constant::Constant;
use super::document::Document;
use super::encode::Encode;
use super::value::Value;
use super::writer::Writer;
use super::{extra::Extra, map::Map, patch::Patch, received::Form, restore};

/// Writes the fields of an object, as its [`Extra`] knows that they stood when it was read.
///
/// The methods that encoders call go through pointers, for the reason that those of [`Fields`](super::Fields) do.
#[derive(Debug)]
pub struct ObjectWriter<'w> {
    writer: &'w mut Writer,
    empty: bool,
    of: &'static str,
    extra: Option<&'w Extra>,
}

/// What writes a field.
type Write<'w> = fn(&mut ObjectWriter<'w>, &str, &dyn Encode);

impl<'w> ObjectWriter<'w> {
    /// An object of the type `of`, whose first brace is written.
    pub(super) fn new(writer: &'w mut Writer, of: &'static str, extra: Option<&'w Extra>) -> Self {
        Self { writer, empty: true, of, extra }
    }

    /// A field that is always written.
    #[inline(never)]
    pub fn required<T: Encode>(&mut self, name: &str, value: &T) {
        let write: Write<'w> = Self::some;
        write(self, name, value);
    }

    /// A field that is written as null where there is no value.
    #[inline(never)]
    pub fn nullable<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        let (some, none): (Write<'w>, fn(&mut Self, &str)) = (Self::some, Self::null);
        match value {
            Some(value) => some(self, name, value),
            None => none(self, name),
        }
    }

    /// A field that is left out where there is no value, unless it was null when it was read.
    #[inline(never)]
    pub fn optional<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        let (some, none): (Write<'w>, fn(&mut Self, &str)) = (Self::some, Self::none);
        match value {
            Some(value) => some(self, name, value),
            None => none(self, name),
        }
    }

    /// A field that, where there is no value, is null if it was so when it was read, and left out otherwise.
    #[inline(never)]
    pub fn optional_nullable<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        self.optional(name, value);
    }

    /// A field of three states.
    #[inline(never)]
    pub fn patch<T: Encode>(&mut self, name: &str, value: &Patch<T>) {
        let (some, field): (Write<'w>, Write<'w>) = (Self::some, Self::field);
        match value {
            Patch::Unchanged => {}
            Patch::Null => field(self, name, &()),
            Patch::Value(value) => some(self, name, value),
        }
    }

    /// A field that always has this value, unless another one was read, or none.
    pub fn constant<'c>(&mut self, name: &str, value: impl Into<Constant<'c>>) {
        let write: Write<'w> = Self::constant_or_received;
        write(self, name, &value.into());
    }

    /// Every pair of a map as a field.
    #[inline(never)]
    pub fn map<T: Encode>(&mut self, map: &Map<T>) {
        let write: fn(&mut Self, &Map<T>) = Self::write_map;
        write(self, map);
    }

    fn write_map<T: Encode>(&mut self, map: &Map<T>) {
        self.others(&mut map.iter().map(|(key, value)| (&**key, value as &dyn Encode)));
    }

    /// Properties that are no fields, as they stood.
    fn others(&mut self, others: &mut dyn Iterator<Item = (&str, &dyn Encode)>) {
        let source = match self.extra.and_then(|extra| extra.received(self.of, None)) {
            Some(Form::Text(source)) => Document::parse(source.text.as_bytes()).ok().map(|was| (source, was)),
            _ => None,
        };
        let was: Map<Value<'_>> = match &source {
            Some((_, object)) => object.root().entries().map(|(key, value)| (key.into_owned(), value)).collect(),
            None => Map::new(),
        };
        for (key, value) in others {
            match (&source, was.get(key)) {
                (Some((source, _)), Some(was)) => {
                    let written = self.writer.written(value);
                    self.key(key);
                    restore::restore_within(&written, *was, source, &mut self.writer.text);
                }
                _ => self.field(key, value),
            }
        }
    }

    /// What was read beyond the known fields.
    #[inline(never)]
    pub fn rest(&mut self) {
        let write: fn(&mut Self) = Self::write_rest;
        write(self);
    }

    fn write_rest(&mut self) {
        let others = self.extra.into_iter().flat_map(Extra::iter);
        self.others(&mut others.map(|(key, value)| (key, value as &dyn Encode)));
    }

    /// How a field stood when it was read, if otherwise than it is written.
    #[inline]
    fn received(&self, name: &str) -> Option<&'w Form> {
        self.extra?.received(self.of, Some(name))
    }

    /// A field that has a value.
    #[inline]
    fn some(&mut self, name: &str, value: &dyn Encode) {
        match self.received(name) {
            None => self.field(name, value),
            Some(form) => self.as_received(name, value, form),
        }
    }

    #[cold]
    fn as_received(&mut self, name: &str, value: &dyn Encode, form: &Form) {
        let written = self.writer.written(value);
        let is_placeholder = restore::is_placeholder(&written);
        match form {
            Form::Absent if is_placeholder => {}
            Form::Null if is_placeholder => self.field(name, &()),
            Form::Text(source) => {
                self.key(name);
                restore::restore(&written, source, &mut self.writer.text);
            }
            Form::Absent | Form::Null | Form::Unreadable(_) => self.field(name, &RawJson(&written)),
        }
    }

    /// A constant, or what was read in its place.
    fn constant_or_received(&mut self, name: &str, value: &dyn Encode) {
        match self.received(name) {
            None => self.field(name, value),
            Some(Form::Absent) => {}
            Some(Form::Null) => self.field(name, &()),
            Some(Form::Unreadable(text)) => self.field(name, &RawJson(text)),
            Some(Form::Text(source)) => self.field(name, &RawJson(&source.text)),
        }
    }

    /// A field that is null where it has no value, and has none.
    fn null(&mut self, name: &str) {
        match self.received(name) {
            Some(Form::Absent) => {}
            Some(Form::Unreadable(text)) => self.field(name, &RawJson(text)),
            Some(Form::Null | Form::Text(_)) | None => self.field(name, &()),
        }
    }

    /// A field that may have no value and has none.
    fn none(&mut self, name: &str) {
        match self.received(name) {
            Some(Form::Null) => self.field(name, &()),
            Some(Form::Unreadable(text)) => self.field(name, &RawJson(text)),
            Some(Form::Absent | Form::Text(_)) | None => {}
        }
    }

    fn field(&mut self, name: &str, value: &dyn Encode) {
        self.key(name);
        value.encode(self.writer);
    }

    fn key(&mut self, name: &str) {
        if !std::mem::take(&mut self.empty) {
            self.writer.text.push(',');
        }
        self.writer.string(name);
        self.writer.text.push(':');
    }
}

/// JSON text that is written as it is.
struct RawJson<'t>(&'t str);

impl Encode for RawJson<'_> {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(self.0);
    }
}

impl Drop for ObjectWriter<'_> {
    fn drop(&mut self) {
        self.writer.text.push('}');
    }
}
