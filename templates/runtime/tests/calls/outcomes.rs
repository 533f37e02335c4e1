//! What comes of every failure, as the table in the README: kind, attempts, requests that the server saw, and whether the
//! server may have acted.

use crate::{
    api::{Acme, Thing},
    faulty::{Act, BRIEF, PATIENT, client, serve},
    harness::{run, summary},
    http2::{self, plain},
};
use sdk_runtime::runtime::{Async, Blocking, Error};
use std::{io::Write, net::TcpListener, thread, time::Duration};

/// What is called: a method, with a key or without.
#[derive(Clone, Copy)]
enum Op {
    Get,
    Delete,
    Post,
    PostWithKey,
}

const OPS: [Op; 4] = [Op::Get, Op::Delete, Op::Post, Op::PostWithKey];

/// Where it fails, and always does.
#[derive(Clone, Copy)]
enum Failure {
    /// Nobody listens.
    Refused,
    /// Somebody accepts connections and shakes no hands.
    NoHandshake,
    Http1(&'static [Act]),
    Http2(&'static [http2::Act]),
}

use Failure::{Http1, Http2, NoHandshake, Refused};

impl Failure {
    /// How long an attempt waits: long enough for a busy machine to answer, or for nothing to come.
    fn timeout(self) -> Duration {
        match self {
            NoHandshake | Http1(&[Act::Hang | Act::SendAndHang(_)]) | Http2(&[http2::Act::Hang]) => BRIEF,
            _ => PATIENT,
        }
    }
}

const FAILURES: &[(&str, &str, Failure)] = &[
    ("connection refused", "1.1, 2", Refused),
    ("no TLS handshake in time", "1.1, 2", NoHandshake),
    ("closed without an answer", "1.1", Http1(&[Act::Close])),
    ("closed in the head of the answer", "1.1", Http1(&[Act::SendAndClose("HTTP/1.1 200 OK\r\ncontent-")])),
    ("closed in the body of the answer", "1.1", Http1(&[Act::SendAndClose(HALF)])),
    ("no answer in time", "1.1", Http1(&[Act::Hang])),
    ("body not in time", "1.1", Http1(&[Act::SendAndHang(HALF)])),
    ("error whose body is not in time", "1.1", Http1(&[Act::SendAndHang(HALF_ERROR)])),
    ("304 Not Modified", "1.1", Http1(&[Act::Send("HTTP/1.1 304 Not Modified\r\n\r\n")])),
    ("404 Not Found", "1.1", Http1(&[Act::Send("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")])),
    ("429 Too Many Requests", "1.1", Http1(&[Act::Send("HTTP/1.1 429 Slow\r\ncontent-length: 0\r\n\r\n")])),
    ("503 Service Unavailable", "1.1", Http1(&[crate::faulty::EMPTY_503])),
    ("stream refused", "2", Http2(&[http2::Act::Refuse])),
    ("`GOAWAY` before this stream", "2", Http2(&[http2::Act::GoAway])),
    ("`GOAWAY` after this stream, closed", "2", Http2(&[http2::Act::GoAwayAfter])),
    ("no answer in time", "2", Http2(&[http2::Act::Hang])),
    ("429 Too Many Requests", "2", Http2(&[http2::Act::Status(429)])),
    ("503 Service Unavailable", "2", Http2(&[http2::Act::Status(503)])),
];

const HALF: &str = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"id\":";
const HALF_ERROR: &str = "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 10\r\n\r\n{\"id\":";

fn future(client: &Acme<Async>, op: Op) -> Result<(), Error> {
    let thing = Thing { id: "x".to_owned() };
    run(async {
        match op {
            Op::Get => client.get("x").await.map(drop),
            Op::Delete => client.delete("x").await,
            Op::Post => client.create(&thing).await.map(drop),
            Op::PostWithKey => client.create(&thing).idempotency_key("k").await.map(drop),
        }
    })
}

fn blocking(client: &Acme<Blocking>, op: Op) -> Result<(), Error> {
    let thing = Thing { id: "x".to_owned() };
    match op {
        Op::Get => client.get("x").send().map(drop),
        Op::Delete => client.delete("x").send(),
        Op::Post => client.create(&thing).send().map(drop),
        Op::PostWithKey => client.create(&thing).idempotency_key("k").send().map(drop),
    }
}

/// A cell: `Api 503, 3 attempts, maybe applied` and how many requests were seen, shortened.
fn cell(summary: &str, requests: usize) -> String {
    let (kind, rest) = summary.split_once(", ").unwrap();
    let (attempts, applied) = rest.split_once(" attempts, ").unwrap();
    let applied = if applied == "not applied" { "no" } else { "**maybe**" };
    format!("{} {attempts}/{requests} {applied}", kind.trim_end_matches(" -"))
}

/// What comes of it in both modes, which have to agree where both can.
fn outcome(failure: Failure, op: Op) -> String {
    if let Http2(acts) = failure {
        let (server, client) = plain(acts, failure.timeout());
        return cell(&summary(future(&client, op)), server.requests());
    }
    let in_mode = |is_blocking: bool| {
        let server = match failure {
            Http1(acts) => Some(serve(acts)),
            _ => None,
        };
        let url = match (&server, failure) {
            (Some(server), _) => server.url.clone(),
            (None, NoHandshake) => format!("https://localhost:{}", silent()),
            (None, _) => "http://localhost:1".to_owned(),
        };
        let result = if is_blocking {
            blocking(&Acme(client(&url).timeout(failure.timeout()).build().unwrap()), op)
        } else {
            future(&Acme(client(&url).timeout(failure.timeout()).build().unwrap()), op)
        };
        cell(&summary(result), server.map_or(0, |server| server.requests.lock().unwrap().len()))
    };
    let (asynchronous, blocking) = (in_mode(false), in_mode(true));
    assert_eq!(asynchronous, blocking, "the modes differ");
    asynchronous
}

/// The port of a listener that never says a word.
fn silent() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let connections: Vec<_> = listener.incoming().collect();
        thread::sleep(Duration::from_secs(20));
        drop(connections);
    });
    port
}

#[test]
fn the_table_in_the_readme_is_what_happens() {
    let row = |(name, version, failure): &(&str, &str, Failure)| {
        let cells = thread::scope(|scope| {
            OPS.map(|op| scope.spawn(move || outcome(*failure, op))).map(|cell| cell.join().unwrap())
        });
        format!("| {name} | {version} | {} |", cells.join(" | "))
    };
    // Rows that wait do so together.
    let rows: Vec<_> = thread::scope(|scope| {
        let waits = |failure: Failure| failure.timeout() < PATIENT;
        let started: Vec<_> =
            FAILURES.iter().map(|case| waits(case.2).then(|| scope.spawn(move || row(case)))).collect();
        let rows = FAILURES.iter().zip(started);
        rows.map(|(case, started)| started.map_or_else(|| row(case), |waiting| waiting.join().unwrap())).collect()
    });
    let head =
        "| failure, every time | HTTP | `GET` | `DELETE` | `POST` | `POST` with key |\n|---|---|---|---|---|---|";
    let table = format!("{head}\n{}\n", rows.join("\n"));
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md")).unwrap();
    if !readme.replace("\r\n", "\n").contains(&table) {
        let _ = std::io::stderr().write_all(table.as_bytes());
        panic!("the README's table of failures is not what happens; it has to be the one above");
    }
}
