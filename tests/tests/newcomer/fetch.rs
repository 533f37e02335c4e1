//! Documents over TLS, from a server on loopback whose certificate is of an authority of its own. The certificates are in
//! `tls/`, valid from 2020 to 2120; nothing but these tests trusts the authority.

use generator::load::fetch::{Fetched, fetch};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;

const DOCUMENT: &str = "openapi: 3.1.0\n";

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/newcomer/tls").join(name)
}

fn config() -> Arc<ServerConfig> {
    let certificates = CertificateDer::pem_file_iter(file("server.pem")).expect("the certificate is here");
    let certificates = certificates.collect::<Result<Vec<_>, _>>().expect("it is PEM");
    let key = PrivateKeyDer::from_pem_file(file("key.pem")).expect("the key is here");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.expect("ring has them").with_no_client_auth().with_single_cert(certificates, key);
    Arc::new(config.expect("the key is that of the certificate"))
}

/// Answers by path; gives the address.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = format!("127.0.0.1:{}", listener.local_addr().expect("it is bound").port());
    let config = config();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).expect("the configuration is whole");
            let mut stream = StreamOwned::new(connection, stream.expect("somebody connects"));
            // Who does not trust the certificate has gone by now.
            let _ = answer(&mut stream);
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    address
}

fn answer(stream: &mut StreamOwned<ServerConnection, std::net::TcpStream>) -> std::io::Result<()> {
    let lines =
        BufReader::new(&mut *stream).lines().take_while(|line| line.as_ref().is_ok_and(|line| !line.is_empty()));
    let request: Vec<String> = lines.collect::<Result<_, _>>()?;
    let request = request.join("\n").to_lowercase();
    let head = |status: &str, more: &str| format!("HTTP/1.1 {status}\r\nconnection: close\r\n{more}\r\n");
    let redirect = |to: &str| head("302 Found", &format!("location: {to}\r\ncontent-length: 0\r\n"));
    let path = request.split(' ').nth(1).unwrap_or_default();
    let answer = match path {
        "/moved" => redirect("/openapi.yaml"),
        "/plain" => redirect("http://127.0.0.1:9/openapi.yaml"),
        "/circle" => redirect("/circle"),
        "/endless" => {
            stream.write_all(head("200 OK", "").as_bytes())?;
            loop {
                stream.write_all(&[b' '; 1 << 16])?;
            }
        }
        _ if request.contains("if-none-match: \"one\"") => head("304 Not Modified", "etag: \"one\"\r\n"),
        _ => head("200 OK", &format!("etag: \"one\"\r\ncontent-length: {}\r\n", DOCUMENT.len())) + DOCUMENT,
    };
    stream.write_all(answer.as_bytes())
}

/// Runs one of the ignored tests below as a process of its own, in which the authority is trusted or not.
fn run(test: &str, is_trusted: bool) {
    let mut command = Command::new(std::env::current_exe().expect("a test runs"));
    command.args(["--ignored", "--exact", test, "--nocapture"]).env("FETCHED_FROM", server());
    for proxy in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env_remove(proxy);
    }
    command.env_remove("SSL_CERT_DIR");
    // An authority that exists and signed nothing here, where none is to be trusted.
    command.env("SSL_CERT_FILE", file(if is_trusted { "authority.pem" } else { "server.pem" }));
    let Output { status, stdout, stderr } = command.output().expect("the test starts again");
    let said = String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr);
    assert!(status.success() && said.contains("1 passed"), "{said}");
}

/// The platform of these tests is one where a variable can name the authorities.
#[cfg(target_os = "linux")]
#[test]
fn a_document_is_read_through_tls() {
    run("fetch::trusting", true);
}

#[cfg(target_os = "linux")]
#[test]
fn a_server_that_nobody_vouches_for_is_refused() {
    run("fetch::not_trusting", false);
}

fn url(path: &str) -> String {
    format!("https://{}{path}", std::env::var("FETCHED_FROM").expect("the test that runs this says where"))
}

fn refused(path: &str) -> String {
    fetch(&url(path), None).expect_err("it is refused").message
}

#[test]
#[ignore = "`a_document_is_read_through_tls` runs it"]
fn trusting() {
    for path in ["/openapi.yaml", "/moved"] {
        match fetch(&url(path), None) {
            Ok(Fetched::New { text, etag }) => {
                assert_eq!((text.as_str(), etag.as_deref()), (DOCUMENT, Some("\"one\"")))
            }
            other => panic!("{path}: {other:?}"),
        }
    }
    assert!(matches!(fetch(&url("/moved"), Some("\"one\"")), Ok(Fetched::Unchanged)));
    assert!(refused("/circle").contains("redirects"), "{}", refused("/circle"));
    assert!(refused("/plain").contains("cannot be fetched"), "what began with TLS does not go on without");
    let said = refused("/plain");
    assert!(said.contains("https"), "{said}");
    let said = refused("/endless");
    assert!(said.contains("it has more than 64 MiB"), "{said}");
}

#[test]
#[ignore = "`a_server_that_nobody_vouches_for_is_refused` runs it"]
fn not_trusting() {
    let said = refused("/openapi.yaml");
    assert!(said.contains("cannot be fetched") && said.to_lowercase().contains("certificate"), "{said}");
}
