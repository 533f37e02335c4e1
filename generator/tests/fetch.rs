//! Documents from URLs, from a server on loopback: what is read, what is refused, and what is not fetched twice.

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::fs;
use std::io::{self, BufRead as _, BufReader, Read, Write};
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
    run_with(folder, arguments, |_| ())
}

fn run_with(folder: &Path, arguments: &[&str], set: impl Fn(&mut Command)) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_generator"));
    set(&mut command);
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
    let (address, requests) = serve(None);
    (format!("http://{address}"), requests)
}

/// As [`server`], behind TLS if there is a configuration of it; gives the address without a scheme.
fn serve(tls: Option<Arc<ServerConfig>>) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound").to_string();
    let requests = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&requests);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("somebody connects");
            // Who does not trust the certificate, or has read enough, has gone by the time of the answer.
            let _ = match &tls {
                None => answer(&mut stream, &seen),
                Some(config) => {
                    let connection = ServerConnection::new(Arc::clone(config)).expect("the configuration is whole");
                    let mut stream = StreamOwned::new(connection, stream);
                    let answered = answer(&mut stream, &seen);
                    stream.conn.send_close_notify();
                    answered.and(stream.flush())
                }
            };
        }
    });
    (address, requests)
}

fn answer(stream: &mut (impl Read + Write), seen: &Mutex<Vec<String>>) -> io::Result<()> {
    let lines = BufReader::new(&mut *stream).lines();
    let request: Vec<String> =
        lines.take_while(|line| line.as_ref().is_ok_and(|line| !line.is_empty())).collect::<Result<_, _>>()?;
    let request = request.join("\n").to_lowercase();
    if request.is_empty() {
        return Ok(());
    }
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
    } else if request.starts_with("get /large ") {
        stream.write_all(head("200 OK", "content-length: 1000000000\r\n").as_bytes())?;
        return Err(stream.read(&mut [0]).err().unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into()));
    } else if request.starts_with("get /endless ") {
        stream.write_all(head("200 OK", "").as_bytes())?;
        loop {
            stream.write_all(&[b' '; 1 << 16])?;
        }
    } else {
        head("404 Not Found", "content-length: 0\r\n")
    };
    stream.write_all(answer.as_bytes())
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
    let (code, _, said) = check(&format!("{address}/large"));
    assert!(code == 4 && said.contains("it has more than 64 MiB"), "at once: {said}");
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

    // An address that says what a file said is recorded too.
    fs::write(folder.join("same.yaml"), DOCUMENT).expect("it can be written");
    assert_eq!(run(&folder, &["sync", "zoo", "--from", "same.yaml"]).0, 0);
    let (code, said, complaints) = run(&folder, &["sync", "zoo", "--from", &url]);
    assert_eq!((code, said.as_str()), (0, "zoo 1: up to date\n"), "{complaints}");
    let decisions = fs::read_to_string(folder.join("spec/zoo/sdk.yaml")).expect("it was written");
    assert!(decisions.contains(&format!("fetched: {{ url: \"{url}\", etag: ")), "{decisions}");
    let (code, _, complaints) = run(&folder, &["sync", "aquarium"]);
    assert!(code == 4 && complaints.contains("does not say where its document was fetched from"), "{complaints}");
}

/// A file of the certificates in `tests/`: an authority, which only tests trust, and a server that it vouches for.
fn certificate(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/tests/newcomer/tls").join(name)
}

fn tls() -> Arc<ServerConfig> {
    let certificates = CertificateDer::pem_file_iter(certificate("server.pem")).expect("the certificate is here");
    let certificates = certificates.collect::<Result<Vec<_>, _>>().expect("it is PEM");
    let key = PrivateKeyDer::from_pem_file(certificate("key.pem")).expect("the key is here");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.expect("ring has them").with_no_client_auth().with_single_cert(certificates, key);
    Arc::new(config.expect("the key is that of the certificate"))
}

/// On other platforms no variable names the authorities that are trusted.
#[cfg(target_os = "linux")]
#[test]
fn sync_reads_through_tls_what_has_changed_and_no_more_than_fits() {
    let (address, requests) = serve(Some(tls()));
    let folder = folder("tls");
    let sync = |api: &str, path: Option<&str>, authority: &str| {
        let url = path.map(|path| format!("https://{address}/{path}"));
        let from = url.iter().flat_map(|url| ["--from", url]);
        let arguments: Vec<&str> = ["sync", api].into_iter().chain(from).collect();
        run_with(&folder, &arguments, |command| {
            command.env_remove("SSL_CERT_DIR").env("SSL_CERT_FILE", certificate(authority));
        })
    };
    let (code, said, complaints) = sync("shop", Some("openapi.yaml"), "authority.pem");
    assert_eq!(code, 0, "{said}{complaints}");
    let decisions = fs::read_to_string(folder.join("spec/shop/sdk.yaml")).expect("it was written");
    assert!(decisions.contains(&format!("https://{address}/openapi.yaml")), "{decisions}");
    // The server says that it is the same: by the address that was recorded, and the `ETag` beside it.
    let (code, said, complaints) = sync("shop", None, "authority.pem");
    assert_eq!((code, said.as_str()), (0, "shop 1: up to date\n"), "{complaints}");
    {
        let requests = requests.lock().expect("nobody panics with it");
        assert_eq!(requests.len(), 2);
        assert!(
            requests[1].contains("if-none-match: \"one\"") && !requests[0].contains("if-none-match"),
            "{requests:?}"
        );
    }
    let (code, _, complaints) = sync("zoo", Some("endless"), "authority.pem");
    assert!(code == 4 && complaints.contains("it has more than 64 MiB"), "{complaints}");
    // An authority that exists, and vouches for nobody here.
    let before = requests.lock().expect("nobody panics with it").len();
    let (code, _, complaints) = sync("zoo", Some("openapi.yaml"), "server.pem");
    assert!(code == 4 && complaints.to_lowercase().contains("certificate"), "{complaints}");
    assert_eq!(requests.lock().expect("nobody panics with it").len(), before, "nothing was requested");
    assert!(!folder.join("spec/zoo").exists(), "nothing was written");
}
