//! Uploads over real sockets: an API and a storage host on two ports, in both modes.

use crate::{
    api::{API, Acme},
    harness::run,
};
use sdk_runtime::runtime::{Async, Blocking, ClientConfig, Error, ErrorKind, File, Mode, RetryPolicy, Upload};
use serde_json::{Value, json};
use std::{
    future::IntoFuture,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

const PART: usize = 5 << 20;
/// Two whole parts and a rest.
const SIZE: usize = 2 * PART + 7;

/// A request as it came over the wire.
struct Request {
    /// Method and target.
    line: String,
    headers: String,
    body: Vec<u8>,
}

impl Request {
    fn read(stream: &mut BufReader<TcpStream>) -> Option<Self> {
        let mut line = String::new();
        stream.read_line(&mut line).ok().filter(|length| *length > 0)?;
        let mut headers = String::new();
        while !headers.ends_with("\r\n\r\n") {
            stream.read_line(&mut headers).ok().filter(|length| *length > 0)?;
        }
        let headers = headers.to_ascii_lowercase();
        let length = headers.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        stream.read_exact(&mut body).ok()?;
        Some(Self { line: line.trim_end_matches(" HTTP/1.1\r\n").to_owned(), headers, body })
    }
}

type Log = Arc<Mutex<Vec<Request>>>;

/// A server that answers a request, of which there were so many before, with a response; without one it hangs up.
fn serve(answer: impl Fn(&Request, usize) -> Option<String> + Send + Sync + 'static) -> (String, Log) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (log, answer) = (Log::default(), Arc::new(answer));
    let requests = Arc::clone(&log);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, log, answer) = (BufReader::new(stream.unwrap()), Arc::clone(&log), Arc::clone(&answer));
            thread::spawn(move || {
                while let Some(request) = Request::read(&mut stream) {
                    let before = log.lock().unwrap().len();
                    let response = answer(&request, before);
                    log.lock().unwrap().push(request);
                    let Some(response) = response else { return };
                    stream.get_mut().write_all(response.as_bytes()).unwrap();
                }
            });
        }
    });
    (url, requests)
}

fn response(status: u16, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status} Status\r\ncontent-length: {}\r\n{headers}\r\n{body}", body.len())
}

/// An API that sends parts to a storage host.
fn api(storage: String) -> (String, Log) {
    serve(move |request, _| {
        if request.line.ends_with("/uploaded") {
            return Some(response(200, "", r#"{"id":"file-1"}"#));
        }
        let announced: Value = serde_json::from_slice(&request.body).unwrap();
        let parts: Vec<Value> = announced["upload"]["parts"].as_array().unwrap().clone();
        let parts = parts.into_iter().map(|mut part| {
            part["url"] = json!(format!("{storage}/bucket/{}?signature=s%2Fx", part["number"]));
            part["headers"] = json!({"x-amz-checksum-sha256": part["checksum_sha256_base64"]});
            part
        });
        let upload = json!({"id": "u-1", "path": "a/b", "parts": parts.collect::<Vec<_>>()});
        Some(response(201, "", &json!({"id": "file-1", "upload": upload}).to_string()))
    })
}

fn client<M: Mode>(url: &str) -> Acme<M> {
    let policy = RetryPolicy::standard().backoff(Duration::from_millis(1), Duration::from_millis(5));
    let config = ClientConfig::new(&API).access_token("secret-token").base_url(url).retry(policy);
    Acme(config.default_header("acme-tenant", "t").build().unwrap())
}

fn content() -> Vec<u8> {
    (0..SIZE).map(|at| (at % 251) as u8).collect()
}

/// What comes of an upload, and what it reported on the way.
fn upload(url: &str, blocking: bool) -> (Result<String, Error>, Vec<(u64, u64)>) {
    fn with_options<M: Mode>(client: Acme<M>, log: &Arc<Mutex<Vec<(u64, u64)>>>) -> Upload<crate::api::Thing, M> {
        let log = Arc::clone(log);
        let upload = client.upload(File::bytes(content()).name("book.pdf")).part_size(PART as u64);
        upload.on_progress(move |sent, total| log.lock().unwrap().push((sent, total)))
    }
    let log = Arc::default();
    let result = if blocking {
        with_options::<Blocking>(client(url), &log).send()
    } else {
        run(async { with_options::<Async>(client(url), &log).into_future().await })
    };
    let reported = log.lock().unwrap().clone();
    (result.map(|thing| thing.id), reported)
}

fn lines(log: &Log) -> Vec<String> {
    log.lock().unwrap().iter().map(|request| request.line.clone()).collect()
}

#[test]
fn parts_go_to_another_host_and_a_failed_one_again() {
    for blocking in [false, true] {
        // The second part fails once with a status, and once with a connection that breaks.
        let (storage, parts) = serve(|request, before| match before {
            1 => Some(response(503, "", "")),
            2 => None,
            _ => Some(response(200, &format!("etag: \"{}\"\r\n", request.body.len()), "")),
        });
        let (url, requests) = api(storage);
        let (result, reported) = upload(&url, blocking);
        assert_eq!(result.unwrap(), "file-1");
        let (part, size) = (PART as u64, SIZE as u64);
        assert_eq!(reported, [(part, size), (2 * part, size), (size, size)]);

        let put = |number| format!("PUT /bucket/{number}?signature=s%2Fx");
        assert_eq!(lines(&parts), [put(1), put(2), put(2), put(2), put(3)]);
        let parts = parts.lock().unwrap();
        for part in parts.iter() {
            for secret in ["authorization", "secret-token", "acme-tenant", "acme-version"] {
                assert!(!part.headers.contains(secret), "the storage host must not see {secret}");
            }
            assert!(part.headers.contains("x-amz-checksum-sha256"));
        }
        let whole: Vec<u8> = [0, 3, 4].into_iter().flat_map(|at| parts[at].body.iter().copied()).collect();
        assert!(whole == content(), "the parts are the file");

        assert_eq!(lines(&requests).len(), 2);
        let requests = requests.lock().unwrap();
        assert!(requests.iter().all(|request| request.headers.contains("authorization: bearer secret-token")));
        let declared: Value = serde_json::from_slice(&requests[1].body).unwrap();
        assert_eq!((&declared["id"], &declared["path"]), (&json!("u-1"), &json!("a/b")));
        let etags: Vec<_> = declared["parts"].as_array().unwrap().iter().map(|part| &part["checksum_etag"]).collect();
        assert_eq!(etags, [format!("\"{PART}\"").as_str(), &format!("\"{PART}\""), "\"7\""]);
    }
}

#[test]
fn an_error_in_the_middle_ends_the_upload() {
    for blocking in [false, true] {
        for (answer, kind, sent) in [
            (Some(response(403, "", "<Error>expired</Error>")), ErrorKind::Api, 2),
            (Some(response(503, "", "")), ErrorKind::Api, 4),
            (None, ErrorKind::Transport, 4),
        ] {
            let (storage, parts) = serve(move |_, before| match before {
                0 => Some(response(200, "etag: \"e\"\r\n", "")),
                _ => answer.clone(),
            });
            let (url, requests) = api(storage);
            let (result, reported) = upload(&url, blocking);
            let error = result.unwrap_err();
            assert_eq!((error.kind(), error.operation().name), (kind, "upload.part"), "{error}");
            assert_eq!(parts.lock().unwrap().len(), sent, "{error}");
            assert_eq!(reported, [(PART as u64, SIZE as u64)]);
            assert_eq!(requests.lock().unwrap().len(), 1, "it is not declared complete");
        }
    }
}
