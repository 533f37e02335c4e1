//! What stands between a call and its transport.

use crate::{
    api::{API, Acme},
    harness::{replies, run, summary},
};
use http::{Request, Response};
use sdk_runtime::runtime::{
    Async, Blocking, BlockingMiddleware, BlockingNext, Body, BoxError, BoxFuture, ClientConfig, ErrorKind, Middleware,
    Next, Operation, OperationRef, RetryPolicy, Transport,
    testing::{MockTransport, Reply},
};
use std::{
    future::IntoFuture,
    task::{Context, Poll},
};

fn good() -> Reply {
    Reply::json(200, serde_json::json!({"id": "x"}))
}

fn config() -> ClientConfig<Async> {
    ClientConfig::new(&API).access_token("t")
}

/// Notes in a header where it is and whether it sees the credential.
struct Tag(&'static str);

impl Tag {
    fn note(&self, request: &mut Request<Body>, operation: &Operation) -> Result<(), BoxError> {
        let seen = request.headers().get("x-seen").map_or("", |value| value.to_str().unwrap());
        let credential = if request.headers().contains_key("authorization") { "+" } else { "" };
        let seen = format!("{seen}{}{credential} {};", self.0, operation.name);
        request.headers_mut().insert("x-seen", seen.parse()?);
        Ok(())
    }
}

impl Middleware for Tag {
    fn handle<'a>(
        &'a self,
        mut request: Request<Body>,
        operation: &'a Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, BoxError>> {
        Box::pin(async move {
            self.note(&mut request, operation)?;
            next.run(request).await
        })
    }
}

impl BlockingMiddleware for Tag {
    fn handle(
        &self,
        mut request: Request<Body>,
        operation: &Operation,
        next: BlockingNext<'_>,
    ) -> Result<Response<Body>, BoxError> {
        self.note(&mut request, operation)?;
        next.run(request)
    }
}

#[test]
fn calls_and_attempts_are_seen_in_order() {
    const SEEN: Option<&str> = Some("call things.get;outer+ things.get;inner+ things.get;");
    let mock = replies(|| Reply::empty(503).then(good()));
    let config = config().middleware(Tag("outer")).middleware(Tag("inner")).middleware_per_call(Tag("call"));
    let client = Acme(config.transport(mock.clone()).build().unwrap());
    let answer = run(client.get("x").with_response().into_future()).unwrap();
    assert_eq!(answer.attempts(), 2, "also counted through middleware");
    assert!(mock.requests().iter().all(|request| request.header("x-seen") == SEEN));

    let mock = replies(|| Reply::empty(503).then(good()));
    let config = ClientConfig::<Blocking>::new(&API).access_token("t");
    let config = config.middleware(Tag("outer")).middleware(Tag("inner")).middleware_per_call(Tag("call"));
    let client = Acme(config.transport(mock.clone()).build().unwrap());
    assert_eq!(client.get("x").with_response().send().unwrap().attempts(), 2);
    assert!(mock.requests().iter().all(|request| request.header("x-seen") == SEEN));
}

#[test]
fn middleware_finds_the_operation_in_the_request_too() {
    /// Answers with the name of the operation that the request is of.
    struct Named;
    impl Middleware for Named {
        fn handle<'a>(
            &'a self,
            request: Request<Body>,
            _: &'a Operation,
            _: Next<'a>,
        ) -> BoxFuture<'a, Result<Response<Body>, BoxError>> {
            let name = request.extensions().get::<OperationRef>().map_or("nobody", |operation| operation.name);
            let body = format!(r#"{{"id":"{name}"}}"#);
            Box::pin(async move { Ok(Response::new(Body::from(body.into_bytes()))) })
        }
    }
    for config in [config().middleware(Named), config().middleware_per_call(Named)] {
        assert_eq!(run(Acme(config.build().unwrap()).get("x").into_future()).unwrap().id, "things.get");
    }
}

#[test]
fn errors_pass_through_whole() {
    let mock = replies(|| Reply::json(404, serde_json::json!({"error": "NotFound"})));
    let client = Acme(config().middleware_per_call(Tag("call")).transport(mock.clone()).build().unwrap());
    let error = run(client.get("x").retry(RetryPolicy::none()).into_future()).unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Some("NotFound"), 1));
    let mock = replies(|| Reply::fail(sdk_runtime::runtime::FailurePoint::Connect));
    let client = Acme(config().middleware_per_call(Tag("call")).transport(mock).build().unwrap());
    let error = run(client.get("x").into_future()).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3));
}

/// Answers by itself, fails, or asks twice.
enum Special {
    Answers,
    Fails,
    Repeats,
}

