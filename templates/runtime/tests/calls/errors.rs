//! What errors say, in one line and in a chain of sources.

use crate::{
    api::NotFound,
    harness::{mocked, mocked_blocking, replies, run},
};
use sdk_runtime::runtime::{
    ApiInfo, Async, Auth, Call, ClientConfig, Error, ErrorRules, FailurePoint, Json, Method, Samples, Server,
    TransportError,
    testing::{MockTransport, Reply},
};
use serde_json::{Value, json};
use std::future::IntoFuture;

fn invalid(detail: Value) -> Error {
    let mock = replies(move || Reply::json(422, json!({ "detail": detail })));
    run(mocked(&mock).get("x").into_future()).unwrap_err()
}

/// An error with all its sources, as reports print them.
fn report(error: &dyn std::error::Error) -> String {
    let (mut text, mut source) = (error.to_string(), error.source());
    while let Some(error) = source {
        text.push_str(&format!(": {error}"));
        source = error.source();
    }
    text
}

#[test]
fn an_error_names_the_first_field_and_how_many_more() {
    let one = json!([{"loc": ["body", "email"], "msg": "not an address", "type": "value_error"}]);
    assert!(invalid(one).to_string().contains(": body.email: not an address (GET"));
    let three = json!([
        {"loc": ["body", "items", 0, "price"], "msg": "too low"},
        {"loc": ["body", "email"], "msg": "not an address"},
        {"loc": ["body", "name"], "msg": "too long"},
    ]);
    let text = invalid(three).to_string();
    assert!(text.contains(": body.items[0].price: too low (and 2 more)"), "{text}");
}

#[test]
fn the_cause_of_a_failure_is_said_once() {
    let mock = replies(|| Reply::fail(FailurePoint::Exchange));
    let error = mocked_blocking(&mock).pay(&"{}".parse().unwrap()).send().unwrap_err();
    let cause = error.cause().expect("a failure has a cause").downcast_ref::<TransportError>();
    let cause = cause.expect("it is the transport's").to_string();
    assert_eq!(report(&error).matches(&cause).count(), 1, "{}", report(&error));
    let mock = replies(|| Reply::json(200, json!([1])));
    let error = run(mocked(&mock).get("x").into_future()).unwrap_err();
    let cause = error.decode_error().expect("a list is no thing").to_string();
    assert_eq!(report(&error).matches(&cause).count(), 1, "{}", report(&error));
}

#[test]
fn an_error_can_be_copied_with_all_it_knows() {
    let mock = replies(|| Reply::json(404, json!({"error": "NotFound", "detail": "gone"})));
    let error = run(mocked(&mock).get("x").into_future()).unwrap_err().clone();
    assert_eq!(error.detail::<NotFound>(), Some(&NotFound { detail: "gone".to_owned() }));
    assert!(error.is_not_found());
}

#[test]
fn the_paths_of_issues_are_those_of_the_request() {
    let issues = |sent: &str, loc: Value| {
        let mock = replies(move || Reply::json(422, json!({"detail": [{"loc": loc, "msg": "m"}]})));
        let error = mocked_blocking(&mock).pay(&sent.parse().unwrap()).send().unwrap_err();
        error.issues().remove(0).path
    };
    let individual = r#"{"type": "individual", "email": "x", "items": [{"kind": "a", "price": 1}]}"#;
    assert_eq!(issues(individual, json!(["body", "individual", "email"])), "body.email");
    assert_eq!(issues(individual, json!(["body", "individual", "name"])), "body.name", "a property that is missing");
    assert_eq!(issues(individual, json!(["body", "individual"])), "body", "the variant as a whole");
    assert_eq!(issues(individual, json!(["body", "items", 0, "a", "price"])), "body.items[0].price");
    assert_eq!(issues(individual, json!(["body", "Individual", "items", 0, "price"])), "body.items[0].price");
    assert_eq!(issues("{}", json!(["body", "email"])), "body.email");
    assert_eq!(issues("{}", json!(["query", "limit"])), "query.limit");
}

#[test]
fn a_copy_of_a_call_is_sent_on_its_own() {
    let mock = MockTransport::new().with_examples();
    let call = mocked(&mock).get("x").header("x-own", "1");
    run(call.clone().into_future()).unwrap();
    run(call.into_future()).unwrap();
    let sent = mock.requests();
    assert_eq!(sent.iter().map(|request| request.header("x-own")).collect::<Vec<_>>(), [Some("1"), Some("1")]);
}

/// An API about whose errors nothing is decided.
pub const PLAIN: ApiInfo = ApiInfo {
    error: ErrorRules {
        code: &[],
        message: &[],
        request_id: None,
        issues: None,
        transient_codes: &[],
        decode_detail: |_, _, body| Err(body.expected("a documented body")),
        unknown_detail: |_| None,
    },
    name: "plain",
    title: "Plain",
    version: "1",
    servers: &[Server { name: "production", url: "https://plain.test", variables: &[] }],
    token_variable: "PLAIN_TOKEN",
    token_url: None,
    token_required: false,
    scheme_variables: &[],
    server_variable: "PLAIN_SERVER",
    url_variables: &[],
    base_url_variable: "PLAIN_BASE_URL",
    version_header: None,
    takes_key_header: false,
    credentials: &[],
    samples: Samples::new(""),
};

#[test]
fn code_and_message_are_found_under_their_usual_names() {
    for (body, code, message, issues) in [
        (r#"{"code":"gone","message":"it is gone"}"#, Some("gone"), Some("it is gone"), ""),
        (r#"{"detail":"Not found."}"#, None, Some("Not found."), ""),
        (r#"{"error":"not found"}"#, Some("not found"), Some("not found"), ""),
        (r#"{"error":"invalid_grant","error_description":"it is old"}"#, Some("invalid_grant"), Some("it is old"), ""),
        (r#"{"error":{"code":42,"message":"too many","type":"limit"}}"#, Some("42"), Some("too many"), ""),
        (r#"{"type":"about:blank","title":"Forbidden","status":403}"#, None, Some("Forbidden"), ""),
        (r#"{"type":"x","title":"Forbidden","detail":"not yours"}"#, None, Some("not yours"), ""),
        (r#"{"errors":[{"message":"a"},{"message":"b"}]}"#, None, Some("a"), "a; b"),
        (r#"{"errors":["a","b"]}"#, None, Some("a"), "a; b"),
        (
            r#"{"detail":[{"loc":["body","name"],"msg":"field required"}]}"#,
            None,
            Some("field required"),
            "body.name: field required",
        ),
        (
            r#"{"errors":[{"source":{"pointer":"/data/name"},"title":"Invalid","detail":"is short"}]}"#,
            None,
            Some("is short"),
            "/data/name: is short",
        ),
        (r#"["a"]"#, None, None, ""),
    ] {
        let mock = replies(move || Reply::bytes(400, body).header("content-type", "application/json"));
        let client = ClientConfig::<Async>::new(&PLAIN).transport(mock).build().unwrap();
        let call: Call<Json, Async> = client.call_path(Method::GET, "/x", &Auth::NONE);
        let error = run(call.into_future()).unwrap_err();
        let found = error.issues().iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        assert_eq!((error.code(), error.message(), found.as_str()), (code, message, issues), "{body}");
    }
}
