//! What becomes of answers: values, nothing, and errors.

use crate::{
    api::{NotFound, Thing},
    harness::{mocked, mocked_blocking, replies, run},
};
use sdk_runtime::runtime::{
    Async, Blocking, ClientConfig, Error, ErrorKind, Json,
    testing::{MockTransport, Reply},
};
use serde_json::json;
use std::future::IntoFuture;

fn get(reply: impl Fn() -> Reply + Send + Sync + 'static) -> Result<Thing, Error> {
    run(mocked(&replies(reply)).get("x").into_future())
}

#[test]
fn nothing_is_read_where_nothing_is_promised() {
    for reply in [
        || Reply::empty(204).header("content-type", "application/json"),
        || Reply::text(200, "done"),
        || Reply::json(202, Json::null()),
        || Reply::json(204, json!({"surprise": true})),
    ] {
        let mock = replies(reply);
        run(mocked(&mock).delete("x").into_future()).unwrap();
        run(mocked(&mock).resend("x").into_future()).unwrap();
        mocked_blocking(&mock).delete("x").send().unwrap();
    }
}

#[test]
fn a_second_success_without_a_body_is_none() {
    let receipt = |reply: fn() -> Reply| run(mocked(&replies(reply)).receipt("x").into_future());
    assert_eq!(receipt(|| Reply::json(200, json!({"id": "x"}))).unwrap().unwrap().id, "x");
    assert_eq!(receipt(|| Reply::empty(202)).unwrap(), None);
    assert_eq!(receipt(|| Reply::empty(202).header("content-type", "application/json")).unwrap(), None);
    assert_eq!(
        receipt(|| Reply::json(202, json!({"status": "pending"}))).unwrap(),
        None,
        "the document says it has no body"
    );
    assert_eq!(receipt(|| Reply::empty(204)).unwrap(), None, "not in the document, and empty");
    assert_eq!(
        receipt(|| Reply::json(201, json!({"id": "y"}))).unwrap().unwrap().id,
        "y",
        "not in the document, and full"
    );
}

