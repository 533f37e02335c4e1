//! Streams of events, and answers and bodies in several media types.

use feature_sdk::runtime::testing::{MockTransport, Recorded, Reply, block_on};
use feature_sdk::*;
use std::future::IntoFuture;

/// A server that answers with events where they are requested.
fn events(request: &Recorded) -> Reply {
    let body = match request.operation {
        "chats.create_stream" => "data: {\"delta\":\"a\"}\n\ndata: {\"delta\":\"b\"}\n\ndata: [DONE]\n\n",
        "chats.create" => return Reply::json(200, serde_json::json!({"text": "ab"})),
        "prices.list_stream" => "{\"amount\":1}\n{\"amount\":2}\n",
        "prices.list" => return Reply::json(200, serde_json::json!([])),
        "logs.log" => "data: a\n\nid: 5\ndata: \"b\"\n\n",
        "logs.records" => "\u{1e}{\"amount\":1}\n",
        "logs.listed" => "event: rise\nid: 1\ndata: {\"amount\":1}\n\nevent: fall\ndata: {\"amount\":2}\n\n",
        "logs.items" => "event: new\ndata: {\"amount\":1}\n\n",
        _ => "event: text\ndata: 5\n\nevent: price\ndata: {\"amount\":1}\n\nevent: other\ndata: x\n\n",
    };
    Reply::bytes(200, body).header("content-type", request.header("accept").expect("a call says what it takes"))
}

fn sent(mock: &MockTransport) -> String {
    let line = |request: &Recorded| {
        let [accept, content_type] = ["accept", "content-type"].map(|name| request.header(name).unwrap_or_default());
        let content_type = content_type.split(';').next().unwrap_or_default();
        let text = if content_type.starts_with("multipart") { String::new() } else { request.text() };
        format!("{} {} accept: {accept} | {content_type} {text}", request.method, request.target())
    };
    mock.requests().iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn events_are_typed_whoever_chooses_them() {
    use streams::models::{MixedResponseEvent, Question};
    let (asynchronous, blocking) = (MockTransport::new().on("*", events), MockTransport::new().on("*", events));
    macro_rules! calls {
        ($client:expr, $call:ident => $all:expr, $one:expr) => {{
            let question = Question::new("why?");
            let $call = $client.chats().create_stream(question.clone());
            let deltas: Vec<String> = $all.into_iter().map(|event| event.expect("an event").data.delta).collect();
            assert_eq!(deltas, ["a", "b"]);
            let $call = $client.chats().create(question);
            assert_eq!($one.text, "ab");
            let $call = $client.prices().list_stream();
            let amounts: Vec<i64> = $all.into_iter().map(|event| event.expect("an event").data.amount).collect();
            assert_eq!(amounts, [1, 2]);
            let $call = $client.prices().list();
            assert!($one.is_empty());
            let $call = $client.logs().log();
            let lines: Vec<_> = $all.into_iter().map(|event| event.expect("an event")).collect();
            assert_eq!(
                (lines[0].data.as_str(), lines[1].data.as_str(), lines[1].id.as_deref()),
                ("a", "\"b\"", Some("5"))
            );
            let $call = $client.logs().records();
            assert_eq!($all[0].as_ref().expect("an event").data.amount, 1);
            let $call = $client.logs().items();
            let items = $all;
            let item = items[0].as_ref().expect("an event");
            assert_eq!((item.event.as_str(), item.data.amount), ("new", 1));
            let $call = $client.logs().mixed();
            let mixed: Vec<MixedResponseEvent> = $all.into_iter().map(|event| event.expect("an event").data).collect();
            assert!(mixed[0].as_text().is_some_and(|text| text.data == "5"), "{mixed:?}");
            assert!(mixed[1].as_price().is_some_and(|price| price.data.amount == 1), "{mixed:?}");
            assert!(matches!(mixed[2], MixedResponseEvent::Unknown(_)), "{mixed:?}");
            let $call = $client.logs().listed();
            let listed: Vec<_> = $all.into_iter().map(|event| event.expect("an event").data).collect();
            assert!(listed[0].as_rise().is_some_and(|rise| rise.data.amount == 1), "{listed:?}");
            assert!(listed[1].as_fall().is_some_and(|fall| fall.data.amount == 2), "{listed:?}");
        }};
    }
    let client = streams::Client::builder().access_token("t").base_url("http://localhost");
    let client = client.transport(asynchronous.clone()).build().expect("a client");
    calls!(client, call => block_on(async {
        let mut stream = call.await.expect("an answer");
        let mut all = Vec::new();
        while let Some(event) = stream.next().await {
            all.push(event);
        }
        all
    }), block_on(call.into_future()).expect("an answer"));
    let client = streams::blocking::Client::builder().access_token("t").base_url("http://localhost");
    let client = client.transport(blocking.clone()).build().expect("a client");
    calls!(client, call => call.send().expect("an answer").collect::<Vec<_>>(), call.send().expect("an answer"));
    assert_eq!(sent(&asynchronous), sent(&blocking));
    insta::assert_snapshot!("events_on_the_wire", sent(&asynchronous));
}

#[test]
fn each_media_type_that_says_something_else_has_its_method() {
    use media_types::models::{DocLink, DocUpload};
    use runtime::values::File;
    let stars = |request: &Recorded| match request.header("accept") {
        Some("application/json") => Reply::json(200, serde_json::json!([{"login": "jane"}])),
        Some("application/vnd.star+json") => Reply::json(200, serde_json::json!([{"starred_at": "today"}])),
        Some("application/xml") => Reply::text(200, "<stars/>"),
        _ => Reply::bytes(200, "bytes"),
    };
    let mock = || MockTransport::new().on("*", |_| Reply::empty(204)).on("docs.stars", stars);
    let (asynchronous, blocking) = (mock(), mock());
    macro_rules! calls {
        ($client:expr, $call:ident => $run:expr) => {{
            let (docs, pods) = ($client.docs(), $client.pods());
            let $call = docs.create(DocLink::new("https://a.test"));
            $run;
            let $call = docs.create_text("text");
            $run;
            let $call = docs.create_multipart(DocUpload::new(File::from("file").name("a.txt")));
            $run;
            let object = runtime::Json::object([("a", runtime::Json::from(1))]);
            let $call = pods.patch("p", [object.clone()]);
            $run;
            let $call = pods.patch_merge_patch("p", object.clone());
            $run;
            let $call = pods.patch_strategic_merge_patch("p", object.clone());
            $run;
            let $call = pods.patch_apply_patch("p", object);
            $run;
            let $call = docs.stars().page(2);
            assert_eq!($run[0].login, "jane");
            let $call = docs.stars().page(2).accept_star();
            assert_eq!($run[0].starred_at, "today");
            let $call = docs.stars().accept_bytes();
            assert_eq!($run, "bytes");
            let $call = docs.stars().accept_xml();
            assert_eq!($run, "<stars/>");
        }};
    }
    let client = media_types::Client::builder().access_token("t").base_url("http://localhost");
    let client = client.transport(asynchronous.clone()).build().expect("a client");
    calls!(client, call => block_on(call.into_future()).expect("an answer"));
    let client = media_types::blocking::Client::builder().access_token("t").base_url("http://localhost");
    let client = client.transport(blocking.clone()).build().expect("a client");
    calls!(client, call => call.send().expect("an answer"));
    assert_eq!(sent(&asynchronous), sent(&blocking));
    insta::assert_snapshot!("media_types_on_the_wire", sent(&asynchronous));
}
