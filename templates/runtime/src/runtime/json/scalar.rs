//! Scalars by their kind, which the lenient reading also reads from another kind that spells the same.

use std::borrow::Cow;

use super::document::Document;
use super::error::DecodeError;
use super::value::Value;
use super::word::{Kind, Tag};

impl<'a> Value<'a> {
    /// The text of a string; leniently the JSON text of a number or a boolean too.
    ///
    /// # Errors
    ///
    /// For any other value; the error says that `expected` should be here.
    #[inline]
    pub fn text(self, expected: &'static str) -> Result<Cow<'a, str>, DecodeError> {
        match self.as_str() {
            Some(text) => Ok(text),
            None => self.text_of_another_kind(expected),
        }
    }

    /// As [`Value::text`]; leniently the JSON text of a list or an object too.
    ///
    /// # Errors
    ///
    /// For any other value.
    #[inline]
    pub fn any_text(self, expected: &'static str) -> Result<Cow<'a, str>, DecodeError> {
        match self.kind() {
            Kind::List | Kind::Object if self.is_lenient() => {
                self.note_otherwise();
                Ok(Cow::Borrowed(self.raw()))
            }
            _ => self.text(expected),
        }
    }

    /// The exact text of a number that is whole, of any size; leniently the text of a string, and the JSON text of
    /// anything else but null.
    ///
    /// # Errors
    ///
    /// For any other value; the error says that `expected` should be here.
    pub fn integer_text(self, expected: &'static str) -> Result<Cow<'a, str>, DecodeError> {
        match self.as_number() {
            Some(text) if self.is_integer() || self.as_i64().is_some() => Ok(Cow::Borrowed(text)),
            _ if self.is_placeholder() => self.text(expected),
            _ if self.is_lenient() && !self.is_null() => {
                self.note_otherwise();
                Ok(self.as_scalar().unwrap_or(Cow::Borrowed(self.raw())))
            }
            _ => Err(self.expected(expected)),
        }
    }

    #[cold]
    fn text_of_another_kind(self, expected: &'static str) -> Result<Cow<'a, str>, DecodeError> {
        match self.as_scalar() {
            Some(text) if self.is_lenient() => {
                self.note_otherwise();
                Ok(text)
            }
            _ => Err(self.expected(expected)),
        }
    }

    /// The exact text of a number; leniently also that of a string which spells one.
    ///
    /// # Errors
    ///
    /// For any other value; the error says that `expected` should be here.
    #[inline]
    pub(crate) fn number(self, expected: &'static str) -> Result<Cow<'a, str>, DecodeError> {
        match self.as_number() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.number_in_string(expected),
        }
    }

    #[cold]
    fn number_in_string(self, expected: &'static str) -> Result<Cow<'a, str>, DecodeError> {
        let text = self.as_str().filter(|_| self.is_lenient());
        match text.filter(|text| spells_number(text)) {
            Some(text) => {
                self.note_otherwise();
                Ok(text)
            }
            None => Err(self.expected(expected)),
        }
    }

    /// Leniently the boolean that a string or a number stands for: `"true"`, `"false"`, 1 and 0.
    #[cold]
    pub(super) fn as_spelled_bool(self) -> Option<bool> {
        let text = self.as_scalar().filter(|_| self.is_lenient())?;
        let value = match (&*text, self.kind()) {
            ("true", _) | ("1", Kind::Number) => true,
            ("false", _) | ("0", Kind::Number) => false,
            _ => return None,
        };
        self.note_otherwise();
        Some(value)
    }

    /// Is it a number written without fraction and exponent?
    pub fn is_integer(self) -> bool {
        match self.word().tag() {
            Tag::Integer => true,
            tag => tag == Tag::Number && !self.raw().contains(['.', 'e', 'E']),
        }
    }
}

/// Is the text exactly one JSON number?
pub(crate) fn spells_number(text: &str) -> bool {
    Document::parse(text.as_bytes()).is_ok_and(|document| {
        let root = document.root();
        root.kind() == Kind::Number && root.raw() == text
    })
}
