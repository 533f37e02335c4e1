//! Answers as servers have been seen to give them, and as guides of the APIs print them: not quite what the documents say.
//! Values are our own.

use generated_sdk::json::{Decode, Encode, Json, decode_slice, decode_slice_strictly, encode_to_string};
use generated_sdk::polar::models::{
    BenefitDiscordProperties, CheckoutLink, CheckoutLinkDiscount, CustomerPaymentMethod, Order, Payment,
};
use generated_sdk::testing::{MockTransport, Reply};
use generated_sdk::{circle, polar};
use serde_json::{Value, json};
use std::fmt::Debug;

/// Reads an answer, which is written again as it came.
#[track_caller]
fn same<T: Decode + Encode + Debug>(answer: &Value) -> T {
    let read: T = decode_slice(answer.to_string().as_bytes()).unwrap_or_else(|error| panic!("{answer}: {error}"));
    assert_eq!(Json::of(&read), Json::from(answer.clone()), "{read:?}");
    read
}

const TIME: &str = "2025-11-07T05:31:56Z";

/// A checkout link as the API's reference printed it before discounts had amounts in several currencies, products their own
/// visibility and meters, and files a storage version.
fn checkout_link() -> Value {
    let made = |id: &str| json!({"id": id, "created_at": TIME, "modified_at": TIME, "organization_id": "org_1"});
    let with = |mut made: Value, more: Value| {
        let (Value::Object(object), Value::Object(more)) = (&mut made, more) else { unreachable!("both are objects") };
        object.extend(more);
        made
    };
    let price = json!({
        "id": "price_1", "created_at": TIME, "modified_at": TIME, "product_id": "prod_1", "is_archived": false,
        "amount_type": "fixed", "type": "recurring", "recurring_interval": "month", "price_currency": "usd",
        "price_amount": 999, "legacy": true,
    });
    let benefit =
        with(made("ben_1"), json!({"type": "custom", "description": "Thanks", "selectable": true, "deletable": true}));
    let media = json!({
        "id": "file_1", "organization_id": "org_1", "name": "a.png", "path": "a/a.png", "mime_type": "image/png", "size": 12,
        "storage_version": "v", "checksum_etag": "e", "checksum_sha256_base64": "b", "checksum_sha256_hex": "h",
        "last_modified_at": TIME, "version": "1", "service": "product_media", "is_uploaded": true, "created_at": TIME,
        "size_readable": "12 B", "public_url": "https://example.com/a.png",
    });
    let product = with(
        made("prod_1"),
        json!({
            "metadata": {}, "name": "Crate", "description": null, "recurring_interval": "month", "is_recurring": true,
            "is_archived": false, "prices": [price], "benefits": [benefit], "medias": [media],
        }),
    );
    let discount = with(
        made("disc_1"),
        json!({
            "duration": "once", "type": "fixed", "amount": 123, "currency": "usd", "metadata": {}, "name": "Spring",
            "code": "SPRING", "starts_at": TIME, "ends_at": TIME, "max_redemptions": 5, "redemptions_count": 1,
        }),
    );
    with(
        made("link_1"),
        json!({
            "metadata": {}, "payment_processor": "stripe", "client_secret": "secret", "success_url": null, "label": "Crate",
            "allow_discount_codes": true, "require_billing_address": true, "discount_id": "disc_1",
            "products": [product], "discount": discount, "url": "https://example.com/buy",
        }),
    )
}

#[test]
fn an_answer_of_an_older_document_is_typed_and_says_what_it_lacks() {
    let answer = checkout_link();
    assert!(decode_slice_strictly::<CheckoutLink>(answer.to_string().as_bytes()).is_err());
    let link: CheckoutLink = same(&answer);
    let Some(CheckoutLinkDiscount::FixedOnceForeverDurationBase(discount)) = &link.discount else {
        panic!("{:?}", link.discount)
    };
    assert_eq!((discount.amount, discount.amounts.len(), discount.code.as_deref()), (123, 0, Some("SPRING")));
    assert!(discount.extra.assumed().any(|name| name == "amounts"));
    assert_eq!(
        link.products[0].prices[0].as_legacy().and_then(|price| price.as_fixed()).map(|one| one.price_amount),
        Some(999)
    );
    assert_eq!((link.products[0].benefits.len(), link.products[0].medias[0].size), (1, 12));

    let mock = MockTransport::new().on("checkout_links.get", move |_| Reply::json(200, answer.clone()));
    let builder = polar::blocking::Client::builder().access_token("t").transport(mock);
    let client = builder.build().expect("it is complete");
    let response = client.checkout_links().get("link_1").with_response().send().expect("it is read");
    assert!(response.assumed().contains(&"$.discount.amounts".to_owned()), "{:?}", response.assumed());
}

