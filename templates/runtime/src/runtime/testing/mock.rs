//! The transport that stands in for a server.

use super::{Reply, VirtualClock, strict};
use crate::runtime::{
    json::{Document, Json},
    operation::{ApiInfo, Operation, OperationRef},
    support::{BoxError, BoxFuture, Clock, nearest},
    transport::{BlockingTransport, Body, FailurePoint, Transport, TransportError},
};
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Method, Uri};
use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What a rule may be for beside operations of the document: everything, and what the runtime makes by itself.
const MADE_HERE: [&str; 3] = ["*", "request", "upload.part"];

type Answer = Arc<dyn Fn(&Recorded) -> Reply + Send + Sync>;

/// A transport, for both kinds of clients, that answers by operation and records the requests.
///
/// Its clients live in virtual time: waits are over at once, and [`clock`](Self::clock) tells how long they would
/// have been. Clones are the same mock.
///
#[doc = include_str!("../examples/mock.md")]
#[derive(Clone)]
pub struct MockTransport {
    state: Arc<Mutex<State>>,
    clock: VirtualClock,
}

#[derive(Default)]
struct State {
    /// The APIs of its clients.
    apis: Vec<&'static ApiInfo>,
    rules: Vec<Rule>,
    requests: Vec<Recorded>,
    strict: bool,
}

struct Rule {
    operation: &'static str,
    answer: Answer,
    following: Option<VecDeque<Reply>>,
}

/// A request as it would have been sent.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Recorded {
    /// Name of the operation, such as `customers.get`.
    pub operation: &'static str,
    /// Method.
    pub method: Method,
    /// The whole URL.
    pub uri: Uri,
    /// Headers, credentials included.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl Recorded {
    /// Path and query, as they are sent.
    pub fn target(&self) -> &str {
        self.uri.path_and_query().map_or("/", |target| target.as_str())
    }

    /// A header as text; none if it is not there.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; none if it is no JSON.
    pub fn json(&self) -> Option<Json> {
        Some(Document::parse(&self.body).ok()?.root().to_json())
    }
}

/// What a mock answers to a request for a token.
const TOKEN: &str = r#"{"access_token":"mocked","token_type":"bearer","expires_in":3600}"#;

impl MockTransport {
    /// A mock that has no answers yet.
    pub fn new() -> Self {
        Self { state: Arc::default(), clock: VirtualClock::new() }
    }

    /// Answers the operation with this name, such as `customers.get`, or any with `*`. The function is called for the
    /// first request; if its reply is followed by others, those answer the next ones. A later rule for the same
    /// operation replaces an earlier one. If no client of the mock has an operation of this name, the first request panics
    /// with the nearest one.
    #[must_use]
    pub fn on(self, operation: &'static str, answer: impl Fn(&Recorded) -> Reply + Send + Sync + 'static) -> Self {
        {
            let mut state = self.lock();
            state.rules.retain(|rule| rule.operation != operation);
            state.rules.push(Rule { operation, answer: Arc::new(answer), following: None });
        }
        self
    }

    /// Answers every operation without a rule by its example.
    #[must_use]
    pub fn with_examples(self) -> Self {
        self.on("*", |request| Reply::example(request.operation))
    }

    /// Fails requests that the document does not allow: a parameter or a property of the body that it does not list, a
    /// parameter that is missing, a value beyond its bounds, a body of another type.
    #[must_use]
    pub fn strict(self) -> Self {
        self.lock().strict = true;
        self
    }

    /// The requests so far, in order, every attempt of its own.
    pub fn requests(&self) -> Vec<Recorded> {
        self.lock().requests.clone()
    }

