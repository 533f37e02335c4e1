//! The same failures over real sockets, with the built-in transports of both modes.

use crate::{
    api::{Acme, Thing},
    faulty::{
        Act::{self, Close, Hang, Reset, Send, SendAndClose, SendAndHang},
        BRIEF, EMPTY_503, GOOD, PATIENT, Server, client, serve,
    },
    harness::{run, summary},
};
use sdk_runtime::runtime::{Async, Blocking, Error, ErrorKind};
use std::{future::IntoFuture, net::TcpListener, sync::atomic::Ordering, thread, time::Duration};

#[derive(Clone, Copy, Debug)]
enum Op {
    Get,
    Post,
    PostWithKey,
    Delete,
}

/// What comes of a call in both modes, which have to agree, and how many requests the server saw in each.
fn outcome(op: Op, acts: &'static [Act]) -> String {
    let thing = Thing { id: "x".to_owned() };
    let timeout = if acts.iter().any(|act| matches!(act, Hang | SendAndHang(_))) { BRIEF } else { PATIENT };
    let server = serve(acts);
    let future = run(async {
        let client = Acme(client::<Async>(&server.url).timeout(timeout).build().unwrap());
        summary(match op {
            Op::Get => client.get("x").await,
            Op::Post => client.create(&thing).await,
            Op::PostWithKey => client.create(&thing).idempotency_key("k").await,
            Op::Delete => client.delete("x").await.map(|()| thing.clone()),
        })
    });
    let twin = serve(acts);
    let client = Acme(client::<Blocking>(&twin.url).timeout(timeout).build().unwrap());
    let blocking = summary(match op {
        Op::Get => client.get("x").send(),
        Op::Post => client.create(&thing).send(),
        Op::PostWithKey => client.create(&thing).idempotency_key("k").send(),
        Op::Delete => client.delete("x").send().map(|()| thing.clone()),
    });
    let requests = |server: &Server| server.requests.lock().unwrap().len();
    assert_eq!((&future, requests(&server)), (&blocking, requests(&twin)), "{op:?} {acts:?}: the modes differ");
    format!("{future}; {} requests", requests(&server))
}

macro_rules! cases {
    ($($name:ident: $op:ident, $acts:expr => $expected:literal;)+) => {$(
        #[test]
        fn $name() {
            assert_eq!(outcome(Op::$op, &$acts), $expected);
        }
    )+};
}

