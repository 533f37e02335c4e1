//! Answers that are a stream: server-sent events, lines of JSON, and JSON text sequences.

mod decode;
pub(crate) mod parse;
mod reconnect;
mod stream;

pub(crate) use reconnect::Request;
pub use stream::EventStream;

use std::time::Duration;

/// How long the server leaves a client to wait before it connects again, unless it says so with `retry:`.
const RECONNECTION_TIME: Duration = Duration::from_secs(3);

/// An event of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StreamEvent<T> {
    /// The name of the event (`event:`), `message` where the server gives none. Servers may have names that the document
    /// does not list.
    pub event: String,
    /// The id of the last event up to this one that had any (`id:`). Sent in `Last-Event-ID`, it leads on behind it.
    pub id: Option<String>,
    /// What the event says.
    pub data: T,
}
