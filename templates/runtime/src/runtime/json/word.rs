//! One entry of the tape.
//!
//! A value begins with a word that holds its tag and the offset of its text. That is all of null, a boolean, a number and
//! a key, whose ends are found by looking at the text again. A string has its length in a second word. A list or an object
//! has three more: how many words to skip to come behind it, how many members it has, and the offset behind its last byte.
//! The members follow; in an object each value stands behind its key. On pages of orders this is two thirds of the memory
//! that two words for everything take, and no slower.

use std::fmt;

/// What a JSON value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number, integer or not.
    Number,
    /// A string.
    String,
    /// An array.
    List,
    /// An object.
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Null => "null",
            Kind::Boolean => "a boolean",
            Kind::Number => "a number",
            Kind::String => "a string",
            Kind::List => "an array",
            Kind::Object => "an object",
        })
    }
}

/// The tag in the top four bits of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    Null,
    False,
    True,
    /// A number that Rust writes otherwise than it is written, if it is an integer: with a fraction, an exponent, or `-0`.
    Number,
    /// An integer as Rust writes it.
    Integer,
    /// A string without escapes.
    Plain,
    /// A string with escapes.
    Escaped,
    List,
    Object,
}

impl Tag {
    pub(super) fn kind(self) -> Kind {
        match self {
            Tag::Null => Kind::Null,
            Tag::False | Tag::True => Kind::Boolean,
            Tag::Number | Tag::Integer => Kind::Number,
            Tag::Plain | Tag::Escaped => Kind::String,
            Tag::List => Kind::List,
            Tag::Object => Kind::Object,
        }
    }
}

const OFFSET_BITS: u32 = 28;
const OFFSET_MASK: u32 = (1 << OFFSET_BITS) - 1;

/// How many words a string takes.
pub(super) const STRING_WORDS: usize = 2;
/// How many words a list or an object takes before its members.
pub(super) const HEAD_WORDS: usize = 4;

/// Four bytes of the tape.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word(u32);

impl Word {
    /// The first word of a value. `offset` is below 2^28, because a document is shorter.
    #[inline]
    pub(super) fn new(tag: Tag, offset: usize) -> Self {
        Self(((tag as u32) << OFFSET_BITS) | offset as u32)
    }

    /// A further word: a length, a count or an offset. A text of 2^28 bytes has at most 2^29 words.
    #[inline]
    pub(super) fn number(number: usize) -> Self {
        Self(number as u32)
    }

    /// What a further word holds.
    #[inline]
    pub(super) fn get(self) -> usize {
        self.0 as usize
    }

    #[inline]
    pub(super) fn tag(self) -> Tag {
        match self.0 >> OFFSET_BITS {
            0 => Tag::Null,
            1 => Tag::False,
            2 => Tag::True,
            3 => Tag::Number,
            4 => Tag::Integer,
            5 => Tag::Plain,
            6 => Tag::Escaped,
            7 => Tag::List,
            _ => Tag::Object,
        }
    }

    /// Where the text begins: of a string behind its quote.
    #[inline]
    pub(super) fn offset(self) -> usize {
        (self.0 & OFFSET_MASK) as usize
    }
}
