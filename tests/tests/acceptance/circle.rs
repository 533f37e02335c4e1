//! Circle.

use crate::support::{circle, example, examples, only};
use generated_sdk::RetryPolicy;
use generated_sdk::circle::models::{
    BusinessPayoutCreationRequest, DetailedPayment, Eci, ExchangeRateResponse, FiatCancel, PublicKey, TradingPair,
};
use generated_sdk::circle::{Client, Environment, catalog};
use generated_sdk::testing::{MockTransport, Reply};
use serde_json::{Value, json};

#[test]
fn a_path_parameter_with_a_hyphen_is_filled_in() {
    let mock = examples();
    circle(&mock).crypto_exchange_rates().get(TradingPair::BtcUsd).send().expect("the example is read");
    assert_eq!(only(&mock).uri.path(), "/v1/exchange/rates/BTC-USD");
}

#[test]
fn a_title_used_twice_is_two_types_and_the_envelope_is_off() {
    let presign = example("pull_crypto_payments.presign");
    let sent = presign.clone();
    let mock = MockTransport::new().on("pull_crypto_payments.presign", move |_| Reply::json(200, sent.clone()));
    let call = circle(&mock).pull_crypto_payments();
    let read: generated_sdk::circle::models::PresignResponse =
        call.presign("0x1", "payment_intent_1").send().expect("it is read");
    assert_eq!(serde_json::to_value(&read).expect("it is written"), presign["data"]);
    let names: Vec<&str> = catalog::TYPES.iter().copied().flatten().map(|(name, _)| *name).collect();
    for name in ["PresignResponse", "ExchangeRateRequest", "ExchangeRateResponse", "CryptoPayment"] {
        assert_eq!(names.iter().filter(|one| **one == name).count(), 1, "{name}");
    }
}

#[test]
fn an_answer_without_its_envelope_is_reported() {
    let mock = MockTransport::new().on("encryption.get_public_key", |_| Reply::json(200, json!({"keyId": "key1"})));
    let error = circle(&mock).encryption().get_public_key().send().expect_err("there is no data");
    assert_eq!(error.decode_error().map(|error| error.path()), Some("$.data".to_owned()));
}

fn kept<T: serde::de::DeserializeOwned + serde::Serialize>(value: Value) -> T {
    let read: T = serde_json::from_value(value.clone()).expect("it is read");
    assert_eq!(serde_json::to_value(&read).expect("it is written"), value);
    read
}

#[test]
fn what_the_document_has_wrong_is_read() {
    let mut key = example("encryption.get_public_key")["data"].clone();
    key["keyId"] = json!("key1");
    assert_eq!(kept::<PublicKey>(key).key_id.as_str(), "key1");

    let mut payment = example("payments.create")["data"].clone();
    payment["errorCode"] = json!(null);
    payment["amount"]["currency"] = json!("ETH");
    payment["verification"] = json!({"avs": "Y", "cvv": "pass", "eci": "01"});
    let payment: DetailedPayment = kept(payment);
    assert!(payment.error_code.is_none());
    assert_eq!(payment.amount.currency.as_str(), "ETH");
    let eci = payment.verification.and_then(|verification| verification.eci);
    assert_eq!(eci, Some(Eci::Eci01));

    let mut cancel = example("payments.cancel")["data"].clone();
    cancel["description"] = json!("Cancel Payment");
    kept::<FiatCancel>(cancel);

    let mut quote = example("payments.quote_exchange")["data"].clone();
    (quote["rate"], quote["from"]["amount"]) = (json!(17.0531), json!(5.05));
    let quote: ExchangeRateResponse = kept(quote);
    assert_eq!(quote.rate.to_string(), "17.0531");
    assert_eq!(quote.from.amount.map(|amount| amount.to_string()), Some("5.05".to_owned()));
}

#[test]
fn a_key_is_made_once_and_kept_by_retries() {
    let body = catalog::SAMPLES.request("payouts.create_business").expect("the operation has a body");
    let mut body: Value = serde_json::from_str(body).expect("examples are JSON");
    body.as_object_mut().expect("it is an object").remove("idempotencyKey");
    let request: BusinessPayoutCreationRequest = serde_json::from_value(body).expect("it is read");
    let mock = MockTransport::new().on("payouts.create_business", |_| {
        Reply::json(503, json!({"code": -1, "message": "later"})).then(Reply::example("payouts.create_business"))
    });
    let call = circle(&mock).payouts().create_business(request);
    call.retry(RetryPolicy::standard()).send().expect("the second attempt succeeds");
    let keys: Vec<Value> = mock
        .requests()
        .iter()
        .map(|request| serde_json::from_slice::<Value>(&request.body).expect("it is JSON")["idempotencyKey"].clone())
        .collect();
    assert_eq!((keys.len(), &keys[0]), (2, &keys[1]));
    assert_eq!(keys[0].as_str().map(str::len), Some(36));
}

#[test]
fn the_sandbox_is_where_it_starts() {
    assert_eq!(Environment::ALL[0].base_url(), "https://api-sandbox.circle.com");
    assert_eq!(Environment::Production.base_url(), "https://api.circle.com");
    for (environment, host) in [(None, "api-sandbox.circle.com"), (Some(Environment::Production), "api.circle.com")] {
        let mock = examples();
        let mut builder = generated_sdk::circle::blocking::Client::builder().access_token("token");
        if let Some(environment) = environment {
            builder = builder.environment(environment);
        }
        let client = builder.transport(mock.clone()).build().expect("the settings are right");
        client.channels().list().send().expect("the example is read");
        assert_eq!(only(&mock).uri.host(), Some(host));
    }
    let live = || Client::builder().access_token("LIVE_API_KEY:a:b").transport(examples());
    assert!(live().build().is_ok(), "a live key leads to production by itself");
    assert!(live().environment(Environment::Sandbox).build().is_err(), "and is not for the sandbox");
}
