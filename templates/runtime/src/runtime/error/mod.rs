//! What can go wrong with a call. One type for all APIs, the size of a pointer.

mod build;
pub(crate) mod display;
mod issue;
mod line;
mod url;
mod usual;

pub use build::{BuildError, BuildErrorKind};
pub use issue::Issue;
pub(crate) use line::OneLine;
#[cfg(feature = "webhooks")]
pub(crate) use line::is_invisible;
pub(crate) use url::redacted_url;

use crate::runtime::{
    json::{DecodeError, Document, Json},
    operation::{Operation, OperationRef},
    support::BoxError,
};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::{
    any::Any,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failed call.
///
/// `Display` shows operation, status, the server's code and message, request id and attempts, and never shows a
/// credential, a query value or a body. `Debug` adds headers (credentials redacted) and the
/// beginning of an error's body.
///
/// `Display` also shows the cause of a failure without an answer, so that one line suffices. Therefore `source()` is
/// `None`: a report that prints every source would show the cause twice. [`Error::cause`] returns it, for a downcast.
///
#[doc = include_str!("../examples/error.md")]
#[derive(Clone)]
pub struct Error(Box<Repr>);

#[derive(Clone)]
pub(crate) struct Repr {
    pub(crate) kind: ErrorKind,
    pub(crate) operation: OperationRef,
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The body of the request, which tells the paths of issues from the names of variants.
    pub(crate) sent: Bytes,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) attempts: u32,
    pub(crate) may_have_been_applied: bool,
    pub(crate) budget_spent: bool,
    pub(crate) detail: Option<Arc<dyn Any + Send + Sync>>,
    pub(crate) decode: Option<DecodeError>,
    /// What could be read of an answer that could not be read as a whole: a `Mutex<Option<_>>` of it.
    pub(crate) partial: Option<Arc<dyn Any + Send + Sync>>,
    pub(crate) source: Option<Arc<dyn std::error::Error + Send + Sync>>,
    /// The body without the secrets that the server repeats, if it repeats any.
    pub(crate) shown: Option<Bytes>,
}

impl Repr {
    /// The body as it may be shown and quoted.
    fn shown_body(&self) -> &Bytes {
        self.shown.as_ref().unwrap_or(&self.body)
    }
}

/// The kind of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The server answered with a status that is no success.
    Api,
    /// The server answered with a redirect, which is never followed.
    Redirect,
    /// Nothing came in time, or the deadline passed.
    Timeout,
    /// No connection could be established.
    Connect,
    /// A connection was established, but no secure one, such as with a certificate that is not trusted.
    Tls,
    /// The connection broke during the exchange.
    Transport,
    /// The answer is not what the document promises.
    Decode,
    /// The answer is larger than the client accepts.
    TooLarge,
    /// The request could not be built from what was given.
    Request,
    /// There is no credential for the operation, or it must not be sent.
    Auth,
    /// The pages of a list do not lead on: one repeats, or leads to another host.
    Pagination,
    /// Reading or writing a local file failed.
    File,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, operation: &OperationRef) -> Self {
        Self(Box::new(Repr {
            kind,
            operation: operation.clone(),
            status: None,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            sent: Bytes::new(),
            code: None,
            message: None,
            request_id: None,
            retry_after: None,
            attempts: 0,
            may_have_been_applied: false,
            budget_spent: false,
            detail: None,
            decode: None,
            partial: None,
            source: None,
            shown: None,
        }))
    }

    /// An error with a message of the SDK.
    pub(crate) fn with_message(kind: ErrorKind, operation: &OperationRef, message: impl Into<String>) -> Self {
        let mut error = Self::new(kind, operation);
        error.0.message = Some(message.into());
        error
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    pub(crate) fn repr_mut(&mut self) -> &mut Repr {
        &mut self.0
    }

    /// The kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that was called.
    pub fn operation(&self) -> &Operation {
        &self.0.operation
    }

    /// Status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The server's code for what happened, from the body.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The server's message, from the body; for failures without an answer, a message of the SDK.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The request id, which the server assigns.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Headers of the answer; empty if there was none.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The answer's body as it came; empty if there was none.
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// The answer's body as JSON; none if it is no JSON.
    pub fn json(&self) -> Option<Json> {
        Some(Document::parse(&self.0.body).ok()?.root().to_json())
    }

    /// The media type of the answer's body, such as `text/html; charset=utf-8`.
    pub fn content_type(&self) -> Option<&str> {
        self.0.headers.get(http::header::CONTENT_TYPE)?.to_str().ok()
    }

    /// How many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the server asks to wait (`Retry-After`), counted from the answer.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether the server may have carried out the request although the call failed, in this or an earlier attempt.
    ///
    /// Always false for methods that only read. After a timeout or a broken connection on a `POST`, look before
    /// you send it again.
    pub fn may_have_been_applied(&self) -> bool {
        self.0.may_have_been_applied
    }

    /// Whether another attempt would have been made but for the client's [`RetryBudget`](crate::runtime::RetryBudget).
    pub fn is_retry_budget_spent(&self) -> bool {
        self.0.budget_spent
    }

    /// The error body as the document describes it, if it fits one of the API's error schemas.
    pub fn detail<D: Any + Send + Sync>(&self) -> Option<&D> {
        self.0.detail.as_deref()?.downcast_ref()
    }

    /// The fields the server did not accept, if it lists them.
    pub fn issues(&self) -> Vec<Issue> {
        issue::read(self)
    }

    /// Where and why the answer could not be read, for [`ErrorKind::Decode`].
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.0.decode.as_ref()
    }

    /// Whether the error holds a page of which some items could be read; see [`Error::into_partial`].
    pub fn is_partial(&self) -> bool {
        self.0.partial.is_some()
    }

    /// The page, where the error is that some of its items cannot be read.
    ///
    /// # Errors
    ///
    /// The same error, if it holds no page of this type, or if a copy of it gave the page already.
    ///
    #[doc = include_str!("../examples/partial.md")]
    pub fn into_partial<P: Send + 'static>(self) -> Result<P> {
        let page = self.0.partial.as_ref().and_then(|partial| {
            let page = partial.downcast_ref::<Mutex<Option<P>>>()?;
            page.lock().unwrap_or_else(PoisonError::into_inner).take()
        });
        page.ok_or(self)
    }

    /// What caused a failure without an answer, such as a [`TransportError`](crate::runtime::TransportError).
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.0.source.as_deref()
    }

    /// Status `404`.
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// Status `429`.
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Status `401`.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// Status `403`.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// Status `409`.
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT)
    }

    /// Status `422`, or `400` with a list of [`issues`](Self::issues).
    pub fn is_validation(&self) -> bool {
        self.has_status(StatusCode::UNPROCESSABLE_ENTITY)
            || self.has_status(StatusCode::BAD_REQUEST) && !self.issues().is_empty()
    }

    /// A status of `500` and above.
    pub fn is_server_error(&self) -> bool {
        self.0.kind == ErrorKind::Api && self.0.status.is_some_and(|status| status.is_server_error())
    }

    /// No answer in time, or a deadline that passed.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// No connection could be established, or no secure one.
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Connect | ErrorKind::Tls)
    }

    /// The answer is not what the document promises.
    pub fn is_decode(&self) -> bool {
        self.0.kind == ErrorKind::Decode
    }

    fn has_status(&self, status: StatusCode) -> bool {
        self.0.kind == ErrorKind::Api && self.0.status == Some(status)
    }
}

impl std::error::Error for Error {}
