//! Walking through lists.

use crate::{
    api::{API, Acme, ListThingsSetters, Thing},
    harness::{mocked, mocked_blocking, run},
};
use futures_util::TryStreamExt;
use sdk_runtime::runtime::{
    Async, ClientConfig, Cursor, Error, ErrorKind,
    testing::{MockTransport, Recorded, Reply},
};
use serde_json::json;
use std::future::IntoFuture;

fn parameter(request: &Recorded, name: &str) -> Option<u64> {
    let query = request.uri.query()?;
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
}

/// A server with numbered pages that clamps the page size to 100 in silence.
fn numbered(total: u64) -> MockTransport {
    MockTransport::new().on("things.list", move |request| {
        let limit = parameter(request, "limit").unwrap_or(10).min(100);
        let page = parameter(request, "page").unwrap_or(1);
        let items = (1..=total).skip(((page - 1) * limit) as usize).take(limit as usize);
        let items: Vec<_> = items.map(|id| json!({"id": id.to_string()})).collect();
        Reply::json(
            200,
            json!({"items": items, "pagination": {"total_count": total, "max_page": total.div_ceil(limit)}}),
        )
    })
}

fn ids(things: &[Thing]) -> Vec<u64> {
    things.iter().map(|thing| thing.id.parse().unwrap()).collect()
}

fn targets(mock: &MockTransport) -> Vec<String> {
    mock.requests().iter().map(|request| request.target().to_owned()).collect()
}

#[test]
fn a_page_size_the_server_does_not_grant_loses_nothing() {
    let mock = numbered(250);
    let all: Vec<Thing> = run(mocked(&mock).list().limit(500).stream().collect()).unwrap();
    assert_eq!(ids(&all), (1..=250).collect::<Vec<_>>());
    assert_eq!(mock.requests().len(), 3);
    let all: Vec<Thing> = mocked_blocking(&mock).list().limit(500).iter().collect::<Result<_, _>>().unwrap();
    assert_eq!(all.len(), 250);
}

#[test]
fn streams_request_the_largest_page_by_default() {
    let mock = numbered(150);
    let client = mocked(&mock);
    let _: Vec<Thing> = run(client.list().stream().collect()).unwrap();
    assert_eq!(targets(&mock), ["/base/v1/things/?limit=100", "/base/v1/things/?limit=100&page=2"]);
    let page = run(client.list().into_future()).unwrap();
    assert_eq!((page.items.len(), page.total_count(), page.has_next()), (10, Some(150), true));
}

#[test]
fn an_empty_list_is_one_request() {
    let mock = numbered(0);
    assert_eq!(run(mocked(&mock).list().stream().collect::<Vec<_>>()).unwrap(), []);
    assert_eq!(mocked_blocking(&mock).list().iter().count(), 0);
    assert_eq!(mock.requests().len(), 2);
    let page = run(mocked(&mock).list().into_future()).unwrap();
    assert_eq!((page.total_count(), page.next_cursor()), (Some(0), None));
}

#[test]
fn max_items_asks_for_no_page_too_many() {
    let mock = numbered(1000);
    let client = mocked(&mock);
    let some: Vec<Thing> = run(client.list().stream().max_items(200).collect()).unwrap();
    assert_eq!((some.len(), mock.requests().len()), (200, 2));
    assert_eq!(mocked_blocking(&mock).list().iter().max_items(100).count(), 100);
    assert_eq!(mock.requests().len(), 3);
    assert_eq!(run(client.list().stream().max_items(0).collect::<Vec<_>>()).unwrap().len(), 0);
    assert_eq!(mock.requests().len(), 3);
}

#[test]
fn prefetched_pages_come_in_order() {
    for ahead in [1, 3] {
        let mock = numbered(450);
        let client = mocked(&mock);
        run(async {
            let mut stream = client.list().stream().prefetch(ahead);
            stream.try_next().await.unwrap().unwrap();
            assert_eq!(mock.requests().len(), 1 + ahead, "the next pages are requested with the first item");
            let rest: Vec<Thing> = stream.collect().await.unwrap();
            assert_eq!(ids(&rest), (2..=450).collect::<Vec<_>>());
        });
        assert_eq!(mock.requests().len(), 5);
    }
}

#[test]
fn streams_are_streams() {
    let mock = numbered(120);
    let ids: Vec<String> = run(mocked(&mock).list().stream().map_ok(|thing| thing.id).try_collect()).unwrap();
    assert_eq!(ids.len(), 120);
    let pages: Vec<usize> = run(mocked(&mock).list().pages().map_ok(|page| page.items.len()).try_collect()).unwrap();
    assert_eq!(pages, [100, 20]);
}

