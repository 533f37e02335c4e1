//! Answers: what every call gets, and what a caller sees of them beside the value.

mod download;
pub(crate) mod failure;
mod output;
#[cfg(not(target_arch = "wasm32"))]
mod save;

pub use download::{ByteReader, ByteStream};
pub(crate) use download::{ReadTimeout, StreamingBody};
pub use output::{Output, Raw, Text};
pub(crate) use output::{is_json, report_assumed, undecodable};

use crate::runtime::{
    json::{DecodeError, Document, Kind, encode_to_string},
    operation::*,
    request::PageRequest,
    support::BoxAny,
};
use bytes::Bytes;
use failure::request_id;
use http::{HeaderMap, StatusCode};
use std::{borrow::Cow, fmt};

/// Status and headers of an answer, and what it took to get it.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) attempts: u32,
}

/// An answer that is not turned into a value yet.
#[doc(hidden)]
pub struct Answer {
    pub(crate) operation: OperationRef,
    pub(crate) head: Head,
    /// The whole body, unless it is streamed.
    pub(crate) body: Bytes,
    /// The body while it arrives, if it is streamed.
    pub(crate) stream: Option<StreamingBody>,
    /// The server said `404`, and the call is one where that means: nothing there.
    pub(crate) absent: bool,
    /// Which page the request was for, for operations that page.
    pub(crate) page_request: Option<PageRequest>,
    /// The body has to be what the document says.
    pub(crate) strict: bool,
    /// A page may come without the items that cannot be read.
    pub(crate) partial: bool,
    /// What it takes to make the request again, of a stream of events.
    pub(crate) request: Option<BoxAny>,
}

impl Answer {
    /// The JSON text of the body; `null` where the document says that this status has no body, or there is none.
    pub(crate) fn json(&self) -> Cow<'_, [u8]> {
        let empty = self.absent || self.content() == Some(Content::Empty) || self.body.trim_ascii().is_empty();
        Cow::Borrowed(if empty { b"null" } else { &self.body })
    }

    /// The JSON text of a body that holds text: [`Answer::json`], or the body itself as JSON where it is plain text. The
    /// media type decides where the document has several; else what is no string in JSON is the text itself.
    pub(crate) fn json_of_text(&self) -> Cow<'_, [u8]> {
        let json = self.json();
        let media_type = self.media_type().unwrap_or_default();
        let is_documented = self.operation.accept.split(',').any(|range| essence(range) == media_type);
        let parsed = Document::parse(&json).map(|document| document.root().kind());
        let is_text = match (is_json(&media_type), parsed) {
            (false, Ok(Kind::String)) => is_documented,
            (false, Ok(_)) => !self.is_bodyless(),
            (true, Ok(_)) => false,
            (_, Err(_)) => true,
        };
        match std::str::from_utf8(&self.body) {
            Ok(text) if is_text && !self.is_bodyless() => Cow::Owned(encode_to_string(&text).into_bytes()),
            _ => json,
        }
    }

    /// The JSON text of a body that holds text or something else: [`Answer::json`], or [`Answer::json_of_text`] where it is no
    /// JSON and is not said to be.
    pub(crate) fn json_or_text(&self) -> Cow<'_, [u8]> {
        let json = self.json();
        let is_json = self.media_type().is_some_and(|media_type| is_json(&media_type));
        if is_json || Document::parse(&json).is_ok() { json } else { self.json_of_text() }
    }

    /// The media type of the body in lower case, without parameters.
    pub(crate) fn media_type(&self) -> Option<String> {
        Some(essence(self.head.headers.get(http::header::CONTENT_TYPE)?.to_str().ok()?))
    }

    /// The document of a JSON text, to be read as strictly as the call wants.
    pub(crate) fn document<'t>(&self, text: &'t [u8]) -> Result<Document<'t>, DecodeError> {
        let document = Document::parse(text)?;
        Ok(if self.strict { document.strict() } else { document })
    }

    /// What the document says the body is; none for a status it does not list.
    fn content(&self) -> Option<Content> {
        let code = self.head.status.as_u16();
        let matching = |pattern: fn(u16, StatusPattern) -> bool| {
            self.operation.success.iter().find(|success| pattern(code, success.status))
        };
        matching(|code, pattern| pattern == StatusPattern::Code(code))
            .or_else(|| matching(|code, pattern| pattern == StatusPattern::Range((code / 100) as u8)))
            .or_else(|| matching(|_, pattern| pattern == StatusPattern::Default))
            .map(|success| success.content)
    }

    /// How the body is said to be compressed, which no transport has undone.
    pub(crate) fn coding(&self) -> Option<String> {
        let codings = self.head.headers.get_all(http::header::CONTENT_ENCODING).into_iter();
        let codings: Vec<String> = codings.map(|coding| essence(&String::from_utf8_lossy(coding.as_bytes()))).collect();
        Some(codings.join(", ")).filter(|codings| !codings.is_empty() && codings != "identity")
    }

    /// Whether the document says that the body is a stream of events.
    pub(crate) fn is_stream_of_events(&self) -> bool {
        matches!(self.content(), Some(Content::Events(_)))
    }

    /// Whether there is no body, and should be none.
    pub(crate) fn has_no_content(&self) -> bool {
        let says_so = matches!(self.head.status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT);
        self.absent || self.content() == Some(Content::Empty) || (says_so && self.is_bodyless())
    }

    /// Whether the server left the body out where one could be.
    pub(crate) fn is_bodyless(&self) -> bool {
        self.body.trim_ascii().is_empty()
    }
}

/// A media type or range in lower case, without parameters.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A value with the answer it came in; see [`Call::with_response`](crate::runtime::Call::with_response).
#[derive(Clone)]
pub struct Response<T> {
    body: T,
    head: Head,
    request_id: Option<String>,
    assumed: Vec<String>,
}

impl<T> Response<T> {
    pub(crate) fn new(body: T, operation: &Operation, head: Head, assumed: Vec<String>) -> Self {
        let request_id = request_id(&operation.api.error, &head.headers);
        Self { body, head, request_id, assumed }
    }

    /// The value.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The value itself.
    pub fn into_body(self) -> T {
        self.body
    }

    /// Status of the answer.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// Headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The id the server gave the request.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.head.attempts
    }

    /// What had to be assumed because the body is not what the document says, as JSON paths such as
    /// `$.items[3].address`. Mostly nothing. The objects themselves name it in
    /// [`Extra::assumed`](crate::runtime::values::Extra::assumed).
    pub fn assumed(&self) -> &[String] {
        &self.assumed
    }

    /// The same answer around another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response { body: change(self.body), head: self.head, request_id: self.request_id, assumed: self.assumed }
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.head.status)
            .field("headers", &crate::runtime::error::display::Headers(&self.head.headers))
            .field("attempts", &self.head.attempts)
            .field("body", &self.body)
            .finish()
    }
}
