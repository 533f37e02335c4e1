//! Example answers, kept as text beside the code: a test needs one of hundreds.

use crate::runtime::json::decode_slice;
use std::borrow::Cow;

/// Example answers of the operations of an API.
///
/// The text has a line for each: operation, status, media type and body, with tabs between. A body that is not JSON
/// stands there as a JSON string. Lines that begin with `#` are comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Samples(&'static str);

/// An example answer of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// [`Operation::name`](super::Operation::name).
    pub operation: &'static str,
    /// Status of the answer.
    pub status: u16,
    /// Its media type; empty without a body.
    pub content_type: &'static str,
    /// Its body.
    pub body: Cow<'static, str>,
}

impl Samples {
    /// The examples in a text.
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// All examples, those of an operation one after the other.
    pub fn iter(self) -> impl Iterator<Item = Sample> {
        self.0.lines().filter_map(Sample::read)
    }

    /// The names of all operations, those without an answer of their own too; an operation may come up several times.
    pub fn operations(self) -> impl Iterator<Item = &'static str> {
        self.0.lines().filter(|line| !line.starts_with('#')).filter_map(|line| Some(line.split_once('\t')?.0))
    }

    /// The examples of the operation with this [name](super::Operation::name).
    pub fn of(self, operation: &str) -> impl Iterator<Item = Sample> {
        let is_of = move |line: &&str| line.strip_prefix(operation).is_some_and(|rest| rest.starts_with('\t'));
        self.0.lines().filter(is_of).filter_map(Sample::read)
    }
}

impl Sample {
    /// The example of a line; none of a comment.
    fn read(line: &'static str) -> Option<Self> {
        let mut columns = line.splitn(4, '\t').filter(|_| !line.starts_with('#'));
        let (operation, status, content_type, text) =
            (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
        let body = match content_type {
            "" | "application/json" => Cow::Borrowed(text),
            _ => Cow::Owned(decode_slice(text.as_bytes()).ok()?),
        };
        Some(Self { operation, status: status.parse().ok()?, content_type, body })
    }
}
