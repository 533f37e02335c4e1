//! From a draft to a request that can be sent, and from its last answer to a result. No I/O, no waiting.

use super::{
    BoxError,
    api::ApiInfo,
    auth::Security,
    body::Body,
    client::Core,
    download::{Arriving, Patience},
    error::{Error, ErrorKind},
    mode::Mode,
    operation::{OperationRef, Retry},
    page::Asked,
    random,
    request::{Draft, is_unset, set_property},
    response::{Answer, AttemptsMade, Head},
    retry::{Attempts, CallFacts, RetryPolicy},
    time::Clock,
    transport::{AttemptTimeout, FailurePoint, TransportError, failure},
};
use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Uri,
    header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, USER_AGENT},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// The header that carries an idempotency key where the body has no property for it.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A call that is ready to be sent, as often as it takes.
pub(crate) struct Plan {
    pub(crate) operation: OperationRef,
    pub(crate) api: &'static ApiInfo,
    pub(crate) security: Security,
    pub(crate) timeout: Duration,
    pub(crate) max_response: u64,
    pub(crate) streamed: bool,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    facts: CallFacts,
    policy: RetryPolicy,
    deadline: Option<Duration>,
    optional: bool,
    any_status: bool,
    asked: Option<Asked>,
}

impl Plan {
    /// Checks the draft and fixes everything that all attempts have in common.
    pub(crate) fn new<M: Mode>(core: &Core<M>, mut draft: Draft) -> Result<Self, Error> {
        draft.settle();
        let shared = core.shared();
        let defaults = &core.inner().defaults;
        let rejected = |why: &str| Error::told(ErrorKind::Request, draft.operation(), why);
        if let Some(why) = draft.wrong().or(defaults.wrong.as_deref()) {
            return Err(rejected(why));
        }
        let operation = draft.operation().clone();
        let base_url = match operation.server.filter(|_| !shared.base_url_overridden) {
            Some(url) => &super::client::BaseUrl::parse(url).map_err(|error| rejected(&error.to_string()))?,
            None => &shared.base_url,
        };
        let uri = match &draft.absolute {
            Some(uri) => foreign(uri, shared.allow_insecure_http).map_err(rejected)?,
            None => {
                let target = draft.path_and_query(base_url.prefix()).map_err(|why| rejected(&why))?;
                base_url.join(&target).map_err(|_| rejected("path and query make no URL"))?
            }
        };
        let asked = operation.pagination.map(|pagination| Asked::new(&pagination, &draft, base_url, uri.path()));
        let private = base_url.is_private() || shared.allow_insecure_http;
        let security = Security::resolve(&core.inner().credentials, &draft, private)?;
        // Room for what requests usually carry, so that the map never grows.
        let mut headers = HeaderMap::with_capacity(12);
        headers.insert(USER_AGENT, shared.user_agent.clone());
        if draft.absolute.is_none() {
            fix_headers(&mut headers, shared.api, &operation);
            merge(&mut headers, &defaults.headers);
        }
        merge(&mut headers, &draft.headers);
        if !draft.cookies.is_empty() {
            let cookies = HeaderValue::from_str(&draft.cookies.join("; "));
            headers.insert(COOKIE, cookies.map_err(|_| rejected("a cookie has a value that cannot be sent"))?);
        }
        let (body, keyed) = with_key(&draft, &mut headers).map_err(|why| rejected(&why))?;
        describe_body(&operation.method, &draft, &body, &mut headers);
        Ok(Self {
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
                idempotent: keyed || operation.retry == Retry::Safe,
            },
            policy: draft.options.retry.clone().unwrap_or_else(|| defaults.retry.clone()),
            deadline: draft.options.deadline.or(defaults.deadline),
            optional: draft.options.optional,
            any_status: draft.options.any_status,
            asked,
            operation,
        })
    }

    /// The request without credential.
    pub(crate) fn request(&self) -> http::Request<Body> {
        let mut request = http::Request::new(Body::from(self.body.clone()));
        *request.method_mut() = self.operation.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        request.extensions_mut().insert(self.operation.clone());
        request
    }

    /// The attempts of this call, none made yet.
    pub(crate) fn attempts(&self, now: Instant) -> Attempts {
        Attempts::new(self.policy.clone(), self.facts, now, self.deadline)
    }

    /// How long an attempt may take, for the transport.
    pub(crate) fn attempt_timeout(&self, total: Duration) -> AttemptTimeout {
        AttemptTimeout { total, streamed: self.streamed }
    }

    /// The error for a call whose deadline passed before an attempt could be made.
    pub(crate) fn too_late(&self, attempts: &Attempts) -> Error {
        let mut error =
            Error::told(ErrorKind::Timeout, &self.operation, "the deadline passed before the request could be sent");
        error.repr_mut().attempts = attempts.made();
        error.repr_mut().applied = attempts.may_have_been_applied();
        error
    }

    /// The error for a call whose last attempt got no answer.
    pub(crate) fn failed(&self, failure: TransportError, attempts: &Attempts) -> Error {
        let kind = match failure.point() {
            FailurePoint::Connect => ErrorKind::Connect,
            FailurePoint::Exchange | FailurePoint::Body => ErrorKind::Transport,
            FailurePoint::Timeout => ErrorKind::Timeout,
            FailurePoint::TooLarge => ErrorKind::TooLarge,
            FailurePoint::Request => ErrorKind::Request,
        };
        let mut error = Error::new(kind, &self.operation).with_source(failure);
        error.repr_mut().attempts = attempts.made();
        error.repr_mut().applied = attempts.may_have_been_applied();
        error
    }

    /// The error that middleware around a call handed back, which may be one of ours.
    pub(crate) fn unboxed(&self, error: BoxError) -> Error {
        match error.downcast::<Error>() {
            Ok(error) => *error,
            Err(error) => {
                let failure = failure(error);
                let applied = !self.facts.only_reads && failure.point() != FailurePoint::Request;
                let mut error = self.failed(failure, &self.attempts(Instant::now()));
                error.repr_mut().applied = applied;
                error
            }
        }
    }

    /// The error for a call whose token provider had none.
    pub(crate) fn no_token(&self, error: BoxError) -> Error {
        let mut told =
            Error::told(ErrorKind::Auth, &self.operation, "the token provider has no token").with_source(error);
        told.repr_mut().attempts = 0;
        told
    }

    /// What the call gives, from the answer of its last attempt.
    pub(crate) fn conclude(
        self,
        response: http::Response<Body>,
        made: AttemptsMade,
        clock: &Arc<dyn Clock>,
    ) -> Result<Answer, Error> {
        let (parts, body) = response.into_parts();
        let head = Head { status: parts.status, headers: parts.headers, attempts: made.attempts };
        let absent = self.optional && head.status == http::StatusCode::NOT_FOUND;
        let (body, stream) = match body.try_into_bytes() {
            Ok(bytes) => (bytes, None),
            Err(stream) => (Bytes::new(), Some(stream)),
        };
        if head.status.is_success() || absent || self.any_status {
            let stream = self.streamed.then(|| {
                let body = stream.unwrap_or_else(|| body.clone().into());
                Arriving { body, patience: Patience { time: self.timeout, clock: Arc::clone(clock) } }
            });
            return Ok(Answer { operation: self.operation, head, body, stream, absent, list: self.asked });
        }
        let mut error = Error::from_answer(&self.operation, head, body, clock.time_of_day());
        error.repr_mut().applied = made.applied;
        Err(error)
    }
}

