//! A value in a parsed text, and its accessors.

use std::borrow::Cow;
use std::fmt;

use super::decode::{Decode, integer};
use super::document::Document;
use super::error::{DecodeError, Reason};
use super::escape;
use super::key::Key;
use super::owned::Json;
use super::scan;
use super::word::{HEAD_WORDS, Kind, STRING_WORDS, Tag, Word};

/// A value within a [`Document`]: two words, copied freely.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) at: u32,
}

impl<'a> Value<'a> {
    #[inline]
    pub(super) fn word(self) -> Word {
        self.document.word(self.at as usize)
    }

    /// One of the words behind the first.
    #[inline]
    fn further(self, number: usize) -> usize {
        self.document.word(self.at as usize + number).get()
    }

    /// How many words further the next value or key stands.
    #[inline]
    pub(super) fn skip(self) -> usize {
        match self.word().tag() {
            Tag::Null | Tag::False | Tag::True | Tag::Number | Tag::Integer => 1,
            Tag::Plain | Tag::Escaped => STRING_WORDS,
            Tag::List | Tag::Object => self.further(1),
        }
    }

    /// Offset of the first byte of its text.
    pub(super) fn offset(self) -> usize {
        let word = self.word();
        match word.tag() {
            Tag::Plain | Tag::Escaped => word.offset() - 1,
            Tag::Null | Tag::False | Tag::True | Tag::Number | Tag::Integer | Tag::List | Tag::Object => word.offset(),
        }
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        self.word().tag().kind()
    }

    /// Is it `null`?
    #[inline]
    pub fn is_null(self) -> bool {
        self.word().tag() == Tag::Null
    }

