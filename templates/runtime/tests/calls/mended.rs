//! Answers that are not what the document says: mended and said so, or refused in the smallest part that cannot be held.

use crate::{
    api::{API, Acme, ListThingsSetters, Thing},
    harness::{mocked, mocked_blocking, replies, run},
};
use sdk_runtime::runtime::{
    Async, Blocking, Call, ClientConfig, Error, ErrorKind, Page, Response,
    json::{Decode, DecodeError, Fields},
    testing::{MockTransport, Reply},
    values::Extra,
};
use serde_json::json;
use std::future::IntoFuture;

/// A model with a text that can be assumed.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    id: String,
    text: String,
    extra: Extra,
}

impl Decode for Note {
    fn from_fields(fields: &mut Fields<'_>) -> Self {
        Self { id: fields.required("id"), text: fields.required("text"), extra: fields.rest() }
    }
}

/// The same call in both modes.
fn both<T: Send + 'static>(
    mock: &MockTransport,
    asynchronous: impl FnOnce(Acme<Async>) -> Result<T, Error>,
    blocking: impl FnOnce(Acme<Blocking>) -> Result<T, Error>,
) -> [Result<T, Error>; 2] {
    [asynchronous(mocked(mock)), blocking(mocked_blocking(mock))]
}

fn notes(mock: &MockTransport) -> [Result<Response<Note>, Error>; 2] {
    both(
        mock,
        |client| run(client.get("x").with_output::<Response<Note>>().into_future()),
        |client| client.get("x").with_output::<Response<Note>>().send(),
    )
}

#[test]
fn what_had_to_be_assumed_is_in_the_response_and_in_the_object() {
    for result in notes(&replies(|| Reply::json(200, json!({"id": "x"})))) {
        let response = result.unwrap();
        assert_eq!(response.assumed(), ["$.text"]);
        assert_eq!(response.body().text, "");
        assert_eq!(response.body().extra.assumed().collect::<Vec<_>>(), ["text"]);
    }
    for result in notes(&replies(|| Reply::json(200, json!({"id": "x", "text": "t"})))) {
        assert!(result.unwrap().assumed().is_empty());
    }
}

#[test]
fn a_strict_call_and_a_strict_client_refuse_what_would_be_mended() {
    let reply = || replies(|| Reply::json(200, json!({"id": "x"})));
    let refused = |result: Result<Note, Error>| {
        let error = result.unwrap_err();
        assert_eq!(error.decode_error().map(DecodeError::path).as_deref(), Some("$.text"));
    };
    let strict = |call: Call<Thing, Async>| run(call.strict().with_output::<Note>().into_future());
    refused(strict(mocked(&reply()).get("x")));
    refused(mocked_blocking(&reply()).get("x").strict().with_output::<Note>().send());
    let config = ClientConfig::<Async>::new(&API).access_token("t").transport(reply()).strict_decoding();
    refused(run(Acme(config.build().unwrap()).get("x").with_output::<Note>().into_future()));
    let config = ClientConfig::<Blocking>::new(&API).access_token("t").transport(reply()).strict_decoding();
    refused(Acme(config.build().unwrap()).get("x").with_output::<Note>().send());
}

/// Two pages, of which the first has two items that cannot be read.
fn pages() -> MockTransport {
    MockTransport::new().on("things.list", |request| {
        let items = match request.uri.query().is_some_and(|query| query.contains("page=2")) {
            false => json!([{"id": "1"}, {"name": "no id"}, null, {"id": 4}]),
            true => json!([{"id": "5"}]),
        };
        Reply::json(200, json!({"items": items, "pagination": {"total_count": 5, "max_page": 2}}))
    })
}

fn ids(page: &Page<Thing>) -> Vec<&str> {
    page.items.iter().map(|thing| &*thing.id).collect()
}

