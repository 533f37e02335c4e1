//! What tests go through: every operation with what it sends and answers.

use crate::runtime::{
    json::{Decode, DecodeError, Document, Encode, encode_to_string},
    operation::{Operation, StatusPattern},
};

/// An operation with what reads and writes its bodies.
#[derive(Clone, Copy, Debug)]
pub struct Catalogued {
    /// The operation.
    pub operation: &'static Operation,
    /// An example of its request body, and what reads and writes it.
    pub request: Option<(&'static str, RoundTrip)>,
    /// What reads and writes its JSON answers, failures included.
    pub answers: &'static [(StatusPattern, RoundTrip)],
}

/// Reads a JSON text as a type and writes it again.
pub type RoundTrip = fn(&str) -> Result<String, DecodeError>;

/// Reads a JSON text as `T` and writes it again.
///
/// # Errors
///
/// If the text is no `T`.
pub fn round_trip<T: Decode + Encode>(text: &str) -> Result<String, DecodeError> {
    let document = Document::parse(text.as_bytes())?;
    Ok(encode_to_string(&T::decode(document.root())?))
}
