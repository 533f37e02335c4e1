//! The second reading of a text: what to make of a value that is not what its type says.
//!
//! Servers do not keep to the letter of their documents. A text is read by the letter first ([`Reading::Exact`], where
//! the one liberty is null for a property that may be absent). Only where that fails it is read again leniently, from
//! the beginning and by the same decoders ([`Document::read`]): nothing is generated twice, and a text that is right costs
//! nothing. How a text is read is a fact of its [`Document`], which every [`Value`] leads to.
//!
//! In the lenient reading
//!
//! - [`Fields`](super::Fields) gives a field whose value is missing, null or of another kind the [`Placeholder`] of its
//!   type to decode instead: `""`, `false`, `[]`, `{}` or `null`. What is decoded from `{}` is filled in the same way
//!   ([`Reading::Placeholder`]). Numbers have none, nor has a property called `id`, because they are never invented;
//!   a union has `null`, of which it makes its `Unknown`. An object of which fewer than half of the required properties
//!   came, null or not, is something else, and refused.
//! - Where there is no placeholder the object is refused, and only it: a field that can be `None` is, an element or an
//!   entry is left out of its list or map, a union keeps the JSON as `Unknown`, and a page has it among `unreadable`.
//! - Scalars read what is spelled in another kind: `"3"`, `"true"`, and 12.5 for text.
//!
//! Each of these is noted twice. The object keeps how the property stood (`Extra::received`), so that it is written again
//! as it came, and names it in [`Extra::assumed`](crate::runtime::values::Extra::assumed). The document keeps where it was
//! ([`Notes`]), of which the paths of a [`Lenience`] are made, for the caller and for the log.
//!
//! Scalars, lists and maps know no object around them. They only count what they read otherwise, and the innermost
//! object claims it for the field in which it was.
//!
//! What is refused is described once, at the end: errors of the lenient reading have no line and column before that,
//! because counting lines for each would take quadratic time.

use std::sync::{LazyLock, MutexGuard, PoisonError};

use super::document::Document;
use super::error::DecodeError;
use super::value::Value;
use super::word::Kind;

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// By the letter, without any liberty.
    Strict,
    /// By the letter, but for null where a property may be absent.
    Exact,
    /// Leniently.
    Lenient,
    /// As the placeholder of a missing object, so many placeholders deep.
    Placeholder(u8),
}

impl Reading {
    pub(super) fn is_lenient(self) -> bool {
        matches!(self, Self::Lenient | Self::Placeholder(_))
    }
}

/// What stands for a value that is missing.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// Nothing: the value is never invented.
    None,
    /// `null`
    Null,
    /// `""`
    Text,
    /// `false`
    False,
    /// `[]`
    List,
    /// `{}`
    Object,
}

/// How deep placeholders may be within placeholders: an object of which that much is missing is another one.
const DEEPEST: u8 = 8;

fn fixed(text: &'static str, depth: u8) -> Document<'static> {
    let mut document = Document::parse(text.as_bytes()).expect("the text is JSON");
    document.reading = Reading::Placeholder(depth);
    document
}

static NULL: LazyLock<Document<'static>> = LazyLock::new(|| fixed("null", 0));
static TEXT: LazyLock<Document<'static>> = LazyLock::new(|| fixed("\"\"", 0));
static FALSE: LazyLock<Document<'static>> = LazyLock::new(|| fixed("false", 0));
static LIST: LazyLock<Document<'static>> = LazyLock::new(|| fixed("[]", 0));
static OBJECTS: LazyLock<Vec<Document<'static>>> =
    LazyLock::new(|| (0..DEEPEST).map(|depth| fixed("{}", depth)).collect());

impl Placeholder {
    /// The value to decode in place of one that is missing from an object which is read in this way.
    pub(super) fn value(self, reading: Reading) -> Option<Value<'static>> {
        let depth = match reading {
            Reading::Strict | Reading::Exact => return None,
            Reading::Lenient => 0,
            Reading::Placeholder(depth) => usize::from(depth) + 1,
        };
        match self {
            Self::None => None,
            Self::Null => Some(NULL.root()),
            Self::Text => Some(TEXT.root()),
            Self::False => Some(FALSE.root()),
            Self::List => Some(LIST.root()),
            Self::Object => OBJECTS.get(depth).map(Document::root),
        }
    }

    /// Whether it may stand for `value`, which is there but cannot be read.
    pub(super) fn may_replace(self, value: Value<'_>) -> bool {
        match self {
            // A truth value that is spelled otherwise can be the other one.
            Self::False => value.is_null(),
            // An object that was refused is not an empty one, but an empty one says no more than a missing one.
            Self::Object => value.kind() != Kind::Object || value.is_empty(),
            Self::None | Self::Null | Self::Text | Self::List => true,
        }
    }
}

/// What the lenient reading of a document has met.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Tape positions of values that were assumed, or of objects and a property that is missing from them.
    assumed: Vec<(u32, Option<&'static str>)>,
    /// How many scalars were read from another kind.
    otherwise: u32,
    /// Offsets of elements and entries that were left out.
    left_out: Vec<(u32, Meaning)>,
}

/// What it means that an element or an entry is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    /// What it said: nothing.
    Nothing,
    /// Something that could not be read.
    Assumed,
}

/// A moment of the reading: how much had been met by then.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    otherwise: u32,
    left_out: usize,
}

/// What has been met within a value and is not remembered by an object yet.
pub(super) struct Claim {
    /// Where in the text of the value elements and entries begin that were left out, in ascending order.
    pub(super) left_out: Vec<u32>,
    pub(super) is_assumed: bool,
}

/// A value with what had to be assumed to read it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lenience<T> {
    pub(crate) value: T,
    /// The JSON paths of the assumptions, in the order of the text; none if the text was what its type says.
    pub(crate) assumed: Vec<String>,
}

