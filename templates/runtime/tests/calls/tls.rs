//! TLS over real sockets: a server with a certificate of its own, trusted through the caller's HTTP client, or not.

use crate::{
    api::{API, Acme, Thing},
    harness::{again, run, summary},
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    pki_types::{CertificateDer, PrivateKeyDer},
    server::WebPkiClientVerifier,
};
use sdk_runtime::runtime::{Async, Blocking, ClientConfig, Error, ErrorKind, Mode};
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// A server with a certificate that only its own authority vouches for.
pub struct Server {
    pub url: String,
    pub authority_pem: String,
    authority: CertificateDer<'static>,
    connections: Arc<AtomicUsize>,
    pub requests: Arc<AtomicUsize>,
}

/// The certificate of an authority, and the configuration of a server with a certificate of it for this name.
pub fn authority(name: &str, protocols: &[&[u8]]) -> (String, Arc<ServerConfig>) {
    let (authority, mut config) = certified(name, false);
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    (authority.pem(), Arc::new(config))
}

/// A connection over TLS, which is shaken hands on with the first byte.
pub fn accept(config: &Arc<ServerConfig>, stream: TcpStream) -> StreamOwned<ServerConnection, TcpStream> {
    StreamOwned::new(ServerConnection::new(Arc::clone(config)).unwrap(), stream)
}

/// A client's configuration that trusts nobody.
pub fn no_roots() -> rustls::ClientConfig {
    let config = rustls::ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions();
    config.unwrap().with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth()
}

fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

pub type Authority = CertifiedIssuer<'static, KeyPair>;

/// An authority, and the configuration of a server it vouches for, which may want a certificate of its clients too.
pub fn certified(name: &str, wants_certificates: bool) -> (Authority, ServerConfig) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new([name.to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    let builder = ServerConfig::builder_with_provider(provider()).with_safe_default_protocol_versions().unwrap();
    let builder = if wants_certificates {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(authority.der().clone()).unwrap();
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider()).build().unwrap();
        builder.with_client_cert_verifier(verifier)
    } else {
        builder.with_no_client_auth()
    };
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = builder.with_single_cert(vec![certificate.der().clone()], key).unwrap();
    (authority, config)
}

/// Serves with a certificate for this name.
pub fn serve(name: &str) -> Server {
    let (authority, config) = certified(name, false);
    serve_with(&authority, config)
}

/// A certificate of the authority for a client, and its key, in PEM.
pub fn identity(authority: &Authority) -> String {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["client.test".to_owned()]).unwrap().signed_by(&key, authority).unwrap();
    format!("{}{}", certificate.pem(), key.serialize_pem())
}

pub fn serve_with(authority: &Authority, config: ServerConfig) -> Server {
    let (authority_pem, authority) = (authority.pem(), authority.der().clone());
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let (connections, requests) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counts = (Arc::clone(&connections), Arc::clone(&requests));
    thread::spawn(move || {
        for stream in listener.incoming() {
            counts.0.fetch_add(1, Ordering::SeqCst);
            let stream = accept(&config, stream.unwrap());
            let requests = Arc::clone(&counts.1);
            thread::spawn(move || answer(stream, &requests));
        }
    });
    Server { url, authority_pem, authority, connections, requests }
}

fn answer(mut stream: impl Read + Write, requests: &AtomicUsize) {
    let (mut seen, mut buffer) = (Vec::new(), [0; 1024]);
    while let Ok(length @ 1..) = stream.read(&mut buffer) {
        seen.extend_from_slice(&buffer[..length]);
        if seen.ends_with(b"\r\n\r\n") {
            seen.clear();
            requests.fetch_add(1, Ordering::SeqCst);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"id\":\"x\"}");
        }
    }
}

fn config<M: Mode>(url: &str) -> ClientConfig<M> {
    ClientConfig::new(&API).access_token("secret-token").base_url(url)
}

/// An asynchronous and a blocking client of the caller's own that trust the server's authority, and no other.
fn trusting(server: &Server) -> (Acme<Async>, Acme<Blocking>) {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(server.authority.clone()).unwrap();
    let tls = rustls::ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions().unwrap();
    let tls = tls.with_root_certificates(roots).with_no_client_auth();
    let client = crate::harness::own_client().tls_backend_preconfigured(tls).build().unwrap();

    let authority = ureq::tls::Certificate::from_der(&server.authority).to_owned();
    let roots = ureq::tls::RootCerts::new_with_certs(&[authority]);
    let tls = ureq::tls::TlsConfig::builder().root_certs(roots).build();
    let agent = ureq::Agent::new_with_config(ureq::Agent::config_builder().tls_config(tls).build());
    (
        Acme(config(&server.url).reqwest_client(client).build().unwrap()),
        Acme(config(&server.url).ureq_agent(agent).build().unwrap()),
    )
}