#[test]
fn a_cursor_can_be_stored_and_resumed() {
    let mock = numbered(250);
    let client = mocked(&mock);
    let stored = run(async {
        let mut pages = client.list().kind(["a", "b c"]).pages();
        let page = pages.try_next().await.unwrap().unwrap();
        serde_json::to_string(page.next_cursor().unwrap()).unwrap()
    });
    let cursor: Cursor = serde_json::from_str(&stored).unwrap();
    assert_eq!(cursor, cursor.to_string().parse().unwrap());
    let rest: Vec<Thing> = run(client.list().kind(["a", "b c"]).from_cursor(&cursor).stream().collect()).unwrap();
    assert_eq!(ids(&rest), (101..=250).collect::<Vec<_>>());
    assert_eq!(targets(&mock)[1], "/base/v1/things/?kind=a&kind=b%20c&limit=100&page=2");
    let page = mocked_blocking(&mock).list().kind(["a", "b c"]).from_cursor(&cursor).send().unwrap();
    assert_eq!(ids(&page.items)[0], 101);
}

#[test]
fn a_cursor_can_be_given_as_the_text_that_was_stored() {
    let mock = MockTransport::new().with_examples();
    let error = run(mocked(&mock).list().from_cursor("page 3".to_owned()).into_future()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("not the text of a cursor"), "{error}");
    assert!(mock.requests().is_empty());
    assert_eq!(Cursor::from("page 3").to_string(), "page 3");
}