/// A URL that is not the API's. What goes there may be private too.
fn foreign(uri: &Uri, insecure: bool) -> Result<Uri, &'static str> {
    let host = super::client::BaseUrl::parse(&format!(
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

/// Headers that every request to the API carries.
fn fix_headers(headers: &mut HeaderMap, api: &ApiInfo, operation: &OperationRef) {
    // HTTP libraries differ in what they send where nothing is said.
    let accept = if operation.accept.is_empty() { "*/*" } else { operation.accept };
    headers.insert(ACCEPT, HeaderValue::from_static(accept));
    if let Some((name, value)) = api.version_header
        && let Ok(name) = HeaderName::from_bytes(name.as_bytes())
    {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

fn merge(headers: &mut HeaderMap, more: &HeaderMap) {
    for (name, value) in more {
        headers.insert(name.clone(), value.clone());
    }
}

/// The body with its idempotency key, made here once for all attempts, and whether the call has a key at all.
fn with_key(draft: &Draft, headers: &mut HeaderMap) -> Result<(Bytes, bool), String> {
    let body = draft.body.as_ref();
    let bytes = body.map(|body| body.bytes.clone()).unwrap_or_default();
    let given = draft.options.idempotency_key.as_deref();
    let property = match draft.operation().retry {
        Retry::Keyed(property) if body.is_some_and(|body| body.is_json) => Some(property),
        Retry::Keyed(_) | Retry::Safe | Retry::Never => None,
    };
    let unset = property.and_then(|property| is_unset(&bytes, property));
    match (property, given, unset) {
        (Some(_), None, Some(false)) => Ok((bytes, true)),
        (Some(property), key, Some(_)) => {
            let key = key.map_or_else(random::uuid_v4, str::to_owned);
            let json = super::json::encode_to_string(&key);
            let bytes = set_property(&bytes, property, &json).ok_or("the body is no object")?;
            Ok((bytes.into(), true))
        }
        (_, Some(key), _) => {
            let key = HeaderValue::from_str(key).map_err(|_| "the idempotency key cannot be sent in a header")?;
            headers.insert(IDEMPOTENCY_KEY, key);
            Ok((bytes, true))
        }
        (_, None, _) => Ok((bytes, false)),
    }
}

/// Says what the body is. Methods that are expected to have one say so when they have none: some servers answer
/// `411` otherwise.
fn describe_body(method: &Method, draft: &Draft, bytes: &Bytes, headers: &mut HeaderMap) {
    let length = HeaderValue::from(bytes.len());
    match &draft.body {
        Some(body) => {
            if !headers.contains_key(CONTENT_TYPE)
                && !body.media_type.is_empty()
                && let Ok(media_type) = HeaderValue::from_str(&body.media_type)
            {
                headers.insert(CONTENT_TYPE, media_type);
            }
            headers.insert(CONTENT_LENGTH, length);
        }
        None if [Method::POST, Method::PUT, Method::PATCH].contains(method) => {
            headers.insert(CONTENT_LENGTH, length);
        }
        None => {}
    }
}
