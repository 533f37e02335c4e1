//! Find out what went wrong.

use crate::support::polar;
use generated_sdk::polar::ErrorDetail;
use generated_sdk::testing::{MockTransport, Reply};
use serde_json::{Value, json};

async fn fails(status: u16, body: Value) -> generated_sdk::Error {
    let mock = MockTransport::new().on("customers.get", move |_| Reply::json(status, body.clone()));
    polar(&mock).customers().get("c").await.expect_err("the mock answers with an error")
}

#[tokio::test]
async fn by_the_documented_error() {
    let error = fails(404, json!({ "error": "ResourceNotFound", "detail": "Customer does not exist." })).await;
    match error.detail() {
        Some(ErrorDetail::ResourceNotFound(gone)) => assert_eq!(gone.detail, "Customer does not exist."),
        other => panic!("{other:?}"),
    }
    let shown = error.to_string();
    for part in ["customers.get", "404", "ResourceNotFound", "Customer does not exist.", "/v1/customers/{id}"] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
}

#[tokio::test]
async fn field_by_field() {
    let body = json!({ "detail": [{ "loc": ["path", "id"], "msg": "not a UUID", "type": "uuid_parsing" }] });
    let error = fails(422, body).await;
    assert!(error.is_validation());
    assert!(matches!(error.detail(), Some(ErrorDetail::Validation(_))));
    let issues: Vec<_> = error.issues().iter().map(|issue| format!("{}: {}", issue.path, issue.message)).collect();
    assert_eq!(issues, ["path.id: not a UUID"]);
}

#[tokio::test]
async fn an_undocumented_body_is_kept() {
    let error = fails(500, json!({ "surprise": true })).await;
    assert!(error.is_server_error());
    assert!(matches!(error.detail(), Some(ErrorDetail::Unknown(_))));
    assert_eq!(error.body().as_ref(), br#"{"surprise":true}"#);
    assert!(!error.may_have_been_applied(), "reading changes nothing");
}

#[test]
fn an_error_is_as_small_as_a_pointer() {
    assert_eq!(size_of::<generated_sdk::Error>(), size_of::<usize>());
}
