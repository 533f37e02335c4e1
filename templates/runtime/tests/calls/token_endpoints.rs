//! Token endpoints: where they are, and what they answer. Both modes.

use crate::{
    api::{API, Acme},
    harness::run,
    server::{Server, json},
};
use sdk_runtime::runtime::{
    Async, Blocking, Body, BoxError, BoxFuture, ClientConfig, OAuth2, Transport, testing::MockTransport, values::Secret,
};
use std::{
    future::IntoFuture,
    sync::{Arc, Condvar, Mutex},
    time::Duration,
};

/// What a call in each mode gives that needs a token of the server first.
fn called(server: &Server, grant: OAuth2) -> [Result<String, String>; 2] {
    let base = format!("{}/base", server.url());
    let future = ClientConfig::<Async>::new(&API).base_url(&base).oauth2(grant.clone()).build();
    let blocking = ClientConfig::<Blocking>::new(&API).base_url(&base).oauth2(grant).build();
    let future = future.map_err(|error| error.to_string());
    let blocking = blocking.map_err(|error| error.to_string());
    let future = future.and_then(|core| {
        let thing = run(Acme(core).get("x").into_future());
        thing.map(|thing| thing.id).map_err(|error| error.to_string())
    });
    let blocking =
        blocking.and_then(|core| Acme(core).get("x").send().map(|thing| thing.id).map_err(|error| error.to_string()));
    [future, blocking]
}

