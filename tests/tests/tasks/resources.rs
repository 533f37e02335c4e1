//! Read, list, create, change and delete.

use crate::support::{examples, polar};
use generated_sdk::polar::Null;
use generated_sdk::polar::models::{AddressInput, CustomerIndividualCreate, CustomerUpdate};
use generated_sdk::testing::{MockTransport, Reply};
use serde_json::json;

#[tokio::test]
async fn read_list_create_delete() -> generated_sdk::Result<()> {
    let mock = examples();
    let polar = polar(&mock);

    let customer = polar.customers().get("992fae2a-2a17-4b7a-8d9e-e287cf90131b").await?;
    let page = polar.customers().list().active(true).limit(50).metadata("plan", "pro").await?;
    assert!(page.total_count().is_some());
    let new = CustomerIndividualCreate::new("jane@example.com").name("Jane").metadata("seats", 5);
    polar.customers().create(new).await?;
    polar.customers().delete(customer.id().expect("this SDK knows its kind")).await?;

    let requested: Vec<_> =
        mock.requests().iter().map(|request| format!("{} {}", request.method, request.target())).collect();
    assert_eq!(requested[0], "GET /v1/customers/992fae2a-2a17-4b7a-8d9e-e287cf90131b");
    assert_eq!(requested[1], "GET /v1/customers/?active=true&limit=50&metadata[plan]=pro");
    assert_eq!(requested[2], "POST /v1/customers/");
    assert!(requested[3].starts_with("DELETE /v1/customers/"));
    Ok(())
}

#[tokio::test]
async fn absent_null_and_a_value_are_three_things() -> generated_sdk::Result<()> {
    let mock = examples();
    let polar = polar(&mock);
    let change = CustomerUpdate::new().name("Jane Roe").tax_id(Null).billing_address(AddressInput::new("DE"));
    polar.customers().update("c", change).await?;

    let from_form: Option<String> = None;
    polar.customers().update("c", CustomerUpdate::new().tax_id(from_form)).await?;

    let sent: Vec<serde_json::Value> =
        mock.requests().iter().map(|request| serde_json::from_slice(&request.body).expect("bodies are JSON")).collect();
    assert_eq!(sent[0], json!({ "name": "Jane Roe", "tax_id": null, "billing_address": { "country": "DE" } }));
    assert_eq!(sent[1], json!({ "tax_id": null }));
    Ok(())
}

#[tokio::test]
async fn not_found_is_none_when_requested_like_this() -> generated_sdk::Result<()> {
    let gone = json!({ "error": "ResourceNotFound", "detail": "Not found" });
    let mock = MockTransport::new().on("customers.get", move |_| Reply::json(404, gone.clone()));
    assert!(polar(&mock).customers().get("c").optional().await?.is_none());
    Ok(())
}