    /// The clock of its clients.
    pub fn clock(&self) -> &VirtualClock {
        &self.clock
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        let (parts, body) = request.into_parts();
        let Some(operation) = parts.extensions.get::<OperationRef>().cloned() else {
            // What a client with a grant sends first is for a token, and is no call.
            return match body.starts_with(b"grant_type=") {
                true => Ok(http::Response::new(TOKEN.into())),
                false => Err(refused("the request belongs to no operation")),
            };
        };
        let recorded =
            Recorded { operation: operation.name, method: parts.method, uri: parts.uri, headers: parts.headers, body };
        let strict = {
            let mut state = self.lock();
            if state.requests.is_empty() {
                state.check_names();
            }
            state.requests.push(recorded.clone());
            state.strict
        };
        if strict {
            strict::check(&operation, &recorded).map_err(refused)?;
        }
        self.reply(&operation, &recorded)?.respond(&operation)
    }

    /// The reply whose turn it is. The function of a rule runs without the lock, so that it may ask the mock.
    fn reply(&self, operation: &Operation, recorded: &Recorded) -> Result<Reply, TransportError> {
        let matching = |rule: &&mut Rule| rule.operation == operation.name;
        let answer = {
            let mut state = self.lock();
            let rule = match state.rules.iter().any(|rule| rule.operation == operation.name) {
                true => state.rules.iter_mut().find(matching),
                false => state.rules.iter_mut().find(|rule| rule.operation == "*"),
            };
            let rule = rule.ok_or_else(|| refused(format!("the mock has no answer for `{}`", operation.name)))?;
            if let Some(following) = &mut rule.following {
                let last = following.len() == 1;
                let next = if last { following.front().cloned() } else { following.pop_front() };
                return Ok(next.expect("a rule that matches has a reply left"));
            }
            Arc::clone(&rule.answer)
        };
        let (reply, following) = answer(recorded).split();
        if !following.is_empty() {
            let mut state = self.lock();
            if let Some(rule) = state.rules.iter_mut().find(|rule| Arc::ptr_eq(&rule.answer, &answer)) {
                rule.following = Some(following);
            }
        }
        Ok(reply)
    }
}

impl State {
    /// Panics if a rule is for an operation that no client has: its requests would get another rule's answers.
    fn check_names(&self) {
        let known = || self.apis.iter().flat_map(|api| api.samples.operations());
        let is_known = |rule: &Rule| MADE_HERE.contains(&rule.operation) || known().any(|name| name == rule.operation);
        if let Some(rule) = self.rules.iter().find(|rule| !is_known(rule))
            && let Some(nearest) = nearest(rule.operation, known())
        {
            panic!(
                "the mock has an answer for `{}`, which is no operation; the nearest is `{nearest}`",
                rule.operation
            );
        }
    }

    /// Notes that a client of the API uses the mock.
    fn attach(&mut self, api: &'static ApiInfo) {
        if !self.apis.iter().any(|known| std::ptr::eq(*known, api)) {
            self.apis.push(api);
        }
    }
}

fn refused(why: impl Into<String>) -> TransportError {
    TransportError::new(FailurePoint::Request, why.into())
}

impl Default for MockTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for MockTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>> {
        Box::pin(async move {
            let (parts, mut body) = request.into_parts();
            let mut bytes = BytesMut::new();
            // Nothing waits while the clock is virtual, but for what only an executor can read.
            let has_stream = body.has_stream();
            while let Some(piece) = if has_stream { body.next_chunk().await } else { body.read_chunk() } {
                bytes.extend_from_slice(&piece?);
            }
            self.answer(http::Request::from_parts(parts, bytes.freeze())).map_err(Into::into)
        })
    }

    fn attach(&self, api: &'static ApiInfo) {
        self.lock().attach(api);
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        Some(Arc::new(self.clock.clone()))
    }
}

impl BlockingTransport for MockTransport {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Body>, BoxError> {
        let (parts, mut body) = request.into_parts();
        let mut bytes = BytesMut::new();
        while let Some(piece) = body.read_chunk() {
            bytes.extend_from_slice(&piece?);
        }
        self.answer(http::Request::from_parts(parts, bytes.freeze())).map_err(Into::into)
    }

    fn attach(&self, api: &'static ApiInfo) {
        self.lock().attach(api);
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        Some(Arc::new(self.clock.clone()))
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MockTransport({} requests)", self.lock().requests.len())
    }
}
