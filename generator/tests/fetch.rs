//! Documents from URLs, from a server on loopback: what is read, what is refused, and what is not fetched twice.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

const DOCUMENT: &str = "openapi: 3.1.0
info: { title: Shop, version: \"1\" }
servers: [{ url: \"https://shop.example\" }]
security: []
paths:
  /orders: { get: { operationId: listOrders, tags: [orders], responses: { \"204\": { description: ok } } } }
";

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("fetch-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_generator"));
    for proxy in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env_remove(proxy);
    }
    let Output { status, stdout, stderr } =
        command.args(arguments).current_dir(folder).output().expect("the generator starts");
    let text = |bytes| String::from_utf8(bytes).expect("it prints text");
    (status.code().expect("it ends by itself"), text(stdout), text(stderr))
}

/// A server that answers by path; gives its address and the requests it has had.
fn server() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = format!("http://{}", listener.local_addr().expect("it is bound"));
    let requests = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&requests);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("somebody connects");
            let lines = BufReader::new(stream.try_clone().expect("a socket has two ends")).lines();
            let request: Vec<String> =
                lines.map(|line| line.expect("requests are text")).take_while(|line| !line.is_empty()).collect();
            let request = request.join("\n").to_lowercase();
            seen.lock().expect("nobody panics with it").push(request.clone());
            let head = |status: &str, more: &str| format!("HTTP/1.1 {status}\r\nconnection: close\r\n{more}\r\n");
            let answer = if request.starts_with("get /openapi.yaml ") {
                match request.contains("if-none-match: \"one\"") {
                    true => head("304 Not Modified", "etag: \"one\"\r\n"),
                    false => {
                        let length = DOCUMENT.len();
                        head("200 OK", &format!("etag: \"one\"\r\ncontent-length: {length}\r\n")) + DOCUMENT
                    }
                }
            } else if request.starts_with("get /endless ") {
                let _ = stream.write_all(head("200 OK", "").as_bytes());
                let block = [b' '; 1 << 16];
                while stream.write_all(&block).is_ok() {}
                continue;
            } else {
                head("404 Not Found", "content-length: 0\r\n")
            };
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (address, requests)
}

#[test]
fn a_document_is_read_from_a_url() {
    let (address, _) = server();
    let folder = folder("new");
    let url = format!("{address}/openapi.yaml");
    let (code, _, said) = run(&folder, &["new", &url, "--name", "shop", "--out", "shop"]);
    assert_eq!(code, 0, "{said}");
    assert!(folder.join("shop/src/resources/orders.rs").exists());
    let (code, _, said) = run(&folder, &["init", &url]);
    assert_eq!(code, 0, "{said}");
    let decisions = fs::read_to_string(folder.join("sdk.yaml")).expect("it was written");
    assert!(decisions.contains(&format!("document: \"{url}\"")), "{decisions}");
}

#[test]
fn what_cannot_be_fetched_says_why() {
    let (address, requests) = server();
    let folder = folder("refused");
    let check = |url: &str| run(&folder, &["check", url]);
    let (code, _, said) = check(&format!("{address}/missing"));
    assert!(code == 4 && said.contains("the server answers 404"), "{said}");
    let (code, _, said) = check(&format!("{address}/endless"));
    assert!(code == 4 && said.contains("it has more than 64 MiB"), "{said}");
    let before = requests.lock().expect("nobody panics with it").len();
    let (code, _, said) = check(&address.replace("http://", "http://jane:secret@"));
    assert!(code == 4 && said.contains("credentials") && !said.contains("secret"), "{said}");
    assert_eq!(requests.lock().expect("nobody panics with it").len(), before, "nothing was sent");
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let closed = format!("http://{}/openapi.yaml", listener.local_addr().expect("it is bound"));
    drop(listener);
    let (code, _, said) = check(&closed);
    assert!(code == 4 && said.contains("cannot be fetched"), "{said}");
    let (code, _, said) = check(&address.replace("http://", "https://"));
    assert!(code == 4 && said.contains("cannot be fetched"), "no TLS, no document: {said}");
}

#[test]
fn sync_fetches_again_only_what_has_changed() {
    let (address, requests) = server();
    let folder = folder("sync");
    let url = format!("{address}/openapi.yaml");
    let sync = || run(&folder, &["sync", "shop", "--from", &url]);
    let (code, said, complaints) = sync();
    assert_eq!(code, 0, "{said}{complaints}");
    let decisions = fs::read_to_string(folder.join("spec/shop/sdk.yaml")).expect("it was written");
    assert!(decisions.contains("fetched: {") && decisions.contains(&url), "{decisions}");
    let (code, said, complaints) = sync();
    assert_eq!((code, said.as_str()), (0, "shop 1: up to date\n"), "{complaints}");
    let requests = requests.lock().expect("nobody panics with it");
    assert_eq!(requests.len(), 2);
    assert!(!requests[0].contains("if-none-match") && requests[1].contains("if-none-match: \"one\""), "{requests:?}");
    drop(requests);

    // The address is known from now on, also after a file was given, of which the server knows nothing.
    let known = || run(&folder, &["sync", "shop"]);
    assert_eq!(known().1, "shop 1: up to date\n");
    fs::write(folder.join("other.yaml"), DOCUMENT.replace("\"1\"", "\"2\"")).expect("it can be written");
    assert_eq!(run(&folder, &["sync", "shop", "--from", "other.yaml"]).0, 0);
    let decisions = fs::read_to_string(folder.join("spec/shop/sdk.yaml")).expect("it was written");
    assert!(decisions.contains(&format!("fetched: {{ url: \"{url}\" }}")), "{decisions}");
    let (code, said, complaints) = known();
    assert!(code == 0 && said.contains("shop 1: wrote"), "{said}{complaints}");
    let (code, _, complaints) = run(&folder, &["sync", "zoo"]);
    assert!(code == 4 && complaints.contains("does not say where its document was fetched from"), "{complaints}");
}