#[test]
fn a_certificate_that_the_callers_client_trusts_is_enough() {
    let server = serve("localhost");
    let (future, blocking) = trusting(&server);
    for _ in 0..2 {
        assert_eq!(blocking.get("x").send().unwrap().id, "x");
    }
    run(async {
        for _ in 0..2 {
            assert_eq!(future.get("x").await.unwrap().id, "x");
        }
    });
    assert_eq!(server.requests.load(Ordering::SeqCst), 4);
    assert_eq!(server.connections.load(Ordering::SeqCst), 2, "each client shakes hands once");
}

/// The error says that it is TLS and why; nothing was sent, and nothing is tried again.
fn refused(future: Result<Thing, Error>, blocking: Result<Thing, Error>, why: &str) {
    for result in [future, blocking] {
        let error = result.unwrap_err();
        let text = error.to_string();
        assert!(text.contains("no secure connection (TLS) could be established"), "{text}");
        assert!(text.to_lowercase().contains("certificate") && text.contains(why), "{text}");
        assert_eq!((error.kind(), error.is_connect()), (ErrorKind::Tls, true));
        assert_eq!(summary::<()>(Err(error)), "Tls -, 1 attempts, not applied");
    }
}

/// One connection per mode, and nothing over it.
fn saw_no_request(server: &Server) {
    assert_eq!(server.requests.load(Ordering::SeqCst), 0);
    assert_eq!(server.connections.load(Ordering::SeqCst), 2);
}

#[test]
fn an_untrusted_certificate_is_an_error_at_once() {
    let server = serve("localhost");
    let thing = Thing { id: "x".to_owned() };
    let future = run(async { Acme(config::<Async>(&server.url).build().unwrap()).create(&thing).await });
    let blocking = Acme(config::<Blocking>(&server.url).build().unwrap()).create(&thing).send();
    refused(future, blocking, "UnknownIssuer");
    saw_no_request(&server);
}

#[test]
fn a_certificate_for_another_name_is_an_error_at_once() {
    let server = serve("elsewhere.test");
    let (future, blocking) = trusting(&server);
    let thing = Thing { id: "x".to_owned() };
    let future = run(async { future.create(&thing).await });
    refused(future, blocking.create(&thing).send(), "elsewhere.test");
    saw_no_request(&server);
}

/// In TLS 1.3 the server notices after the client has sent its request, and does not look at it.
#[test]
#[cfg(target_os = "linux")]
fn a_server_that_wants_a_certificate_of_its_clients_is_an_error_at_once() {
    const TEST: &str = "tls::a_server_that_wants_a_certificate_of_its_clients_is_an_error_at_once";
    let thing = Thing { id: "x".to_owned() };
    if let Ok(url) = std::env::var("SDK_TEST_URL") {
        let future = run(async { Acme(config::<Async>(&url).build().unwrap()).create(&thing).await });
        let blocking = Acme(config::<Blocking>(&url).build().unwrap()).create(&thing).send();
        return refused(future, blocking, "CertificateRequired");
    }
    let (authority, config) = certified("localhost", true);
    let server = serve_with(&authority, config);
    let file = format!("{}/client-certificates.pem", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&file, authority.pem()).unwrap();
    again(TEST, &[("SSL_CERT_FILE", &file), ("SDK_TEST_URL", &server.url)]);
    saw_no_request(&server);
}

/// A server that is not who it should be, or speaks no TLS at all, never sees a request.
#[test]
fn no_tls_no_request() {
    let thing = Thing { id: "x".to_owned() };
    for answer in ["HTTP/1.1 400 Bad Request\r\n\r\n", "\u{15}\u{3}\u{3}\0\u{2}\u{2}("] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let _ = stream.read(&mut [0; 1024]);
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        let future = run(async { Acme(config::<Async>(&url).build().unwrap()).create(&thing).await });
        assert_eq!(summary(future), "Tls -, 1 attempts, not applied");
        let blocking = Acme(config::<Blocking>(&url).build().unwrap()).create(&thing).send();
        assert_eq!(summary(blocking), "Tls -, 1 attempts, not applied");
    }
}