    /// Its text in the document, as it was sent.
    pub fn raw(self) -> &'a str {
        let start = self.offset();
        let end = match self.word().tag() {
            Tag::Null | Tag::True => start + 4,
            Tag::False => start + 5,
            Tag::Number => scan::number_end(self.document.text.as_bytes(), start),
            Tag::Integer => scan::integer_end(self.document.text.as_bytes(), start),
            Tag::Plain | Tag::Escaped => start + self.further(1) + 2,
            Tag::List | Tag::Object => self.further(3),
        };
        self.document.slice(start, end)
    }

    /// Is it a number, or something that has parts?
    #[inline]
    pub(super) fn may_hold_numbers(self) -> bool {
        matches!(self.word().tag(), Tag::Number | Tag::Integer | Tag::List | Tag::Object)
    }

    /// Is it a number that an integer of Rust, if it is one, is not written as?
    #[inline]
    pub(super) fn is_unusual_integer(self) -> bool {
        self.word().tag() == Tag::Number
    }

    /// `true` or `false`.
    pub fn as_bool(self) -> Option<bool> {
        match self.word().tag() {
            Tag::True => Some(true),
            Tag::False => Some(false),
            Tag::Null | Tag::Number | Tag::Integer | Tag::Plain | Tag::Escaped | Tag::List | Tag::Object => None,
        }
    }

    /// The text of a string, borrowed unless it has escapes.
    #[inline]
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        let word = self.word();
        let raw = || self.document.slice(word.offset(), word.offset() + self.further(1));
        match word.tag() {
            Tag::Plain => Some(Cow::Borrowed(raw())),
            Tag::Escaped => Some(Cow::Owned(self.unescape(raw()))),
            Tag::Null | Tag::False | Tag::True | Tag::Number | Tag::Integer | Tag::List | Tag::Object => None,
        }
    }

    #[cold]
    fn unescape(self, raw: &str) -> String {
        let text = escape::unescape(raw);
        if self.is_lenient() && self.document.has_halves() && text.contains(char::REPLACEMENT_CHARACTER) {
            self.note_otherwise();
        }
        text
    }

    /// The exact text of a number.
    pub fn as_number(self) -> Option<&'a str> {
        matches!(self.word().tag(), Tag::Number | Tag::Integer).then(|| self.raw())
    }

    /// A number without fraction that fits; `5.0` and `5e0` are such numbers too.
    pub fn as_i64(self) -> Option<i64> {
        self.as_number().and_then(integer)
    }

    /// The value of a number that is an integer of 64 bits without sign, however it is written.
    #[allow(dead_code, reason = "an SDK without unions of such numbers has no use for it")]
    pub fn as_u64(self) -> Option<u64> {
        self.as_number().and_then(integer)
    }

    /// How many members a list or an object has; nothing for other values.
    pub fn len(self) -> usize {
        match self.kind() {
            Kind::List | Kind::Object => self.further(2),
            Kind::Null | Kind::Boolean | Kind::Number | Kind::String => 0,
        }
    }

    /// Is it anything but a list or an object with members?
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The elements of a list; none for other values.
    pub fn elements(self) -> Elements<'a> {
        Elements { document: self.document, left: self.members_of(Tag::List), at: self.first_member() }
    }

    /// The members of an object in the order of the text; none for other values.
    pub fn entries(self) -> Entries<'a> {
        Entries { document: self.document, left: self.members_of(Tag::Object), at: self.first_member() }
    }

    /// The first member of an object with this key.
    pub fn get(self, key: &str) -> Option<Value<'a>> {
        let mut entries = self.entries();
        std::iter::from_fn(|| entries.next_key()).find(|found| found.is(key)).map(Key::value)
    }

    /// The value reached by one key after the other.
    pub fn pointer(self, keys: &[&str]) -> Option<Value<'a>> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    /// The text of the scalar at `path`, the discriminator of a union: of a string its text, of a boolean or number its
    /// JSON text, of a whole number its digits however it is written. None if it is absent, null, or no scalar, or this is
    /// no object.
    pub fn tag(self, path: &[&str]) -> Option<Cow<'a, str>> {
        let found = self.pointer(path)?;
        match found.as_number().filter(|_| found.is_unusual_integer()) {
            Some(text) => {
                Some(integer::<i64>(text).map_or(Cow::Borrowed(text), |number| Cow::Owned(number.to_string())))
            }
            None => found.as_scalar(),
        }
    }

    /// The text of a string, or the JSON text of a boolean or number.
    pub(super) fn as_scalar(self) -> Option<Cow<'a, str>> {
        match self.kind() {
            Kind::String => self.as_str(),
            Kind::Boolean | Kind::Number => Some(Cow::Borrowed(self.raw())),
            Kind::Null | Kind::List | Kind::Object => None,
        }
    }

    /// A list of values that are decoded by a function, such as one that knows the tag of the parent. Leniently an element
    /// that it refuses is left out, and so is null, which says that there is none.
    ///
    /// # Errors
    ///
    /// If it is not a list, or the function refuses an element.
    pub fn list<T: Decode>(
        self,
        mut decode: impl FnMut(Value<'a>) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        if self.kind() != Kind::List {
            return Err(self.expected("an array"));
        }
        // What is reserved ahead is bounded, because a few bytes of text can claim many large elements.
        const RESERVED: usize = 1 << 20;
        let room = self.len().min(RESERVED / size_of::<T>().max(1));
        let mut list = Vec::with_capacity(room);
        for (index, element) in self.elements().enumerate() {
            match decode(element) {
                Ok(decoded) => list.push(decoded),
                Err(error) => list.extend(element.leave_out::<T>(error.in_element(index))?),
            }
        }
        Ok(list)
    }

    /// `None` if it is null, else what `T` makes of it.
    ///
    /// # Errors
    ///
    /// If `T` refuses it.
    #[inline]
    pub(super) fn nullable<T: Decode>(self) -> Result<Option<T>, DecodeError> {
        if self.is_null() { Ok(None) } else { T::decode(T::with_constants(self)?).map(Some) }
    }

    /// A copy that owns its text.
    pub fn to_json(self) -> Json {
        Json::from_value(self)
    }

    /// An error that says what should be here. Null has a message of its own, because its remedy is another.
    #[cold]
    pub fn expected(self, expected: impl Into<Cow<'static, str>>) -> DecodeError {
        match self.kind() {
            Kind::Null => DecodeError::of(self, Reason::Null),
            found => DecodeError::of(self, Reason::Expected { expected: expected.into(), found }),
        }
    }

    /// An error that says that nothing is at `path` below this value.
    #[cold]
    pub fn missing(self, path: &[&str]) -> DecodeError {
        path.iter().rev().fold(DecodeError::of(self, Reason::Missing), |error, key| error.in_field(key))
    }

    /// Where the first member of a list or an object stands.
    pub(super) fn first_member(self) -> u32 {
        self.at + HEAD_WORDS as u32
    }

    fn members_of(self, tag: Tag) -> u32 {
        if self.word().tag() == tag { self.further(2) as u32 } else { 0 }
    }
}

/// Without the text, which may hold secrets.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Value({} at byte {})", self.kind(), self.offset())
    }
}

/// The elements of a list.
#[derive(Clone, Debug)]
pub struct Elements<'a> {
    document: &'a Document<'a>,
    left: u32,
    at: u32,
}

impl<'a> Iterator for Elements<'a> {
    type Item = Value<'a>;

    #[inline]
    fn next(&mut self) -> Option<Value<'a>> {
        self.left = self.left.checked_sub(1)?;
        let value = Value { document: self.document, at: self.at };
        self.at += value.skip() as u32;
        Some(value)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl ExactSizeIterator for Elements<'_> {}

/// The members of an object.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    document: &'a Document<'a>,
    left: u32,
    at: u32,
}

impl<'a> Entries<'a> {
    #[inline]
    fn next_key(&mut self) -> Option<Key<'a>> {
        self.left = self.left.checked_sub(1)?;
        let key = Key { document: self.document, at: self.at };
        self.at += 1 + key.value().skip() as u32;
        Some(key)
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (Cow<'a, str>, Value<'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.next_key().map(|key| (key.text(), key.value()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl ExactSizeIterator for Entries<'_> {}
