//! Amounts without rounding, times that survive.

use generated_sdk::circle::models::{Money, MoneyCurrency, Transfer};
use generated_sdk::values::{DecimalString, Timestamp};
use serde_json::json;
use std::time::{Duration, SystemTime};

#[test]
fn amounts_keep_every_digit() {
    let money = Money::new("3000.140000000000000001", MoneyCurrency::Usd);
    assert_eq!(money.amount.as_str(), "3000.140000000000000001");
    assert_eq!(serde_json::to_value(&money).expect("it can be written")["amount"], "3000.140000000000000001");

    let same: DecimalString = "3000.1400".parse().expect("a decimal number");
    assert!(same == DecimalString::from("3000.14") && same < DecimalString::from("3000.141"));
    assert!("3,000".parse::<DecimalString>().is_err(), "what is not a number is refused when it is parsed");
}

#[test]
fn times_can_be_compared_and_converted() {
    let time: Timestamp = "2026-01-02T03:04:05.250+01:00".parse().expect("RFC 3339");
    assert_eq!(time.unix_millis(), Some(1_767_319_445_250));
    assert!(time < Timestamp::from(SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_319_446)));
}

#[test]
fn a_time_that_cannot_be_read_loses_nothing() {
    let body = json!({
        "id": "t", "amount": { "amount": "1.00", "currency": "USD" }, "status": "pending", "createDate": "yesterday",
        "source": { "type": "wallet", "id": "1" }, "destination": { "type": "wallet", "id": "2" },
    });
    let transfer: Transfer = serde_json::from_value(body.clone()).expect("a bad time is no reason to lose a transfer");
    let created = transfer.create_date.as_ref().expect("there is a time");
    assert!(!created.is_valid() && created.raw() == "yesterday");
    assert_eq!(serde_json::to_value(&transfer).expect("it can be written"), body);
}
