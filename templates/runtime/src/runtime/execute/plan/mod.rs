//! From a draft to a request that can be sent, and from its last answer to a result. No I/O, no waiting.

mod alternative;
mod headers;
mod key;
mod security;

use headers::Headers;

use super::record::{CallRecord, Sent};
use crate::runtime::{
    client::{Core, Mode},
    error::{Error, ErrorKind},
    operation::{ApiInfo, OperationRef, Retry},
    request::{Draft, Origin, PageRequest},
    response::{Answer, Head, ReadTimeout, StreamingBody},
    retry::{Attempts, CallFacts, RetryBudget, RetryPolicy},
    support::{BoxError, Clock, Instant},
    transport::{AttemptProgress, Body, FailurePoint, RequestBody, TransportError, failure},
};
#[cfg(feature = "blocking")]
use crate::runtime::{support::saturated, transport::AttemptTimeout};
use bytes::Bytes;
use http::Uri;
pub(super) use security::Security;
use std::{sync::Arc, time::Duration};

/// A call that is ready to be sent, as often as it takes.
pub(crate) struct Plan {
    pub(crate) operation: OperationRef,
    pub(crate) api: &'static ApiInfo,
    pub(crate) security: Security,
    pub(crate) timeout: Duration,
    pub(crate) max_response: u64,
    pub(crate) streamed: bool,
    uri: Uri,
    headers: Headers,
    body: RequestBody,
    facts: CallFacts,
    policy: RetryPolicy,
    /// When the call has to have ended.
    deadline: Option<Instant>,
    pub(crate) budget: RetryBudget,
    record: CallRecord,
    shows_operation: bool,
    optional: bool,
    strict: bool,
    partial: bool,
    any_status: bool,
    page_request: Option<PageRequest>,
}

impl Plan {
    /// Checks the draft and fixes everything that all attempts have in common.
    pub(crate) fn new<M: Mode>(core: &Core<M>, draft: &mut Draft) -> Result<Box<Self>, Error> {
        draft.apply_cursor();
        let draft = &*draft;
        let shared = core.shared();
        let defaults = &core.inner().defaults;
        let rejected = |why: &str| Error::with_message(ErrorKind::Request, draft.operation(), why);
        if let Some(why) = draft.deferred_error().or(defaults.deferred_error.as_deref()) {
            return Err(rejected(why));
        }
        let operation = draft.operation().clone();
        // A server of its own is a place that the document names for this operation and its credential.
        let base_url = match operation.server.filter(|_| !shared.base_url_for_all) {
            Some(servers) => &shared.own_base_url(servers).map_err(|error| rejected(&error.to_string()))?,
            None => &shared.base_url,
        };
        let uri = match &draft.absolute {
            Some(uri) => foreign(uri, shared.allow_insecure_http).map_err(rejected)?,
            None => {
                let target = draft.path_and_query(base_url.prefix()).map_err(|why| rejected(&why))?;
                base_url.join(target).map_err(|_| rejected("path and query make no URL"))?
            }
        };
        let page_request =
            operation.pagination.map(|pagination| PageRequest::new(&pagination, draft, base_url.origin()));
        let private = base_url.is_private() || shared.allow_insecure_http;
        let origin = draft.absolute.as_ref().and_then(Origin::of);
        let origin = origin.as_ref().unwrap_or(base_url.origin());
        let security = Security::resolve(&core.inner().credentials, defaults, draft, origin, private)?;
        let (body, key) = key::place(draft).map_err(|why| rejected(&why))?;
        let body = body.measured().map_err(|(file, cause)| {
            let error = Error::with_message(ErrorKind::File, draft.operation(), format!("cannot read `{file}`"));
            error.with_source(cause)
        })?;
        if !body.is_whole() {
            return Err(rejected("the file of the body was sent before, and cannot be read a second time"));
        }
        if !M::SENDS_STREAMS && body.has_stream() {
            return Err(rejected("a stream can only be sent by an asynchronous client; give a reader instead"));
        }
        let headers = Headers::new(core, draft, body.size(), key.header()).map_err(rejected)?;
        Ok(Box::new(Self {
            api: shared.api,
            security,
            timeout: draft.options.timeout.unwrap_or(defaults.timeout),
            max_response: shared.max_response,
            streamed: draft.options.streamed,
            uri,
            headers,
            body,
            facts: CallFacts {
                operation: operation.name,
                only_reads: operation.only_reads(),
                idempotent: operation.retry == Retry::Safe || key.counts(operation.retry),
                open: operation.auth.any_of.is_empty(),
            },
            policy: draft.options.retry.clone().unwrap_or_else(|| defaults.retry.clone()),
            deadline: draft
                .options
                .deadline
                .or(defaults.deadline)
                .and_then(|time| shared.clock.now().checked_add(time)),
            budget: defaults.retry_budget.clone(),
            record: CallRecord::default(),
            shows_operation: shared.shows_operation,
            optional: draft.options.optional,
            strict: draft.options.strict || defaults.strict,
            partial: draft.options.partial,
            any_status: draft.options.any_status,
            page_request,
            operation,
        }))
    }

    /// The request without credential.
    pub(crate) fn request(&self) -> http::Request<Body> {
        let mut request = http::Request::new(self.body.to_body());
        *request.method_mut() = self.operation.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.assemble();
        if self.shows_operation {
            request.extensions_mut().insert(self.operation.clone());
        }
        request
    }

    /// The attempts of this call, none made yet.
    pub(crate) fn attempts(&self, clock: &dyn Clock) -> Attempts {
        Attempts::new(self.policy.clone(), self.facts, &|| clock.now(), self.deadline)
    }

