//! What goes out.

use crate::support::{examples, only, polar, sent};
use generated_sdk::polar::catalog::{CALLS, OPERATIONS, SAMPLES};
use generated_sdk::polar::models::{
    AuthorizationCodeTokenRequest, AuthorizationCodeTokenRequestRequired, CustomerUpdate, DiscountDuration,
    DiscountFixedCreate, DiscountUpdate, SubscriptionStatus, SubscriptionUpdateClear,
};
use generated_sdk::polar::{Null, blocking};
use sdk_tests::model_server;
use serde_json::json;

#[test]
fn a_request_without_body_says_that_it_has_none() {
    let server = model_server::start(OPERATIONS, SAMPLES);
    let client = blocking::Client::builder().base_url(server.url()).access_token("token").build();
    let client = client.expect("loopback needs no https");
    let mut bodyless = Vec::new();
    for (id, call) in CALLS {
        let operation = OPERATIONS.iter().map(|entry| entry.operation).find(|operation| operation.id == *id);
        let operation = operation.expect("every call is of an operation");
        if operation.body.is_none() && ["POST", "PUT", "PATCH"].contains(&operation.method.as_str()) {
            call(&client).expect("the server answers");
            let requests = server.take();
            assert_eq!(requests[0].header("content-length"), Some("0"), "{id}");
            assert_eq!(requests[0].header("transfer-encoding"), None, "{id}");
            bodyless.push(*id);
        }
    }
    bodyless.sort_unstable();
    assert_eq!(
        bodyless,
        [
            "customer-seats:resend_invitation",
            "customer_portal:orders:generate_invoice",
            "customer_portal:seats:resend_invitation",
            "disputes:accept",
            "orders:generate_invoice",
            "webhooks:redeliver_webhook_event",
            "webhooks:reset_webhook_endpoint_secret",
        ]
    );
}

#[test]
fn a_trailing_slash_is_kept_and_none_is_added() {
    let mock = examples();
    polar(&mock).products().list().send().expect("the example is read");
    polar(&mock).customer_seats().list().send().expect("the example is read");
    let targets: Vec<String> = mock.requests().iter().map(|request| request.uri.path().to_owned()).collect();
    assert_eq!(targets, ["/v1/products/", "/v1/customer-seats"]);
}

#[test]
fn a_token_is_requested_with_a_form_and_without_a_token() {
    let mock = examples();
    let request = AuthorizationCodeTokenRequest::new(AuthorizationCodeTokenRequestRequired {
        client_id: "client".into(),
        client_secret: "se cret&".into(),
        code: "code".into(),
        redirect_uri: "https://example.com/a?b=c".to_owned(),
    });
    polar(&mock).oauth2().token(request).send().expect("the example is read");
    let request = only(&mock);
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(request.header("authorization"), None);
    let body = String::from_utf8_lossy(&request.body).into_owned();
    let mut pairs: Vec<&str> = body.split('&').collect();
    pairs.sort_unstable();
    assert_eq!(
        pairs,
        [
            "client_id=client",
            "client_secret=se+cret%26",
            "code=code",
            "grant_type=authorization_code",
            "redirect_uri=https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc",
        ]
    );
}

#[test]
fn lists_repeat_their_name_and_objects_name_their_keys() {
    let mock = examples();
    let list = polar(&mock).subscriptions().list().status([SubscriptionStatus::Active, SubscriptionStatus::Paused]);
    list.metadata("a", ["1", "2"]).send().expect("the example is read");
    let query = only(&mock).uri.query().map(str::to_owned).unwrap_or_default();
    let query = query.replace("%5B", "[").replace("%5D", "]");
    assert_eq!(query, "status=active&status=paused&metadata[a]=1&metadata[a]=2");
}

#[test]
fn absent_null_and_a_value_are_three_requests() {
    for (change, body) in [
        (DiscountUpdate::new(), json!({})),
        (DiscountUpdate::new().code(Null), json!({"code": null})),
        (DiscountUpdate::new().code("X"), json!({"code": "X"})),
        (
            DiscountUpdate::new().code(Null).name("N").max_redemptions(5),
            json!({"code": null, "max_redemptions": 5, "name": "N"}),
        ),
    ] {
        let mock = examples();
        polar(&mock).discounts().update("d", change).send().expect("the example is read");
        assert_eq!(sent(&mock), body);
    }
    let mock = examples();
    polar(&mock).subscriptions().update("s", SubscriptionUpdateClear::new()).send().expect("the example is read");
    assert_eq!(sent(&mock), json!({"pending_update": null}));
}

#[test]
fn a_setter_takes_a_value_an_option_or_any_integer() {
    let mock = examples();
    let (some, none): (Option<String>, Option<&str>) = (Some("jane@example.com".to_owned()), None);
    let size: usize = 20;
    polar(&mock).customers().list().email(&some).query(none).limit(size).page(Some(2_u8)).send().expect("it is read");
    assert_eq!(only(&mock).uri.query(), Some("email=jane%40example.com&limit=20&page=2"));
    let update = CustomerUpdate::new().name(none).email(some).tax_id(Null);
    let json = json!({"name": null, "email": "jane@example.com", "tax_id": null});
    assert_eq!(serde_json::to_value(&update).expect("it is JSON"), json);
    let discount = DiscountFixedCreate::new("Ten off", DiscountDuration::Once).max_redemptions(Some(9_u64)).code(none);
    assert_eq!((discount.max_redemptions, discount.code), (Some(9), None));
}

#[test]
fn a_constant_is_sent_though_it_is_optional() {
    let mock = examples();
    let discount = DiscountFixedCreate::new("Ten off", DiscountDuration::Once).max_redemptions(9);
    polar(&mock).discounts().create(discount).send().expect("the example is read");
    assert_eq!(sent(&mock), json!({"type": "fixed", "duration": "once", "name": "Ten off", "max_redemptions": 9}));
}
