//! A service as FastAPI describes it, on this machine: login, an upload that is larger than what is held in memory, events
//! that go on after a connection broke, and pages, in both modes. `new` has made the crate.

use peak_alloc::PeakAlloc;
use service::models::{BodyUploadFilesPost, Item};
use service::runtime::values::File;
use service::runtime::{ErrorKind, OAuth2};
use service::{Client, blocking};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Bytes of the file that is sent.
const SIZE: u64 = 200 << 20;

/// What a call may take of memory, in MiB, whatever the size of the file.
const MOST: f32 = 32.0;

/// The most memory that the process has had, in MiB, also what no allocator knows of; none where the system does not say it.
fn held() -> Option<f32> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<f32>().expect("it is a number of kB") / 1024.0)
}

/// The service. It writes down its requests, without the bodies of files.
struct Service {
    url: String,
    log: Arc<Mutex<Vec<String>>>,
}

impl Service {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        let log: Arc<Mutex<Vec<String>>> = Arc::default();
        let shared = Arc::clone(&log);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = Arc::clone(&shared);
                std::thread::spawn(move || serve(stream, &log));
            }
        });
        Self { url, log }
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.log.lock().expect("nobody panicked"))
    }
}

/// The head of a request: its first line, and the header of a name.
struct Head {
    line: String,
    headers: Vec<(String, String)>,
}

