//! What limits retries during an outage, and what a retry costs.

use crate::{
    api::{API, Acme},
    harness::{mocked, replies, run},
};
use sdk_runtime::runtime::{
    Async, Blocking, ClientConfig, FailurePoint, RetryBudget,
    testing::{MockTransport, Reply},
};
use std::{future::IntoFuture, time::Duration};

fn good() -> Reply {
    Reply::json(200, serde_json::json!({"id": "x"}))
}

#[test]
fn the_budget_of_a_client_ends_a_storm_and_refills() {
    let mock = replies(|| Reply::empty(503));
    let client = mocked(&mock);
    for _ in 0..40 {
        let _ = run(client.get("x").into_future());
    }
    // 500 tokens pay for 35 retries of 14; the other calls make one attempt each.
    assert_eq!(mock.requests().len(), 40 + 35);
    let mock = mock.on("things.get", |_| good());
    for _ in 0..14 {
        run(client.get("x").into_future()).unwrap();
    }
    let before = mock.requests().len();
    let mock = mock.on("things.get", |_| Reply::empty(503));
    let _ = run(client.clone().get("x").into_future());
    assert_eq!(mock.requests().len() - before, 2, "fourteen successes earn one retry, also for clones");
}

#[test]
fn a_budget_can_be_sized_switched_off_and_kept_apart() {
    let calls = |client: &Acme<Async>, calls: usize| (0..calls).for_each(|_| drop(run(client.get("x").into_future())));
    for (budget, requests) in
        [(RetryBudget::retries(3), 10 + 3), (RetryBudget::retries(0), 10), (RetryBudget::unlimited(), 10 * 3)]
    {
        let mock = replies(|| Reply::empty(503));
        calls(&with_budget(&mock, budget), 10);
        assert_eq!(mock.requests().len(), requests);
    }
    // A tenant with a budget of its own costs the others nothing, and both have the same connections.
    let mock = replies(|| Reply::empty(503));
    let client = with_budget(&mock, RetryBudget::retries(2));
    let tenant = Acme(client.0.with(|defaults| defaults.retry_budget(RetryBudget::retries(2))));
    let twin = Acme(client.0.with(|defaults| defaults.timeout(Duration::from_secs(1))));
    calls(&tenant, 5);
    assert_eq!(mock.requests().len(), 5 + 2);
    calls(&client, 1);
    assert_eq!(mock.requests().len(), 7 + 3);
    calls(&twin, 5);
    assert_eq!(mock.requests().len(), 10 + 5, "without one of its own it has the same");
}

fn with_budget(mock: &MockTransport, budget: RetryBudget) -> Acme<Async> {
    let config = ClientConfig::<Async>::new(&API).access_token("t").retry_budget(budget);
    Acme(config.transport(mock.clone()).build().unwrap())
}

#[test]
fn a_call_that_is_given_up_for_the_budget_says_so() {
    let mock = replies(|| Reply::empty(503));
    let error = run(with_budget(&mock, RetryBudget::retries(1)).get("x").into_future()).unwrap_err();
    assert!(error.is_retry_budget_spent());
    assert!(error.to_string().ends_with("(GET /v1/things/{id}, attempt 2, retry budget spent)"), "{error}");
    let mock = replies(|| Reply::fail(FailurePoint::Connect));
    let config = ClientConfig::<Blocking>::new(&API).access_token("t").retry_budget(RetryBudget::retries(0));
    let error = Acme(config.transport(mock.clone()).build().unwrap()).get("x").send().unwrap_err();
    assert!(error.is_retry_budget_spent() && error.attempts() == 1);
    let error = run(mocked(&replies(|| Reply::empty(503))).get("x").into_future()).unwrap_err();
    assert!(!error.is_retry_budget_spent() && error.attempts() == 3);
}

#[test]
fn a_wait_that_the_server_names_costs_no_budget() {
    let mock = replies(|| Reply::empty(429).retry_after(1));
    let error = run(with_budget(&mock, RetryBudget::retries(0)).get("x").into_future()).unwrap_err();
    assert_eq!((error.attempts(), error.is_retry_budget_spent()), (3, false));
}

#[test]
fn a_budget_shows_what_is_left() {
    assert_eq!(format!("{:?}", RetryBudget::unlimited()), "unlimited");
    let budget = RetryBudget::retries(3);
    let mock = replies(|| Reply::empty(503));
    let _ = run(with_budget(&mock, budget.clone()).get("x").into_future());
    assert_eq!(format!("{budget:?}"), "1 of 3 retries left");
}

#[test]
fn a_throttled_call_waits_longer_and_costs_less_than_one_that_failed() {
    // 14 tokens are a retry, or two after a `429`.
    for (status, requests) in [(429, 3), (503, 2)] {
        let mock = replies(move || Reply::empty(status));
        let _ = run(with_budget(&mock, RetryBudget::retries(1)).get("x").into_future());
        assert_eq!(mock.requests().len(), requests, "{status}");
    }
    // The first wait is random, of up to a second or a quarter of one.
    let wait = |status: u16| {
        let mock = replies(move || Reply::empty(status).then(good()));
        run(with_budget(&mock, RetryBudget::unlimited()).get("x").into_future()).unwrap();
        mock.clock().elapsed()
    };
    let longest = |status: u16| (0..60).map(|_| wait(status)).max().unwrap();
    let (throttled, failed) = (longest(429), longest(503));
    assert!(throttled > Duration::from_millis(500) && throttled <= Duration::from_secs(1), "{throttled:?}");
    assert!(failed > Duration::from_millis(100) && failed <= Duration::from_millis(250), "{failed:?}");
}
