//! HTTP/2: what the server did not process is repeated and counted, and connections that are dead are not used again.

use crate::{
    api::{Acme, Thing},
    faulty::client,
    harness::{again, run, summary},
    tls::{accept, authority},
};
use sdk_runtime::runtime::{Async, RetryPolicy};
use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

/// What the server does with a request.
#[derive(Clone, Copy)]
pub enum Act {
    Answer,
    /// `RST_STREAM` with `REFUSED_STREAM`.
    Refuse,
    /// `GOAWAY` that names no stream as the last one.
    GoAway,
    /// `GOAWAY` that names this stream as the last one, and closes the connection.
    GoAwayAfter,
    /// This status, without a body.
    Status(u16),
    /// Nothing, while everything else about the connection goes on.
    Hang,
}

#[derive(Clone)]
pub struct Server {
    port: u16,
    connections: Arc<AtomicUsize>,
    requests: Arc<AtomicUsize>,
}

/// Serves plain or encrypted; the last act is for all requests that follow.
fn serve(acts: &'static [Act], tls: Option<Arc<rustls::ServerConfig>>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = Server { port, connections: Arc::default(), requests: Arc::default() };
    let seen = server.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            seen.connections.fetch_add(1, Ordering::SeqCst);
            let (seen, tls, stream) = (seen.clone(), tls.clone(), stream.unwrap());
            thread::spawn(move || match tls {
                Some(tls) => connection(accept(&tls, stream), acts, &seen),
                None => connection(stream, acts, &seen),
            });
        }
    });
    server
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// As much of HTTP/2 (RFC 9113) as it takes to answer. Ends with the connection.
fn connection(mut stream: impl Read + Write, acts: &[Act], seen: &Server) -> Option<()> {
    stream.read_exact(&mut [0; 24]).ok()?;
    stream.write_all(&frame(4, 0, 0, &[])).ok()?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).ok()?;
        let mut payload = vec![0; u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize];
        stream.read_exact(&mut payload).ok()?;
        let id = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
        let answer = match head[3] {
            // SETTINGS and PING are acknowledged.
            4 if head[4] == 0 => frame(4, 1, 0, &[]),
            6 if head[4] == 0 => frame(6, 1, 0, &payload),
            // HEADERS
            1 => match acts[seen.requests.fetch_add(1, Ordering::SeqCst).min(acts.len() - 1)] {
                // 0x88 is `:status: 200` in HPACK.
                Act::Answer => [frame(1, 4, id, &[0x88]), frame(0, 1, id, br#"{"id":"x"}"#)].concat(),
                // A literal without indexing, of the name `:status` in the static table.
                Act::Status(status) => frame(1, 5, id, &[&[0x08, 3], status.to_string().as_bytes()].concat()),
                Act::Refuse => frame(3, 0, id, &7_u32.to_be_bytes()),
                Act::GoAway => frame(7, 0, 0, &[0; 8]),
                Act::GoAwayAfter => {
                    stream.write_all(&frame(7, 0, 0, &[&id.to_be_bytes()[..], &[0; 4]].concat())).ok()?;
                    stream.flush().ok()?;
                    return None;
                }
                Act::Hang => continue,
            },
            _ => continue,
        };
        stream.write_all(&answer).ok()?;
        stream.flush().ok()?;
    }
}

/// A server without encryption, and a client of the caller's that speaks HTTP/2 with it.
pub fn plain(acts: &'static [Act], timeout: Duration) -> (Server, Acme<Async>) {
    let server = serve(acts, None);
    let http2 = reqwest::Client::builder().http2_prior_knowledge().tls_backend_preconfigured(crate::tls::no_roots());
    let config = client::<Async>(&format!("http://127.0.0.1:{}", server.port)).timeout(timeout);
    (server, Acme(config.reqwest_client(http2.build().unwrap()).build().unwrap()))
}

/// A `POST` without a key: what comes of it, and how many requests the server saw.
fn post(acts: &'static [Act]) -> String {
    let (server, client) = plain(acts, Duration::from_secs(2));
    let thing = Thing { id: "x".to_owned() };
    let outcome = summary(run(async { client.create(&thing).await }));
    format!("{outcome}; {} requests", server.requests())
}

impl Server {
    /// How many requests it saw.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

#[test]
fn what_the_server_did_not_process_is_repeated_and_counted() {
    use Act::{Answer, GoAway, GoAwayAfter, Hang, Refuse};
    assert_eq!(post(&[Answer]), "ok; 1 requests");
    assert_eq!(post(&[Refuse, Refuse, Answer]), "ok; 3 requests");
    assert_eq!(post(&[Refuse]), "Transport -, 3 attempts, not applied; 3 requests");
    assert_eq!(post(&[GoAway, Answer]), "ok; 2 requests");
    assert_eq!(post(&[GoAway]), "Transport -, 3 attempts, not applied; 3 requests");
    // A server that goes away after this request may have carried it out.
    assert_eq!(post(&[GoAwayAfter]), "Transport -, 1 attempts, maybe applied; 1 requests");
    assert_eq!(post(&[Hang]), "Timeout -, 1 attempts, maybe applied; 1 requests");
}

/// With the built-in transport, over TLS. The certificate is trusted because the variable says so, which is read where
/// certificates are files.
#[test]
#[cfg(target_os = "linux")]
fn a_connection_that_answers_nothing_is_not_used_again() {
    const TEST: &str = "http2::a_connection_that_answers_nothing_is_not_used_again";
    if let Ok(url) = std::env::var("SDK_TEST_URL") {
        return run(async {
            let config = client::<Async>(&url).retry(RetryPolicy::none()).timeout(Duration::from_millis(1000));
            let client = Acme(config.build().unwrap());
            for _ in 0..2 {
                client.get("x").await.unwrap();
            }
            assert_eq!(summary(client.get("x").await), "Timeout -, 1 attempts, not applied");
            for _ in 0..3 {
                client.get("x").await.unwrap();
            }
        });
    }
    let (authority, tls) = authority("localhost", &[b"h2"]);
    let file = format!("{}/http2-authority.pem", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&file, authority).unwrap();
    let server = serve(&[Act::Answer, Act::Answer, Act::Hang, Act::Answer], Some(tls));
    let url = format!("https://localhost:{}", server.port);
    again(TEST, &[("SSL_CERT_FILE", &file), ("SDK_TEST_URL", &url)]);
    assert_eq!(server.requests.load(Ordering::SeqCst), 6);
    assert_eq!(server.connections.load(Ordering::SeqCst), 2, "one before the silence, and one after it");
}
