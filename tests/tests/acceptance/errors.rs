//! What a failure tells.

use crate::support::polar;
use generated_sdk::polar::ErrorDetail;
use generated_sdk::testing::{MockTransport, Reply};
use generated_sdk::{Error, RetryPolicy};
use serde_json::json;
use std::time::Duration;

fn fails(operation: &'static str, reply: Reply) -> Error {
    let mock = MockTransport::new().on(operation, move |_| reply.clone());
    let client = polar(&mock);
    let outcome = match operation {
        "orders.generate_invoice" => client.orders().generate_invoice("o").retry(RetryPolicy::none()).send(),
        "customers.get" => client.customers().get("c").retry(RetryPolicy::none()).send().map(drop),
        _ => client.portal("polar_cst_x").orders().confirm_retry_payment("o", confirmation()).send().map(drop),
    };
    outcome.expect_err("the mock answers with a failure")
}

fn confirmation() -> generated_sdk::polar::models::CustomerOrderConfirmPayment {
    generated_sdk::polar::models::CustomerOrderConfirmPayment::new()
}

#[test]
fn a_422_has_a_list_or_a_text() {
    let list = json!({"error": "RequestValidationError", "detail": [
        {"type": "missing", "loc": ["body", "items", 0, "email"], "msg": "Field required", "input": {}},
        {"type": "value_error", "loc": ["body"], "msg": "no", "ctx": {"error": {}}, "url": "https://errors.example"},
    ]});
    let error = fails("orders.generate_invoice", Reply::json(422, list));
    let issues: Vec<String> = error.issues().iter().map(ToString::to_string).collect();
    assert_eq!(issues, ["body.items[0].email: Field required", "body: no"]);
    assert!(error.is_validation() && matches!(error.detail(), Some(ErrorDetail::Validation(_))));

    let text = json!({"error": "MissingInvoiceBillingDetails", "detail": "The address is missing."});
    let error = fails("orders.generate_invoice", Reply::json(422, text));
    assert!(error.is_validation() && error.issues().is_empty());
    assert_eq!(
        (error.code(), error.message()),
        (Some("MissingInvoiceBillingDetails"), Some("The address is missing."))
    );
}

#[test]
fn a_404_of_the_router_says_only_that() {
    let error = fails("customers.get", Reply::json(404, json!({"detail": "Not Found"})));
    assert!(error.is_not_found());
    assert_eq!((error.code(), error.message()), (None, Some("Not Found")));
}

#[test]
fn a_401_has_a_description() {
    let body = json!({"error": "invalid_token", "error_description": "The token is expired."});
    let error = fails("customers.get", Reply::json(401, body).header("www-authenticate", "Bearer"));
    assert!(error.is_unauthorized());
    assert_eq!((error.code(), error.message()), (Some("invalid_token"), Some("The token is expired.")));
    let Some(ErrorDetail::OAuth(detail)) = error.detail() else { panic!("{error:?}") };
    assert_eq!((detail.error.as_str(), detail.error_description.as_str()), ("invalid_token", "The token is expired."));
}

#[test]
fn a_403_names_the_scope_that_is_missing() {
    let body = json!({"error": "insufficient_scope", "error_description": "It needs orders:write."});
    for operation in ["customers.get", "orders.generate_invoice"] {
        let error = fails(operation, Reply::json(403, body.clone()));
        assert_eq!((error.is_forbidden(), error.code()), (true, Some("insufficient_scope")));
        let Some(ErrorDetail::OAuth(detail)) = error.detail() else { panic!("{error:?}") };
        assert_eq!(detail.error_description, "It needs orders:write.");
    }
}

#[test]
fn an_error_that_is_documented_nowhere_has_a_type_with_every_operation_and_status() {
    for (operation, status) in [("customers.get", 418), ("orders.generate_invoice", 422), ("customers.get", 403)] {
        let error = fails(operation, Reply::json(status, json!({"error": "SomethingNew", "detail": "No."})));
        let Some(ErrorDetail::Generic(detail)) = error.detail() else { panic!("{error:?}") };
        assert_eq!((detail.error.as_str(), detail.detail.as_str()), ("SomethingNew", "No."));
    }
    let error = fails("customers.get", Reply::json(403, json!({"detail": "Not Found"})));
    assert!(matches!(error.detail(), Some(ErrorDetail::Unknown(_))), "{error:?}");
}

#[test]
fn a_long_wait_is_reported_and_not_waited() {
    let mock = MockTransport::new().on("customers.get", |_| Reply::empty(429).retry_after(1800));
    let error = polar(&mock).customers().get("c").send().expect_err("the mock refuses");
    assert!(error.is_rate_limited() && error.body().is_empty());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1800)));
    assert_eq!((error.attempts(), mock.requests().len()), (1, 1));
}

#[test]
fn a_documented_429_is_typed() {
    let body = json!({"error": "ManualRetryLimitExceeded", "detail": "Too often."});
    let error = fails("portal.orders.confirm_retry_payment", Reply::json(429, body));
    assert!(error.is_rate_limited());
    assert!(matches!(error.detail(), Some(ErrorDetail::ManualRetryLimitExceeded(_))), "{error:?}");
}
