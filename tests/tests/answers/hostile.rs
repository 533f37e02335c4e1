//! Answers nobody should send, over real sockets to both kinds of clients: an error that says what is wrong, within the
//! limit of size, and nothing worse.

use generated_sdk::polar::{Client, blocking};
use generated_sdk::{Error, ErrorKind, RetryPolicy};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

/// What an answer looks like before something happens to it.
const LIMITS: &str = r#"{"min_date":"2026-01-01","intervals":{"hour":{"min_days":1,"max_days":7},
    "day":{"min_days":1,"max_days":7},"week":{"min_days":1,"max_days":7},"month":{"min_days":1,"max_days":7},
    "year":{"min_days":1,"max_days":7}},"new":{"x":[1.5e3,"é\u00e9"]}}"#;

/// A server that sends the same bytes to everybody, `times` times, and then closes the connection.
fn server(head: &str, chunk: Vec<u8>, times: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let url = format!("http://{}", listener.local_addr().expect("a bound listener has an address"));
    let answer = Arc::new((format!("{head}\r\nconnection: close\r\n\r\n"), chunk));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            std::thread::spawn(move || serve(stream, &answer, times));
        }
    });
    url
}

fn serve(mut stream: TcpStream, (head, chunk): &(String, Vec<u8>), times: usize) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    while !lines.next()?.ok()?.is_empty() {}
    stream.write_all(head.as_bytes()).ok()?;
    for _ in 0..times {
        stream.write_all(chunk).ok()?;
    }
    stream.shutdown(std::net::Shutdown::Write).ok()
}

/// What both clients say to the answer; they agree about what kind of failure it is.
async fn refused(url: &str) -> Error {
    let client = Client::builder().base_url(url).access_token("token").build().expect("loopback needs no https");
    let call = client.metrics().limits().retry(RetryPolicy::none()).timeout(Duration::from_secs(60));
    let error = call.await.expect_err("the answer is refused");
    let url = url.to_owned();
    let other = tokio::task::spawn_blocking(move || {
        let client = blocking::Client::builder().base_url(url).access_token("token").build();
        let call = client.expect("loopback needs no https").metrics().limits().retry(RetryPolicy::none());
        call.timeout(Duration::from_secs(60)).send().expect_err("the answer is refused")
    });
    assert_eq!(error.kind(), other.await.expect("it does not panic").kind(), "{error}");
    error
}

/// The error for a `200` with this body, which has to be one of decoding.
async fn undecodable(body: impl Into<Vec<u8>>) -> Error {
    let error = refused(&server("HTTP/1.1 200 OK\r\ncontent-type: application/json", body.into(), 1)).await;
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    assert!(error.to_string().len() < 2000, "an error is no copy of the answer");
    error
}

fn path(error: &Error) -> String {
    error.decode_error().expect("it is an error of decoding").path()
}

#[tokio::test]
async fn a_cut_answer() {
    for end in (1..LIMITS.len()).step_by(9).filter(|end| LIMITS.is_char_boundary(*end)) {
        let error = undecodable(&LIMITS[..end]).await;
        assert!(error.decode_error().is_some_and(|error| error.is_syntax()), "{end}: {error}");
    }
    let url = server("HTTP/1.1 200 OK\r\ncontent-length: 5000", LIMITS.into(), 1);
    assert_eq!(refused(&url).await.kind(), ErrorKind::Transport);
}

#[tokio::test]
async fn a_hundred_thousand_levels() {
    for open in ["[", r#"{"a":"#, r#"[{"items":"#] {
        undecodable(open.repeat(100_000)).await;
        undecodable(format!(r#"{{"items":{}"#, open.repeat(100_000))).await;
        undecodable(LIMITS.replace("1.5e3", &open.repeat(100_000))).await;
    }
}

#[tokio::test]
async fn numbers_without_end() {
    for number in ["1e400", "99999999999999999999", "-1e999999999999", &"9".repeat(100_000), "1.5"] {
        let error = undecodable(LIMITS.replacen("\"max_days\":7", &format!("\"max_days\":{number}"), 1)).await;
        assert_eq!(path(&error), "$.intervals.hour.max_days", "{number:.20}");
    }
}

#[tokio::test]
async fn keys_given_twice() {
    for (once, at) in [("\"min_date\":\"2026-01-01\"", "$.min_date"), ("\"max_days\":7", "$.intervals.hour.max_days")] {
        let twice = LIMITS.replacen(once, &format!("{once},{once}"), 1);
        assert_eq!(path(&undecodable(twice).await), at);
    }
}

#[tokio::test]
async fn an_answer_that_only_looks_strange() {
    let url = server("HTTP/1.1 200 OK\r\ncontent-type: text/html", LIMITS.replace(':', "\r\n\t: ").into(), 1);
    let client = Client::builder().base_url(url).access_token("token").build().expect("loopback needs no https");
    let limits = client.metrics().limits().await.expect("white space and types change nothing");
    assert_eq!(limits.extra.get("new").map(ToString::to_string), Some("{\"x\":[1.5e3,\"éé\"]}".to_owned()));
}

#[tokio::test]
async fn bytes_that_are_no_text() {
    for bytes in [&b"\xff"[..], b"\xc3\x28", b"\xed\xa0\x80", b"\xf0\x9f"] {
        let mut body = LIMITS.as_bytes().to_vec();
        let at = LIMITS.find("é").expect("it is there");
        body.splice(at..at, bytes.iter().copied());
        undecodable(body).await;
    }
    undecodable(vec![0; 1000]).await;
}

#[tokio::test]
async fn a_hundred_megabytes_of_one_string() {
    let megabyte = vec![b'x'; 1 << 20];
    let text = "HTTP/1.1 200 OK\r\ncontent-type: application/json";
    for head in [text.to_owned(), format!("{text}\r\ncontent-length: {}", 100 << 20)] {
        let error = refused(&server(&head, megabyte.clone(), 100)).await;
        assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
        assert!(error.body().len() <= 64 << 20);
    }
}

#[tokio::test]
async fn failures_with_such_bodies_are_still_reported() {
    let deep = "[".repeat(100_000);
    let long = format!("{{\"error\":\"{}\"}}", "x".repeat(1 << 20));
    for body in
        [deep.as_bytes(), b"\xff\xfe", b"{\"detail\":[{\"msg\":", b"{\"detail\":1e999,\"detail\":2}", long.as_bytes()]
    {
        let error = refused(&server("HTTP/1.1 500 Status", body.to_vec(), 1)).await;
        assert!(error.is_server_error(), "{:?}", error.kind());
        assert_eq!(error.body().as_ref(), body);
        assert!(error.issues().is_empty());
    }
    let error = refused(&server("HTTP/1.1 500 Status", vec![b'x'; 1 << 20], 100)).await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
}