#[test]
fn a_page_with_items_that_cannot_be_read_is_an_error_that_holds_it() {
    let results =
        both(&pages(), |client| run(client.list().limit(4).into_future()), |client| client.list().limit(4).send());
    for result in results {
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Decode, Some(200)));
        insta::allow_duplicates! {
            insta::assert_snapshot!(error, @"things.list: the answer (200) is not what the document promises: 2 of 4 items cannot be read (`into_partial` gives the others), the first at $.items[1].id: missing (GET /v1/things/, attempt 1)");
        }
        assert!(error.is_partial());
        let error = error.into_partial::<Page<Note>>().unwrap_err();
        let page: Page<Thing> = error.into_partial().unwrap();
        assert_eq!((ids(&page), page.has_next(), page.total_count()), (vec!["1", "4"], true, Some(5)));
        let unreadable: Vec<_> =
            page.unreadable.iter().map(|item| (item.index, item.error.path(), item.raw.to_string())).collect();
        assert_eq!(
            unreadable,
            [
                (1, "$.items[1].id".to_owned(), r#"{"name":"no id"}"#.to_owned()),
                (2, "$.items[2]".to_owned(), "null".to_owned())
            ]
        );
        let shown = format!("{:?}", page.unreadable);
        assert!(shown.starts_with("[Unreadable { index: ") && !shown.contains("no id"), "it may be a secret: {shown}");
    }
}

#[test]
fn a_partial_call_gives_the_page_itself() {
    let results = both(
        &pages(),
        |client| run(client.list().limit(4).partial().into_future()),
        |client| client.list().limit(4).partial().send(),
    );
    for result in results {
        let page = result.unwrap();
        assert_eq!((ids(&page), page.unreadable.len()), (vec!["1", "4"], 2));
    }
    let response = run(mocked(&pages()).list().limit(4).with_response().partial().into_future()).unwrap();
    assert_eq!((response.body().unreadable.len(), response.assumed()), (2, &["$.items[3].id".to_owned()][..]));
}

#[test]
fn streams_give_an_error_for_an_item_and_go_on() {
    let shown = |item: Result<Thing, Error>| match item {
        Ok(thing) => thing.id,
        Err(error) => error.decode_error().map(DecodeError::path).unwrap_or_default(),
    };
    let expected = ["1", "$.items[1].id", "$.items[2]", "4", "5"];
    let asynchronous = run(async {
        let (mut items, mut all) = (mocked(&pages()).list().limit(4).stream(), Vec::new());
        while let Some(item) = items.next().await {
            all.push(shown(item));
        }
        all
    });
    assert_eq!(asynchronous, expected);
    let blocking: Vec<_> = mocked_blocking(&pages()).list().limit(4).iter().map(shown).collect();
    assert_eq!(blocking, expected);
    let few: Vec<_> = mocked_blocking(&pages()).list().limit(4).iter().dedup().max_items(3).map(shown).collect();
    assert_eq!(few, expected[..3]);
}

#[test]
fn pages_go_on_behind_one_with_items_that_cannot_be_read() {
    let shown = |page: Result<Page<Thing>, Error>| match page {
        Ok(page) => page.items.len(),
        Err(error) => error.into_partial::<Page<Thing>>().unwrap().items.len() + 100,
    };
    let asynchronous = run(async {
        let (mut pages, mut all) = (mocked(&pages()).list().limit(4).pages(), Vec::new());
        while let Some(page) = pages.next().await {
            all.push(shown(page));
        }
        all
    });
    assert_eq!(asynchronous, [102, 1]);
    assert_eq!(mocked_blocking(&pages()).list().limit(4).pages().map(shown).collect::<Vec<_>>(), [102, 1]);
    assert_eq!(mocked_blocking(&pages()).list().limit(4).partial().pages().map(shown).collect::<Vec<_>>(), [2, 1]);
    assert!(
        mocked_blocking(&pages())
            .list()
            .limit(4)
            .strict()
            .pages()
            .next()
            .unwrap()
            .is_err_and(|error| !error.is_partial())
    );
}

/// A page with this body, in both modes: how many items there are and what was assumed, or where it was refused.
fn listed(body: &'static str) -> String {
    let mock = replies(move || Reply::bytes(200, body).header("content-type", "application/json"));
    let shown = |result: Result<Response<Page<Thing>>, Error>| match result {
        Ok(response) => format!("{} {:?}", response.body().items.len(), response.assumed()),
        Err(error) => {
            let cause = error.decode_error().unwrap();
            format!("{}: {}", cause.path(), cause.reason())
        }
    };
    let results = both(
        &mock,
        |client| run(client.list().with_response().into_future()),
        |client| client.list().with_response().send(),
    );
    let [asynchronous, blocking] = results.map(shown);
    assert_eq!(asynchronous, blocking);
    asynchronous
}