#[test]
fn an_undocumented_success_is_read_like_a_documented_one() {
    assert_eq!(get(|| Reply::json(201, json!({"id": "new"}))).unwrap().id, "new");
    assert_eq!(get(|| Reply::bytes(203, r#"{"id":"no type"}"#)).unwrap().id, "no type");
    assert_eq!(get(|| Reply::text(200, r#"{"id":"text"}"#)).unwrap().id, "text");
    let error = get(|| Reply::empty(204)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("the body is empty"), "{error}");
}

#[test]
fn optional_makes_none_of_not_found_and_of_nothing_else() {
    let mock = replies(|| Reply::json(404, json!({"error": "NotFound"})));
    assert_eq!(run(mocked(&mock).get("x").optional().into_future()).unwrap(), None);
    assert_eq!(mocked_blocking(&mock).get("x").optional().send().unwrap(), None);
    assert_eq!(run(mocked(&mock).delete("x").optional().into_future()).unwrap(), None);
    let answer = run(mocked(&mock).get("x").optional().with_response().into_future()).unwrap();
    assert_eq!((answer.status().as_u16(), answer.into_body()), (404, None));
    let mock = replies(|| Reply::empty(403));
    assert!(run(mocked(&mock).get("x").optional().into_future()).unwrap_err().is_forbidden());
    let mock = replies(|| Reply::json(200, json!({"id": "x"})));
    assert_eq!(run(mocked(&mock).get("x").optional().into_future()).unwrap().unwrap().id, "x");
}

#[test]
fn an_envelope_is_unwrapped() {
    let pay = |text: &'static str| {
        run(mocked(&replies(move || Reply::bytes(200, text))).pay(&"{}".parse().unwrap()).into_future())
    };
    assert_eq!(pay(r#"{"data":{"id":"x"}}"#).unwrap().id, "x");
    assert_eq!(pay(r#"{"data":{"id":[]}}"#).unwrap_err().decode_error().unwrap().path(), "$.data.id");
    assert_eq!(pay(r#"{"other":1}"#).unwrap_err().decode_error().unwrap().path(), "$.data");
}

#[test]
fn a_response_tells_what_it_took() {
    let mock = replies(|| Reply::empty(503).then(Reply::json(200, json!({"id": "x"})).header("x-request-id", "r-1")));
    let answer = run(mocked(&mock).get("x").with_response().into_future()).unwrap();
    assert_eq!((answer.status().as_u16(), answer.request_id(), answer.attempts()), (200, Some("r-1"), 2));
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert_eq!(answer.map(|thing| thing.id).into_body(), "x");
}

#[test]
fn raw_answers_are_errors_only_if_they_say_so() {
    let mock = replies(|| Reply::json(404, json!({"error": "NotFound"})));
    let client = mocked(&mock);
    assert!(run(client.get("x").raw().into_future()).unwrap_err().is_not_found());
    let raw = run(client.get("x").raw().any_status().into_future()).unwrap();
    assert_eq!((raw.status().as_u16(), &raw.body()[..]), (404, &br#"{"error":"NotFound"}"#[..]));
}

#[test]
fn errors_read_well() {
    let message = |reply: fn() -> Reply| get(reply).unwrap_err().to_string();
    insta::assert_snapshot!(message(|| Reply::json(404, json!({"error": "ResourceNotFound", "detail": "Not found"})).header("x-request-id", "r-9")), @"things.get: 404 ResourceNotFound: Not found (GET /v1/things/{id}, request r-9, attempt 1)");
    insta::assert_snapshot!(message(|| Reply::json(404, json!({"detail": "Not Found"}))), @"things.get: 404 Not Found: Not Found (GET /v1/things/{id}, attempt 1)");
    insta::assert_snapshot!(message(|| Reply::json(422, json!({"error": "Invalid", "detail": [{"loc": ["body", "email"], "msg": "not an email", "type": "x"}]}))), @"things.get: 422 Invalid: body.email: not an email (GET /v1/things/{id}, attempt 1)");
    insta::assert_snapshot!(message(|| Reply::json(401, json!({"error": "invalid_token", "error_description": "The token expired."}))), @"things.get: 401 invalid_token: The token expired. (GET /v1/things/{id}, attempt 1)");
    insta::assert_snapshot!(message(|| Reply::json(400, json!({"code": 1077, "message": "Bad amount"}))), @"things.get: 400 1077: Bad amount (GET /v1/things/{id}, attempt 1)");
    insta::assert_snapshot!(message(|| Reply::empty(429).retry_after(1800)), @"things.get: 429 Too Many Requests (retry after 1800 s) (GET /v1/things/{id}, attempt 1)");
    insta::assert_snapshot!(message(|| Reply::text(413, "<html><body>too large")), @"things.get: 413 Payload Too Large (GET /v1/things/{id}, attempt 1)");
    insta::assert_snapshot!(message(|| Reply::text(418, "upstream connect error\nmore")), @"things.get: 418 I'm a teapot: upstream connect error (GET /v1/things/{id}, attempt 1)");
    insta::assert_snapshot!(message(|| Reply::bytes(400, &b"\xff\xfe\x00"[..])), @"things.get: 400 Bad Request (GET /v1/things/{id}, attempt 1)");
    insta::assert_snapshot!(message(|| Reply::json(200, json!({"id": []}))), @"things.get: the answer (200) is not what the document promises: $.id: expected a string, found an array (line 1, column 7) (GET /v1/things/{id}, attempt 1)");
    insta::assert_snapshot!(message(|| Reply::empty(200)), @"things.get: the answer (200) is not what the document promises: the body is empty (GET /v1/things/{id}, attempt 1)");
}

#[test]
fn errors_carry_everything() {
    let error = get(|| Reply::json(404, json!({"error": "ResourceNotFound", "detail": "gone"})).header("x-a", "b"))
        .unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("ResourceNotFound"), Some("gone")));
    assert_eq!(error.detail::<NotFound>(), Some(&NotFound { detail: "gone".to_owned() }));
    assert_eq!(error.detail::<Thing>(), None);
    assert_eq!((error.headers()["x-a"].to_str().unwrap(), error.operation().id), ("b", "things:get"));
    assert_eq!(serde_json::from_slice::<serde_json::Value>(error.body()).unwrap()["error"], "ResourceNotFound");
    let shown = format!("{error:?}");
    assert!(shown.contains("x-a") && shown.contains("gone"), "{shown}");
}

#[test]
fn a_success_that_cannot_be_read_is_not_shown() {
    let error = get(|| Reply::json(200, json!({"token": "just-made"}))).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("just-made"), "{error:?}");
    assert!(String::from_utf8_lossy(error.body()).contains("just-made"), "but it is there for who asks");
}

#[test]
fn issues_name_their_fields() {
    let error = get(|| {
        Reply::json(
            422,
            json!({"detail": [
                {"loc": ["body", "items", 3, "email"], "msg": "not an email"},
                {"loc": "query.limit", "msg": "too large"},
                {"msg": "somewhere"},
                {"loc": ["x"]},
            ]}),
        )
    })
    .unwrap_err();
    let issues: Vec<_> = error.issues().iter().map(ToString::to_string).collect();
    assert_eq!(issues, ["body.items[3].email: not an email", "query.limit: too large", "somewhere"]);
    assert!(error.is_validation());
    assert!(get(|| Reply::json(422, json!({"detail": "text"}))).unwrap_err().issues().is_empty());
}

#[test]
fn a_response_that_is_too_large_is_an_error_before_it_is_read() {
    let mock = replies(|| Reply::json(200, json!({"id": "x".repeat(5000)})));
    let config =
        ClientConfig::<sdk_runtime::runtime::Async>::new(&crate::api::API).access_token("t").max_response_bytes(4096);
    let client = crate::api::Acme(config.transport(mock.clone()).build().unwrap());
    let error = run(client.get("x").into_future()).unwrap_err();
    assert_eq!((error.kind(), mock.requests().len()), (ErrorKind::TooLarge, 1));
    let mock = mock.on("*", |_| Reply::json(404, json!({"detail": "x".repeat(5000)})));
    let client = crate::api::Acme(
        ClientConfig::<sdk_runtime::runtime::Async>::new(&crate::api::API)
            .access_token("t")
            .max_response_bytes(4096)
            .transport(mock)
            .build()
            .unwrap(),
    );
    assert!(run(client.get("x").into_future()).unwrap_err().is_not_found(), "a large error is still the error");
}

#[test]
fn a_response_of_just_the_limit_is_read() {
    for (limit, kind) in [(10, None), (9, Some(ErrorKind::TooLarge))] {
        let mock = replies(|| Reply::json(200, json!({"id": "x"})));
        let future = ClientConfig::<Async>::new(&crate::api::API).access_token("t").max_response_bytes(limit);
        let future = crate::api::Acme(future.transport(mock.clone()).build().unwrap());
        let blocking = ClientConfig::<Blocking>::new(&crate::api::API).access_token("t").max_response_bytes(limit);
        let blocking = crate::api::Acme(blocking.transport(mock).build().unwrap());
        for result in [run(future.get("x").into_future()), blocking.get("x").send()] {
            assert_eq!(result.err().map(|error| error.kind()), kind, "{limit}");
        }
    }
}

#[test]
fn a_strict_mock_accepts_api_keys_of_the_query_in_any_order_and_each_once() {
    let mock = MockTransport::new().on("*", |_| Reply::json(200, json!({}))).strict();
    let config = || ClientConfig::<sdk_runtime::runtime::Async>::new(&crate::api::API).credential("second", "b");
    let client = crate::api::Acme(config().transport(mock.clone()).build().unwrap());
    run(client.either().extra_query("first", "a").into_future()).unwrap();
    assert_eq!(mock.requests()[0].target(), "/base/either?first=a&second=b");
    let error = run(client.either().extra_query("second", "c").into_future()).unwrap_err();
    assert!(error.to_string().contains("`second` is a credential and is sent more than once"), "{error}");
    let error = run(client.either().extra_query("third", "c").into_future()).unwrap_err();
    assert!(error.to_string().contains("`third` is not in the document"), "{error}");
}

#[test]
fn a_strict_mock_knows_the_properties_that_stand_in_the_query_one_by_one() {
    let mock = MockTransport::new().on("*", |_| Reply::json(200, json!({}))).strict();
    let (client, blocking) = (mocked(&mock), mocked_blocking(&mock));
    let filter = Json::parse(r#"{"state": "open", "size": 1}"#).unwrap();
    run(client.exploded().with_query("filter", &filter).into_future()).unwrap();
    assert_eq!(mock.requests()[0].target(), "/base/exploded?state=open&size=1");
    for (is_any, sent, why) in [
        (false, &["state", "limit"][..], ""),
        (false, &["state", "status"], "query parameter `status` is not in the document"),
        (false, &["limit"], "query parameter `filter` is required and missing"),
        (true, &["anything"], ""),
        (true, &["limit"], "query parameter `filter` is required and missing"),
        (true, &[], "query parameter `filter` is required and missing"),
    ] {
        let call = if is_any { client.any_key() } else { client.exploded() };
        let twin = if is_any { blocking.any_key() } else { blocking.exploded() };
        let (call, twin) = sent
            .iter()
            .fold((call, twin), |(call, twin), name| (call.extra_query(name, "1"), twin.extra_query(name, "1")));
        for result in [run(call.into_future()), twin.send()] {
            let text = result.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(text.contains(why) && text.is_empty() == why.is_empty(), "{sent:?}: {text}");
        }
    }
}

#[test]
fn mocks_have_examples_and_refuse_what_is_not_documented() {
    let mock = MockTransport::new().with_examples().strict();
    let client = mocked(&mock);
    assert_eq!(run(client.get("x").into_future()).unwrap().id, "sample");
    let error = run(client.get("x").extra_query("undocumented", "1").into_future()).unwrap_err();
    assert!(error.to_string().contains("`undocumented` is not in the document"), "{error}");
    let error = run(client.request(http::Method::GET, "/v1/x").into_future()).unwrap_err();
    assert!(error.to_string().contains("a path the document does not have"), "{error}");
}
