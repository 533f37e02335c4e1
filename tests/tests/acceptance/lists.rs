//! Lists that come page by page.

use crate::support::{circle, example, polar, samples};
use generated_sdk::testing::{MockTransport, Recorded, Reply};
use serde_json::{Value, json};

/// A query parameter of a request, as a number.
fn number(request: &Recorded, name: &str) -> Option<usize> {
    let pairs = request.uri.query().unwrap_or_default().split('&');
    pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name)?.1.parse().ok()
}

/// The item with an id of its own: a server that sends the same page again is refused.
fn with_id(item: &Value, id: usize) -> Value {
    let mut item = item.clone();
    item["id"] = json!(format!("id-{id}"));
    item
}

#[test]
fn a_page_size_that_the_server_cuts_loses_nothing() {
    let item = example("customers.list")["items"][0].clone();
    let mock = MockTransport::new().on("customers.list", move |request| {
        let limit = number(request, "limit").unwrap_or(10).min(100);
        let page = number(request, "page").unwrap_or(1);
        let count = 250_usize.saturating_sub((page - 1) * limit).min(limit);
        let pagination = json!({"total_count": 250, "max_page": 250_usize.div_ceil(limit)});
        let items: Vec<Value> = (0..count).map(|at| with_id(&item, page * 1000 + at)).collect();
        Reply::json(200, json!({"items": items, "pagination": pagination}))
    });
    let items = polar(&mock).customers().list().limit(500).iter();
    assert_eq!(items.inspect(|item| assert!(item.is_ok(), "the page is read")).count(), 250);
    assert_eq!(mock.requests().len(), 3);
}

#[test]
fn an_empty_list_ends_at_once() {
    let body = json!({"items": [], "pagination": {"total_count": 0, "max_page": 0}});
    let mock = MockTransport::new().on("customers.list", move |_| Reply::json(200, body.clone()));
    assert_eq!(polar(&mock).customers().list().limit(500).iter().count(), 0);
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn events_page_in_both_shapes() {
    let event = samples("UserEvent").into_iter().next().expect("there is an event");
    for numbered in [true, false] {
        let event = event.clone();
        let mock = MockTransport::new().on("events.list", move |request| {
            let page = number(request, "page").unwrap_or(1);
            let pagination = match numbered {
                true => json!({"total_count": 3, "max_page": 3}),
                false => json!({"has_next_page": page < 3}),
            };
            Reply::json(200, json!({"items": [with_id(&event, page)], "pagination": pagination}))
        });
        let events: Vec<_> =
            polar(&mock).events().list().iter().map(|event| event.expect("the page is read")).collect();
        assert_eq!((events.len(), mock.requests().len()), (3, 3));
        assert!(events[0].as_user().is_some());
    }
}

#[test]
fn pages_follow_links_in_both_syntaxes() {
    let payout = example("payouts.list")["data"][0].clone();
    for link in [
        "<https://api-sandbox.circle.com/v1/payouts?pageAfter=x&pageSize=1>; rel=\"next\"",
        "https://api-sandbox.circle.com/v1/payouts?to=2026-01-01T00:00:00Z&pageBefore=y; rel=\"prev\", https://api-sandbox.circle.com/v1/payouts?pageAfter=x&pageSize=1; rel=\"next\"",
    ] {
        let payout = payout.clone();
        let mock = MockTransport::new().on("payouts.list", move |request| {
            let reply = Reply::json(200, json!({"data": [payout.clone()]}));
            match request.uri.query().unwrap_or_default().contains("pageAfter=x") {
                true => reply.header("link", "<https://api-sandbox.circle.com/v1/payouts>; rel=\"first\""),
                false => reply.header("link", link),
            }
        });
        assert_eq!(circle(&mock).payouts().list().page_size(1).iter().count(), 2, "{link}");
        assert_eq!(mock.requests().len(), 2);
    }
}

#[test]
fn without_links_the_last_id_leads_on() {
    let payout = example("payouts.list")["data"][0].clone();
    let mock = MockTransport::new().on("payouts.list", move |request| {
        let mut payout = payout.clone();
        payout["id"] = json!("7b3a5f1e-0000-4000-8000-000000000001");
        let rest: Vec<Value> = match request.uri.query().unwrap_or_default().contains("pageAfter=7b3a5f1e") {
            true => Vec::new(),
            false => vec![payout],
        };
        Reply::json(200, json!({"data": rest}))
    });
    assert_eq!(circle(&mock).payouts().list().iter().count(), 1);
    assert_eq!(mock.requests().len(), 2);
}