#[test]
fn a_payout_that_was_made_is_known_before_its_amount_is() {
    let answer = json!({"data": {
        "id": "b8627ae8-0000-4000-8000-000000000001", "sourceWalletId": "12345",
        "destination": {"type": "address_book", "id": "b8627ae8-0000-4000-8000-000000000002"},
        "amount": {"amount": "3000.14", "currency": "USD"}, "toAmount": {"currency": "USD"}, "status": "pending",
        "updateDate": "2025-04-10T02:13:30.000Z", "createDate": "2025-04-10T02:13:30.000Z",
    }});
    let body = answer.clone();
    let mock = MockTransport::new().on("payouts.get", move |_| Reply::json(200, body.clone()));
    let builder = circle::blocking::Client::builder().access_token("t").transport(mock);
    let client = builder.build().expect("it is complete");
    let response = client.payouts().get("p").with_response().send().expect("it is read");
    assert!(response.assumed().is_empty(), "a decision says so: {:?}", response.assumed());
    let payout = response.into_body();
    assert_eq!(payout.to_amount.as_ref().map(|money| money.amount.is_none()), Some(true));
    assert_eq!(Json::of(&payout), Json::from(answer["data"].clone()));
}

#[test]
fn a_kind_that_is_newer_than_the_document_is_the_general_one() {
    let base = json!({"id": "x", "created_at": TIME, "modified_at": null, "processor": "stripe", "customer_id": "c"});
    let mut method = base.clone();
    method["type"] = json!("kr_card");
    for metadata in [json!({"brand": "kr", "last4": "1234"}), json!({"brand": null, "last4": null}), json!(null)] {
        method["method_metadata"] = metadata;
        let read: CustomerPaymentMethod = same(&method);
        assert_eq!(read.as_generic().map(|generic| generic.r#type.as_str()), Some("kr_card"));
    }
    let mut payment = base;
    for (name, value) in [
        ("status", json!("pending")),
        ("amount", json!(7)),
        ("currency", json!("krw")),
        ("method", json!("kr_card")),
        ("trigger", json!("purchase")),
        ("decline_reason", json!(null)),
        ("decline_message", json!(null)),
        ("organization_id", json!("o")),
        ("checkout_id", json!(null)),
        ("order_id", json!(null)),
        ("method_metadata", json!({"brand": "kr", "last4": null})),
    ] {
        payment[name] = value;
    }
    let read: Payment = same(&payment);
    assert_eq!(read.as_generic().map(|generic| generic.method.as_str()), Some("kr_card"));
}

#[test]
fn what_the_published_models_no_longer_have_is_not_missed() {
    let properties = json!({"guild_id": "1", "role_id": "2", "kick_member": false});
    let read: BenefitDiscordProperties =
        decode_slice_strictly(properties.to_string().as_bytes()).expect("a decision says so");
    assert_eq!(
        (read.guild_token, encode_to_string(&read.extra.get("guild_token").cloned().unwrap_or_default())),
        (None, "null".to_owned())
    );
}

#[test]
fn a_payload_that_does_not_say_what_happened_is_not_a_newer_event() {
    let paid = json!({"type": "order.paid", "timestamp": TIME, "data": {}});
    let with_type = |name: Value| json!({"type": name, "timestamp": TIME, "data": {}});
    for (payload, path) in [
        (json!([paid]), "$"),
        (json!("order.paid"), "$"),
        (json!(null), "$"),
        (json!({"event": paid}), "$.type"),
        (with_type(json!(null)), "$.type"),
        (with_type(json!(5)), "$.type"),
        (with_type(json!("")), "$.type"),
        (with_type(json!(["order.paid"])), "$.type"),
    ] {
        let event = polar::webhooks::Event::from_payload(payload.to_string().as_bytes()).expect("it is JSON");
        let polar::webhooks::Event::Unreadable { event_type, error, raw } = &event else {
            panic!("{payload}: {event:?}")
        };
        assert_eq!((event_type.as_str(), error.path().as_str(), raw.to_value()), ("", path, payload));
        assert_eq!(Json::of(&event), *raw);
    }
}

#[test]
fn an_order_is_read_whatever_its_labels_are() {
    let sample = polar::catalog::SAMPLES.of("orders.get").find(|sample| sample.status == 200).expect("there is one");
    let order: Value = serde_json::from_str(&sample.body).expect("samples are JSON");
    for (name, value) in [
        ("billing_name", json!(5)),
        ("metadata", json!({"a": null, "b": [1], "c": {"d": 1.5}})),
        ("items", json!([{"label": null}])),
        ("custom_field_data", json!(null)),
        ("discount", json!({"type": "newer"})),
        ("billing_reason", json!({"kind": "purchase"})),
    ] {
        let mut changed = order.clone();
        changed[name] = value;
        let _: Order = same(&changed);
    }
}
