//! Secrets stay where they belong, and text of a server is one line.

use crate::{
    api::{API, Acme, NotFound},
    harness::{mocked, mocked_blocking, replies, run},
};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use sdk_runtime::runtime::{
    json::{Decode, Fields},
    testing::{MockTransport, Reply},
    values::{Map, Secret},
    *,
};
use serde_json::json;
use std::future::IntoFuture;

fn config() -> ClientConfig<Async> {
    ClientConfig::new(&API)
}

fn good() -> Reply {
    Reply::json(200, json!({"id": "x"}))
}

#[test]
fn a_default_header_with_a_credential_obeys_the_rules_of_tokens() {
    for name in [
        "authorization",
        "x-api-key",
        "Proxy-Authorization",
        "cookie",
        "x-auth-token",
        "acme-client-secret",
        "X-Auth",
        "X-Auth-Key",
        "Ocp-Apim-Subscription-Key",
        "x_functions_key",
        "x-jwt-assertion",
        "acme-session",
    ] {
        let error = config().base_url("http://api.acme.test").default_header(name, "hunter2").build().unwrap_err();
        assert_eq!(error.kind(), BuildErrorKind::PlainHttp, "{name}");
        let mock = replies(good);
        let core = config().access_token("t").default_header(name, "hunter2").transport(mock.clone()).build().unwrap();
        assert!(!format!("{core:?}").contains("hunter2"));
        let client = Acme(core);
        run(client.ping().into_future()).unwrap();
        run(client.get("x").into_future()).unwrap();
        assert_eq!(mock.requests()[0].header(name), None, "{name}: the operation declares no security");
        assert!(mock.requests()[1].header(name).is_some());
        assert!(!client.get("x").curl().contains("hunter2"));
    }
    // It is a credential, so that none is missing.
    let mock = replies(good);
    let core = config().default_header("authorization", "Special abc").transport(mock.clone()).build().unwrap();
    run(Acme(core).get("x").into_future()).unwrap();
    assert_eq!(mock.requests()[0].header("authorization"), Some("Special abc"));
    let blocking = ClientConfig::<Blocking>::new(&API).default_header("authorization", "Special abc");
    Acme(blocking.transport(mock.clone()).build().unwrap()).ping().send().unwrap();
    assert_eq!(mock.requests()[1].header("authorization"), None);
}

/// Their values are in a log where somebody looks for them, and they go to every operation.
#[test]
fn a_header_that_is_called_by_a_word_in_which_a_credentials_name_hides_carries_none() {
    for name in ["idempotency-key", "x-author", "x-cache-key", "x-keyboard", "x-authority"] {
        let core = config().base_url("http://api.acme.test").default_header(name, "visible").build().unwrap();
        assert!(format!("{core:?}").contains("visible"), "{name}");
    }
}

#[test]
fn secret_parameters_are_not_shown_and_not_sent_in_the_clear() {
    let secret = Secret::from("hunter2");
    let mock = replies(good);
    let insecure = Acme(config().base_url("http://api.acme.test").transport(mock.clone()).build().unwrap());
    let secure = Acme(config().access_token("t").transport(mock.clone()).build().unwrap());
    for place in 0..6 {
        let call = |client: &Acme<Async>| match place {
            0 => client.ping().with_query("q", &secret),
            1 => client.ping().with_query("q", &vec![secret.clone()]),
            2 => client.ping().with_header("x-h", &secret),
            3 => client.ping().with_cookie("c", &secret),
            4 => client.styled().with_path("id", &secret),
            _ => client.ping().with_body(&secret),
        };
        let error = run(call(&insecure).into_future()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Auth, "{place}: {error}");
        let shown = format!("{:?} {}", call(&secure), call(&secure).curl());
        assert!(!shown.contains("hunter2") && shown.contains("[redacted]"), "{place}: {shown}");
        run(call(&secure).into_future()).unwrap();
    }
    let sent = format!("{:?}", mock.requests().iter().map(|request| request.target().to_owned()).collect::<Vec<_>>());
    assert_eq!(mock.requests().len(), 6);
    assert!(sent.contains("?q=hunter2") && sent.contains("/things/.hunter2"), "{sent}");
}

