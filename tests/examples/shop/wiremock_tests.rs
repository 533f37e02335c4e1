//! How an integration is tested with a server of one's own: everything is real but what answers.
//!
//! A client that is given the address of the server needs nothing else: plain HTTP to this machine is allowed. Retries wait
//! in real time here, so there are none.

use crate::app::{Shop, router};
use crate::store::Store;
use crate::{PRODUCTS, SECRET};
use axum::body::{Body, to_bytes};
use generated_sdk::RetryPolicy;
use generated_sdk::polar::Client;
use generated_sdk::polar::models::{Checkout, Order, OrderStatus};
use generated_sdk::polar::webhooks::Verifier;
use http::{Request, StatusCode};
use serde_json::json;
use std::path::Path;
use tower::ServiceExt;
use wiremock::matchers::{body_partial_json, header, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// What the shop answers to a request, with the server in place of Polar: status, where it leads on to, and text.
async fn answer(server: &MockServer, request: Request<Body>) -> (StatusCode, String, String) {
    let builder = Client::builder().access_token("test").base_url(server.uri()).retry(RetryPolicy::none());
    let shop = Shop {
        polar: builder.build().expect("a token and an address suffice"),
        verifier: Verifier::new(SECRET).expect("it is a secret"),
        store: Store::open(Path::new(":memory:")).expect("there is memory"),
        address: "https://shop.test".into(),
        book: PRODUCTS[0].into(),
        course: PRODUCTS[1].into(),
    };
    let response = router(shop).oneshot(request).await.expect("a router answers");
    let location = response.headers().get("location").map(|value| value.to_str().expect("it is text").to_owned());
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 20).await.expect("the answer is whole");
    (status, location.unwrap_or_default(), String::from_utf8(body.to_vec()).expect("the shop answers with text"))
}

#[tokio::test]
async fn a_visitor_is_sent_to_the_page_of_the_session() {
    let server = MockServer::start().await;
    let session = Checkout::example().url("https://polar.test/checkout/1");
    Mock::given(method("POST"))
        .and(path("/v1/checkouts/"))
        .and(header("authorization", "Bearer test"))
        .and(body_partial_json(json!({ "products": PRODUCTS, "external_customer_id": "user_42" })))
        .respond_with(ResponseTemplate::new(201).set_body_json(&session))
        .expect(1)
        .mount(&server)
        .await;
    let request = Request::post("/buy/user_42").body(Body::empty()).expect("it is a request");
    let (status, location, _) = answer(&server, request).await;
    assert_eq!((status, location.as_str()), (StatusCode::SEE_OTHER, "https://polar.test/checkout/1"));
}

#[tokio::test]
async fn every_page_of_orders_is_read() {
    let server = MockServer::start().await;
    let page = |id: &str| {
        let order = Order::example().id(id).status(OrderStatus::Paid);
        let page = json!({ "items": [order], "pagination": { "total_count": 2, "max_page": 2 } });
        ResponseTemplate::new(200).set_body_json(page)
    };
    // The first page is the one of a request that names none.
    let list = || Mock::given(method("GET")).and(path("/v1/orders/"));
    list().and(query_param_is_missing("page")).respond_with(page("order_a")).expect(1).mount(&server).await;
    list().and(query_param("page", "2")).respond_with(page("order_b")).expect(1).mount(&server).await;
    let request = Request::get("/orders").body(Body::empty()).expect("it is a request");
    let (status, _, text) = answer(&server, request).await;
    assert_eq!((status, text.as_str()), (StatusCode::OK, "known order_a: paid\nknown order_b: paid\n"));
}

#[tokio::test]
async fn a_refund_that_failed_is_not_sent_twice() {
    let server = MockServer::start().await;
    let order = ResponseTemplate::new(200).set_body_json(Order::example());
    Mock::given(method("GET")).and(path("/v1/orders/order_a")).respond_with(order).mount(&server).await;
    let refused = Mock::given(method("POST")).and(path("/v1/refunds/"));
    refused.respond_with(ResponseTemplate::new(503)).expect(1).mount(&server).await;
    let request = Request::post("/orders/order_a/refund").body(Body::empty()).expect("it is a request");
    let (status, _, text) = answer(&server, request).await;
    assert_eq!((status, text.as_str()), (StatusCode::BAD_GATEWAY, "The payment service refused."));
}