impl Head {
    fn read(reader: &mut impl BufRead) -> Option<Self> {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
        let mut head = Self { line: line.trim_end().to_owned(), headers: Vec::new() };
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
            match line.trim_end().split_once(':') {
                Some((name, value)) => head.headers.push((name.to_ascii_lowercase(), value.trim().to_owned())),
                None => return Some(head),
            }
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

fn serve(stream: TcpStream, log: &Mutex<Vec<String>>) {
    let mut reader = BufReader::with_capacity(1 << 16, stream);
    while let Some(head) = Head::read(&mut reader) {
        let length: u64 = head.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let mut body = reader.by_ref().take(length);
        // Of a file only the part's head is kept.
        let mut text = vec![0; 512.min(length as usize)];
        body.read_exact(&mut text).expect("the body is as long as it says");
        let rest = std::io::copy(&mut body, &mut std::io::sink()).expect("the body is as long as it says");
        let text = String::from_utf8_lossy(&text).into_owned();
        let line = head.line.trim_end_matches(" HTTP/1.1").to_owned();
        let shown = if line.starts_with("POST /token") { format!("{line} {text}") } else { line.clone() };
        let behind = head.header("last-event-id").map(|id| format!(" behind {id}")).unwrap_or_default();
        log.lock().expect("nobody panicked").push(shown + &behind);
        let is_known = head.header("authorization") == Some("Bearer secret");
        let writer = reader.get_mut();
        let written = match line.split(['?', ' ']).nth(1).unwrap_or_default() {
            "/token" if text.contains("username=ada") => {
                json(writer, 200, r#"{"access_token":"secret","token_type":"bearer"}"#)
            }
            "/token" => json(writer, 400, r#"{"detail":"Incorrect username or password"}"#),
            _ if !is_known => json(writer, 401, r#"{"detail":"Not authenticated"}"#),
            "/files" => {
                let name = text.split("filename=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
                json(writer, 200, &format!(r#"{{"name":"{name}","size":{}}}"#, rest + text.len() as u64))
            }
            "/items" => json(writer, 200, &page(&line)),
            "/events" => {
                events(writer, head.header("last-event-id"));
                return;
            }
            _ => json(writer, 404, r#"{"detail":"Not Found"}"#),
        };
        if written.is_err() {
            return;
        }
    }
}

fn json(writer: &mut TcpStream, status: u16, body: &str) -> std::io::Result<()> {
    let length = body.len();
    write!(writer, "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")
}

/// Pages of two of five items, as fastapi-pagination answers.
fn page(line: &str) -> String {
    let number = |name: &str, usual: u64| {
        let value =
            line.split(['?', '&', ' ']).find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')?.parse().ok());
        value.unwrap_or(usual)
    };
    let (page, size) = (number("page", 1), number("size", 2));
    let mut items = String::new();
    for id in (page - 1) * size..(page * size).min(5) {
        let _ = write!(items, "{}{{\"id\":{id}}}", if items.is_empty() { "" } else { "," });
    }
    format!(r#"{{"items":[{items}],"total":5,"page":{page},"size":{size},"pages":{}}}"#, 5u64.div_ceil(size))
}

/// Two events and a connection that breaks; behind the second, the others.
fn events(writer: &mut TcpStream, behind: Option<&str>) {
    let ids = if behind == Some("2") { 3..=4 } else { 1..=2 };
    let mut text = "retry: 10\n\n".to_owned();
    for id in ids {
        let _ = write!(text, "id: {id}\ndata: {{\"id\":{id}}}\n\n");
    }
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    let end = if behind == Some("2") { "0\r\n\r\n" } else { "" };
    // Whoever has gone away misses nothing.
    let _ = write!(writer, "{head}{:x}\r\n{text}\r\n{end}", text.len());
    let _ = writer.flush();
}

/// A file of zeros, which takes no room on a disk that knows holes.
fn file() -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("large.bin");
    std::fs::File::create(&path).and_then(|file| file.set_len(SIZE)).expect("the target folder can be written");
    path
}

/// The requests of one mode.
const REQUESTS: [&str; 8] = [
    "POST /token grant_type=password&username=ada&password=pw",
    "POST /files",
    "GET /items?size=2",
    "GET /items?size=2&page=2",
    "GET /items?size=2&page=3",
    "GET /events",
    "GET /events behind 2",
    "POST /token grant_type=password&username=bob&password=pw",
];

#[test]
fn a_service_is_used_from_login_to_events() {
    let (service, path) = (Service::start(), file());
    let grant = |user: &str| OAuth2::password(user, "pw");
    let before = held();
    assert!(before.is_some() || !cfg!(target_os = "linux"), "Linux says it");
    let check = |size: i64, name: &str| {
        assert_eq!(name, "large.bin");
        assert!(size as u64 > SIZE, "{size}");
        assert!(MEMORY.peak_usage_as_mb() < MOST, "{} MiB", MEMORY.peak_usage_as_mb());
        let more = held().zip(before).map_or(0.0, |(after, before)| after - before);
        assert!(more < MOST, "{more} MiB");
    };

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let client = Client::builder().base_url(&service.url).oauth2(grant("ada")).build().expect("it is complete");
        MEMORY.reset_peak_usage();
        let body = BodyUploadFilesPost::new(File::path(&path));
        let stored = client.files().upload(body).await.expect("it is stored");
        check(stored.size, &stored.name);
        let items: Vec<Item> = client.items().read().size(2).stream().collect().await.expect("all pages");
        let ids: Vec<i64> = items.into_iter().map(|item| item.id).collect();
        assert_eq!(ids, [0, 1, 2, 3, 4]);
        let mut stream = client.events().follow().await.expect("it begins");
        let mut ids = Vec::new();
        while let Some(event) = stream.next().await {
            ids.push(event.expect("it goes on").data.id);
        }
        assert_eq!(ids, [1, 2, 3, 4]);
        let stranger = Client::builder().base_url(&service.url).oauth2(grant("bob")).build().expect("it is complete");
        let error = stranger.items().read().await.expect_err("nobody knows him");
        assert_eq!(error.kind(), ErrorKind::Auth, "{error}");
    });
    assert_eq!(service.take(), REQUESTS);

    let builder = || blocking::Client::builder().base_url(&service.url);
    let client = builder().oauth2(grant("ada")).build().expect("it is complete");
    MEMORY.reset_peak_usage();
    let body = BodyUploadFilesPost::new(File::path(&path));
    let stored = client.files().upload(body).send().expect("it is stored");
    check(stored.size, &stored.name);
    let ids: Vec<i64> = client.items().read().size(2).iter().map(|item| item.expect("a page").id).collect();
    assert_eq!(ids, [0, 1, 2, 3, 4]);
    let stream = client.events().follow().send().expect("it begins");
    let ids: Vec<i64> = stream.map(|event| event.expect("it goes on").data.id).collect();
    assert_eq!(ids, [1, 2, 3, 4]);
    let stranger = builder().oauth2(grant("bob")).build().expect("it is complete");
    let error = stranger.items().read().send().expect_err("nobody knows him");
    assert_eq!(error.kind(), ErrorKind::Auth, "{error}");
    assert_eq!(service.take(), REQUESTS);
    std::fs::remove_file(path).expect("it was made above");
}
