//! What the mock that stands in for a server tells.

use crate::{
    api::Thing,
    harness::{mocked, mocked_blocking, run},
};
use sdk_runtime::runtime::{
    ErrorKind, RetryPolicy,
    testing::{MockTransport, Reply},
};
use serde_json::json;
use std::future::IntoFuture;

#[test]
#[should_panic(expected = "the mock has an answer for `thing.get`, which is no operation; the nearest is `things.get`")]
fn an_answer_for_no_operation_names_the_nearest() {
    let mock = MockTransport::new().with_examples().on("thing.get", |_| Reply::empty(404));
    let _ = run(mocked(&mock).get("x").into_future());
}

#[test]
#[should_panic(expected = "the nearest is `things.get`")]
fn an_answer_for_no_operation_names_the_nearest_to_blocking_clients_too() {
    let mock = MockTransport::new().with_examples().on("thing.get", |_| Reply::empty(404));
    let _ = mocked_blocking(&mock).get("x").send();
}

#[test]
fn requests_are_read_as_json_and_answers_may_be_late() {
    let mock = MockTransport::new().on("things.create", |request| {
        assert_eq!(request.json(), Some(json!({"id": "x"}).into()));
        Reply::timeout()
    });
    let thing = Thing { id: "x".to_owned() };
    let error = run(mocked(&mock).create(&thing).retry(RetryPolicy::none()).into_future()).unwrap_err();
    assert_eq!((error.kind(), error.may_have_been_applied()), (ErrorKind::Timeout, true));
}

/// A client belongs to no runtime: what one has begun, another goes on with.
#[test]
fn one_client_serves_several_runtimes() {
    let client = mocked(&MockTransport::new().with_examples());
    for _ in 0..2 {
        assert_eq!(run(client.get("x").into_future()).unwrap().id, "sample");
    }
}