/// Gives a token at whatever path, and everything else to who has it.
fn giving(answer: String) -> Server {
    Server::new(move |request| match request.starts_with("POST ") {
        true => json(&answer, ""),
        false => json(r#"{"id":"x"}"#, ""),
    })
}

#[test]
fn a_token_url_is_absolute_or_on_the_clients_server() {
    for (url, target) in [
        ("/oauth/token", "POST /oauth/token"),
        ("oauth/token", "POST /base/oauth/token"),
        (" SELF/elsewhere?x=1 ", "POST /elsewhere?x=1"),
        ("SELF", "POST /"),
    ] {
        let server = giving(r#"{"access_token":"t1"}"#.to_owned());
        let grant = OAuth2::client_credentials("id", "s").token_url(url.replace("SELF", &server.url()));
        assert_eq!(called(&server, grant), [Ok("x".to_owned()), Ok("x".to_owned())], "{url}");
        assert_eq!(server.targets(), [target, "GET /base/v1/things/x", target, "GET /base/v1/things/x"]);
    }
    let build = |url: &str, insecure: bool| {
        let grant = OAuth2::client_credentials("id", "s").token_url(url);
        let config = ClientConfig::<Async>::new(&API).base_url("https://acme.test").oauth2(grant);
        let config = if insecure { config.allow_insecure_http() } else { config };
        config.build().map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(build("http://identity.test/token", true), Ok(()));
    assert!(build("http://identity.test/token", false).unwrap_err().contains("unencrypted"));
    assert_eq!(build("http://localhost/token", false), Ok(()));
    let error = build("https://user:hunter2@identity.test/token", false).unwrap_err();
    assert!(error.contains("holds a user name or password") && !error.contains("hunter2"), "{error}");
}

/// Writes down where requests go.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<String>>>);

impl Transport for Recorder {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>> {
        self.0.lock().unwrap().push(request.uri().to_string());
        Box::pin(async { Ok(http::Response::new(r#"{"access_token":"t1","id":"x"}"#.into())) })
    }
}

#[test]
fn a_token_url_is_put_together_with_every_server() {
    for (base, url, expected) in [
        ("https://a", "/t", "https://a/t"),
        ("https://a/b/c", "/t", "https://a/t"),
        ("https://a/b/c", "t", "https://a/b/c/t"),
        ("https://a:1/b", "https://c/t", "https://c/t"),
    ] {
        let recorder = Recorder::default();
        let config = ClientConfig::<Async>::new(&API).base_url(base).transport(recorder.clone());
        let client = config.oauth2(OAuth2::client_credentials("id", "s").token_url(url)).build().unwrap();
        run(Acme(client).get("x").into_future()).unwrap();
        assert_eq!(recorder.0.lock().unwrap()[0], expected);
    }
}

#[test]
fn a_mock_answers_requests_for_tokens_by_itself() {
    let mock = MockTransport::new().with_examples();
    let grant = || OAuth2::client_credentials("id", "s");
    let future = ClientConfig::<Async>::new(&API).oauth2(grant()).transport(mock.clone()).build().unwrap();
    run(Acme(future).get("x").into_future()).unwrap();
    let blocking = ClientConfig::<Blocking>::new(&API).oauth2(grant()).transport(mock.clone()).build().unwrap();
    Acme(blocking).get("x").send().unwrap();
    let sent: Vec<_> =
        mock.requests().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(sent, ["Bearer mocked", "Bearer mocked"]);
}

#[test]
fn an_answer_of_a_token_endpoint_is_limited() {
    let answer = |length: usize| {
        let (begin, end) = (r#"{"access_token":"t1","x":""#, r#""}"#);
        format!("{begin}{}{end}", "x".repeat(length - begin.len() - end.len()))
    };
    let grant = || OAuth2::client_credentials("id", "s");
    assert_eq!(called(&giving(answer(1 << 20)), grant()), [Ok("x".to_owned()), Ok("x".to_owned())]);
    for error in called(&giving(answer((1 << 20) + 1)), grant()) {
        assert!(error.clone().unwrap_err().contains("the answer of the token endpoint is too large"), "{error:?}");
    }
}

#[test]
fn a_refusal_of_a_token_endpoint_is_passed_on_as_far_as_it_can_be() {
    for (body, why) in [
        ("", "the token endpoint answered 400 (GET"),
        (r#"{"error":"invalid_grant"}"#, "the token endpoint answered 400 with `invalid_grant` (GET"),
        (r#"{"error_description":"no \"hidden/secret\""}"#, "the token endpoint answered 400 (GET"),
        (r#"{"error_description":"no hidden%2Fsecret"}"#, "the token endpoint answered 400 (GET"),
        (r#"{"error_description":"no hidden-password"}"#, "the token endpoint answered 400 (GET"),
    ] {
        let server = Server::new(move |_| {
            format!("HTTP/1.1 400 Bad Request\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
        });
        let grant = OAuth2::password("user", "hidden-password").client("id", Some(Secret::from("hidden/secret")));
        for error in called(&server, grant).map(Result::unwrap_err) {
            assert!(error.contains(why), "{error}");
        }
    }
    for error in
        called(&giving(r#"{"token":"t1"}"#.to_owned()), OAuth2::client_credentials("id", "")).map(Result::unwrap_err)
    {
        assert!(error.contains("the token endpoint answered without `access_token`"), "{error}");
    }
}

/// Without a refresh token nothing is lost with an answer, so that nothing is kept for the next call.
#[test]
fn an_exchange_that_can_be_made_again_ends_with_its_call() {
    let gate = Arc::new((Mutex::new(false), Condvar::new()));
    let served = Arc::clone(&gate);
    let server = Server::new(move |request| {
        if !request.starts_with("POST ") {
            return json(r#"{"id":"x"}"#, "");
        }
        drop(served.1.wait_while(served.0.lock().unwrap(), |open| !*open));
        json(r#"{"access_token":"t1"}"#, "")
    });
    let config = ClientConfig::<Async>::new(&API).base_url(server.url());
    let client = Acme(config.oauth2(OAuth2::client_credentials("id", "s")).build().unwrap());
    run(async {
        let mut call = client.get("x").into_future();
        while server.requests().is_empty() {
            let waited = tokio::time::timeout(Duration::from_millis(5), &mut call).await;
            assert!(waited.is_err(), "nothing was answered yet");
        }
        drop(call);
        *gate.0.lock().unwrap() = true;
        gate.1.notify_all();
        client.get("x").await.unwrap();
    });
    let exchanges = server.targets().iter().filter(|target| target.starts_with("POST ")).count();
    assert_eq!(exchanges, 2);
}

#[test]
fn what_fetches_tokens_is_named_in_debug_and_shows_nothing() {
    let grants = [
        (OAuth2::client_credentials("id", "hidden"), "client_credentials"),
        (OAuth2::refresh_token("hidden"), "refresh_token"),
        (OAuth2::password("user", "hidden"), "password"),
    ];
    for (grant, name) in grants {
        let shown = format!("{:?}", grant.scope("read"));
        assert!(shown.contains(name) && shown.contains("read") && !shown.contains("hidden"), "{shown}");
    }
    assert_eq!(format!("{:?}", sdk_runtime::runtime::AccessToken::from("hidden")), "AccessToken([redacted])");
    let cached = sdk_runtime::runtime::CachedToken::new(|| ()).refresh_before(Duration::from_secs(7));
    assert_eq!(format!("{cached:?}"), "CachedToken { refresh_before: 7s, .. }");
}