    /// Whether the body can be sent once more.
    pub(crate) fn can_be_repeated(&self) -> bool {
        self.body.is_whole()
    }

    /// How much time the call has left, if it has a deadline.
    pub(crate) fn left(&self, clock: &dyn Clock) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(clock.now()))
    }

    /// How long an attempt may take, for the transport.
    #[cfg(feature = "blocking")]
    pub(crate) fn attempt_timeout(&self, total: Duration, clock: &dyn Clock) -> AttemptTimeout {
        AttemptTimeout { total: saturated(total), streamed: self.streamed, whole: self.left(clock) }
    }

    /// An attempt begins.
    pub(crate) fn begin(&self, progress: &AttemptProgress) {
        self.record.begin(progress, self.facts.only_reads);
    }

    /// The attempt has ended, after which the rules know more.
    pub(crate) fn end(&self, succeeded: bool, attempts: &Attempts) {
        self.record.end(succeeded, attempts.may_have_been_applied(), attempts.is_budget_spent());
    }

    /// What was sent until now.
    pub(crate) fn sent(&self) -> Sent {
        self.record.sent()
    }

    /// An error that says what was sent until now.
    fn stamped(&self, mut error: Error) -> Error {
        let sent = self.sent();
        let repr = error.repr_mut();
        (repr.attempts, repr.may_have_been_applied, repr.budget_spent) =
            (sent.attempts, sent.applied, sent.budget_spent);
        error
    }

    /// The error for a call whose deadline has passed.
    pub(crate) fn too_late(&self) -> Error {
        let sent = self.sent();
        let (kind, message) = match sent {
            Sent { attempts: 0, .. } => (ErrorKind::Timeout, "the deadline passed before the request could be sent"),
            Sent { connecting: true, .. } => {
                (ErrorKind::Connect, "the deadline passed before a connection was established")
            }
            _ => (ErrorKind::Timeout, "the deadline passed"),
        };
        self.stamped(Error::with_message(kind, &self.operation, message))
    }

    /// The error for a call whose last attempt got no answer.
    pub(crate) fn failed(&self, failure: TransportError) -> Error {
        let kind = match failure.point() {
            FailurePoint::Connect => ErrorKind::Connect,
            FailurePoint::Tls => ErrorKind::Tls,
            FailurePoint::NotProcessed | FailurePoint::Exchange | FailurePoint::Body => ErrorKind::Transport,
            FailurePoint::Timeout => ErrorKind::Timeout,
            FailurePoint::TooLarge => ErrorKind::TooLarge,
            FailurePoint::Request => ErrorKind::Request,
        };
        self.stamped(Error::new(kind, &self.operation).with_source(failure))
    }

    /// The error that middleware around a call handed back, which may be one of ours.
    pub(crate) fn unboxed(&self, error: BoxError) -> Error {
        match error.downcast::<Error>() {
            Ok(error) => *error,
            Err(error) => {
                let failure = failure(error);
                let sent = self.sent();
                // Where nothing went over the transport, nobody knows what middleware did by itself.
                let acted = sent.applied || sent.succeeded || sent.attempts == 0;
                let applied = acted && !self.facts.only_reads && failure.point() != FailurePoint::Request;
                let mut error = self.failed(failure);
                error.repr_mut().may_have_been_applied |= applied;
                error
            }
        }
    }

    /// The error for a call whose token provider had none.
    pub(crate) fn no_token(&self, error: BoxError) -> Error {
        let error =
            Error::with_message(ErrorKind::Auth, &self.operation, "the token provider has no token").with_source(error);
        self.stamped(error)
    }

    /// What the call gives, from the answer of its last attempt.
    pub(crate) fn conclude(
        self: Box<Self>,
        response: http::Response<Body>,
        clock: &Arc<dyn Clock>,
    ) -> Result<Answer, Error> {
        let sent = self.sent();
        let (parts, body) = response.into_parts();
        let head = Head { status: parts.status, headers: parts.headers, attempts: sent.attempts };
        let absent = self.optional && head.status == http::StatusCode::NOT_FOUND;
        let (body, stream) = match body.try_into_bytes() {
            Ok(bytes) => (bytes, None),
            Err(stream) => (Bytes::new(), Some(stream)),
        };
        if head.status.is_success() || absent || self.any_status {
            let stream = self.streamed.then(|| {
                let body = stream.unwrap_or_else(|| body.clone().into());
                let (time, until, clock) = (self.timeout, self.deadline, Arc::clone(clock));
                let patience = ReadTimeout { time, until, clock, progress: self.record.latest() };
                StreamingBody { body, patience, limit: self.max_response }
            });
            let Self { operation, page_request, strict, partial, .. } = *self;
            return Ok(Answer { operation, head, body, stream, absent, page_request, strict, partial, request: None });
        }
        let redact = |text: &str| self.security.redact(text);
        let mut error = Error::from_answer(&self.operation, head, body, clock.time_of_day(), &redact);
        error.repr_mut().sent = self.body.as_bytes().cloned().unwrap_or_default();
        Err(self.stamped(error))
    }
}

/// A URL that is not the API's. What goes there may be private too.
fn foreign(uri: &Uri, insecure: bool) -> Result<Uri, &'static str> {
    let host = crate::runtime::request::BaseUrl::parse(&format!(
        "{}://{}",
        uri.scheme_str().unwrap_or_default(),
        uri.authority().map_or("", |authority| authority.as_str())
    ));
    match host {
        Ok(host) if host.is_private() || insecure => Ok(uri.clone()),
        Ok(_) => Err("the URL is not encrypted; build the client with `allow_insecure_http()` if that is right"),
        Err(_) => Err("the URL is no absolute `http` or `https` URL"),
    }
}
