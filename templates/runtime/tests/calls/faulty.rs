//! A server on loopback that does to connections what servers and networks do, and a client for it.

use crate::api::API;
use sdk_runtime::runtime::{ClientConfig, Mode, RetryPolicy};
use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

/// What the server does with a connection, once it has read a request.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    /// Sends these bytes.
    Send(&'static str),
    /// Closes the connection without a word.
    Close,
    /// Resets the connection: closes it before it has read what was sent.
    Reset,
    /// Sends these bytes and closes the connection.
    SendAndClose(&'static str),
    /// Sends nothing.
    Hang,
    /// Sends these bytes, then nothing.
    SendAndHang(&'static str),
}

/// How long an attempt waits for what comes: longer than a busy machine takes.
pub const PATIENT: Duration = Duration::from_secs(15);
/// How long an attempt waits for what does not come, where something is sent before.
pub const BRIEF: Duration = Duration::from_secs(2);
/// How long a server says nothing: longer than anybody waits.
const SILENCE: Duration = Duration::from_secs(60);

pub const GOOD: Act = Act::Send("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"id\":\"x\"}");
pub const EMPTY_503: Act = Act::Send("HTTP/1.1 503 Unavailable\r\ncontent-length: 0\r\n\r\n");

/// A server that acts in turn, one act per request; the last act is for all that follow.
pub struct Server {
    pub url: String,
    pub requests: Arc<Mutex<Vec<String>>>,
    pub connections: Arc<AtomicUsize>,
    /// How many of them the server has closed.
    pub closed: Arc<AtomicUsize>,
}

pub fn serve(acts: &'static [Act]) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(Mutex::new(Vec::new()));
    let (log, turn) = (Arc::clone(&requests), Arc::new(AtomicUsize::new(0)));
    let connections = Arc::new(AtomicUsize::new(0));
    let closed = Arc::new(AtomicUsize::new(0));
    let counts = (Arc::clone(&connections), Arc::clone(&closed));
    thread::spawn(move || {
        for stream in listener.incoming() {
            counts.0.fetch_add(1, Ordering::SeqCst);
            let (log, turn, closed) = (Arc::clone(&log), Arc::clone(&turn), Arc::clone(&counts.1));
            thread::spawn(move || {
                connection(stream.unwrap(), acts, &log, &turn);
                closed.fetch_add(1, Ordering::SeqCst);
            });
        }
    });
    Server { url, requests, connections, closed }
}

fn connection(mut stream: TcpStream, acts: &[Act], log: &Mutex<Vec<String>>, turn: &AtomicUsize) {
    while stream.peek(&mut [0]).is_ok_and(|length| length > 0) {
        let act = acts[turn.fetch_add(1, Ordering::SeqCst).min(acts.len() - 1)];
        let request = if let Act::Reset = act { Some("reset".to_owned()) } else { read_request(&mut stream) };
        let Some(request) = request else { break };
        log.lock().unwrap().push(request);
        match act {
            // The kernel answers what is left unread with a reset.
            Act::Reset => return,
            Act::Send(bytes) => stream.write_all(bytes.as_bytes()).unwrap(),
            Act::Close => break,
            Act::SendAndClose(bytes) => {
                stream.write_all(bytes.as_bytes()).unwrap();
                break;
            }
            Act::Hang => return thread::sleep(SILENCE),
            Act::SendAndHang(bytes) => {
                stream.write_all(bytes.as_bytes()).unwrap();
                return thread::sleep(SILENCE);
            }
        }
    }
    let _ = stream.shutdown(Shutdown::Both);
}

/// Head and body of a request; none when the client closes the connection.
pub fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut text = Vec::new();
    let mut byte = [0];
    while !text.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        text.push(byte[0]);
    }
    let head = String::from_utf8(text).unwrap();
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8(body).unwrap())
}

pub fn client<M: Mode>(url: &str) -> ClientConfig<M> {
    let policy = RetryPolicy::standard().backoff(Duration::from_millis(1), Duration::from_millis(5));
    ClientConfig::new(&API).access_token("secret-token").base_url(url).retry(policy).timeout(PATIENT)
}
