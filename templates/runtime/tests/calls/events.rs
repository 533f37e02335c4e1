//! Streams of events: typed, one by one, and on again behind the last one where they break off.

use crate::{
    api::{API, Acme, Thing},
    harness::{mocked, mocked_blocking, replies, run},
};
use sdk_runtime::runtime::{
    Async, Blocking, ClientConfig, Error, ErrorKind, EventStream, Json, RetryPolicy, StreamEvent,
    testing::{MockTransport, Reply},
};
use std::{
    future::IntoFuture,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    sync::{Arc, Mutex},
    time::Duration,
};

fn events(text: &'static str) -> MockTransport {
    replies(move || Reply::bytes(200, text).header("content-type", "text/event-stream; charset=utf-8"))
}

/// Every event in a line.
fn lines<T: std::fmt::Debug>(events: impl IntoIterator<Item = Result<StreamEvent<T>, Error>>) -> Vec<String> {
    let line = |event: Result<StreamEvent<T>, Error>| match event {
        Ok(StreamEvent { event, id, data, .. }) => format!("{event} {} {data:?}", id.unwrap_or_default()),
        Err(error) => format!("{:?}", error.kind()),
    };
    events.into_iter().map(line).collect()
}

async fn collected<T: sdk_runtime::runtime::json::Decode + Send + 'static>(
    mut stream: EventStream<T>,
) -> Vec<Result<StreamEvent<T>, Error>> {
    let mut all = Vec::new();
    while let Some(event) = stream.next().await {
        all.push(event);
    }
    assert!(stream.next().await.is_none(), "the end is the end");
    all
}

/// The events of a call, the same in both modes.
macro_rules! both {
    ($mock:expr, $client:ident => $call:expr) => {{
        let $client = mocked(&$mock);
        let asynchronous = run(async { collected($call.await.unwrap()).await });
        let $client = mocked_blocking(&$mock);
        let (asynchronous, blocking) = (lines(asynchronous), lines($call.send().unwrap()));
        assert_eq!(asynchronous, blocking);
        asynchronous
    }};
}

#[test]
fn events_are_typed_and_one_that_cannot_be_read_costs_itself() {
    let mock = events(
        ": hello\n\nevent: made\nid: 1\ndata: {\"id\":\ndata: \"a\"}\n\ndata: {\"id\":5}\n\ndata: nonsense\n\nevent: odd\ndata:{\"id\":\"b\"}\n\n",
    );
    let found = both!(mock, client => client.events::<Thing>());
    assert_eq!(
        found,
        ["made 1 Thing { id: \"a\" }", "message 1 Thing { id: \"5\" }", "Decode", "odd 1 Thing { id: \"b\" }"]
    );
    assert_eq!(mock.requests()[0].header("accept"), Some("text/event-stream"));
    let strict = both!(mock, client => client.events::<Thing>().strict());
    assert_eq!(strict[1], "Decode");
    let all = mocked_blocking(&mock).events::<Thing>().send().unwrap().filter_map(Result::err);
    let said: Vec<String> = all.map(|error| error.to_string()).collect();
    assert!(said[0].contains("the data of an event is not JSON"), "{said:?}");
}

#[test]
fn what_says_that_it_is_done_is_the_end() {
    let mock = events("data: {\"id\":\"a\"}\n\ndata: [DONE]\n\ndata: {\"id\":\"b\"}\n\n");
    assert_eq!(both!(mock, client => client.events::<Thing>()), ["message  Thing { id: \"a\" }"]);
}

