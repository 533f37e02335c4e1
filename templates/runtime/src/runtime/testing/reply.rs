//! What a mock answers.

use crate::runtime::{
    json::{Encode, Json, encode_to_string},
    operation::{Next, Operation, PaginationStyle},
    transport::{Body, FailurePoint, TransportError},
};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use std::collections::VecDeque;

/// An answer, or a failure, and those that follow it.
///
#[doc = include_str!("../examples/reply.md")]
#[derive(Clone, Debug)]
#[must_use = "a reply does nothing until a mock gives it"]
pub struct Reply {
    content: Content,
    status: Option<StatusCode>,
    headers: HeaderMap,
    following: VecDeque<Reply>,
}

#[derive(Clone, Debug)]
enum Content {
    Body(Bytes),
    Broken(Bytes),
    Sample(&'static str),
    Failure(FailurePoint),
}

impl Reply {
    fn new(content: Content) -> Self {
        Self { content, status: None, headers: HeaderMap::new(), following: VecDeque::new() }
    }

    fn of_type(status: u16, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self::new(Content::Body(body.into())).status(status).header("content-type", media_type)
    }

    /// A JSON body.
    pub fn json(status: u16, body: impl Into<Json>) -> Self {
        Self::of_type(status, "application/json", encode_to_string(&body.into()))
    }

    /// A model as JSON, with status 200.
    pub fn typed(body: &dyn Encode) -> Self {
        Self::of_type(200, "application/json", encode_to_string(body))
    }

    /// The example of the operation with this name, such as `customers.get`, that the document has or that was made
    /// from it. Of a list whose pages follow links in headers it is the last page.
    pub fn example(operation: &'static str) -> Self {
        Self::new(Content::Sample(operation))
    }

    /// Text.
    pub fn text(status: u16, text: impl Into<String>) -> Self {
        Self::of_type(status, "text/plain; charset=utf-8", text.into())
    }

    /// A body as it is, without a media type.
    pub fn bytes(status: u16, body: impl Into<Bytes>) -> Self {
        Self::new(Content::Body(body.into())).status(status)
    }

    /// No body.
    pub fn empty(status: u16) -> Self {
        Self::bytes(status, Bytes::new())
    }

    /// A success whose body breaks off after these bytes.
    pub fn broken(body: impl Into<Bytes>) -> Self {
        Self::new(Content::Broken(body.into())).status(200)
    }

    /// No answer: the request fails at this point.
    pub fn fail(point: FailurePoint) -> Self {
        Self::new(Content::Failure(point))
    }

    /// No answer in time.
    pub fn timeout() -> Self {
        Self::fail(FailurePoint::Timeout)
    }

    /// With another status.
    ///
    /// # Panics
    ///
    /// If it is not in `100..=999`.
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(StatusCode::from_u16(status).expect("a status has three digits"));
        self
    }

    /// With a header.
    ///
    /// # Panics
    ///
    /// If the name or the value cannot be sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().expect("the header name can be sent");
        self.headers.append(name, HeaderValue::from_str(value).expect("the header value can be sent"));
        self
    }

    /// With `Retry-After` in seconds.
    pub fn retry_after(self, seconds: u64) -> Self {
        self.header("retry-after", &seconds.to_string())
    }

    /// Answers the next request with another reply; the last one answers all that follow.
    pub fn then(mut self, mut next: Reply) -> Self {
        let following = std::mem::take(&mut next.following);
        self.following.push_back(next);
        self.following.extend(following);
        self
    }

    /// This reply alone, and the ones that follow it.
    pub(super) fn split(mut self) -> (Self, VecDeque<Self>) {
        let following = std::mem::take(&mut self.following);
        (self, following)
    }

    /// The response, or the failure.
    pub(super) fn respond(self, operation: &Operation) -> Result<http::Response<Body>, TransportError> {
        let mut response = http::Response::new(Body::empty());
        *response.headers_mut() = self.headers;
        match self.content {
            Content::Body(bytes) => *response.body_mut() = bytes.into(),
            Content::Broken(bytes) => *response.body_mut() = broken(bytes),
            Content::Failure(point) => return Err(TransportError::new(point, "as the test wants it")),
            Content::Sample(name) => {
                let sample = operation.api.samples.of(name).find(|sample| is_success(sample.status));
                let sample = sample.unwrap_or_else(|| panic!("{} has no example of `{name}`", operation.api.title));
                *response.status_mut() = StatusCode::from_u16(sample.status).expect("a documented status");
                *response.body_mut() = sample.body.into_owned().into();
                if !sample.content_type.is_empty() {
                    let media_type = HeaderValue::from_static(sample.content_type);
                    response.headers_mut().entry(header::CONTENT_TYPE).or_insert(media_type);
                }
                if pages_by_link(operation) {
                    // Links of which none leads on: the same example would be the next page too.
                    let own = HeaderValue::from_static("<>; rel=\"self\"");
                    response.headers_mut().entry(header::LINK).or_insert(own);
                }
            }
        }
        if let Some(status) = self.status {
            *response.status_mut() = status;
        }
        Ok(response)
    }
}

/// Whether answers of the operation lead to the next page by a link in their headers.
fn pages_by_link(operation: &Operation) -> bool {
    let style = operation.pagination.map(|pagination| pagination.style);
    matches!(style, Some(PaginationStyle::Cursor { next, .. }) if next.contains(&Next::LinkHeader))
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// A body that both modes can read, up to where it breaks off.
fn broken(bytes: Bytes) -> Body {
    struct Broken(Option<Bytes>);
    impl std::io::Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let Some(bytes) = self.0.as_mut().filter(|bytes| !bytes.is_empty()) else {
                return Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset));
            };
            let length = buffer.len().min(bytes.len());
            buffer[..length].copy_from_slice(&bytes.split_to(length));
            Ok(length)
        }
    }
    Body::from_reader(Broken(Some(bytes)))
}
