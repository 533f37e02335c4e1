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
    /// Events, one after the other.
    Events(EventFormat),
}

/// How a stream of events is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventFormat {
    /// What separates the events.
    pub framing: Framing,
    /// What the type of the events describes.
    pub item: EventItem,
    /// Data that says that no event follows.
    pub end: &'static [&'static str],
}

/// What separates the events of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// `text/event-stream` (HTML standard, section 9.2).
    Events,
    /// A JSON value per line.
    Lines,
    /// A JSON value behind each record separator (RFC 7464).
    Sequence,
}

impl Framing {
    /// The framing of a media type, which is in lower case and without parameters; none if it is not one of a stream.
    pub(crate) fn of(media_type: &str) -> Option<Self> {
        Some(match media_type {
            "text/event-stream" => Self::Events,
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" | "application/x-jsonlines" => {
                Self::Lines
            }
            "application/json-seq" | "application/geo+json-seq" => Self::Sequence,
            _ => return None,
        })
    }
}

/// What the type of the events of a stream describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventItem {
    /// The data of an event.
    Data,
    /// An event as an object with `event`, `data` and `id`.
    Event {
        /// The data is read as JSON where it is, else as text.
        json: bool,
    },
}
