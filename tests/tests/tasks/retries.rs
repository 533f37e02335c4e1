//! Retries, timeouts and idempotency.

use crate::support::polar;
use generated_sdk::polar::models::CheckoutCreate;
use generated_sdk::testing::{MockTransport, Reply};
use generated_sdk::{IdempotencyKey, RetryPolicy, Verdict};
use serde_json::json;
use std::time::Duration;

fn limited() -> Reply {
    Reply::empty(429).retry_after(7)
}

#[tokio::test]
async fn a_server_that_asks_to_wait_is_waited_for() -> generated_sdk::Result<()> {
    let mock = MockTransport::new().on("customers.get", |_| limited().then(Reply::example("customers.get")));
    polar(&mock).customers().get("c").await?;
    assert_eq!(mock.requests().len(), 2);
    assert!((7..=8).contains(&mock.clock().elapsed().as_secs()), "virtual time: what the server says, and jitter");
    Ok(())
}

#[tokio::test]
async fn for_a_client_and_for_a_call() -> generated_sdk::Result<()> {
    let mock = MockTransport::new().on("checkouts.create", |_| {
        Reply::json(503, json!({})).then(Reply::json(503, json!({}))).then(Reply::example("checkouts.create"))
    });
    let patient = polar(&mock).with(|defaults| defaults.retry(RetryPolicy::standard().max_attempts(8)));
    patient
        .checkouts()
        .create(CheckoutCreate::new(["prod_1"]).external_customer_id("usr_1"))
        .retry(
            RetryPolicy::standard().max_attempts(5).max_elapsed(Duration::from_secs(30)).classify(|_| Verdict::Retry), // the caller vouches that sending it twice is safe
        )
        .timeout(Duration::from_secs(5)) // of each attempt
        .deadline(Duration::from_secs(60)) // of all attempts and waits
        .await?;
    assert_eq!(mock.requests().len(), 3);
    Ok(())
}

/// The server looks at no keys, so one changes nothing.
#[tokio::test]
async fn a_key_that_nobody_looks_at() {
    let mock = MockTransport::new().on("checkouts.create", |_| Reply::json(503, json!({})));
    let create = polar(&mock).checkouts().create(CheckoutCreate::new(["prod_1"])).idempotency_key("checkout-usr_1");
    let error = create.await.expect_err("503");
    assert_eq!((mock.requests().len(), error.may_have_been_applied()), (1, true));
}

#[tokio::test]
async fn the_same_key_after_a_restart() -> generated_sdk::Result<()> {
    let mock = MockTransport::new().on("checkouts.create", |_| Reply::example("checkouts.create"));
    for _start_of_the_process in 0..2 {
        let create = polar(&mock).checkouts().create(CheckoutCreate::new(["prod_1"]));
        create.idempotency_key(IdempotencyKey::derive("checkout", "usr_1-2026-11")).await?;
    }
    let keys: Vec<_> =
        mock.requests().iter().map(|request| request.header("idempotency-key").map(str::to_owned)).collect();
    assert!(keys[0].is_some());
    assert_eq!(keys[0], keys[1]);
    Ok(())
}

#[tokio::test]
async fn what_may_have_been_done_is_not_done_again() {
    let mock = MockTransport::new().on("checkouts.create", |_| Reply::json(503, json!({})));
    let error = polar(&mock).checkouts().create(CheckoutCreate::new(["prod_1"])).await.expect_err("503");
    assert_eq!((mock.requests().len(), error.attempts()), (1, 1));
    assert!(error.may_have_been_applied());
}

#[tokio::test]
async fn not_at_all() {
    let mock = MockTransport::new().on("customers.get", |_| limited());
    let error = polar(&mock).customers().get("c").retry(RetryPolicy::none()).await.expect_err("429");
    assert!(error.is_rate_limited());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
}