cases! {
    success: Get, [GOOD] => "ok; 1 requests";
    unavailable_then_ok: Get, [EMPTY_503, GOOD] => "ok; 2 requests";
    unavailable_post: Post, [EMPTY_503, GOOD] => "Api 503, 1 attempts, maybe applied; 1 requests";
    throttled_post: Post, [Send("HTTP/1.1 429 Too Many Requests\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n"), GOOD] => "ok; 2 requests";
    throttled_for_a_second: Get, [Send("HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n"), GOOD] => "ok; 2 requests";
    throttled_for_long: Get, [Send("HTTP/1.1 429 Too Many Requests\r\nretry-after: 1800\r\ncontent-length: 0\r\n\r\n")] => "Api 429, 1 attempts, not applied; 1 requests";
    reset_before_the_first_byte: Get, [Close, GOOD] => "ok; 2 requests";
    reset_with_the_request_unread: Get, [Reset, GOOD] => "ok; 2 requests";
    reset_of_a_post_unread: Post, [Reset, GOOD] => "Transport -, 1 attempts, maybe applied; 1 requests";
    reset_of_a_post: Post, [Close, GOOD] => "Transport -, 1 attempts, maybe applied; 1 requests";
    reset_of_a_post_with_key: PostWithKey, [Close, GOOD] => "ok; 2 requests";
    reset_always: Get, [Close] => "Transport -, 3 attempts, not applied; 3 requests";
    reset_in_the_head: Post, [SendAndClose("HTTP/1.1 200 OK\r\ncontent-")] => "Transport -, 1 attempts, maybe applied; 1 requests";
    truncated_body: Get, [SendAndClose("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"id\":"), GOOD] => "ok; 2 requests";
    truncated_body_of_a_post: Post, [SendAndClose("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"id\":")] => "Transport -, 1 attempts, maybe applied; 1 requests";
    truncated_chunks: Get, [SendAndClose("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n"), GOOD] => "ok; 2 requests";
    slow_head: Get, [Hang, GOOD] => "ok; 2 requests";
    slow_head_of_a_post: Post, [Hang] => "Timeout -, 1 attempts, maybe applied; 1 requests";
    slow_body: Get, [SendAndHang("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"id\":"), GOOD] => "ok; 2 requests";
    slow_body_of_a_post: Post, [SendAndHang("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"id\":")] => "Timeout -, 1 attempts, maybe applied; 1 requests";
    not_http: Post, [SendAndClose("SSH-2.0-OpenSSH\r\n")] => "Transport -, 1 attempts, maybe applied; 1 requests";
    redirect: Get, [Send("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/steal\r\ncontent-length: 0\r\n\r\n")] => "Redirect 302, 1 attempts, not applied; 1 requests";
    not_modified_post: Post, [Send("HTTP/1.1 304 Not Modified\r\n\r\n")] => "Api 304, 1 attempts, maybe applied; 1 requests";
    switching_protocols_post: Post, [Send("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n")] => "Api 101, 1 attempts, maybe applied; 1 requests";
    stalled_500: Post, [SendAndHang("HTTP/1.1 500 Internal Server Error\r\ncontent-length: 100\r\n\r\n{\"error\":")] => "Api 500, 1 attempts, maybe applied; 1 requests";
    empty_gzip: Delete, [Send("HTTP/1.1 204 No Content\r\ncontent-encoding: gzip\r\n\r\n")] => "ok; 1 requests";
    empty_gzip_of_no_length: Delete, [Send("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 0\r\n\r\n")] => "ok; 1 requests";
    empty_gzip_in_chunks: Delete, [Send("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n")] => "ok; 1 requests";
    empty_gzip_of_an_error: Post, [Send("HTTP/1.1 400 Bad Request\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n")] => "Api 400, 1 attempts, not applied; 1 requests";
    gone: Get, [Send("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")] => "Api 404, 1 attempts, not applied; 1 requests";
}