#[test]
fn a_cursor_of_another_list_is_refused() {
    let mock = numbered(250);
    let client = mocked(&mock);
    let page = run(client.list().kind(["a"]).limit(50).into_future()).unwrap();
    let cursor = page.next_cursor().unwrap();
    for call in [
        client.list().from_cursor(cursor),
        client.list().kind(["b"]).from_cursor(cursor),
        client.list().kind(["a"]).limit(20).from_cursor(cursor),
    ] {
        let error = run(call.into_future()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
    }
    let error = run(client.scan().from_cursor(cursor).into_future()).unwrap_err();
    assert!(error.to_string().contains("the cursor is for `things.list`"), "{error}");
    assert_eq!(mock.requests().len(), 1);
    for text in
        ["", "x", "things.list:zz:page:1:", "things.list:0:page:x:", "a:0:target:%2F%2Fevil.test", "a:0:target:https"]
    {
        assert!(text.parse::<Cursor>().is_err(), "{text}");
    }
}

#[test]
fn the_flag_counts_where_there_is_no_last_page() {
    let mock = MockTransport::new().on("*", |request| {
        let page = parameter(request, "page").unwrap_or(1);
        Reply::json(200, json!({"items": [{"id": page.to_string()}], "pagination": {"has_next_page": page < 3}}))
    });
    let all: Vec<Thing> = run(mocked(&mock).list().stream().collect()).unwrap();
    assert_eq!(ids(&all), [1, 2, 3]);
}

#[test]
fn without_any_sign_an_empty_page_is_the_end() {
    let mock = MockTransport::new().on("*", |request| {
        let page = parameter(request, "page").unwrap_or(1);
        let items = if page < 4 { json!([{"id": page.to_string()}]) } else { json!([]) };
        Reply::json(200, json!({"items": items}))
    });
    let all: Vec<Thing> = run(mocked(&mock).list().stream().collect()).unwrap();
    assert_eq!(ids(&all), [1, 2, 3]);
}

/// Collects until the error that has to come.
fn failing(result: Result<Vec<Thing>, Error>) -> String {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    error.to_string()
}

#[test]
fn a_server_that_repeats_itself_is_an_error_and_no_endless_loop() {
    // It does not look at the page number and says that there is always more.
    let same = || {
        MockTransport::new()
            .on("*", |_| Reply::json(200, json!({"items": [{"id": "1"}], "pagination": {"has_next_page": true}})))
    };
    let mock = same();
    assert!(failing(run(mocked(&mock).list().stream().collect())).contains("same page twice"));
    assert_eq!(mock.requests().len(), 2);
    assert!(failing(mocked_blocking(&same()).list().iter().collect()).contains("same page twice"));
    // Its cursors come round again.
    let repeating = MockTransport::new().on("*", |request| {
        let next = if request.target().contains("after=a") { "b" } else { "a" };
        Reply::json(200, json!({"data": [{"id": next}]}))
    });
    assert!(failing(run(mocked(&repeating).scan().stream().collect())).contains("already read"));
    assert_eq!(repeating.requests().len(), 3);
}

#[test]
fn items_before_an_error_are_given_and_nothing_after_it() {
    let mock = MockTransport::new().on("*", |_| {
        Reply::json(200, json!({"items": [{"id": "1"}], "pagination": {"max_page": 9}})).then(Reply::empty(403))
    });
    run(async {
        let mut stream = mocked(&mock).list().stream();
        assert_eq!(stream.try_next().await.unwrap().unwrap().id, "1");
        assert!(stream.try_next().await.unwrap_err().is_forbidden());
        assert!(stream.next().await.is_none());
    });
    let mut iter = mocked_blocking(&mock).list().iter();
    assert!(iter.next().unwrap().unwrap_err().is_forbidden());
    assert!(iter.next().is_none());
}

/// Three pages, linked as a function writes links.
fn linked(link: impl Fn(u64) -> Option<String> + Send + Sync + 'static) -> MockTransport {
    MockTransport::new().on("things.scan", move |request| {
        let page = parameter(request, "p").unwrap_or(1);
        let reply = Reply::json(200, json!({"data": [{"id": page.to_string()}]}));
        match link(page) {
            Some(link) => reply.header("link", &link),
            None => reply,
        }
    })
}

#[test]
fn links_lead_on_in_both_syntaxes() {
    const HOST: &str = "https://api.acme.test/base/v1/scan?to=2020-04-01T00:00:00.000Z&size=2&p=";
    type Link = fn(u64) -> Option<String>;
    let cases: [(&str, Link); 6] = [
        ("with brackets", |page| {
            Some(if page < 3 {
                format!("<{HOST}{page}>; rel=\"self\", <{HOST}1>; rel=\"first\", <{HOST}{}>; rel=\"next\"", page + 1)
            } else {
                format!("<{HOST}{page}>; rel=\"self\", <{HOST}{}>; rel=\"prev\"", page - 1)
            })
        }),
        ("without brackets", |page| {
            Some(if page < 3 {
                format!("{HOST}{page}; rel=\"self\", {HOST}1; rel=\"first\", {HOST}{}; rel=\"next\"", page + 1)
            } else {
                format!("{HOST}{page}; rel=\"self\", {HOST}1; rel=\"first\"")
            })
        }),
        ("with commas and other parameters", |page| {
            Some(if page < 3 {
                format!(
                    "<https://api.acme.test/x?ids=1,2>; title=\"a, b; rel=next\"; rel=prev, <{HOST}{}&ids=1,2>; title=\"c\"; rel=\"nofollow NEXT\"",
                    page + 1
                )
            } else {
                "</x>; rel=\"first\"".to_owned()
            })
        }),
        ("relative path", |page| {
            Some(if page < 3 {
                format!("</base/v1/scan?p={}>; rel=next", page + 1)
            } else {
                "</base>; rel=first".to_owned()
            })
        }),
        ("relative query", |page| {
            Some(if page < 3 { format!("<?p={}>; rel=next", page + 1) } else { "</base>; rel=first".to_owned() })
        }),
        ("default port", |page| {
            Some(if page < 3 {
                format!("<https://API.acme.test:443/base/v1/scan?p={}>; rel=next", page + 1)
            } else {
                "</base>; rel=first".to_owned()
            })
        }),
    ];
    for (name, link) in cases {
        let mock = linked(link);
        let all: Vec<Thing> =
            run(mocked(&mock).scan().stream().collect()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(ids(&all), [1, 2, 3], "{name}");
        assert_eq!(mock.requests().len(), 3, "{name}: links without `next` are the end");
        assert_eq!(mock.requests()[0].target(), "/base/v1/scan?size=50", "{name}");
        assert!(mock.requests().iter().all(|request| request.header("authorization") == Some("Bearer secret-token")));
    }
    let target = &linked(cases[1].1);
    let _: Vec<Thing> = run(mocked(target).scan().stream().collect()).unwrap();
    assert_eq!(target.requests()[1].target(), "/base/v1/scan?to=2020-04-01T00:00:00.000Z&size=2&p=2", "byte for byte");
}

#[test]
fn a_link_to_another_host_is_not_followed() {
    for target in [
        "https://evil.test/v1/scan?p=2",
        "http://api.acme.test/v1/scan?p=2",
        "https://api.acme.test:8443/v1",
        "//evil.test/v1",
    ] {
        let mock = linked(move |_| Some(format!("<{target}>; rel=\"next\"")));
        let message = failing(run(mocked(&mock).scan().stream().collect()));
        assert!(message.contains("not followed") || message.contains("not a URL"), "{target}: {message}");
        assert_eq!(mock.requests().len(), 1);
    }
}

#[test]
fn without_links_the_last_item_leads_on() {
    let mock = MockTransport::new().on("*", |request| {
        let after = parameter(request, "after").unwrap_or(0);
        let items: Vec<_> = (after + 1..=5).take(2).map(|id| json!({"id": id.to_string()})).collect();
        Reply::json(200, json!({"data": items}))
    });
    let all: Vec<Thing> = run(mocked(&mock).scan().stream().collect()).unwrap();
    assert_eq!(ids(&all), [1, 2, 3, 4, 5]);
    assert_eq!(targets(&mock)[1], "/base/v1/scan?size=50&after=2");
}

#[test]
fn a_saved_link_is_resumed() {
    let mock = linked(|page| (page < 3).then(|| format!("<?p={}>; rel=next", page + 1)));
    let client = mocked(&mock);
    let page = run(client.scan().into_future()).unwrap();
    let cursor: Cursor = page.next_cursor().unwrap().to_string().parse().unwrap();
    let next = run(client.scan().from_cursor(&cursor).into_future()).unwrap();
    assert_eq!(ids(&next.items), [2]);
    assert_eq!(targets(&mock)[1], "/base/v1/scan?p=2");
}

#[test]
fn a_cursor_in_the_body_and_a_list_that_is_the_body() {
    let mock = MockTransport::new().on("*", |_| Reply::json(200, json!([{"id": "1"}, {"id": "2"}])));
    let page = run(mocked(&mock).walk().into_future()).unwrap();
    assert_eq!((ids(&page.items), page.has_next()), (vec![1, 2], false));
}

#[test]
fn every_page_has_retry_auth_and_options() {
    let mock = MockTransport::new().on("*", |_| {
        Reply::json(200, json!({"items": [{"id": "1"}], "pagination": {"max_page": 2}}))
            .then(Reply::empty(503))
            .then(Reply::json(200, json!({"items": [{"id": "2"}], "pagination": {"max_page": 2}})))
    });
    let client = mocked(&mock);
    let call = client.list().header("x-trace", "7").bearer("tenant").extra_query("expand", "all");
    assert_eq!(run(call.stream().collect::<Vec<_>>()).unwrap().len(), 2);
    for request in mock.requests() {
        assert_eq!((request.header("x-trace"), request.header("authorization")), (Some("7"), Some("Bearer tenant")));
        assert!(request.target().contains("expand=all"));
    }
}

#[test]
fn a_list_that_is_not_there_is_an_error_with_its_path() {
    let mock = MockTransport::new().on("*", |_| Reply::json(200, json!({"other": []})));
    let error = run(mocked(&mock).list().into_future()).unwrap_err();
    assert_eq!(error.decode_error().unwrap().path(), "$.items");
    let mock = MockTransport::new().on("*", |_| Reply::json(200, json!({"items": [{"id": "1"}, {"id": []}]})));
    let error = run(mocked(&mock).list().into_future()).unwrap_err();
    assert_eq!(error.decode_error().unwrap().path(), "$.items[1].id");
}

#[test]
fn an_own_page_size_is_part_of_the_place() {
    let config = ClientConfig::<Async>::new(&API).access_token("t");
    let mock = numbered(30);
    let client = Acme(config.transport(mock.clone()).build().unwrap());
    let page = run(client.list().limit(20).into_future()).unwrap();
    let rest: Vec<Thing> = run(client.list().from_cursor(page.next_cursor().unwrap()).stream().collect()).unwrap();
    assert_eq!(ids(&rest), (21..=30).collect::<Vec<_>>(), "pages of 20 go on as pages of 20");
}

#[test]
fn dedup_leaves_out_items_that_moved_to_a_later_page() {
    // Somebody adds an item at the front while the list is read, so that the last of each page comes again.
    let growing = || {
        MockTransport::new().on("things.list", |request| {
            let page = parameter(request, "page").unwrap_or(1);
            let start = (page - 1) * 3 - (page - 1);
            let items: Vec<_> = (start..start + 3).map(|id| json!({"id": id.to_string()})).collect();
            Reply::json(200, json!({"items": items, "pagination": {"total_count": 7, "max_page": 3}}))
        })
    };
    let all = |result: Result<Vec<Thing>, Error>| ids(&result.unwrap());
    assert_eq!(all(run(mocked(&growing()).list().stream().collect())), [0, 1, 2, 2, 3, 4, 4, 5, 6]);
    assert_eq!(all(run(mocked(&growing()).list().stream().dedup().collect())), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(
        all(run(mocked(&growing()).list().stream().dedup().prefetch(1).max_items(5).collect())),
        [0, 1, 2, 3, 4]
    );
    assert_eq!(all(mocked_blocking(&growing()).list().iter().dedup().collect()), [0, 1, 2, 3, 4, 5, 6]);
}
