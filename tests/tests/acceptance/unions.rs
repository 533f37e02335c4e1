//! Which variant it is.

use crate::support::{polar, sample, samples};
use generated_sdk::Json;
use generated_sdk::polar::models::{
    AnyProductPrice, BenefitGrant, BenefitGrantProperties, BenefitGrantWebhook, CustomerBenefitGrant, Discount, Event,
    LegacyRecurringProductPrice, Meter, MeterAggregation, Payment, Product, ProductPrice,
};
use generated_sdk::testing::{MockTransport, Reply};
use serde_json::{Value, json};

fn written(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("it is written")
}

#[test]
fn one_variant_has_several_tags_and_keeps_its_own() {
    for func in ["avg", "max", "min", "sum"] {
        let meter = sample("Meter", json!({"aggregation": {"func": func, "property": "x"}}));
        let read: Meter = serde_json::from_value(meter.clone()).expect("it is read");
        let MeterAggregation::Property(aggregation) = &read.aggregation else { panic!("{func} aggregates a property") };
        assert_eq!((aggregation.func.as_str(), aggregation.property.as_str()), (func, "x"));
        assert_eq!(written(&read), meter);
    }
    let meter = sample("Meter", json!({"aggregation": {"func": "count"}}));
    let read: Meter = serde_json::from_value(meter).expect("it is read");
    assert!(matches!(read.aggregation, MeterAggregation::Count(_)));
}

#[test]
fn an_event_of_the_future_does_not_spoil_the_list() {
    let mut event = samples("SystemEvent").into_iter().next().expect("there is one");
    event["name"] = json!("future.event");
    let body = json!({"items": [samples("UserEvent")[0], event], "pagination": {"total_count": 2, "max_page": 1}});
    let sent = body.clone();
    let mock = MockTransport::new().on("events.list", move |_| Reply::json(200, sent.clone()));
    let page = polar(&mock).events().list().send().expect("the list is read");
    assert!(matches!(page.items[0], Event::User(_)));
    let Event::System(newer) = &page.items[1] else { panic!("it comes from the system") };
    assert_eq!(newer.tag(), Some("future.event"));
    assert_eq!(written(&page.items[1]), body["items"][1]);
}

#[test]
fn legacy_prices_are_distinguished_from_those_of_today() {
    let prices = [
        ("LegacyRecurringProductPriceFixed", true),
        ("LegacyRecurringProductPriceCustom", true),
        ("ProductPriceFixed", false),
        ("ProductPriceCustom", false),
    ];
    for (component, legacy) in prices {
        let price = sample(component, json!({}));
        let product = sample("Product", json!({"prices": [price]}));
        let read: Product = serde_json::from_value(product.clone()).expect("it is read");
        match &read.prices[0] {
            AnyProductPrice::Legacy(LegacyRecurringProductPrice::Fixed(_) | LegacyRecurringProductPrice::Custom(_)) => {
                assert!(legacy, "{component}");
            }
            AnyProductPrice::Current(ProductPrice::Fixed(_) | ProductPrice::Custom(_)) => {
                assert!(!legacy, "{component}")
            }
            other => panic!("{component} became {other:?}"),
        }
        assert_eq!(written(&read), product);
    }
}

#[test]
fn a_grant_is_selected_by_its_benefit() {
    let kinds = |read: &dyn Fn(Value) -> Option<String>, component: &str| {
        for grant in samples(component) {
            let kind = grant["benefit"]["type"].as_str().map(str::to_owned);
            assert_eq!(read(grant), kind);
        }
    };
    kinds(
        &|grant| serde_json::from_value::<BenefitGrantWebhook>(grant).ok()?.tag().map(str::to_owned),
        "BenefitGrantWebhook",
    );
    kinds(
        &|grant| serde_json::from_value::<CustomerBenefitGrant>(grant).ok()?.tag().map(str::to_owned),
        "CustomerBenefitGrant",
    );
    for (benefit, grant) in
        [("BenefitCustom", "custom"), ("BenefitFeatureFlag", "feature_flag"), ("BenefitDiscord", "discord")]
    {
        let value = sample("BenefitGrant", json!({"benefit": sample(benefit, json!({})), "properties": {}}));
        let read: BenefitGrant = serde_json::from_value(value.clone()).expect("it is read");
        assert_eq!(read.properties.tag(), Some(grant));
        assert_eq!(matches!(read.properties, BenefitGrantProperties::Discord(_)), grant == "discord");
        assert_eq!(written(&read), value);
    }
}

#[test]
fn the_variant_that_knows_more_is_chosen() {
    let fixed = sample(
        "DiscountFixedRepeatDuration",
        json!({"type": "fixed", "duration": "repeating", "duration_in_months": 3}),
    );
    let read: Discount = serde_json::from_value(fixed.clone()).expect("it is read");
    assert!(read.as_fixed_repeat_duration().is_some_and(|discount| discount.duration_in_months == 3), "{read:?}");
    assert_eq!(written(&read), fixed);
    let once = sample("DiscountFixedOnceForeverDuration", json!({"type": "fixed", "duration": "once"}));
    let read: Discount = serde_json::from_value(once).expect("it is read");
    assert!(read.as_fixed_repeat_duration().is_none());
    let card = sample("CardPayment", json!({"method_metadata": {"brand": "visa", "last4": "4242"}}));
    let read: Payment = Json::from(card.clone()).decode().expect("it is read");
    let Payment::Card(payment) = &read else { panic!("it is a card payment") };
    assert_eq!((payment.method_metadata.brand.as_str(), payment.method_metadata.last4.as_str()), ("visa", "4242"));
    assert_eq!(written(&read), card);
}
