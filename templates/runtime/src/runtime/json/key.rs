//! A key of an object.

use std::borrow::Cow;

use super::document::Document;
use super::escape;
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

    /// A number that equal texts share.
    #[inline]
    pub(super) fn hash(self) -> u64 {
        let (start, end) = (self.word().offset(), self.end());
        match self.word().tag() {
            Tag::Escaped => hash(self.text().as_bytes()),
            _ => hash(&self.document.text.as_bytes()[start..end]),
        }
    }

    /// The offset of the closing quote, which is the last one before the value.
    #[inline]
    fn end(self) -> usize {
        let before = &self.document.text.as_bytes()[..self.value().offset()];
        before.iter().rposition(|&byte| byte == b'"').expect("a key is in quotes")
    }

    /// Its text.
    pub(super) fn text(self) -> Cow<'a, str> {
        let word = self.word();
        let raw = self.document.slice(word.offset(), self.end());
        if word.tag() == Tag::Escaped { Cow::Owned(escape::unescape(raw)) } else { Cow::Borrowed(raw) }
    }
}

/// A number made of the length and of the first and last eight bytes, which is quickly done and enough to tell the keys
/// of one object apart. It is used where equal numbers cost little only.
#[inline]
pub(super) fn hash(text: &[u8]) -> u64 {
    let (first, last) = match (text.first_chunk(), text.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (text.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)), 0),
    };
    (first ^ last.rotate_left(29) ^ text.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::hash;
    use std::collections::HashSet;

    #[test]
    fn names_that_stand_side_by_side_are_distinguished() {
        let mut names: Vec<String> = (0..40).map(|length| "a".repeat(length)).collect();
        for number in 0..1_000 {
            names.extend([format!("f{number}"), format!("address_line_{number}"), format!("{number}_of_the_customer")]);
        }
        let hashes: HashSet<u64> = names.iter().map(|name| hash(name.as_bytes())).collect();
        assert_eq!(hashes.len(), names.len());
    }
}
