//! HTTP/2: what the server did not process is repeated and counted, and connections that are dead are not used again.

use crate::{
    api::{Acme, Thing},
    faulty::{BRIEF, PATIENT, client},
    harness::{again, run, summary},
    tls::{accept, authority},
};
use sdk_runtime::runtime::{Async, ErrorKind, RetryPolicy};
use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
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
    /// Nothing, and no answer to pings either.
    Freeze,
    /// The head and a piece of the body, then nothing.
    HangInBody,
    /// The head and a piece of the body, then `RST_STREAM`.
    ResetInBody,
    /// The head, with this field after the status, and a piece of the body; then the frame by which the server gives the
    /// stream up without an error.
    GiveUpInBody(&'static [u8], Frame),
}

/// How a server gives up a stream without an error.
#[derive(Clone, Copy)]
pub enum Frame {
    /// `RST_STREAM` with `NO_ERROR`.
    Reset,
    /// `GOAWAY` with `NO_ERROR` that names an earlier stream as the last one.
    GoAway,
    /// `RST_STREAM` with `NO_ERROR` after the whole body.
    ResetBehindTheEnd,
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
                Act::Freeze => {
                    thread::sleep(Duration::from_secs(90));
                    return None;
                }
                Act::HangInBody => [frame(1, 4, id, &[0x88]), frame(0, 0, id, b"piece")].concat(),
                Act::GiveUpInBody(field, by) => {
                    let (flags, by) = match by {
                        Frame::Reset => (0, frame(3, 0, id, &[0; 4])),
                        Frame::GoAway => (0, frame(7, 0, 0, &[0; 8])),
                        Frame::ResetBehindTheEnd => (1, frame(3, 0, id, &[0; 4])),
                    };
                    let head = frame(1, 4, id, &[&[0x88], field].concat());
                    [head, frame(0, flags, id, br#"{"id":"x"}"#), by].concat()
                }
                Act::ResetInBody => {
                    let half = [frame(1, 4, id, &[0x88]), frame(0, 0, id, b"piece")].concat();
                    stream.write_all(&half).ok()?;
                    stream.flush().ok()?;
                    // The piece is read before the reset takes it away.
                    thread::sleep(Duration::from_secs(1));
                    frame(3, 0, id, &2_u32.to_be_bytes())
                }
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
    let http2 = crate::harness::own_client().http2_prior_knowledge().tls_backend_preconfigured(crate::tls::no_roots());
    let config = client::<Async>(&format!("http://127.0.0.1:{}", server.port)).timeout(timeout);
    (server, Acme(config.reqwest_client(http2.build().unwrap()).build().unwrap()))
}

/// A `POST` without a key: what comes of it, and how many requests the server saw.
fn post(acts: &'static [Act]) -> String {
    let timeout = if acts.iter().any(|act| matches!(act, Act::Hang)) { BRIEF } else { PATIENT };
    let (server, client) = plain(acts, timeout);
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

/// Half a file would be a whole one, and half a list the whole list.
#[test]
fn an_answer_that_the_server_gives_up_is_not_whole() {
    use Act::GiveUpInBody;
    const CUT: &str = "Transport -, 1 attempts, maybe applied; 1 requests";
    // A literal without indexing, of the name `content-length` in the static table.
    const LENGTH_99: &[u8] = &[0x0f, 0x0d, 2, b'9', b'9'];
    const LENGTH_10: &[u8] = &[0x0f, 0x0d, 2, b'1', b'0'];
    assert_eq!(post(&[GiveUpInBody(&[], Frame::Reset)]), CUT);
    assert_eq!(post(&[GiveUpInBody(&[], Frame::GoAway)]), CUT);
    assert_eq!(post(&[GiveUpInBody(LENGTH_99, Frame::Reset)]), CUT);
    // All of it is there, or the server has said so.
    assert_eq!(post(&[GiveUpInBody(LENGTH_10, Frame::Reset)]), "ok; 1 requests");
    assert_eq!(post(&[GiveUpInBody(&[], Frame::ResetBehindTheEnd)]), "ok; 1 requests");
    let (_, client) = plain(&[GiveUpInBody(&[], Frame::Reset)], PATIENT);
    run(async {
        let mut stream = client.export().stream().await.unwrap();
        assert!(stream.next().await.unwrap().is_ok());
        assert_eq!(stream.next().await.unwrap().unwrap_err().kind(), ErrorKind::Transport);
        assert!(stream.next().await.is_none());
    });
}

/// Makes calls with the built-in transport over TLS, in a process of its own in which the server's certificate is trusted
/// because a variable says so, which is read where certificates are files. In the test itself, the server.
#[cfg(target_os = "linux")]
fn over_tls(test: &str, acts: &'static [Act], calls: impl AsyncFnOnce(Acme<Async>)) -> Option<Server> {
    if let Ok(url) = std::env::var("SDK_TEST_URL") {
        let config = client::<Async>(&url).retry(RetryPolicy::none());
        run(calls(Acme(config.build().unwrap())));
        return None;
    }
    let (authority, tls) = authority("localhost", &[b"h2"]);
    let file = format!("{}/{}.pem", env!("CARGO_TARGET_TMPDIR"), test.replace("::", "-"));
    std::fs::write(&file, authority).unwrap();
    let server = serve(acts, Some(tls));
    let url = format!("https://localhost:{}", server.port);
    again(test, &[("SSL_CERT_FILE", &file), ("SDK_TEST_URL", &url)]);
    Some(server)
}

#[cfg(target_os = "linux")]
impl Server {
    /// How many connections and requests it saw.
    fn seen(&self) -> (usize, usize) {
        (self.connections.load(Ordering::SeqCst), self.requests())
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_connection_that_answers_nothing_is_not_used_again() {
    const TEST: &str = "http2::a_connection_that_answers_nothing_is_not_used_again";
    let server = over_tls(TEST, &[Act::Answer, Act::Answer, Act::Hang, Act::Answer], async |client| {
        for _ in 0..2 {
            client.get("x").await.unwrap();
        }
        assert_eq!(summary(client.get("x").timeout(BRIEF).await), "Timeout -, 1 attempts, not applied");
        for _ in 0..3 {
            client.get("x").await.unwrap();
        }
    });
    let Some(server) = server else { return };
    assert_eq!(server.seen(), (2, 6), "one connection before the silence, and one after it");
}

#[test]
#[cfg(target_os = "linux")]
fn a_connection_whose_stream_stalls_or_breaks_off_is_not_used_again() {
    const TEST: &str = "http2::a_connection_whose_stream_stalls_or_breaks_off_is_not_used_again";
    let acts = &[Act::HangInBody, Act::Answer, Act::ResetInBody, Act::Answer, Act::ResetInBody, Act::Answer];
    let server = over_tls(TEST, acts, async |client| {
        for kind in [ErrorKind::Timeout, ErrorKind::Transport] {
            let mut stream = client.export().stream().timeout(BRIEF).await.unwrap();
            assert_eq!(stream.next().await.unwrap().unwrap(), "piece");
            assert_eq!(stream.next().await.unwrap().unwrap_err().kind(), kind);
            client.get("x").await.unwrap();
        }
        // A body that is read as a whole breaks off alike.
        assert_eq!(summary(client.get("x").await), "Transport -, 1 attempts, not applied");
        client.get("x").await.unwrap();
        // Whoever has enough of a stream has nothing against its connection.
        drop(client.export().stream().await.unwrap());
        client.get("x").await.unwrap();
    });
    let Some(server) = server else { return };
    assert_eq!(server.seen(), (4, 8));
}

/// It takes as long as the pings do, 20 s.
#[test]
#[cfg(target_os = "linux")]
fn a_peer_that_is_frozen_is_found_by_pings() {
    const TEST: &str = "http2::a_peer_that_is_frozen_is_found_by_pings";
    let server = over_tls(TEST, &[Act::Answer, Act::Freeze, Act::Answer], async |client| {
        client.get("x").await.unwrap();
        let start = Instant::now();
        let outcome = summary(client.get("x").timeout(Duration::from_secs(80)).await);
        assert_eq!(outcome, "Timeout -, 1 attempts, not applied", "{:?}", start.elapsed());
        assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
        client.get("x").await.unwrap();
    });
    let Some(server) = server else { return };
    assert_eq!(server.seen(), (2, 3));
}