/// Nobody listens at an address that was just given up.
fn nobody() -> String {
    format!("http://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap())
}

#[test]
fn refused() {
    let thing = Thing { id: "x".to_owned() };
    let check = |error: Error| {
        assert_eq!(summary::<()>(Err(error)), "Connect -, 3 attempts, not applied");
    };
    let url = nobody();
    check(run(async { Acme(client::<Async>(&url).build().unwrap()).create(&thing).await }).unwrap_err());
    check(Acme(client::<Blocking>(&url).build().unwrap()).create(&thing).send().unwrap_err());
    let error = Acme(client::<Blocking>(&url).build().unwrap()).create(&thing).send().unwrap_err();
    assert!(error.to_string().contains("no connection could be established"), "{error}");
}

#[test]
fn a_deadline_ends_attempts_and_waits() {
    let server = serve(&[Hang]);
    let start = std::time::Instant::now();
    let error = run(async {
        let client = Acme(client::<Async>(&server.url).build().unwrap());
        client.get("x").deadline(BRIEF).await.unwrap_err()
    });
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    let client = Acme(client::<Blocking>(&server.url).build().unwrap());
    let error = client.get("x").deadline(BRIEF).send().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert!(start.elapsed() < PATIENT);
}

#[test]
fn a_deadline_before_the_next_attempt_is_not_waited_for() {
    const LATER: &[Act] = &[Send("HTTP/1.1 429 Too Many Requests\r\nretry-after: 30\r\ncontent-length: 0\r\n\r\n")];
    let (server, twin) = (serve(LATER), serve(LATER));
    let (start, deadline) = (std::time::Instant::now(), Duration::from_secs(20));
    let future = run(async {
        let client = Acme(client::<Async>(&server.url).build().unwrap());
        client.get("x").deadline(deadline).await.unwrap_err()
    });
    let client = Acme(client::<Blocking>(&twin.url).build().unwrap());
    let blocking = client.get("x").deadline(deadline).send().unwrap_err();
    for error in [future, blocking] {
        assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
        assert_eq!(summary::<()>(Err(error)), "Api 429, 1 attempts, not applied");
    }
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn requests_look_the_same_in_both_modes() {
    let thing = Thing { id: "é".to_owned() };
    let mut seen = Vec::new();
    for blocking in [false, true] {
        let server = serve(&[GOOD]);
        if blocking {
            let client = Acme(client::<Blocking>(&server.url).build().unwrap());
            client.create(&thing).send().unwrap();
            client.resend("a b").send().unwrap();
            client.get("x").extra_query("q", "1").send().unwrap();
            client.delete("x").send().unwrap();
        } else {
            run(async {
                let client = Acme(client::<Async>(&server.url).build().unwrap());
                client.create(&thing).await.unwrap();
                client.resend("a b").await.unwrap();
                client.get("x").extra_query("q", "1").await.unwrap();
                client.delete("x").await.unwrap();
            });
        }
        let port = server.url.rsplit(':').next().unwrap().to_owned();
        let mut requests = server.requests.lock().unwrap().clone();
        for request in &mut requests {
            // Header order and the spelling of what the HTTP libraries add are theirs.
            let (head, body) = request.split_once("\r\n\r\n").unwrap();
            let mut lines: Vec<String> = head
                .lines()
                .map(|line| line.replace(&port, "PORT").replace(env!("CARGO_PKG_VERSION"), "VERSION"))
                .collect();
            lines[1..].iter_mut().for_each(|line| {
                let (name, value) = line.split_once(": ").unwrap();
                *line = format!(
                    "{}: {}",
                    name.to_ascii_lowercase(),
                    if name.eq_ignore_ascii_case("accept-encoding") { "*" } else { value }
                );
            });
            lines[1..].sort();
            *request = format!("{}\n\n{body}", lines.join("\n"));
        }
        seen.push(requests.join("\n---\n"));
    }
    assert_eq!(seen[0], seen[1]);
    insta::assert_snapshot!(seen[0]);
}

#[test]
fn a_stream_that_stalls_is_an_error() {
    let server = serve(&[SendAndHang("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nsome")]);
    run(async {
        let client = Acme(client::<Async>(&server.url).timeout(BRIEF).build().unwrap());
        let mut stream = client.export().stream().await.unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap(), "some");
        assert_eq!(stream.next().await.unwrap().unwrap_err().kind(), ErrorKind::Timeout);
        assert!(stream.next().await.is_none());
    });
    let client = Acme(client::<Blocking>(&server.url).timeout(BRIEF).build().unwrap());
    let error = client
        .export()
        .stream()
        .send()
        .unwrap()
        .save_to(env!("CARGO_TARGET_TMPDIR").to_owned() + "/stalled")
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[test]
fn connections_are_kept() {
    let server = serve(&[GOOD]);
    run(async {
        let client = Acme(client::<Async>(&server.url).build().unwrap());
        for _ in 0..3 {
            client.get("x").await.unwrap();
        }
    });
    let client = Acme(client::<Blocking>(&server.url).build().unwrap());
    for _ in 0..3 {
        client.get("x").send().unwrap();
    }
    assert_eq!(server.requests.lock().unwrap().len(), 6);
    assert_eq!(server.connections.load(Ordering::SeqCst), 2, "one per client");
}

#[test]
fn a_connection_the_server_has_closed_is_not_used_again() {
    const LAST: Act = SendAndClose("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"id\":\"x\"}");
    let thing = Thing { id: "x".to_owned() };
    let server = serve(&[LAST]);
    run(async {
        let client = Acme(client::<Async>(&server.url).build().unwrap());
        for calls in 1..=3 {
            client.create(&thing).await.unwrap();
            while server.closed.load(Ordering::SeqCst) < calls {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            // One turn of the runtime notices it, and another one acts on it.
            for _ in 0..3 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    });
    let client = Acme(client::<Blocking>(&server.url).build().unwrap());
    for calls in 4..=6 {
        client.create(&thing).send().unwrap();
        while server.closed.load(Ordering::SeqCst) < calls {
            thread::sleep(Duration::from_millis(1));
        }
    }
    assert_eq!(server.requests.lock().unwrap().len(), 6);
}

#[test]
fn a_dropped_call_leaves_the_client_usable() {
    let server = serve(&[Hang, GOOD]);
    run(async {
        let client = Acme(client::<Async>(&server.url).build().unwrap());
        let mut call = client.get("x").into_future();
        while server.requests.lock().unwrap().is_empty() {
            let early = tokio::time::timeout(Duration::from_millis(5), &mut call).await;
            assert!(early.is_err());
        }
        drop(call);
        client.get("x").await.unwrap();
    });
}