impl Document<'_> {
    /// Reads the document by the letter, and leniently where that fails.
    ///
    /// # Errors
    ///
    /// What even the lenient reading refuses.
    pub(crate) fn read<T>(
        &mut self,
        mut decode: impl FnMut(Value<'_>) -> Result<T, DecodeError>,
    ) -> Result<Lenience<T>, DecodeError> {
        loop {
            let read = self.fault().map_or_else(|| decode(self.root()), Err);
            match (read, self.reading) {
                (Ok(value), _) => return Ok(Lenience { value, assumed: self.assumed() }),
                (Err(_), Reading::Exact) => self.reading = Reading::Lenient,
                (Err(error), _) => return Err(error.located(self.text)),
            }
        }
    }

    /// As [`Document::read`], with what `otherwise` makes of the document in place of an error.
    pub(crate) fn read_or<T>(
        &mut self,
        decode: impl FnMut(Value<'_>) -> Result<T, DecodeError>,
        otherwise: impl FnOnce(Value<'_>, DecodeError) -> T,
    ) -> Lenience<T> {
        match self.read(decode) {
            Ok(read) => read,
            Err(error) => Lenience { value: otherwise(self.root(), error), assumed: Vec::new() },
        }
    }

    /// The same document, to be read by the letter only.
    #[must_use]
    pub(crate) fn strict(mut self) -> Self {
        self.reading = Reading::Strict;
        self
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The paths of what was assumed.
    fn assumed(&self) -> Vec<String> {
        let mut assumed = std::mem::take(&mut self.notes().assumed);
        assumed.sort_unstable();
        assumed.dedup();
        let mut paths = Paths { assumed: &assumed, found: Vec::new() };
        if !assumed.is_empty() {
            paths.walk(self.root(), &mut String::from("$"));
        }
        paths.found
    }
}

/// The paths of tape positions, found in one walk.
struct Paths<'n> {
    /// Those not found yet, in ascending order.
    assumed: &'n [(u32, Option<&'static str>)],
    found: Vec<String>,
}

impl Paths<'_> {
    fn walk(&mut self, value: Value<'_>, path: &mut String) {
        while let Some(((at, name), rest)) = self.assumed.split_first()
            && *at == value.at
        {
            let mut found = path.clone();
            if let Some(name) = name {
                super::error::push_key(&mut found, name);
            }
            self.found.push(found);
            self.assumed = rest;
        }
        let end = value.at + value.skip() as u32;
        let (length, is_within) = (path.len(), |assumed: &[(u32, _)]| assumed.first().is_some_and(|(at, _)| *at < end));
        if !is_within(self.assumed) {
            return;
        }
        for (index, element) in value.elements().enumerate() {
            path.push_str(&format!("[{index}]"));
            self.walk(element, path);
            path.truncate(length);
        }
        for (key, member) in value.entries() {
            super::error::push_key(path, &key);
            self.walk(member, path);
            path.truncate(length);
        }
    }
}

impl Value<'_> {
    /// Is the value read leniently?
    #[inline]
    pub(crate) fn is_lenient(self) -> bool {
        self.document.reading.is_lenient()
    }

    /// Does it stand for a value that is missing?
    pub(crate) fn is_placeholder(self) -> bool {
        matches!(self.document.reading, Reading::Placeholder(_))
    }

    /// How much has been met so far.
    pub(super) fn mark(self) -> Mark {
        let notes = self.document.notes();
        Mark { otherwise: notes.otherwise, left_out: notes.left_out.len() }
    }

    /// Notes that this value, or its property `name`, was assumed.
    pub(crate) fn note_assumed(self, name: Option<&'static str>) {
        if matches!(self.document.reading, Reading::Exact | Reading::Lenient) {
            self.document.notes().assumed.push((self.at, name));
        }
    }

    /// Notes that a scalar of another kind was made of this value.
    #[cold]
    pub(super) fn note_otherwise(self) {
        self.document.notes().otherwise += 1;
        self.note_assumed(None);
    }

    /// Notes that this element or entry was left out.
    pub(super) fn note_left_out(self, meaning: Meaning) {
        self.document.notes().left_out.push((self.offset() as u32, meaning));
    }

    /// Takes what was met since the mark for this value; none if everything in it was what it should be.
    pub(super) fn claim(self, mark: Mark) -> Option<Claim> {
        let mut notes = self.document.notes();
        let is_assumed = notes.otherwise > mark.otherwise;
        if !is_assumed && notes.left_out.len() == mark.left_out {
            return None;
        }
        notes.otherwise = mark.otherwise;
        let start = self.offset() as u32;
        let mut claim = Claim { left_out: Vec::new(), is_assumed };
        for (at, meaning) in notes.left_out.drain(mark.left_out..) {
            claim.left_out.push(at - start);
            claim.is_assumed |= meaning == Meaning::Assumed;
        }
        claim.left_out.sort_unstable();
        claim.left_out.dedup();
        Some(claim)
    }

    /// Forgets what was met within this value, which was refused.
    pub(crate) fn forget(self) -> Self {
        let mut notes = self.document.notes();
        let (from, end) = (self.offset() as u32, self.at + self.skip() as u32);
        // What was met within it was met last.
        while notes.assumed.last().is_some_and(|(at, _)| (self.at..end).contains(at)) {
            notes.assumed.pop();
        }
        while notes.left_out.last().is_some_and(|(at, _)| *at > from) {
            notes.left_out.pop();
        }
        drop(notes);
        self
    }

    /// Whether null stands for a property that may be absent.
    pub(super) fn null_is_absent(self) -> bool {
        self.document.reading != Reading::Strict
    }
}
