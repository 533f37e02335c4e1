//! What tests go through: every operation with what it sends and answers.

use std::fmt::Debug;

use crate::runtime::{
    json::{Decode, DecodeError, Document, Encode, Writer},
    operation::{Operation, StatusPattern},
};

/// An operation with what reads and writes its bodies.
#[derive(Clone, Copy, Debug)]
pub struct Catalogued {
    /// The operation.
    pub operation: &'static Operation,
    /// What reads and writes its request body.
    pub request: Option<RoundTrip>,
    /// What reads and writes its JSON answers, failures included.
    pub answers: &'static [(StatusPattern, RoundTrip)],
}

/// Reads a JSON text as a type and writes it again.
pub type RoundTrip = fn(&str, Strictness) -> Result<RoundTripped, DecodeError>;

/// Whether a text that is not what the document says is coerced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// It is refused.
    Strict,
    /// It is coerced where possible.
    Lenient,
}

/// A text that was read and written again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundTripped {
    /// What was written.
    pub text: String,
    /// The JSON paths of what had to be assumed.
    pub assumed: Vec<String>,
    /// How many values of unions are of no variant and were kept raw.
    pub raw: usize,
}

/// Reads a JSON text as `T` and writes it again.
///
/// # Errors
///
/// If the text is no `T`.
pub fn round_trip<T: Decode + Encode + Debug>(text: &str, strictness: Strictness) -> Result<RoundTripped, DecodeError> {
    let document = Document::parse(text.as_bytes())?;
    let mut document = match strictness {
        Strictness::Strict => document.strict(),
        Strictness::Lenient => document,
    };
    let read = document.read(T::decode)?;
    let mut writer = Writer::new();
    read.value.encode(&mut writer);
    let raw = writer.count_unknown();
    Ok(RoundTripped { text: writer.finish(), assumed: read.assumed, raw })
}
