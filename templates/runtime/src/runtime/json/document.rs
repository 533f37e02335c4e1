//! A JSON text with the tape made from it.

use std::fmt;
use std::sync::Mutex;

use super::error::{DecodeError, Reason};
use super::lenient::{Notes, Reading};
use super::parse;
use super::value::Value;
use super::word::Word;

/// How deep lists and objects may be nested.
pub const MAX_DEPTH: usize = 128;

/// How long a text may be, in bytes.
pub const MAX_LENGTH: usize = (1 << 28) - 1;

/// A parsed JSON text. It borrows the text and adds less than half its size in memory.
pub struct Document<'a> {
    pub(super) text: &'a str,
    tape: Vec<Word>,
    pub(super) reading: Reading,
    /// Where the first half of a character is whose other half is missing.
    half: Option<usize>,
    pub(super) notes: Mutex<Notes>,
}

impl<'a> Document<'a> {
    /// Parses one JSON value with nothing but white space around it. A byte order mark before it is skipped. A lone surrogate
    /// such as `"\ud800"`, half a character, which senders write that cut a text, is read as U+FFFD, as browsers do.
    ///
    /// # Errors
    ///
    /// If the text is not JSON by RFC 8259, not UTF-8, nested deeper than [`MAX_DEPTH`] or longer than
    /// [`MAX_LENGTH`].
    pub fn parse(text: &'a [u8]) -> Result<Self, DecodeError> {
        if text.len() > MAX_LENGTH {
            return Err(DecodeError::new(Reason::TooLong));
        }
        let text = Self::utf8(text)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        match parse::parse(text) {
            Ok((tape, half)) => Ok(Self { text, tape, reading: Reading::Exact, half, notes: Mutex::default() }),
            Err(fault) => Err(DecodeError::at(fault.reason, text.as_bytes(), fault.at)),
        }
    }

    /// The bytes as text.
    ///
    /// # Errors
    ///
    /// If they are not UTF-8.
    pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, DecodeError> {
        std::str::from_utf8(bytes).map_err(|error| DecodeError::at(Reason::Utf8, bytes, error.valid_up_to()))
    }

    /// The value the text stands for.
    pub fn root(&self) -> Value<'_> {
        Value { document: self, at: 0 }
    }

    /// The reason to refuse the document where it is read by the letter, whatever it is read as.
    pub(super) fn fault(&self) -> Option<DecodeError> {
        let at = self.half.filter(|_| !self.reading.is_lenient())?;
        Some(DecodeError::at(Reason::Surrogate, self.text.as_bytes(), at))
    }

    /// Whether some text of the document ends in half a character.
    pub(super) fn has_halves(&self) -> bool {
        self.half.is_some()
    }

    #[inline]
    pub(super) fn word(&self, at: usize) -> Word {
        self.tape[at]
    }

    /// Text between two offsets the parser has found.
    #[inline]
    pub(super) fn slice(&self, start: usize, end: usize) -> &str {
        &self.text[start..end]
    }
}

/// Without the text, which may hold secrets.
impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({} bytes)", self.text.len())
    }
}
