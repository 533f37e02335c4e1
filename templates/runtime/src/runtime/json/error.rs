//! Why a text or a value could not be decoded, and where.

use std::borrow::Cow;
use std::fmt;

use super::value::Value;
use super::word::Kind;

/// A JSON text that is not JSON, or not what its type says.
///
/// It names the place by a path such as `$.items[3].price.type` and by line and column, and says what was expected and
/// what kind of value was found. Values themselves are never quoted: they may be secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    reason: Reason,
    /// Innermost step first, because it grows outwards.
    path: Vec<Step>,
    place: Option<Place>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    offset: usize,
    /// Line and column, unless they are still to be counted.
    line: Option<(usize, usize)>,
}

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Key(Box<str>),
    Index(usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// What should stand here by the grammar.
    Syntax(&'static str),
    Utf8,
    Surrogate,
    TooDeep,
    TooLong,
    Missing,
    Null,
    Duplicate,
    Range(&'static str),
    Expected {
        expected: Cow<'static, str>,
        found: Kind,
    },
    Other(String),
}

impl DecodeError {
    pub(super) fn new(reason: Reason) -> Self {
        Self(Box::new(Inner { reason, path: Vec::new(), place: None }))
    }

    /// An error at an offset of the text.
    #[cold]
    pub(super) fn at(reason: Reason, text: &[u8], offset: usize) -> Self {
        let place = Place { offset, line: Some(line_and_column(text, offset)) };
        Self(Box::new(Inner { reason, path: Vec::new(), place: Some(place) }))
    }

    /// An error about `value`.
    #[cold]
    pub(super) fn of(value: Value<'_>, reason: Reason) -> Self {
        if value.is_lenient() {
            // Most of these are mended and never seen; `located` completes the others.
            let place = Place { offset: value.offset(), line: None };
            return Self(Box::new(Inner { reason, path: Vec::new(), place: Some(place) }));
        }
        Self::at(reason, value.document.text.as_bytes(), value.offset())
    }

    /// The same error with line and column in the text.
    pub(crate) fn located(mut self, text: &str) -> Self {
        if let Some(Place { offset, line: line @ None }) = &mut self.0.place {
            *line = Some(line_and_column(text.as_bytes(), *offset));
        }
        self
    }

    /// An error in words of one's own, for types that implement [`Decode`](super::Decode) by hand. Say what is wrong
    /// with the kind of value, not what the value is.
    pub fn custom(value: Value<'_>, message: impl Into<String>) -> Self {
        Self::of(value, Reason::Other(message.into()))
    }

    /// The same error, seen from the object that has the value under `key`.
    #[cold]
    #[must_use]
    pub fn in_field(mut self, key: &str) -> Self {
        self.0.path.push(Step::Key(key.into()));
        self
    }

    /// The same error, seen from the list that has the value at `index`.
    #[cold]
    #[must_use]
    pub fn in_element(mut self, index: usize) -> Self {
        self.0.path.push(Step::Index(index));
        self
    }

    /// Where in the value, from `$`, the whole: `$.items[3].price.type`.
    pub fn path(&self) -> String {
        let mut path = String::from("$");
        for step in self.0.path.iter().rev() {
            match step {
                Step::Key(key) => push_key(&mut path, key),
                Step::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }

    /// What is wrong, without the place.
    pub fn reason(&self) -> String {
        self.0.reason.to_string()
    }

    /// Where in the text, in bytes from its beginning.
    pub fn offset(&self) -> Option<usize> {
        self.0.place.map(|place| place.offset)
    }

    /// Where in the text, in lines from 1.
    pub fn line(&self) -> Option<usize> {
        Some(self.0.place?.line?.0)
    }

    /// Where in the line, in characters from 1.
    pub fn column(&self) -> Option<usize> {
        Some(self.0.place?.line?.1)
    }

    /// Whether the text itself was at fault: cut off, not JSON, too deep or too long.
    pub fn is_syntax(&self) -> bool {
        match self.0.reason {
            Reason::Syntax(_) | Reason::Utf8 | Reason::Surrogate | Reason::TooDeep | Reason::TooLong => true,
            Reason::Missing
            | Reason::Null
            | Reason::Duplicate
            | Reason::Range(_)
            | Reason::Expected { .. }
            | Reason::Other(_) => false,
        }
    }
}

/// Line and column of an offset in a text, both from 1.
fn line_and_column(text: &[u8], offset: usize) -> (usize, usize) {
    let before = &text[..offset.min(text.len())];
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
    // Continuation bytes of UTF-8 are no characters of their own.
    (line, 1 + before[line_start..].iter().filter(|&&byte| byte & 0xc0 != 0x80).count())
}

/// Appends a key to a path.
pub(super) fn push_key(path: &mut String, key: &str) {
    if is_plain(key) {
        path.extend([".", key]);
    } else {
        path.push_str(&format!("[{key:?}]"));
    }
}

/// Can the key stand behind a dot?
fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Syntax(expected) => write!(f, "not JSON: expected {expected}"),
            Reason::Utf8 => f.write_str("not UTF-8"),
            Reason::Surrogate => f.write_str("a lone surrogate in a string, which stands for no text"),
            Reason::TooDeep => write!(f, "nested deeper than {} levels", super::MAX_DEPTH),
            Reason::TooLong => write!(f, "longer than {} bytes", super::MAX_LENGTH),
            Reason::Missing => f.write_str("missing"),
            Reason::Null => f.write_str("null is not allowed here"),
            Reason::Duplicate => f.write_str("given twice"),
            Reason::Range(ty) => write!(f, "the number does not fit {ty}"),
            Reason::Expected { expected, found } => write!(f, "expected {expected}, found {found}"),
            Reason::Other(message) => f.write_str(message),
        }
    }
}

/// How many characters of a path a message shows: keys of maps are the server's, and can be of any length.
const SHOWN: usize = 500;

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() || !self.is_syntax() {
            let path = self.path();
            match path.char_indices().nth(SHOWN) {
                Some((end, _)) => write!(f, "{}…: ", &path[..end])?,
                None => write!(f, "{path}: ")?,
            }
        }
        write!(f, "{}", self.0.reason)?;
        match self.0.place.and_then(|place| place.line) {
            Some((line, column)) => write!(f, " (line {line}, column {column})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl std::error::Error for DecodeError {}
