//! Where credentials go, and that they go nowhere else.

use crate::{
    api::{API, Acme},
    harness::{mocked, mocked_blocking, replies, run},
    macros::token_type,
};
use sdk_runtime::runtime::{
    testing::{MockTransport, Reply},
    *,
};
use std::{
    future::IntoFuture,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

fn good() -> Reply {
    Reply::json(200, serde_json::json!({"id": "x"}))
}

fn config() -> ClientConfig<Async> {
    ClientConfig::new(&API)
}

#[test]
fn a_token_goes_where_security_is_declared_and_nowhere_else() {
    let mock = replies(good);
    let client = mocked(&mock);
    run(client.get("x").into_future()).unwrap();
    run(client.ping().into_future()).unwrap();
    mocked_blocking(&mock).ping().send().unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].header("authorization"), Some("Bearer secret-token"));
    assert!(requests[0].headers["authorization"].is_sensitive());
    for request in &requests[1..] {
        assert!(
            request.headers.values().all(|value| !value.as_bytes().windows(12).any(|part| part == b"secret-token"))
        );
    }
}

#[test]
fn a_call_and_a_clone_can_have_tokens_of_their_own() {
    let mock = replies(good);
    let client = mocked(&mock);
    run(client.get("x").bearer("other").into_future()).unwrap();
    let tenant = Acme(client.0.with(|defaults| defaults.bearer("tenant").header("acme-tenant", "t1")));
    run(tenant.get("x").into_future()).unwrap();
    run(client.get("x").into_future()).unwrap();
    let sent: Vec<_> =
        mock.requests().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(sent, ["Bearer other", "Bearer tenant", "Bearer secret-token"]);
    assert_eq!(mock.requests()[1].header("acme-tenant"), Some("t1"));
}

#[test]
fn an_authorization_header_of_the_caller_is_sent_as_it_is() {
    let mock = replies(good);
    run(mocked(&mock).get("x").header("authorization", "Special abc").into_future()).unwrap();
    let client = Acme(config().transport(mock.clone()).build().unwrap());
    run(client.get("x").header("authorization", "Special abc").into_future()).unwrap();
    for request in mock.requests() {
        assert_eq!(request.header("authorization"), Some("Special abc"));
        assert!(request.headers["authorization"].is_sensitive());
    }
}

#[test]
fn an_operation_that_needs_a_credential_says_so() {
    let mock = replies(good);
    let client = Acme(config().transport(mock.clone()).build().unwrap());
    let error = run(client.get("x").into_future()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert!(error.to_string().contains("ACME_TOKEN"), "{error}");
    run(client.ping().into_future()).unwrap();
    assert_eq!(mock.requests().len(), 1);
}

token_type! {
    /// A token of a session.
    SessionToken
}

#[test]
fn a_token_from_an_answer_is_a_token() {
    let secret = sdk_runtime::runtime::values::Secret::from("from-answer");
    let token: SessionToken = (&secret).into();
    let mock = replies(good);
    run(mocked(&mock).get("x").bearer(token.clone()).into_future()).unwrap();
    assert_eq!(mock.requests()[0].header("authorization"), Some("Bearer from-answer"));
    assert!(!format!("{token:?} {:?}", SessionToken::from(secret)).contains("from-answer"));
}

#[test]
fn every_scheme_has_its_place() {
    let mock = replies(good);
    let config = config()
        .credential("basic", "user:pass")
        .credential("header", "h")
        .credential("query", "q&1")
        .access_token("c");
    let client = Acme(config.transport(mock.clone()).build().unwrap());
    run(client.keyed().into_future()).unwrap();
    let request = &mock.requests()[0];
    assert_eq!(request.header("authorization"), Some("Basic dXNlcjpwYXNz"));
    assert_eq!(request.header("x-key"), Some("h"));
    assert_eq!(request.target(), "/base/keyed?key=q%261");
    assert_eq!(request.header("cookie"), Some("sid=c"));
    run(client.keyed().with_cookie("seen", &"yes").extra_query("a", "b").into_future()).unwrap();
    let request = &mock.requests()[1];
    assert_eq!(request.header("cookie"), Some("seen=yes; sid=c"));
    assert_eq!(request.target(), "/base/keyed?a=b&key=q%261");
    assert!(client.keyed().curl().contains("cookie: [redacted]"));
}

#[test]
fn no_credential_over_plain_http_except_on_this_machine() {
    let error = config().access_token("t").base_url("http://api.acme.test").build().unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::PlainHttp);
    for url in ["http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1", "http://a.localhost"] {
        config().access_token("t").base_url(url).build().unwrap();
    }
    for url in ["http://127.0.0.1.evil.test", "http://localhost.evil.test", "http://10.0.0.1"] {
        config().access_token("t").base_url(url).build().unwrap_err();
    }
    config().access_token("t").base_url("http://api.acme.test").allow_insecure_http().build().unwrap();
    // Without a credential there is nothing to protect, until a call brings one.
    let mock = replies(good);
    let client = Acme(config().base_url("http://api.acme.test").transport(mock.clone()).build().unwrap());
    run(client.ping().into_future()).unwrap();
    let error = run(client.get("x").bearer("t").into_future()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn nothing_shows_a_secret() {
    let mock = MockTransport::new().on("*", |_| {
        Reply::json(401, serde_json::json!({"error": "invalid_token"})).header("set-cookie", "session=secret-token")
    });
    let config =
        ClientConfig::<Async>::new(&API).access_token("secret-token").default_header("authorization", "secret-token");
    let mut shown = vec![format!("{config:?}")];
    let client = Acme(config.transport(mock.clone()).build().unwrap());
    shown.push(format!("{client:?}"));
    shown.push(format!("{:?}", AccessToken::from("secret-token")));
    let call = client.get("x").bearer("secret-token").header("x-signature", sensitive());
    shown.push(format!("{call:?}"));
    shown.push(call.curl());
    shown.push(client.keyed().curl());
    let error = run(call.into_future()).unwrap_err();
    shown.push(format!("{error} {error:?}"));
    shown.push(format!("{:?}", run(client.get("x").raw().any_status().into_future()).unwrap()));
    shown.push(format!("{:?}", client.0.with(|defaults| defaults.bearer("secret-token"))));
    assert!(shown.last().is_some_and(|text| text.contains("[redacted]")), "it says that there is one: {shown:?}");
    for text in shown {
        assert!(!text.contains("secret-token"), "{text}");
    }
}

fn sensitive() -> http::HeaderValue {
    let mut value = http::HeaderValue::from_static("secret-token");
    value.set_sensitive(true);
    value
}

#[test]
fn a_redirect_is_an_error_that_names_its_target_and_sends_nothing_there() {
    let mock = replies(|| Reply::empty(302).header("location", "https://evil.test/steal?code=abc"));
    let error = run(mocked(&mock).get("x").into_future()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert_eq!(
        error.to_string(),
        "things.get: 302 Found: redirected to https://evil.test/steal; redirects are not followed (GET /v1/things/{id}, attempt 1)"
    );
    assert_eq!(mock.requests().len(), 1);
}

/// Hands out `t1`, and after a rejection `t2`.
#[derive(Clone, Default)]
struct Tokens(Arc<AtomicUsize>);

impl TokenProvider for Tokens {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async { Ok("t1".into()) })
    }

    fn refresh<'a>(&'a self, rejected: &'a AccessToken) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        assert_eq!(rejected.expose(), "t1");
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { Ok("t2".into()) })
    }
}

