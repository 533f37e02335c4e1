//! A key of an object.

use std::borrow::Cow;

use super::document::Document;
use super::escape;
use super::scan;
use super::value::Value;
use super::word::{Tag, Word};

/// A key on the tape. Its value stands one word further.
#[derive(Clone, Copy)]
pub(super) struct Key<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) at: u32,
}

impl<'a> Key<'a> {
    #[inline]
    fn word(self) -> Word {
        self.document.word(self.at as usize)
    }

    #[inline]
    pub(super) fn value(self) -> Value<'a> {
        Value { document: self.document, at: self.at + 1 }
    }

    /// Does it read `name`?
    #[inline]
    pub(super) fn is(self, name: &str) -> bool {
        let word = self.word();
        if word.tag() == Tag::Escaped {
            return self.text() == name;
        }
        let (start, end) = (word.offset(), word.offset() + name.len());
        let bytes = self.document.text.as_bytes();
        // A name with a quote in it could match beyond the key, but not without reaching into the value.
        bytes.get(end) == Some(&b'"')
            && bytes.get(start..end) == Some(name.as_bytes())
            && end + 1 < self.value().word().offset()
    }

    /// Its text.
    pub(super) fn text(self) -> Cow<'a, str> {
        let word = self.word();
        let raw = self.document.slice(word.offset(), scan::closing(self.document.text.as_bytes(), word.offset()));
        if word.tag() == Tag::Escaped { Cow::Owned(escape::unescape(raw)) } else { Cow::Borrowed(raw) }
    }
}