#[test]
fn urls_are_shown_without_user_and_query() {
    for url in [
        "https://user:hunter2@a.test",
        "https://user:hun?ter2@a.test",
        "ftp://a.test/?k=hunter2",
        "https://a.test/x?k=hunter2",
    ] {
        let error = config().base_url(url).transport(MockTransport::new()).build().unwrap_err();
        assert!(!error.to_string().contains("ter2") && !format!("{error:?}").contains("ter2"), "{error}");
        let config = config().base_url(url);
        assert!(!format!("{config:?}").contains("ter2"), "{config:?}");
    }
    let mock = replies(|| Reply::empty(302).header("location", "https://user:hunter2@evil.test/x?code=hunter2"));
    for error in
        [run(mocked(&mock).get("x").into_future()).unwrap_err(), mocked_blocking(&mock).get("x").send().unwrap_err()]
    {
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error} {error:?}");
    }
}

#[test]
fn text_of_a_server_is_one_bounded_line() {
    let attack = "a\r\nERROR forged\u{1b}[31m\u{202e}\u{2028}\u{0}\u{200b}";
    let long = "x".repeat(1 << 20);
    let mock = MockTransport::new().on("*", move |_| {
        Reply::json(400, json!({"error": format!("{attack}{long}"), "detail": format!("{attack}{long}")}))
    });
    for error in
        [run(mocked(&mock).get("x").into_future()).unwrap_err(), mocked_blocking(&mock).get("x").send().unwrap_err()]
    {
        let shown = error.to_string();
        assert!(shown.len() < 2000, "{}", shown.len());
        assert!(
            !shown.contains(|character: char| character.is_control() || "\u{202e}\u{2028}\u{200b}".contains(character))
        );
        assert!(shown.contains("a\\r\\nERROR forged"), "{shown}");
        assert!(error.message().unwrap().len() > 1 << 20, "what it was is still there");
    }
}

#[test]
fn keys_of_a_server_are_bounded_in_messages() {
    let key = format!("a\r\nb\u{202e}{}", "x".repeat(1 << 20));
    let body = json!({"id": "x", "map": {key: true}});
    let mock = MockTransport::new().on("*", move |_| Reply::json(200, body.clone()));
    for error in [
        run(mocked(&mock).get("x").with_output::<Named>().strict().into_future()).unwrap_err(),
        mocked_blocking(&mock).get("x").with_output::<Named>().strict().send().unwrap_err(),
    ] {
        let decode = error.decode_error().unwrap();
        for shown in [error.to_string(), decode.to_string(), format!("{decode:?}")] {
            assert!(shown.contains("$.map[\"a\\r\\nb\\u{202e}xx") && shown.len() < 2000, "{}", shown.len());
        }
        assert!(decode.path().len() > 1 << 20, "what it was is still there");
    }
}

/// A model with a map of names.
#[derive(Debug)]
struct Named;

impl Decode for Named {
    fn from_fields(fields: &mut Fields<'_>) -> Self {
        fields.required::<Map<String>>("map");
        Self
    }
}

#[test]
fn a_server_that_repeats_the_credential_does_not_get_it_into_messages() {
    const ECHO: &str = "token secret-token is not valid";
    let answer =
        || Reply::json(401, json!({"error": ECHO, "detail": ECHO})).header("x-request-id", ECHO).header("x-echo", ECHO);
    let mock = replies(answer);
    let late = replies(move || Reply::text(500, format!("{}secret-token", "x".repeat(4090))));
    for mock in [mock, late] {
        let provided = config().token_provider(Fixed).transport(mock.clone()).build().unwrap();
        for error in [
            run(mocked(&mock).get("x").retry(RetryPolicy::none()).into_future()).unwrap_err(),
            mocked_blocking(&mock).get("x").retry(RetryPolicy::none()).send().unwrap_err(),
            run(mocked(&mock).get("x").retry(RetryPolicy::none()).bearer("secret-token").into_future()).unwrap_err(),
            run(Acme(provided).get("x").retry(RetryPolicy::none()).into_future()).unwrap_err(),
        ] {
            let shown = format!("{error} {error:?} {:?} {:?} {:?}", error.message(), error.code(), error.request_id());
            assert!(!shown.contains("secret-to"), "{shown}");
            assert!(String::from_utf8_lossy(error.body()).contains("secret-token"), "the body is as it came");
        }
    }
}

