//! Writes JSON text into a string.

use std::fmt::Write;

use super::encode::Encode;
use super::object_writer::ObjectWriter;
use super::{escape, extra::Extra, received::Source, restore};
use crate::runtime::support::file::{Content, File};
use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;

/// Writes one JSON value. Within a list or an object the writers of those place commas and keys.
#[derive(Debug, Default)]
pub struct Writer {
    pub(super) text: String,
    files: Files,
    /// Secrets are left out, for a text that people read.
    redacts: bool,
    /// It is no JSON to send, but what a value holds: not as it stood when it was read, and without the bytes of files.
    describes: bool,
    /// The secrets that stand in the text.
    secrets: Vec<String>,
    /// A number was met that JSON cannot write.
    not_finite: bool,
    /// How many values of unions were written that are of no variant.
    unknown: usize,
}

/// What becomes of files and bytes, which JSON does not have.
#[derive(Debug, Default)]
enum Files {
    /// They are written as text if they are UTF-8, else in Base64.
    #[default]
    Text,
    /// They were to be written so, and one of them is not at hand.
    NotAtHand,
    /// They are set aside, and in the text stands a marker in place of each.
    Aside { marker: String, files: Vec<File> },
}

impl Writer {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty text for bodies that are sent in parts: files are set aside, and in the text stands the marker with `#` and
    /// the number of the file.
    pub(crate) fn for_parts(marker: &str) -> Self {
        Self { files: Files::Aside { marker: marker.to_owned(), files: Vec::new() }, ..Self::default() }
    }

    /// An empty text for people, in which no secret is shown.
    pub(crate) fn redacting() -> Self {
        Self { redacts: true, ..Self::default() }
    }

    /// An empty text that describes what a value holds. What was kept of how it stood is left out: that can be a secret of
    /// another kind than the document says.
    pub(crate) fn describing() -> Self {
        Self { redacts: true, describes: true, ..Self::default() }
    }

    /// A string that only who it is for may read.
    pub(crate) fn secret(&mut self, value: &str) {
        if self.redacts {
            return self.string("[redacted]");
        }
        self.secrets.push(value.to_owned());
        self.string(value);
    }

    /// The secrets that stand in the text.
    pub(crate) fn take_secrets(&mut self) -> Vec<String> {
        std::mem::take(&mut self.secrets)
    }

    /// Whether all numbers are ones that JSON can write.
    pub(crate) fn is_finite(&self) -> bool {
        !self.not_finite
    }

    /// A value of a union that is of no variant.
    pub(crate) fn unknown(&mut self, value: &dyn Encode) {
        self.unknown += 1;
        value.encode(self);
    }

    /// How many values of unions were written that are of no variant.
    #[cfg(feature = "testing")]
    pub(crate) fn count_unknown(&self) -> usize {
        self.unknown
    }

    /// Bytes: as text if they are UTF-8, else in Base64.
    pub fn bytes(&mut self, bytes: &Bytes) {
        if self.describes {
            return self.string(&format!("{} bytes", bytes.len()));
        }
        match (&self.files, std::str::from_utf8(bytes)) {
            (Files::Aside { .. }, _) => self.file(&File::bytes(bytes.clone())),
            (Files::Text | Files::NotAtHand, Ok(text)) => self.string(text),
            (Files::Text | Files::NotAtHand, Err(_)) => self.string(&BASE64_STANDARD.encode(bytes)),
        }
    }

    /// A file; one that is not at hand cannot stand in JSON.
    pub(crate) fn file(&mut self, file: &File) {
        if self.describes {
            return self.string(&format!("{file:?}"));
        }
        match (&mut self.files, file.content()) {
            (Files::Aside { marker, files }, _) => {
                let text = format!("{marker}#{}", files.len());
                files.push(file.clone());
                self.string(&text);
            }
            (Files::Text | Files::NotAtHand, Content::Bytes(bytes)) => self.bytes(bytes),
            (Files::Text | Files::NotAtHand, Content::Path(_) | Content::Once(_)) => {
                self.files = Files::NotAtHand;
                self.null();
            }
        }
    }

    /// Whether there was a file to write that is not at hand.
    pub(crate) fn lacks_file(&self) -> bool {
        matches!(self.files, Files::NotAtHand)
    }

    /// The text written, and the files that were set aside.
    pub(crate) fn into_parts(self) -> (String, Vec<File>) {
        match self.files {
            Files::Aside { files, .. } => (self.text, files),
            Files::Text | Files::NotAtHand => (self.text, Vec::new()),
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

    /// An integer that may be larger than an `i64`.
    pub fn unsigned(&mut self, value: u64) {
        self.display(format_args!("{value}"));
    }

    /// The shortest text that reads back as `value`; `null` where JSON has none, which is no value to be sent.
    pub fn number(&mut self, value: f64) {
        if value.is_finite() {
            // `{:?}` keeps the fraction of `5.0` and writes very large and small numbers with an exponent.
            self.display(format_args!("{value:?}"));
        } else {
            self.not_finite = true;
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
        ObjectWriter::new(self, "", None)
    }

    /// An object that is written as it was read: its numbers as they were spelled, its absent and null fields, its
    /// constants and what was read beyond the known fields, as far as `extra` has kept it for the type of this name.
    pub fn object_with<'w>(&'w mut self, of: &'static str, extra: &'w Extra) -> ObjectWriter<'w> {
        self.text.push('{');
        // Nothing is kept for a type without a name.
        let of = if self.describes { "" } else { of };
        ObjectWriter::new(self, of, Some(extra))
    }

    /// A value as it stood in its source, as far as it is still the same.
    pub(crate) fn restored(&mut self, value: &dyn Encode, source: &Source) {
        if self.describes {
            return value.encode(self);
        }
        let written = self.written(value);
        restore::restore(&written, source, &mut self.text);
    }

    /// What a value is written as.
    pub(super) fn written(&mut self, value: &dyn Encode) -> String {
        let start = self.text.len();
        value.encode(self);
        self.text.split_off(start)
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