#[test]
fn a_list_that_is_null_is_reported_and_one_that_is_not_there_is_no_end() {
    for (body, expected) in [
        (r#"{"items":[],"pagination":{"max_page":1}}"#, "0 []"),
        (r#"{"items":null,"pagination":{"max_page":1}}"#, r#"0 ["$.items"]"#),
        (r#"{"items":{}}"#, r#"0 ["$.items"]"#),
        (r#"{"items":{"0":{"id":"1"}}}"#, "$.items: expected an array, found an object"),
        (r#"{"items":""}"#, "$.items: expected an array, found a string"),
        (r#"{"items":[{"id":"1"}],"items":[]}"#, "$.items: given twice"),
        (r#"[{"id":"1"}]"#, "$: expected an object, found an array"),
        ("null", "$: null is not allowed here"),
        ("", "$: null is not allowed here"),
    ] {
        assert_eq!(listed(body), expected, "{body}");
    }
    let strict = |body: &'static str| {
        let mock = replies(move || Reply::bytes(200, body));
        mocked_blocking(&mock).list().strict().send()
    };
    assert!(strict(r#"{"items":{}}"#).is_err());
    let mock = replies(|| Reply::empty(204));
    assert_eq!(mocked_blocking(&mock).list().send().unwrap().items.len(), 0, "a status without a body has no items");
}

#[test]
fn an_error_has_the_body_as_json_and_says_what_it_is_instead() {
    let error = notes(&replies(|| Reply::json(200, json!({"text": 5})))).map(Result::unwrap_err);
    for error in error {
        assert_eq!(error.json().map(|json| json.to_string()).as_deref(), Some(r#"{"text":5}"#));
        assert_eq!(error.content_type(), Some("application/json"));
    }
    let html = || Reply::bytes(200, "<html>").header("content-type", "text/html; charset=utf-8");
    for error in notes(&replies(html)).map(Result::unwrap_err) {
        assert!(error.json().is_none());
        insta::allow_duplicates! {
            insta::assert_snapshot!(error, @"things.get: the answer (200) is not what the document promises: the body is `text/html`, not JSON (GET /v1/things/{id}, attempt 1)");
        }
    }
}

#[test]
fn text_that_is_not_quoted_is_the_answer_of_an_operation_that_gives_text() {
    for (media_type, body, expected) in [
        ("application/json", "\"hello\"", "hello"),
        ("text/plain", "hello", "hello"),
        ("text/plain", "\"hello\"", "hello"),
        ("text/plain; charset=utf-8", "5", "5"),
        ("text/html", "<p>null</p>", "<p>null</p>"),
        ("application/json", "hello", "hello"),
        ("application/json", "5.0", "5.0"),
    ] {
        let mock = replies(move || Reply::bytes(200, body).header("content-type", media_type));
        let results = both(
            &mock,
            |client| run(client.ping().decode_as::<String>().into_future()),
            |client| client.ping().decode_as::<String>().send(),
        );
        for result in results {
            assert_eq!(result.unwrap(), expected, "{media_type} {body}");
        }
    }
    // Beside null too, unless it is said to be JSON.
    for (media_type, body, expected) in [
        ("text/plain", "hello", Some(Some("hello"))),
        ("text/plain", "null", Some(None)),
        ("application/json", "null", Some(None)),
        ("application/json", "\"hello", None),
    ] {
        let mock = replies(move || Reply::bytes(200, body).header("content-type", media_type));
        let result = run(mocked(&mock).ping().decode_as::<Option<String>>().into_future());
        assert_eq!(result.ok().as_ref().map(Option::as_deref), expected, "{media_type} {body}");
    }
    let mock = replies(|| Reply::text(200, "hello").header("content-type", "text/plain"));
    assert!(run(mocked(&mock).ping().decode_as::<Thing>().into_future()).is_err());
}