/// Shorter ones are words of their own, which a message needs.
#[test]
fn a_credential_of_eight_characters_or_more_is_left_out() {
    for (token, shown) in [("8letters", "the token [redacted]"), ("7letter", "the token 7letter")] {
        let mock = replies(move || Reply::json(400, json!({"detail": format!("the token {token}")})));
        let client = Acme(config().access_token(token).transport(mock.clone()).build().unwrap());
        assert_eq!(run(client.get("x").into_future()).unwrap_err().message(), Some(shown));
    }
}

/// Hands out the token of the other clients.
struct Fixed;

impl TokenProvider for Fixed {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async { Ok("secret-token".into()) })
    }
}

#[test]
fn a_secret_is_left_out_in_every_form_in_which_a_server_repeats_it() {
    let (token, longer) = ("hunter2/\"+=x", "hunter2/\"+=x-and-hunter2");
    for form in [
        |text: &str| text.to_owned(),
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string(),
        |text: &str| text.replace('"', "\\\""),
        |text: &str| text.replace('"', "\\\"").replace('/', "\\/"),
        |text: &str| text.replace('"', "\\\\\\\""),
        |text: &str| text.replace('"', "&quot;").replace('+', "&#43;").replace('/', "&#x2F;"),
        |text: &str| text.bytes().map(|byte| format!("%25{byte:02x}")).collect(),
        |text: &str| text.bytes().map(|byte| format!("\\x{byte:02x}")).collect(),
        |text: &str| text.replace("nter", "n\r\n ter"),
        |text: &str| text.replace("nter", "n\\nter"),
        |text: &str| BASE64_STANDARD.encode(text),
        |text: &str| BASE64_STANDARD.encode(format!("Bearer {text}")),
        |text: &str| BASE64_URL_SAFE_NO_PAD.encode(format!("authorization: Bearer {text}")),
    ] {
        let text = format!("{} {}", form(longer), form(token));
        let line = text.replace("\r\n", "");
        let mock = replies(move || Reply::text(500, &text).header("x-request-id", &line).header("x-echo", &line));
        let core = config().access_token(token).default_header("x-acme-secret", longer).transport(mock.clone());
        let error = run(Acme(core.build().unwrap()).get("x").retry(RetryPolicy::none()).into_future()).unwrap_err();
        let shown = format!("{error} {error:?} {error:#?}");
        let left = [form(token), form(longer), "hunter2".to_owned()].iter().any(|form| shown.contains(form.as_str()));
        assert!(shown.contains("[redacted]") && !left, "{shown}");
    }
}

#[test]
fn what_a_server_says_of_fields_and_in_a_documented_error_repeats_no_secret() {
    const ECHO: &str = "no secret-token";
    for (status, body) in [
        (422, json!({"detail": [{"loc": ["body", ECHO], "msg": ECHO}, {"loc": [], "msg": ECHO}]})),
        (404, json!({"detail": ECHO})),
    ] {
        let mock = replies(move || Reply::json(status, body.clone()));
        for error in [
            run(mocked(&mock).get("x").into_future()).unwrap_err(),
            mocked_blocking(&mock).get("x").send().unwrap_err(),
        ] {
            let detail = error.detail::<NotFound>().map(|found| &found.detail);
            let shown = format!("{error} {error:?} {:?} {detail:?}", error.issues());
            assert!(shown.contains("[redacted]") && !shown.contains("secret-token"), "{shown}");
            assert!(String::from_utf8_lossy(error.body()).contains("secret-token"), "the body is as it came");
        }
    }
}
