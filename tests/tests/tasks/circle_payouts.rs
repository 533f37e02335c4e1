//! Circle: bodies in an envelope, an idempotency key in every body, pages by links.

use generated_sdk::circle::models::{
    CryptoPayoutCreationRequest, CryptoPayoutDestination, CryptoPayoutDestinationType, Money, MoneyCurrency,
    PixAccountType, PixFiatAccountCreationRequest, PixFiatAccountCreationRequestRequired,
};
use generated_sdk::circle::{Client, ErrorDetail};
use generated_sdk::testing::{MockTransport, Reply};
use serde_json::{Value, json};

fn circle(mock: &MockTransport) -> Client {
    Client::builder()
        .access_token("SAND_API_KEY:id:secret")
        .transport(mock.clone())
        .build()
        .expect("the settings are right")
}

fn payout() -> CryptoPayoutCreationRequest {
    CryptoPayoutCreationRequest::new(
        CryptoPayoutDestination::new(CryptoPayoutDestinationType::AddressBook, "rcp_1"),
        Money::new("3000.14", MoneyCurrency::Usd),
    )
}

fn key(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).expect("bodies are JSON");
    body["idempotencyKey"].as_str().expect("every body has a key").to_owned()
}

#[tokio::test]
async fn a_payout_is_made_once_however_often_it_is_sent() -> generated_sdk::Result<()> {
    let mock = MockTransport::new().on("payouts.create", |_| {
        Reply::empty(503).then(Reply::json(201, json!({ "data": { "id": "p1", "status": "pending" } })))
    });
    let made = circle(&mock).payouts().create(payout()).await?;
    assert_eq!(made.id.as_ref().map(|id| id.as_str()), Some("p1"), "the envelope is removed");

    let keys: Vec<String> = mock.requests().iter().map(|request| key(&request.body)).collect();
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[0], keys[1], "the key is made once and kept by the retry");
    Ok(())
}

#[tokio::test]
async fn a_key_of_ones_own() -> generated_sdk::Result<()> {
    let mock = MockTransport::new().with_examples();
    let own = "8c5c0d2e-3a3b-4a6e-9b5a-1d6f4a1c2b3d";
    circle(&mock).payouts().create(payout()).idempotency_key(own).await?;
    assert_eq!(key(&mock.requests()[0].body), own);
    Ok(())
}

#[tokio::test]
async fn many_required_values_have_names() -> generated_sdk::Result<()> {
    let mock = MockTransport::new().with_examples();
    let account = PixFiatAccountCreationRequest::new(PixFiatAccountCreationRequestRequired {
        name: "Ana".into(),
        account_number: "123".into(),
        ispb: "60701190".into(),
        branch_code: "0001".into(),
        tax_id: "00000000000".into(),
        account_type: PixAccountType::Checking,
    });
    circle(&mock).pix().create(account).await?;
    Ok(())
}

#[tokio::test]
async fn pages_follow_links() -> generated_sdk::Result<()> {
    let mock = MockTransport::new().on("payouts.list", |_| {
        let next = "<https://api-sandbox.circle.com/v1/payouts?pageAfter=p1&pageSize=1>; rel=\"next\"";
        Reply::json(200, json!({ "data": [{ "id": "p1" }] }))
            .header("link", next)
            .then(Reply::json(200, json!({ "data": [{ "id": "p2" }] })).header("link", "<https://a>; rel=\"first\""))
    });
    let mut payouts = circle(&mock).payouts().list().stream();
    let mut seen = Vec::new();
    while let Some(payout) = payouts.try_next().await? {
        seen.extend(payout.id.map(|id| id.into_string()));
    }
    assert_eq!(seen, ["p1", "p2"]);
    assert_eq!(mock.requests()[1].target(), "/v1/payouts?pageAfter=p1&pageSize=1");
    Ok(())
}

#[tokio::test]
async fn an_error_says_what_the_server_said() {
    let body = json!({
        "code": 2, "message": "Invalid entity.",
        "errors": [{ "error": "invalid_value", "location": "amount.amount", "message": "must be positive" }],
    });
    let mock =
        MockTransport::new().on("payouts.create", move |_| Reply::json(400, body.clone()).header("x-request-id", "r1"));
    let error = circle(&mock).payouts().create(payout()).await.expect_err("400");
    assert!(matches!(error.detail(), Some(ErrorDetail::BadRequest(_))));
    assert_eq!((error.code(), error.request_id()), (Some("2"), Some("r1")));
    assert_eq!(error.issues()[0].to_string(), "amount.amount: must be positive");
}
