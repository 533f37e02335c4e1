//! One entry of the tape.
//!
//! A scalar or a key is one node: its tag and length, and the offset of its text. A list or an object is two: tag and
//! number of nodes to skip to come behind it with the offset of its first byte, then the number of its members with
//! the offset behind its last byte. The members follow; in an object each value stands behind its key.

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

/// The tag in the top four bits of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    Null,
    False,
    True,
    Number,
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
            Tag::Number => Kind::Number,
            Tag::Plain | Tag::Escaped => Kind::String,
            Tag::List => Kind::List,
            Tag::Object => Kind::Object,
        }
    }
}

const LENGTH_BITS: u32 = 28;
const LENGTH_MASK: u32 = (1 << LENGTH_BITS) - 1;

/// Eight bytes of the tape.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    head: u32,
    offset: u32,
}

impl Node {
    /// `length` and `offset` are below 2^28, because a document is.
    #[inline]
    pub(super) fn new(tag: Tag, length: usize, offset: usize) -> Self {
        debug_assert!(length <= LENGTH_MASK as usize);
        Self { head: ((tag as u32) << LENGTH_BITS) | length as u32, offset: offset as u32 }
    }

    /// The second node of a list or an object.
    #[inline]
    pub(super) fn tail(members: u32, end: usize) -> Self {
        Self { head: members, offset: end as u32 }
    }

    #[inline]
    pub(super) fn tag(self) -> Tag {
        match self.head >> LENGTH_BITS {
            0 => Tag::Null,
            1 => Tag::False,
            2 => Tag::True,
            3 => Tag::Number,
            4 => Tag::Plain,
            5 => Tag::Escaped,
            6 => Tag::List,
            _ => Tag::Object,
        }
    }

    /// Bytes of text of a scalar or key; nodes of a list or object, itself included.
    #[inline]
    pub(super) fn length(self) -> usize {
        (self.head & LENGTH_MASK) as usize
    }

    /// Where the text of a scalar or key begins, or where a list or object does; of a tail where it ends.
    #[inline]
    pub(super) fn offset(self) -> usize {
        self.offset as usize
    }

    /// The number of members told by a tail.
    #[inline]
    pub(super) fn members(self) -> u32 {
        self.head
    }

    /// Is this a string without escapes of exactly `length` bytes?
    #[inline]
    pub(super) fn is_plain_of(self, length: usize) -> bool {
        self.head as usize == ((Tag::Plain as usize) << LENGTH_BITS) | length
    }

    /// How many nodes further the next value stands.
    #[inline]
    pub(super) fn skip(self) -> usize {
        match self.tag() {
            Tag::List | Tag::Object => self.length(),
            Tag::Null | Tag::False | Tag::True | Tag::Number | Tag::Plain | Tag::Escaped => 1,
        }
    }
}