#[test]
fn data_may_be_text_and_events_may_be_objects() {
    let mock = events("event: word\ndata: a\ndata: \"b\"\n\nid: 7\ndata: 5\n\n");
    assert_eq!(both!(mock, client => client.events::<String>()), [r#"word  "a\n\"b\"""#, r#"message 7 "5""#]);
    let whole = both!(mock, client => client.whole());
    assert_eq!(whole[0], r#"word  {"event":"word","data":"a\n\"b\""}"#);
    assert_eq!(whole[1], r#"message 7 {"event":"message","data":5,"id":"7"}"#);
}

#[test]
fn lines_and_sequences_of_json_are_events_too() {
    let body = |media_type: &'static str, text: &'static str| {
        replies(move || Reply::bytes(200, text).header("content-type", media_type))
    };
    let mock = body("application/x-ndjson", "{\"a\":1}\r\n\n[2]\nnonsense\n3");
    assert_eq!(both!(mock, client => client.lines()), [r#"  {"a":1}"#, "  [2]", "Decode", "  3"]);
    // The server says what it sends.
    let mock = body("application/json-seq", "\x1e{\"a\":\n1}\n\x1e[2]\n\x1e3");
    assert_eq!(both!(mock, client => client.lines()), [r#"  {"a":1}"#, "  [2]", "Transport"]);
}

#[test]
fn an_answer_that_is_no_stream_is_an_error_that_says_so() {
    let mock = replies(|| Reply::json(200, serde_json::json!({"id": "a"})));
    let error = run(mocked(&mock).events::<Thing>().into_future()).unwrap_err();
    assert!(error.to_string().contains("the body is `application/json`, no stream of events"), "{error}");
    assert_eq!(mocked_blocking(&mock).events::<Thing>().send().unwrap_err().kind(), ErrorKind::Decode);
    // Its bytes are there all the same.
    assert_eq!(run(mocked(&mock).events::<Thing>().raw().into_future()).unwrap().into_body(), r#"{"id":"a"}"#);
    let refused = replies(|| Reply::json(403, serde_json::json!({"error": "NotPermitted"})));
    let error = run(mocked(&refused).events::<Thing>().into_future()).unwrap_err();
    assert_eq!(error.code(), Some("NotPermitted"));
    let response = run(mocked(&events("data: 1\n\n")).events::<Json>().with_response().into_future()).unwrap();
    assert_eq!((response.status().as_u16(), lines(run(collected(response.into_body()))).len()), (200, 1));
}

#[test]
fn an_event_without_end_is_an_error_and_no_memory() {
    let mock = replies(|| {
        Reply::bytes(200, "data: 1\n\ndata: 1234567890123456789012345").header("content-type", "text/event-stream")
    });
    let client = ClientConfig::<Async>::new(&API).access_token("t").max_response_bytes(20).transport(mock.clone());
    let client = Acme(client.build().unwrap());
    let found = run(async { collected(client.events::<Json>().await.unwrap()).await });
    assert_eq!(lines(found), ["message  1", "TooLarge"]);
}

/// A server that breaks off what it sends, and the values of `Last-Event-ID` of the requests it got.
fn breaks_off(answers: &'static [&'static str]) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&requests);
    std::thread::spawn(move || {
        for (stream, answer) in listener.incoming().zip(answers) {
            let mut reader = BufReader::new(stream.unwrap());
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                assert_ne!(reader.read_line(&mut head).unwrap(), 0);
            }
            let head = head.to_lowercase();
            let id = head.lines().find_map(|line| line.strip_prefix("last-event-id: ")).unwrap_or("none");
            log.lock().unwrap().push(id.to_owned());
            let stream = reader.get_mut();
            if answer.is_empty() {
                stream.write_all(b"HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n").unwrap();
                continue;
            }
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
            stream.write_all(head.as_bytes()).unwrap();
            let (body, end) = answer.strip_suffix("(end)").map_or((*answer, ""), |body| (body, "0\r\n\r\n"));
            stream.write_all(format!("{:x}\r\n{body}\r\n{end}", body.len()).as_bytes()).unwrap();
        }
    });
    (url, requests)
}

const FIRST: &str = "retry: 10\n\nid: 1\ndata: {\"id\":\"a\"}\n\nid: 2\ndata: {\"id\":";

#[test]
fn a_stream_that_breaks_off_goes_on_behind_its_last_event() {
    const ANSWERS: &[&str] = &[FIRST, "id: 2\ndata: {\"id\":\"b\"}\n\n", "data: {\"id\":\"c\"}\n\n(end)"];
    for blocking in [false, true] {
        let (url, requests) = breaks_off(ANSWERS);
        let found = if blocking {
            let client = ClientConfig::<Blocking>::new(&API).access_token("t").base_url(url).build().unwrap();
            lines(Acme(client).events::<Thing>().send().unwrap())
        } else {
            let client = ClientConfig::<Async>::new(&API).access_token("t").base_url(url).build().unwrap();
            lines(run(async { collected(Acme(client).events::<Thing>().await.unwrap()).await }))
        };
        assert_eq!(
            found,
            ["message 1 Thing { id: \"a\" }", "message 2 Thing { id: \"b\" }", "message 2 Thing { id: \"c\" }"]
        );
        assert_eq!(*requests.lock().unwrap(), ["none", "1", "2"]);
    }
}

#[test]
fn a_server_that_has_no_more_says_so_without_content() {
    let (url, requests) = breaks_off(&[FIRST, ""]);
    let client = ClientConfig::<Blocking>::new(&API).access_token("t").base_url(url).build().unwrap();
    assert_eq!(lines(Acme(client).events::<Thing>().send().unwrap()).len(), 1);
    assert_eq!(*requests.lock().unwrap(), ["none", "1"]);
}

#[test]
fn what_may_have_acted_or_has_no_id_is_not_requested_again() {
    let broken = |text: &'static str| replies(move || Reply::broken(text).header("content-type", "text/event-stream"));
    let mock = broken(FIRST);
    let body = Json::object([("id", Json::from("x"))]);
    let mut stream = run(mocked(&mock).ask(&body).into_future()).unwrap();
    let found = run(async { [stream.next().await, stream.next().await, stream.next().await] });
    assert_eq!(lines(found.into_iter().flatten()), ["message 1 Thing { id: \"a\" }", "Transport"]);
    assert_eq!((stream.last_event_id(), mock.requests().len()), (Some("1"), 1));
    // With a key the server can tell.
    let calls = mocked_blocking(&mock).ask(&body).idempotency_key("k").send().unwrap();
    assert_eq!(calls.take(4).filter(Result::is_ok).count(), 4);
    let sent = mock.requests();
    assert_eq!(
        (sent.len(), sent[3].header("last-event-id"), sent[3].header("idempotency-key")),
        (5, Some("1"), Some("k"))
    );
    assert!(mock.clock().elapsed() >= Duration::from_millis(30));

    let mock = broken("data: {\"id\":\"a\"}\n\n");
    assert_eq!(both!(mock, client => client.events::<Thing>()), ["message  Thing { id: \"a\" }", "Transport"]);
    let mock = broken("id: 1\n\n");
    assert_eq!(both!(mock, client => client.events::<Thing>()), ["Transport"]);
    assert_eq!(mock.requests().len(), 6, "three attempts in each mode");
    let call = mocked_blocking(&mock).events::<Thing>().retry(RetryPolicy::none());
    assert_eq!(lines(call.send().unwrap()), ["Transport"]);
    assert_eq!(mock.requests().len(), 7);
}