impl BlockingTokenProvider for Tokens {
    fn token(&self) -> Result<AccessToken, BoxError> {
        Ok("t1".into())
    }

    fn refresh(&self, _: &AccessToken) -> Result<AccessToken, BoxError> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Ok("t2".into())
    }
}

#[test]
fn a_rejected_token_is_renewed_once() {
    let mock = MockTransport::new().on("*", |_| Reply::empty(401).then(good()));
    let tokens = Tokens::default();
    let client = Acme(config().token_provider(tokens.clone()).transport(mock.clone()).build().unwrap());
    run(client.get("x").retry(RetryPolicy::none()).into_future()).unwrap();
    let sent: Vec<_> =
        mock.requests().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(sent, ["Bearer t1", "Bearer t2"]);

    let mock = replies(|| Reply::empty(401));
    let tokens = Tokens::default();
    let client =
        ClientConfig::<Blocking>::new(&API).token_provider(tokens.clone()).transport(mock.clone()).build().unwrap();
    let error = Acme(client).get("x").send().unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!((mock.requests().len(), tokens.0.load(Ordering::SeqCst)), (2, 1));
}

#[test]
fn a_token_is_not_renewed_for_what_cannot_be_sent_again() {
    let mock = replies(|| Reply::empty(401));
    let tokens = Tokens::default();
    let once = || File::reader(&b"x"[..]);
    let future = config().token_provider(tokens.clone()).transport(mock.clone()).build().unwrap();
    let blocking = ClientConfig::<Blocking>::new(&API).token_provider(tokens.clone()).transport(mock.clone());
    let blocking = blocking.build().unwrap();
    for error in
        [run(Acme(future).put(once()).into_future()).unwrap_err(), Acme(blocking).put(once()).send().unwrap_err()]
    {
        assert!(error.is_unauthorized(), "{error}");
    }
    assert_eq!((mock.requests().len(), tokens.0.load(Ordering::SeqCst)), (2, 0));
}

#[test]
fn an_operation_that_needs_several_credentials_says_which_are_missing() {
    let mock = replies(good);
    let config = config().credential("basic", "user:pass").transport(mock.clone());
    let error = run(Acme(config.build().unwrap()).keyed().into_future()).unwrap_err();
    let why = "the operation needs a credential for each of 4 security schemes, and the client has none for `header` \
               (`.credential(\"header\", ..)` or `ACME_HEADER`), nor for `query` (`.credential(\"query\", ..)`), nor for \
               `cookie` (`.credential(\"cookie\", ..)`)";
    assert_eq!((error.kind(), error.message()), (ErrorKind::Auth, Some(why)));
    assert_eq!(mock.requests().len(), 0);
}
