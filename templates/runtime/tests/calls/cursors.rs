//! Cursors in answers: what is one, and where one leads.

use crate::{
    api::Thing,
    harness::{mocked, mocked_blocking, run},
};
use sdk_runtime::runtime::{
    Cursor, ErrorKind,
    testing::{MockTransport, Reply},
};
use serde_json::json;

#[test]
fn what_is_no_cursor_is_no_silent_end() {
    for (body, why) in [
        (json!({"next": {"page": 2}}), Some("`next` is an object instead of the cursor")),
        (json!({"next": ["c"]}), Some("`next` is an array instead of the cursor")),
        (json!({"next": true}), Some("`next` is true instead of the cursor")),
        (json!({"has_more": true, "next": null}), Some("`has_more` is true, but there is no cursor")),
        (json!({"has_more": "true"}), Some("`has_more` is true, but there is no cursor")),
        // PHP writes an array without elements for either.
        (json!({"next": {}}), None),
        (json!({"next": []}), None),
        (json!({"next": false}), None),
        (json!({"has_more": false, "next": {"page": 2}}), None),
    ] {
        let mock = MockTransport::new().on("*", {
            let body = body.clone();
            move |_| {
                let mut body = body.clone();
                body["data"] = json!([{"id": "1"}, {"id": "2"}]);
                Reply::json(200, body)
            }
        });
        let items: Vec<_> = mocked_blocking(&mock).follow().iter().collect();
        assert_eq!(items.iter().filter(|item| item.is_ok()).count(), 2, "{body}: the items that came are there");
        let errors = [
            run(mocked(&mock).follow().stream().collect::<Vec<Thing>>()).err(),
            items.into_iter().find_map(Result::err),
        ];
        for error in errors {
            assert_eq!(error.is_some(), why.is_some(), "{body}: {error:?}");
            if let (Some(error), Some(why)) = (error, why) {
                assert_eq!(error.kind(), ErrorKind::Pagination);
                assert!(error.to_string().contains(why), "{body}: {error}");
            }
        }
    }
}

#[test]
fn a_cursor_under_the_name_of_a_link_is_one() {
    for (next, second) in [
        ("opaque", Ok("?after=opaque")),
        ("b3Bh/cXVl==", Ok("?after=b3Bh%2FcXVl%3D%3D")),
        ("?p=2", Ok("?p=2")),
        ("things?p=2", Ok("?p=2")),
        ("/v1/follow?p=2", Ok("?p=2")),
        ("https://api.acme.test/v1/follow?p=2", Ok("?p=2")),
        ("/v1/follow", Err("no query")),
        ("//evil.test", Err("evil.test")),
        ("a//b", Err("no query")),
    ] {
        let mock = MockTransport::new().on("*", move |request| {
            let next = if request.target().contains('?') { None } else { Some(next) };
            Reply::json(200, json!({"data": [{"id": "1"}], "next": next}))
        });
        for found in [
            run(mocked(&mock).follow().stream().collect::<Vec<Thing>>()).map(|all| all.len()),
            mocked_blocking(&mock).follow().iter().collect::<Result<Vec<Thing>, _>>().map(|all| all.len()),
        ] {
            match second {
                Ok(_) => assert_eq!(found.unwrap(), 2, "{next}"),
                Err(why) => assert!(found.unwrap_err().to_string().contains(why), "{next}"),
            }
        }
        let requests = mock.requests();
        let sent: Vec<_> =
            requests.iter().filter_map(|request| request.target().strip_prefix("/base/v1/follow?")).collect();
        assert_eq!(sent, second.map_or(Vec::new(), |query| vec![&query[1..]; 2]), "{next}");
    }
}

#[test]
fn a_cursor_of_every_kind_goes_on_after_it_was_written_down() {
    let mock = MockTransport::new()
        .on("*", |_| Reply::json(200, json!({"data": [{"id": "1"}, {"id": "2"}], "more": true, "next": "to:k"})));
    let client = mocked_blocking(&mock);
    for (call, again, target) in [
        (client.skip(), client.skip(), "/base/v1/skip?offset=2"),
        (client.follow(), client.follow(), "/base/v1/follow?after=to%3Ak"),
        (client.scan(), client.scan(), "/base/v1/scan?after=2"),
    ] {
        let written = call.send().unwrap().next_cursor().unwrap().to_string();
        again.from_cursor(written.parse::<Cursor>().unwrap()).send().unwrap();
        assert_eq!(mock.requests().last().unwrap().target(), target, "{written}");
    }
}
