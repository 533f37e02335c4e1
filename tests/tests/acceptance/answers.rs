//! What comes back.

use crate::support::{example, polar, sample};
use generated_sdk::Json;
use generated_sdk::polar::models::{
    CustomerIndividual, CustomerUpdate, EventMetadataOutput, MetricPeriod, OrderSortProperty, ProductPriceMeteredUnit,
    Timezone,
};
use generated_sdk::testing::{MockTransport, Reply};
use serde_json::{Value, json};

#[test]
fn a_receipt_is_there_or_not_yet() {
    let receipt = example("orders.receipt");
    let ready = MockTransport::new().on("orders.receipt", move |_| Reply::json(200, receipt.clone()));
    assert!(polar(&ready).orders().receipt("o").send().expect("200 is read").is_some());
    let waiting =
        MockTransport::new().on("orders.receipt", |_| Reply::empty(202).header("content-type", "application/json"));
    assert!(polar(&waiting).orders().receipt("o").send().expect("202 is read").is_none());
}

#[test]
fn null_is_nothing_and_an_export_is_text() {
    let mock = MockTransport::new()
        .on("webhooks.redeliver_event", |_| Reply::json(202, json!(null)))
        .on("orders.generate_invoice", |_| Reply::json(202, json!(null)))
        .on("orders.export", |_| {
            Reply::text(200, "id,name\r\n1,\"é\"\r\n").header("content-type", "text/csv; charset=utf-8")
        });
    let client = polar(&mock);
    client.webhooks().redeliver_event("e").send().expect("null is nothing");
    client.orders().generate_invoice("o").send().expect("null is nothing");
    assert_eq!(client.orders().export().text().send().expect("text is read"), "id,name\r\n1,\"é\"\r\n");
}

#[test]
fn a_tax_id_is_read_as_a_pair_and_sent_as_text() {
    let customer = sample("CustomerIndividual", json!({"tax_id": ["911144442", "us_ein"]}));
    let read: CustomerIndividual = serde_json::from_value(customer.clone()).expect("the pair is read");
    let (number, format) = read.tax_id.as_ref().expect("it is there");
    assert_eq!((number.as_str(), format.as_str()), ("911144442", "us_ein"));
    assert_eq!(serde_json::to_value(&read).expect("it is written"), customer);
    let update = serde_json::to_value(CustomerUpdate::new().tax_id("911144442")).expect("it is written");
    assert_eq!(update, json!({"tax_id": "911144442"}));
}

#[test]
fn numbers_stay_what_they_are() {
    let mut period = sample("MetricPeriod", json!({}));
    (period["active_subscriptions"], period["average_order_value"]) = (json!(5), json!(5.5));
    let read: MetricPeriod = serde_json::from_value(period.clone()).expect("numbers are read");
    assert_eq!(
        read.active_subscriptions.as_ref().map(|number| (number.is_integer(), number.as_i64())),
        Some((true, Some(5)))
    );
    assert_eq!(
        read.average_order_value.as_ref().map(|number| (number.is_integer(), number.as_f64())),
        Some((false, 5.5))
    );
    assert_eq!(serde_json::to_value(&read).expect("they are written"), period);
    let price =
        sample("ProductPriceMeteredUnit", json!({"unit_amount": "0.000000000001", "cap_amount": 999_999_999_999_i64}));
    let read: ProductPriceMeteredUnit = serde_json::from_value(price.clone()).expect("amounts are read");
    assert_eq!((read.unit_amount.as_str(), read.cap_amount), ("0.000000000001", Some(999_999_999_999)));
    assert_eq!(serde_json::to_value(&read).expect("they are written"), price);
}

#[test]
fn values_that_differ_by_a_sign_are_different() {
    let kept = |value: &Value, written: Result<Value, _>| {
        let written: Value = Result::<Value, serde_json::Error>::expect(written, "it is written");
        assert_eq!(&written, value);
    };
    for (up, down) in [("created_at", "-created_at"), ("amount", "-amount")] {
        let read = [up, down].map(|text| serde_json::from_value::<OrderSortProperty>(json!(text)).expect("it is read"));
        assert!(read.iter().all(OrderSortProperty::is_known) && read[0] != read[1], "{up}");
        kept(&json!(down), serde_json::to_value(&read[1]));
    }
    let zones = ["Etc/GMT+5", "Etc/GMT-5", "Etc/GMT0", "Etc/GMT+0", "Etc/GMT-0", "GMT0", "GMT+0", "GMT-0"];
    let read: Vec<Timezone> = zones.iter().map(|zone| (*zone).into()).collect();
    for (index, zone) in read.iter().enumerate() {
        assert!(zone.is_known() && !read[..index].contains(zone), "{}", zone.as_str());
        assert_eq!(zone.as_str(), zones[index]);
    }
    let classes = generated_sdk::polar::models::HttpCodeClass::ALL;
    assert_eq!(classes.iter().map(|class| class.as_str()).collect::<Vec<_>>(), ["2xx", "3xx", "4xx", "5xx"]);
}

#[test]
fn a_key_of_the_user_does_not_clash_with_one_of_the_api() {
    let text = r#"{"_cost":{"amount":"1.50","currency":"usd"},"_llm":{"vendor":"v","model":"m","input_tokens":1,"output_tokens":2,"total_tokens":3},"cost":7.0,"tier":"gold"}"#;
    let read: EventMetadataOutput = Json::parse(text).and_then(|json| json.decode()).expect("both are read");
    assert_eq!(read.cost.as_ref().map(|cost| cost.amount.as_str().to_owned()), Some("1.50".to_owned()));
    assert!(read.llm.is_some());
    assert_eq!(read.additional.keys().collect::<Vec<_>>(), ["cost", "tier"]);
    assert_eq!(Json::of(&read), Json::parse(text).expect("it is JSON"));
}
