//! Where iterations over lists end that a server does not end rightly.

use crate::{
    api::{ListThingsSetters, ScanSetters, Thing},
    harness::{mocked, mocked_blocking, run},
};
use sdk_runtime::runtime::{
    Cursor, Error, ErrorKind, Json, Page,
    testing::{MockTransport, Recorded, Reply},
};
use serde_json::{Value, json};
use std::{
    future::IntoFuture,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

fn parameter(request: &Recorded, name: &str) -> Option<u64> {
    let query = request.uri.query()?;
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
}

fn things(ids: impl Iterator<Item = u64>) -> Vec<Value> {
    ids.map(|id| json!({"id": id.to_string()})).collect()
}

/// What both modes make of a list: the items, and the error at the end.
fn walked(mock: impl Fn() -> MockTransport, name: &str) -> (usize, Option<Error>) {
    let (client, blocking) = (mocked(&mock()), mocked_blocking(&mock()));
    let (call, twin) = match name {
        "list" => (client.list().stream(), blocking.list().iter()),
        "scan" => (client.scan().stream(), blocking.scan().iter()),
        _ => unreachable!("there are two lists"),
    };
    let mut stream = call;
    let (mut items, mut error) = (0, None);
    while let Some(item) = run(stream.next()) {
        match item {
            Ok(Thing { .. }) => items += 1,
            Err(failed) => error = Some(failed),
        }
    }
    let twin: Vec<_> = twin.collect();
    assert_eq!(twin.iter().filter(|item| item.is_ok()).count(), items);
    let last = twin.into_iter().filter_map(Result::err).last();
    assert_eq!(last.map(|error| error.to_string()), error.as_ref().map(ToString::to_string));
    (items, error)
}

#[test]
fn a_last_page_that_contradicts_the_items_says_nothing() {
    let mock = || {
        MockTransport::new().on("things.list", |request| {
            let page = parameter(request, "page").unwrap_or(1);
            let items = if page <= 3 { things(page * 10..page * 10 + 10) } else { Vec::new() };
            Reply::json(200, json!({"items": items, "pagination": {"max_page": 0}}))
        })
    };
    assert!(matches!(walked(mock, "list"), (30, None)));
}

#[test]
fn pages_without_items_come_to_an_end() {
    // By number, and by a cursor that is another one each time.
    let made = AtomicU64::new(0);
    let mock = MockTransport::new()
        .on("things.list", |_| Reply::json(200, json!({"items": [], "pagination": {"max_page": 1_000_000_000}})))
        .on("things.scan", move |_| {
            let link = format!("<?after={}>; rel=next", made.fetch_add(1, SeqCst));
            Reply::json(200, json!({"data": []})).header("link", &link)
        });
    for name in ["list", "scan"] {
        let before = mock.requests().len();
        let (items, error) = walked(|| mock.clone(), name);
        let error = error.unwrap();
        assert_eq!((items, error.kind()), (0, ErrorKind::Pagination));
        assert!(error.to_string().contains("100 pages without an item in a row"), "{error}");
        assert_eq!(mock.requests().len() - before, 200, "a hundred in each mode");
    }
    let some_empty = || {
        MockTransport::new().on("things.list", |request| {
            let page = parameter(request, "page").unwrap_or(1);
            let items = if page.is_multiple_of(50) { things(page..=page) } else { Vec::new() };
            Reply::json(200, json!({"items": items, "pagination": {"max_page": 200}}))
        })
    };
    assert!(matches!(walked(some_empty, "list"), (4, None)));
}

#[test]
fn a_full_page_without_an_id_at_its_end_says_why_it_is_the_last() {
    let server = |count: u64| {
        move || {
            MockTransport::new().on("things.scan", move |_| {
                let mut items = things(1..count);
                items.push(json!({"name": "without an id"}));
                Reply::json(200, json!({"data": items}))
            })
        }
    };
    let (items, error) = walked(server(50), "scan");
    let error = error.unwrap();
    assert_eq!((items, error.kind()), (49, ErrorKind::Pagination));
    assert!(error.to_string().contains("the last item has no `id`"), "{error}");
    let (items, error) = walked(server(3), "scan");
    assert_eq!((items, error.unwrap().kind()), (2, ErrorKind::Decode), "a page that is not full is the last");
}

#[test]
fn a_page_before_an_item_is_no_stream_and_goes_on_by_its_cursor_alone() {
    let mock = MockTransport::new().on("things.scan", |_| Reply::json(200, json!({"data": things(1..=2)})));
    let client = mocked(&mock);
    let error = run(client.scan().before("9").stream().next()).unwrap().unwrap_err();
    assert_eq!((error.kind(), mock.requests().len()), (ErrorKind::Request, 0));
    assert!(error.to_string().contains("`before`"), "{error}");
    let page = run(client.scan().before("9").into_future()).unwrap();
    let cursor = page.next_cursor().unwrap();
    assert_eq!(format!("{cursor:?}"), r#"Cursor { operation: "things.scan", .. }"#);
    let error = "not a cursor".parse::<Cursor>().unwrap_err();
    assert_eq!(error.to_string(), "not the text of a cursor");
    run(client.scan().before("9").from_cursor(cursor).into_future()).unwrap();
    let targets: Vec<_> = mock.requests().iter().map(|request| request.target().to_owned()).collect();
    assert_eq!(targets, ["/base/v1/scan?before=9", "/base/v1/scan?after=2"]);
}

#[test]
fn a_list_that_becomes_shorter_while_it_is_read_says_so() {
    let shrinking = |by: u64| {
        let left = Arc::new(AtomicU64::new(300));
        MockTransport::new().on("things.list", move |request| {
            let total = left.fetch_sub(by, SeqCst);
            let page = parameter(request, "page").unwrap_or(1);
            let items = things((page - 1) * 100..total.min(page * 100));
            Reply::json(
                200,
                json!({"items": items, "pagination": {"total_count": total, "max_page": total.div_ceil(100)}}),
            )
        })
    };
    for (by, expected) in [(0, false), (100, true)] {
        let mut stream = mocked(&shrinking(by)).list().limit(100).stream();
        while run(stream.try_next()).unwrap().is_some() {}
        assert_eq!(stream.may_have_skipped(), expected);
        let mut items = mocked_blocking(&shrinking(by)).list().limit(100).iter();
        items.by_ref().for_each(|item| drop(item.unwrap()));
        assert_eq!(items.may_have_skipped(), expected);
        let mut pages = mocked(&shrinking(by)).list().limit(100).pages();
        while run(pages.try_next()).unwrap().is_some() {}
        assert_eq!(pages.may_have_skipped(), expected);
        let mut pages = mocked_blocking(&shrinking(by)).list().limit(100).pages();
        pages.by_ref().for_each(|page| drop(page.unwrap()));
        assert_eq!(pages.may_have_skipped(), expected);
    }
}

#[test]
fn an_offset_passes_over_what_came_and_an_empty_page_is_the_end() {
    // It says that there is more for ever.
    let mock = MockTransport::new().on("*", |request| {
        let offset = parameter(request, "offset").unwrap_or(0);
        let items: Vec<_> = (offset..5).take(2).map(|id| json!({"id": id.to_string()})).collect();
        Reply::json(200, json!({"data": items, "more": true}))
    });
    let all: Vec<Thing> = run(mocked(&mock).skip().stream().collect()).unwrap();
    assert_eq!(all.len(), 5);
    assert_eq!(mocked_blocking(&mock).skip().iter().count(), 5);
    let targets: Vec<_> = mock.requests().iter().map(|request| request.target().to_owned()).collect();
    let expected = ["", "?offset=2", "?offset=4", "?offset=5"].map(|query| format!("/base/v1/skip{query}"));
    assert_eq!(targets, [expected.clone(), expected].concat());
}

#[test]
fn pages_that_are_counted_from_zero_end_with_the_last() {
    let mock = MockTransport::new().on("*", |request| {
        let page = parameter(request, "page").unwrap_or(0);
        Reply::json(200, json!({"data": [{"id": page.to_string()}], "pages": 3}))
    });
    let all: Vec<Thing> = run(mocked(&mock).zero().stream().collect()).unwrap();
    assert_eq!(all.iter().map(|thing| thing.id.as_str()).collect::<Vec<_>>(), ["0", "1", "2"]);
    assert_eq!(mocked_blocking(&mock).zero().iter().count(), 3);
    assert_eq!(mock.requests().len(), 6);
}

#[test]
fn what_says_which_page_is_the_last_may_be_spelled_in_text() {
    // The last page is reached without one more request.
    for said in [
        json!({"pagination": {"max_page": "2", "total_count": "2"}}),
        json!({"pagination": {"max_page": "two", "has_next_page": "false"}}),
        json!({"pagination": {"has_next_page": 0}}),
    ] {
        let mock = MockTransport::new().on("*", move |request| {
            let page = parameter(request, "page").unwrap_or(1);
            let mut body = if page < 2 { json!({"pagination": {"has_next_page": "true"}}) } else { said.clone() };
            body["items"] = json!(things(page..=page));
            Reply::json(200, body)
        });
        assert!(matches!(walked(|| mock.clone(), "list"), (2, None)));
        assert_eq!(mock.requests().len(), 4, "two in each mode");
    }
    // What says that there is more counts although nothing came.
    for more in [json!(true), json!("true"), json!(1)] {
        let mock = MockTransport::new().on("*", move |request| {
            let page = parameter(request, "page").unwrap_or(1);
            let (items, more) = if page < 2 { (things(0..0), more.clone()) } else { (things(2..=3), json!(false)) };
            Reply::json(200, json!({"items": items, "pagination": {"has_next_page": more}}))
        });
        assert!(matches!(walked(|| mock.clone(), "list"), (2, None)));
    }
}

#[test]
fn pages_by_properties_of_an_object_end_where_no_next_one_is_named() {
    for (next, requests) in [
        (json!(null), 1),
        (json!(false), 1),
        (json!(""), 1),
        // These end with a page without items, which is the third.
        (json!("/v1/pageable?page=7"), 4),
        (json!(true), 3),
        (json!(7), 3),
        (json!({}), 3),
    ] {
        let mock = MockTransport::new().on("*", {
            let next = next.clone();
            move |request| {
                let page = parameter(request, "page").unwrap_or(0);
                // Links are an end by themselves only.
                let next = if page == 3 { json!(null) } else { next.clone() };
                Reply::json(200, json!({"data": things(page..2), "next": next}))
            }
        });
        let pageable: Json = r#"{"size":2,"sort":["a,asc","b"]}"#.parse().unwrap();
        let all: Result<Vec<Thing>, _> =
            mocked_blocking(&mock).pageable().with_query("pageable", &pageable).iter().collect();
        assert!(all.is_ok());
        let _: Vec<Thing> = run(mocked(&mock).pageable().with_query("pageable", &pageable).stream().collect()).unwrap();
        let targets: Vec<_> = mock.requests().iter().map(|request| request.target().to_owned()).collect();
        assert_eq!(targets.len(), 2 * requests, "{next}");
        let expected = ["", "&page=1", "&page=2", "&page=3"];
        for (target, page) in targets.iter().zip(expected[..requests].iter().cycle()) {
            assert_eq!(*target, format!("/base/v1/pageable?size=2&sort=a%2Casc&sort=b{page}"), "{next}");
        }
    }
}

#[test]
fn a_page_that_is_a_property_is_counted_on_from_there() {
    let mock = MockTransport::new().on("*", |request| {
        let page = parameter(request, "page").unwrap_or(0);
        Reply::json(200, json!({"data": things(page..3)}))
    });
    let pageable: Json = r#"{"page":1,"size":2}"#.parse().unwrap();
    let call = mocked_blocking(&mock).pageable().with_query("kind", &"a").with_query("pageable", &pageable);
    assert_eq!(call.iter().count(), 3);
    let targets: Vec<_> = mock.requests().iter().map(|request| request.target().to_owned()).collect();
    assert_eq!(targets, [1, 2, 3].map(|page| format!("/base/v1/pageable?kind=a&page={page}&size=2")));
}

#[test]
fn a_parameter_replaces_its_earlier_value_and_null_takes_it_out() {
    let mock = MockTransport::new().on("*", |_| Reply::json(200, json!({"data": []})));
    let json = |text: &str| text.parse::<Json>().unwrap();
    let targets = |values: &[&str]| {
        let call = mocked(&mock).pageable().with_query("kind", &json("[1,2]"));
        let call = values.iter().fold(call, |call, value| call.with_query("pageable", &json(value)));
        run(call.into_future()).unwrap();
        mock.requests().last().unwrap().target().to_owned()
    };
    let kinds = "/base/v1/pageable?kind=1&kind=2";
    assert_eq!(targets(&[r#"{"size":2,"page":5}"#, r#"{"page":6}"#]), format!("{kinds}&page=6"));
    assert_eq!(targets(&[r#"{"size":2}"#, "null"]), kinds);
    assert_eq!(targets(&["7", r#"{"size":2}"#]), format!("{kinds}&size=2"));
    assert_eq!(targets(&[r#"{"size":2}"#, "7"]), format!("{kinds}&pageable=7"));
    assert_eq!(targets(&["7", "null"]), kinds);
}

#[test]
fn pages_are_requested_before_their_turn_once_the_first_is_read() {
    let server = || {
        MockTransport::new().on("things.list", |request| {
            let page = parameter(request, "page").unwrap_or(1);
            Reply::json(200, json!({"items": things(page * 10..page * 10 + 2), "pagination": {"max_page": 5}}))
        })
    };
    for (ahead, made) in [(0, [1, 1, 2]), (1, [2, 2, 3]), (2, [3, 3, 4])] {
        let mock = server();
        let mut stream = mocked(&mock).list().stream().prefetch(ahead);
        for made in made {
            run(stream.next()).unwrap().unwrap();
            assert_eq!(mock.requests().len(), made, "{ahead} ahead");
        }
    }
    // Behind an error there is nothing, and nothing is requested.
    let mock = MockTransport::new().on("*", |_| Reply::empty(404));
    let mut stream = mocked(&mock).list().stream().prefetch(2);
    assert!(run(stream.next()).unwrap().is_err());
    assert!(run(stream.next()).is_none() && run(stream.next()).is_none());
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn a_list_that_may_not_be_there_is_a_page_or_none() {
    let mock = MockTransport::new()
        .on("*", |_| Reply::json(200, json!({"items": things(1..=3), "pagination": {"max_page": 1}})));
    assert_eq!(run(mocked(&mock).list().optional().into_future()).unwrap().unwrap().items.len(), 3);
    assert_eq!(mocked_blocking(&mock).list().optional().send().unwrap().unwrap().items.len(), 3);
    let mock = MockTransport::new().on("*", |_| Reply::empty(404));
    assert!(run(mocked(&mock).list().optional().into_future()).unwrap().is_none());
    assert!(mocked_blocking(&mock).list().optional().send().unwrap().is_none());
}

#[test]
fn a_page_is_a_collection_of_its_items() {
    let mock =
        MockTransport::new().on("*", |_| Reply::json(200, json!({"items": [{"id": "1"}, {"id": "2"}], "total": 2})));
    let page: Page<Thing> = mocked_blocking(&mock).list().send().unwrap();
    let by_reference: Vec<&str> = (&page).into_iter().map(|thing| thing.id.as_str()).collect();
    assert_eq!(by_reference, ["1", "2"]);
    let shown = format!("{page:?}");
    assert!(shown.starts_with("Page { items: [Thing"), "{shown}");
    let by_value: Vec<String> = page.into_iter().map(|thing| thing.id).collect();
    assert_eq!(by_value, ["1", "2"]);
}

#[test]
fn an_error_counts_the_items_that_cannot_be_read() {
    let mock = MockTransport::new()
        .on("*", |_| Reply::json(200, json!({"data": [{"id": "1"}, {"name": "no id"}, {"id": "3"}]})));
    for error in
        [run(mocked(&mock).follow().into_future()).unwrap_err(), mocked_blocking(&mock).follow().send().unwrap_err()]
    {
        assert!(error.to_string().contains("1 of 3 items"), "{error}");
    }
}

#[test]
fn a_cursor_that_an_earlier_version_has_written_is_one_still() {
    let mock = MockTransport::new()
        .on("*", |_| Reply::json(200, json!({"items": things(1..=2), "pagination": {"max_page": 9}})));
    let kind: Json = r#"{"state":"open","size":1}"#.parse().unwrap();
    let page = mocked_blocking(&mock).list().with_query("kind", &kind).send().unwrap();
    assert_eq!(page.next_cursor().unwrap().to_string(), "things.list:2523a230c803ac17:page:2:");
    for text in [":2523a230c803ac17:page:2:", "things.list:2523a230c803ac17:page:2::2"] {
        assert!(text.parse::<Cursor>().is_err(), "nobody has written {text}");
    }
}
