//! Every operation of both APIs goes out once through its typed method, with every parameter it has, to a
//! server made from the same model. What arrives is a snapshot; what comes back decodes.

use generated_sdk::polar::webhooks::Event;
use generated_sdk::runtime::{Retry, StatusPattern};
use generated_sdk::testing::{Catalogued, Strictness};
use generated_sdk::{Operation, circle, polar};
use sdk_tests::model_server;
use sdk_tests::server::{Request, Server};
use std::fmt::Write;

#[test]
fn every_polar_operation() {
    let server = model_server::start(polar::catalog::OPERATIONS, polar::catalog::SAMPLES);
    let client = polar::blocking::Client::builder().base_url(server.url()).access_token("token");
    let client = client.build().expect("loopback needs no https");
    let calls = polar::catalog::CALLS.iter().map(|(id, call)| (*id, call(&client).map_err(|error| error.to_string())));
    let lines = lines(polar::catalog::OPERATIONS, &server, calls, |request| {
        assert_eq!(request.header("polar-version"), Some("2026-04"));
    });
    insta::assert_snapshot!("polar", lines);
}

#[test]
fn every_circle_operation() {
    let server = model_server::start(circle::catalog::OPERATIONS, circle::catalog::SAMPLES);
    let client = circle::blocking::Client::builder().base_url(server.url()).access_token("token");
    let client = client.build().expect("loopback needs no https");
    let calls = circle::catalog::CALLS.iter().map(|(id, call)| (*id, call(&client).map_err(|error| error.to_string())));
    let lines = lines(circle::catalog::OPERATIONS, &server, calls, |_| {});
    insta::assert_snapshot!("circle", lines);
}

/// A line per operation, and one more if it has a body. Values that change from run to run are replaced.
fn lines<'a>(
    operations: &'static [Catalogued],
    server: &Server,
    calls: impl Iterator<Item = (&'a str, Result<(), String>)>,
    check: impl Fn(&Request),
) -> String {
    let mut lines = String::new();
    let mut count = 0;
    for (id, result) in calls {
        assert_eq!(result, Ok(()), "{id}");
        let requests = server.take();
        let [request] = requests.as_slice() else { panic!("{id} sent {} requests", requests.len()) };
        let operation = model_server::route(operations, request).expect("what is sent is an operation");
        assert_eq!(operation.id, id);
        assert!(
            request.method == "GET" || request.method == "DELETE" || request.header("content-length").is_some(),
            "{id}"
        );
        check(request);
        count += 1;
        write!(lines, "{id}: {} {}", request.method, request.target).expect("a string takes everything");
        for (name, usual) in
            [("authorization", "Bearer token"), ("accept", "application/json"), ("content-type", "application/json")]
        {
            match request.header(name) {
                Some(value) if value == usual && !(name == "content-type" && request.body.is_empty()) => {}
                Some(value) => write!(lines, " | {name}: {value}").expect("a string takes everything"),
                None if name == "content-type" && request.body.is_empty() => {}
                None => write!(lines, " | no {name}").expect("a string takes everything"),
            }
        }
        lines.push('\n');
        if !request.body.is_empty() {
            writeln!(lines, "    {}", steady(request.text(), operation)).expect("a string takes everything");
        }
    }
    assert_eq!(count, operations.len(), "every operation is called");
    lines
}

/// The body with a placeholder for the idempotency key, which is another one in every call.
fn steady(body: &str, operation: &Operation) -> String {
    let Retry::Keyed(property) = operation.retry else { return body.to_owned() };
    let Some((before, after)) = body.split_once(&format!("\"{property}\":\"")) else { return body.to_owned() };
    let key = after.split('"').next().unwrap_or_default();
    assert_eq!(key.len(), 36, "{}: the key is a UUID", operation.id);
    format!("{before}\"{property}\":\"<key>{}", &after[36..])
}

#[test]
fn examples_survive_a_round_trip() {
    let polar = polar::catalog::OPERATIONS.iter().map(|entry| (entry, polar::catalog::SAMPLES));
    let circle = circle::catalog::OPERATIONS.iter().map(|entry| (entry, circle::catalog::SAMPLES));
    for (entry, samples) in polar.chain(circle) {
        let operation = entry.operation;
        if let Some(round_trip) = entry.request {
            let example = samples.request(operation.name).expect("there is an example of every request");
            assert_same(
                example,
                &round_trip(example, Strictness::Strict)
                    .unwrap_or_else(|error| panic!("{}: {error}", operation.id))
                    .text,
                operation.id,
            );
        }
        for sample in samples.of(operation.name) {
            let reader = entry.answers.iter().find(|(status, _)| *status == StatusPattern::Code(sample.status));
            let Some((_, round_trip)) = reader else { continue };
            let body: serde_json::Value = serde_json::from_str(&sample.body).expect("examples are JSON");
            let body = match operation.envelope.filter(|_| sample.status < 300) {
                Some(envelope) => body[envelope].to_string(),
                None => body.to_string(),
            };
            let place = format!("{} {}", operation.id, sample.status);
            assert_same(
                &body,
                &round_trip(&body, Strictness::Strict).unwrap_or_else(|error| panic!("{place}: {error}")).text,
                &place,
            );
        }
    }
}

#[test]
fn webhook_examples_are_known_events() {
    assert_eq!(Event::NAMES.len(), polar::catalog::WEBHOOKS.len());
    for (name, round_trip) in polar::catalog::WEBHOOKS {
        let example = polar::catalog::SAMPLES.webhook(name).expect("there is an example of every webhook");
        let event = Event::from_payload(example.as_bytes()).expect("examples are JSON");
        assert_eq!(event.event_type(), *name);
        let is_known = !matches!(event, Event::Unknown { .. } | Event::Unreadable { .. });
        assert!(is_known, "{name} does not decode");
        assert_same(example, &round_trip(example, Strictness::Strict).expect("the event decoded").text, name);
    }
}

fn assert_same(before: &str, after: &str, place: &str) {
    let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("what is written is JSON");
    assert_eq!(parse(before), parse(after), "{place}");
}

#[test]
fn every_kind_of_filter_at_once() {
    use generated_sdk::Timestamp;
    use polar::models::SubscriptionSortProperty;
    let server = model_server::start(polar::catalog::OPERATIONS, polar::catalog::SAMPLES);
    let client = polar::blocking::Client::builder().base_url(server.url()).access_token("token").build();
    let list = client.expect("loopback needs no https").subscriptions().list();
    list.organization_id(["org 1", "org_2"])
        .started_after(Timestamp::from_unix(1_769_851_800, 250_000_000))
        .sorting([SubscriptionSortProperty::StartedAtDesc, SubscriptionSortProperty::Amount])
        .metadata("plan", "pro & more")
        .metadata("seats", 5)
        .cancel_at_period_end(true)
        .limit(50)
        .send()
        .expect("the example answers");
    let requests = server.take();
    assert_eq!(
        requests[0].target,
        "/v1/subscriptions/?organization_id=org%201&organization_id=org_2&started_after=2026-01-31T09%3A30%3A00.250Z\
         &sorting=-started_at&sorting=amount&metadata[plan]=pro%20%26%20more&metadata[seats]=5&cancel_at_period_end=true&limit=50"
    );
}