impl Middleware for Special {
    fn handle<'a>(
        &'a self,
        request: Request<Body>,
        _: &'a Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, BoxError>> {
        Box::pin(async move {
            match self {
                Self::Answers => Ok(Response::new(Body::from(r#"{"id":"cached"}"#))),
                Self::Fails => Err("no signature could be made".into()),
                Self::Repeats => {
                    assert!(request.extensions().get::<OperationRef>().is_some());
                    let (parts, body) = request.into_parts();
                    let bytes = body.try_into_bytes().expect("request bodies are at hand");
                    next.run(Request::from_parts(parts.clone(), bytes.clone().into())).await?;
                    next.run(Request::from_parts(parts, bytes.into())).await
                }
            }
        })
    }
}

#[test]
fn middleware_can_answer_fail_and_ask_again() {
    let with = |special: Special, per_call: fn(ClientConfig<Async>, Special) -> ClientConfig<Async>| {
        let mock: MockTransport = replies(good);
        let client = Acme(per_call(config(), special).transport(mock.clone()).build().unwrap());
        (run(client.create(&crate::api::Thing { id: "x".to_owned() }).into_future()), mock.requests().len())
    };
    type Add = fn(ClientConfig<Async>, Special) -> ClientConfig<Async>;
    let places: [Add; 2] =
        [|config, special| config.middleware_per_call(special), |config, special| config.middleware(special)];
    for per in places {
        assert_eq!(with(Special::Answers, per).0.unwrap().id, "cached");
        let (failed, requests) = with(Special::Fails, per);
        let error = failed.unwrap_err();
        assert!(error.to_string().contains("no signature could be made"), "{error}");
        assert!(error.may_have_been_applied(), "nobody knows what middleware did");
        assert_eq!(requests, 0);
        assert_eq!(with(Special::Repeats, per).1, 2);
    }
}

/// Fails after the server has answered.
struct FailsAfter;

impl Middleware for FailsAfter {
    fn handle<'a>(
        &'a self,
        request: Request<Body>,
        _: &'a Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, BoxError>> {
        Box::pin(async move { next.run(request).await.and(Err("the answer could not be stored".into())) })
    }
}

impl BlockingMiddleware for FailsAfter {
    fn handle(
        &self,
        request: Request<Body>,
        _: &Operation,
        next: BlockingNext<'_>,
    ) -> Result<Response<Body>, BoxError> {
        next.run(request).and(Err("the answer could not be stored".into()))
    }
}

#[test]
fn what_was_sent_is_known_when_middleware_fails_after_it() {
    let thing = crate::api::Thing { id: "x".to_owned() };
    let outcome = |reply: fn() -> Reply| {
        let (mock, twin) = (replies(reply), replies(reply));
        let client = Acme(config().middleware_per_call(FailsAfter).transport(mock).build().unwrap());
        let future = summary(run(client.create(&thing).into_future()));
        let config = ClientConfig::<Blocking>::new(&API).access_token("t").middleware_per_call(FailsAfter);
        let blocking = summary(Acme(config.transport(twin).build().unwrap()).create(&thing).send());
        assert_eq!(future, blocking);
        future
    };
    assert_eq!(outcome(good), "Transport -, 1 attempts, maybe applied");
    assert_eq!(outcome(|| Reply::empty(429).then(good())), "Transport -, 2 attempts, maybe applied");
    assert_eq!(outcome(|| Reply::empty(503)), "Transport -, 1 attempts, maybe applied");
    assert_eq!(outcome(|| Reply::empty(422)), "Transport -, 1 attempts, not applied");
}

/// A service such as layers of `tower` make: it reports whether it is ready, adds a header, and answers.
#[derive(Clone)]
struct Layered {
    mock: MockTransport,
    ready: bool,
}

impl tower_service::Service<Request<Body>> for Layered {
    type Response = Response<Body>;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Response<Body>, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.ready = true;
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        assert!(self.ready, "a service is polled for readiness before it is called");
        assert_eq!(http_body::Body::size_hint(request.body()).exact(), Some(10));
        request.headers_mut().insert("x-layer", "1".parse().unwrap());
        let mock = self.mock.clone();
        Box::pin(async move { Transport::send(&mock, request).await })
    }
}

#[test]
fn a_tower_service_carries_requests() {
    let mock = replies(good);
    let service = Layered { mock: mock.clone(), ready: false };
    let client = Acme(config().tower_service(service).build().unwrap());
    let made = run(client.create(&crate::api::Thing { id: "x".to_owned() }).into_future()).unwrap();
    assert_eq!((made.id.as_str(), mock.requests()[0].header("x-layer")), ("x", Some("1")));

    let mock = replies(|| Reply::fail(sdk_runtime::runtime::FailurePoint::Connect));
    let client = Acme(config().tower_service(Layered { mock, ready: false }).build().unwrap());
    let error = run(client.create(&crate::api::Thing { id: "x".to_owned() }).retry(RetryPolicy::none()).into_future());
    assert_eq!(summary(error), "Connect -, 1 attempts, not applied");
}

/// Gives an attempt up before its time is up.
struct Impatient;

impl Middleware for Impatient {
    fn handle<'a>(
        &'a self,
        request: Request<Body>,
        _: &'a Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, BoxError>> {
        Box::pin(async move {
            let answer = tokio::time::timeout(crate::faulty::BRIEF, next.run(request)).await;
            answer.unwrap_or_else(|_| Err("it took too long".into()))
        })
    }
}

#[test]
fn what_was_sent_is_known_when_middleware_gives_an_attempt_up() {
    let server = crate::faulty::serve(&[crate::faulty::Act::Hang]);
    let client = Acme(crate::faulty::client::<Async>(&server.url).middleware_per_call(Impatient).build().unwrap());
    let thing = crate::api::Thing { id: "x".to_owned() };
    let outcome = summary(run(client.create(&thing).into_future()));
    assert_eq!(outcome, "Transport -, 1 attempts, maybe applied");
    assert_eq!(summary(run(client.get("x").into_future())), "Transport -, 1 attempts, not applied");
}
