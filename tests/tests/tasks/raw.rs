//! Headers, request ids, raw bodies, and what the SDK has no method for.

use crate::support::polar;
use generated_sdk::polar::models::Customer;
use generated_sdk::testing::{MockTransport, Reply};
use http::Method;
use serde_json::json;

#[tokio::test]
async fn the_response_around_a_value() -> generated_sdk::Result<()> {
    let mock = MockTransport::new().on("customers.get", |_| Reply::example("customers.get").header("x-served-by", "a"));
    let response = polar(&mock).customers().get("c").with_response().await?;
    assert_eq!((response.status().as_u16(), response.attempts()), (200, 1));
    assert_eq!(response.headers()["x-served-by"], "a");
    let _customer: Customer = response.into_body();
    Ok(())
}

#[tokio::test]
async fn the_bytes_as_they_came() -> generated_sdk::Result<()> {
    let mock = MockTransport::new().on("customers.get", |_| Reply::bytes(200, &b"{ \"a\" : 1 }"[..]));
    let raw = polar(&mock).customers().get("c").extra_query("expand", "x").raw().await?;
    assert_eq!(raw.body().as_ref(), b"{ \"a\" : 1 }");
    assert_eq!(mock.requests()[0].target(), "/v1/customers/c?expand=x");
    Ok(())
}

#[tokio::test]
async fn a_status_of_any_kind_as_an_answer() -> generated_sdk::Result<()> {
    let mock = MockTransport::new().on("customers.get", |_| Reply::text(418, "short and stout"));
    let raw = polar(&mock).customers().get("c").raw().any_status().await?;
    assert_eq!((raw.status().as_u16(), raw.body().as_ref()), (418, &b"short and stout"[..]));
    assert_eq!(polar(&mock).customers().get("c").raw().await.expect_err("418").status(), Some(raw.status()));
    Ok(())
}

#[tokio::test]
async fn an_endpoint_without_a_method() -> generated_sdk::Result<()> {
    let mock = MockTransport::new().on("*", |_| Reply::json(200, json!({ "answer": 42 })));
    let answer =
        polar(&mock).request(Method::POST, "/v1/new-thing").json(&generated_sdk::Json::from(json!({ "q": 1 }))).await?;
    assert_eq!(answer.to_value(), json!({ "answer": 42 }));
    let request = &mock.requests()[0];
    assert_eq!((request.method.as_str(), request.target()), ("POST", "/v1/new-thing"));
    assert!(request.header("authorization").is_some());
    Ok(())
}

#[tokio::test]
async fn a_call_as_a_command_to_paste() {
    let curl = polar(&MockTransport::new()).customers().get("c").curl();
    assert!(curl.starts_with("curl") && curl.contains("/v1/customers/c"), "{curl}");
    assert!(!curl.contains("polar_oat_test"), "{curl}");
}
