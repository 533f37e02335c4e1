//! How an integration is tested: the application as it is, in front of a transport that answers from memory.
//!
//! * answers are examples of the document, unless a test says otherwise ([`MockTransport::with_examples`])
//! * requests that the document does not allow fail ([`MockTransport::strict`])
//! * no time passes: waits between attempts are counted by a clock of the mock's
//! * deliveries of webhooks are signed by a [`Signer`], with example payloads

use crate::app::{Shop, router};
use crate::store::Store;
use crate::{PRODUCTS, SECRET};
use axum::body::{Body, to_bytes};
use generated_sdk::polar::Client;
use generated_sdk::polar::webhooks::{Signer, Verifier};
use generated_sdk::testing::{MockTransport, Reply};
use http::{HeaderMap, Request, StatusCode};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use tower::ServiceExt;

/// A shop of its own for each test.
struct Tested {
    shop: Shop,
    mock: MockTransport,
    file: PathBuf,
}

impl Drop for Tested {
    fn drop(&mut self) {
        // What is left is in the folder for temporary files.
        let _ = std::fs::remove_file(&self.file);
    }
}

fn shop(mock: MockTransport) -> Tested {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("shop-test-{}-{}.db", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let file = std::env::temp_dir().join(name);
    let shop = Shop {
        polar: Client::builder().access_token("test").transport(mock.clone()).build().expect("a token suffices"),
        verifier: Verifier::new(SECRET).expect("it is a secret"),
        store: Store::open(&file).expect("the file can be written"),
        address: "https://shop.test".into(),
        book: PRODUCTS[0].into(),
        course: PRODUCTS[1].into(),
    };
    Tested { shop, mock, file }
}

impl Tested {
    async fn post(&self, target: &str, headers: HeaderMap, body: Vec<u8>) -> (StatusCode, String) {
        let mut request = Request::post(target).body(Body::from(body)).expect("the target is a path");
        request.headers_mut().extend(headers);
        let response = router(self.shop.clone()).oneshot(request).await.expect("a router answers");
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 20).await.expect("the answer is whole");
        (status, String::from_utf8(body.to_vec()).expect("the shop answers with text"))
    }

    async fn visit(&self, target: &str) -> (StatusCode, String) {
        self.post(target, HeaderMap::new(), Vec::new()).await
    }

    fn sent(&self) -> Value {
        let requests = self.mock.requests();
        serde_json::from_str(&requests.last().expect("the shop called").text()).expect("bodies are JSON")
    }
}

fn examples() -> MockTransport {
    MockTransport::new().with_examples().strict()
}

#[tokio::test]
async fn a_session_has_both_products_and_the_price_of_the_shop() {
    let tested = shop(examples());
    let (status, _) = tested.visit("/buy/user_42").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let sent = tested.sent();
    assert_eq!(sent["products"], json!(PRODUCTS));
    assert_eq!(sent["prices"], json!({ PRODUCTS[1]: [{ "amount_type": "fixed", "price_amount": 1999 }] }));
    assert_eq!(sent["external_customer_id"], "user_42");
    assert_eq!(sent["success_url"], "https://shop.test/thanks?checkout_id={CHECKOUT_ID}");
}

#[tokio::test]
async fn what_is_paid_is_delivered_once_and_still_there_after_a_restart() {
    let tested = shop(examples());
    let paid = Signer::new(SECRET).expect("it is a secret").example("order.paid");
    for _ in 0..3 {
        let (status, _) = tested.post("/webhooks/polar", paid.headers.clone(), paid.body.clone()).await;
        assert_eq!(status, StatusCode::ACCEPTED);
    }
    let orders = tested.shop.store.orders().await.expect("it can be read");
    assert_eq!(orders.len(), 1);
    let again = Store::open(&tested.file).expect("it was written");
    assert_eq!(again.orders().await.expect("it can be read"), orders);
}

#[tokio::test]
async fn deliveries_of_others_are_refused_and_new_events_are_not() {
    let tested = shop(examples());
    let forged = Signer::new("another secret").expect("it is a secret").example("order.paid");
    let (status, _) = tested.post("/webhooks/polar", forged.headers, forged.body).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);

    let signer = Signer::new(SECRET).expect("it is a secret");
    let new =
        signer.sign(json!({ "type": "order.framed", "timestamp": "2026-01-02T03:04:05Z", "data": {} }).to_string());
    let (status, _) = tested.post("/webhooks/polar", new.headers, new.body).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    let broken =
        signer.sign(json!({ "type": "order.paid", "timestamp": "2026-01-02T03:04:05Z", "data": 5 }).to_string());
    let (status, _) = tested.post("/webhooks/polar", broken.headers, broken.body).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "it has to come again");
    assert!(tested.shop.store.orders().await.expect("it can be read").is_empty());
}

#[tokio::test]
async fn null_clears_a_name_and_nothing_else_is_sent() {
    let tested = shop(examples());
    let (status, _) = tested.visit("/customers/2c9f7a1e-5b3d-4e8f-a6c4-d1b0e9f8a7c6/forget-name").await;
    assert_eq!((status, tested.sent()), (StatusCode::NO_CONTENT, json!({ "name": null })));
}

#[tokio::test]
async fn a_busy_server_is_waited_for_and_no_time_passes() {
    let busy = |_: &_| Reply::json(429, json!({})).retry_after(20).then(Reply::example("orders.get"));
    let tested = shop(examples().on("orders.get", busy));
    let (status, text) = tested.visit("/orders/2c9f7a1e-5b3d-4e8f-a6c4-d1b0e9f8a7c6/refund").await;
    assert_eq!(status, StatusCode::OK, "{text}");
    assert!(tested.mock.clock().elapsed().as_secs() >= 20);
}

#[tokio::test]
async fn each_kind_of_failure_has_its_answer() {
    let missing = json!({ "error": "ResourceNotFound", "detail": "Not found" });
    let refused = json!({ "detail": [{ "loc": ["body", "amount"], "msg": "too much", "type": "value_error" }] });
    for (reply, status, text) in [
        (Reply::json(404, missing), StatusCode::NOT_FOUND, "There is no such thing."),
        (Reply::json(422, refused), StatusCode::BAD_REQUEST, "body.amount: too much"),
        (Reply::timeout(), StatusCode::GATEWAY_TIMEOUT, "It may have worked: look before you try again."),
        (Reply::json(403, json!({})), StatusCode::BAD_GATEWAY, "The payment service refused."),
    ] {
        let tested = shop(examples().on("refunds.create", move |_| reply.clone()));
        let answer = tested.visit("/orders/2c9f7a1e-5b3d-4e8f-a6c4-d1b0e9f8a7c6/refund").await;
        assert_eq!(answer, (status, text.to_owned()));
    }
}
