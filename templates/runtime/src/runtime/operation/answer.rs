//! Documented answers.

/// A documented `2xx` answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Success {
    /// Which statuses it is for.
    pub status: StatusPattern,
    /// What the body is.
    pub content: Content,
}

impl Success {
    /// An answer with this status and body.
    pub const fn new(status: StatusPattern, content: Content) -> Self {
        Self { status, content }
    }
}

/// A status code, a range of them, or all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusPattern {
    /// Such as `404`.
    Code(u16),
    /// `2XX` is `Range(2)`.
    Range(u8),
    /// `default`
    Default,
}

/// The body of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// None, whatever the headers say.
    Empty,
    /// JSON.
    Json,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}
