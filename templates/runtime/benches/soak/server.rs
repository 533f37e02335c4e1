//! The server: answers, and fails at random in every way in which a server on the network can.

use bytes::Bytes;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{ServerConfig, pki_types::PrivateKeyDer};
use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread,
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// How many of 100 requests fail.
pub(crate) const FAULTS: u64 = 5;

const BODY: &str = r#"{"id":"x"}"#;

/// How long it says nothing if it hangs: longer than the clients wait.
const SILENCE: Duration = Duration::from_secs(12);

/// What becomes of a request.
#[derive(Clone, Copy)]
enum Act {
    Answer,
    /// This status, and nothing is done.
    Status(u16),
    /// It is done, and the connection or stream ends before the answer.
    Close,
    /// It is done, and the connection or stream ends in the body of the answer.
    CloseInBody,
    /// It is done, and there is no answer.
    Hang,
    /// Nothing is done: HTTP/2 refuses the stream, HTTP/1.1 says `429`.
    Refuse,
}

#[derive(Default)]
struct Seen {
    requests: AtomicU64,
    /// How often the request with an id was carried out.
    done: Mutex<HashMap<String, u32>>,
}

pub(crate) struct Server {
    pub(crate) url: String,
    /// The certificate that clients have to trust.
    pub(crate) authority: PathBuf,
    seen: Arc<Seen>,
}

impl Server {
    /// Starts it on a thread of its own: plain for HTTP/1.1, encrypted for HTTP/2.
    pub(crate) fn start(version: &str) -> Self {
        let (authority, tls) = tls();
        let tls = (version == "2").then(|| tokio_rustls::TlsAcceptor::from(Arc::new(tls)));
        let scheme = if tls.is_some() { "https" } else { "http" };
        let file = std::env::temp_dir().join(format!("sdk-soak-{}.pem", std::process::id()));
        std::fs::write(&file, authority).expect("a certificate can be written");
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
        let url = format!("{scheme}://localhost:{}", listener.local_addr().expect("its address").port());
        let seen = Arc::new(Seen::default());
        let state = Arc::clone(&seen);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                listener.set_nonblocking(true).expect("a listener of the runtime");
                let listener = TcpListener::from_std(listener).expect("a listener of the runtime");
                while let Ok((stream, _)) = listener.accept().await {
                    let (seen, tls) = (Arc::clone(&state), tls.clone());
                    tokio::spawn(async move {
                        match tls {
                            None => drop(http1(stream, &seen).await),
                            Some(tls) => drop(http2(tls, stream, &seen).await),
                        }
                    });
                }
            });
        });
        Self { url, authority: file, seen }
    }

    /// How many requests it saw.
    pub(crate) fn requests(&self) -> u64 {
        self.seen.requests.load(Relaxed)
    }

    /// How often it did what the request with this id asks for.
    pub(crate) fn times(&self, id: &str) -> u32 {
        self.seen.done.lock().expect("nobody panics").get(id).copied().unwrap_or(0)
    }
}

impl Seen {
    /// Decides about a request, and does what it asks for.
    fn decide(&self, id: &str) -> Act {
        let number = self.requests.fetch_add(1, Relaxed);
        // A fixed sequence without a pattern, so that runs are alike.
        let random = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31).wrapping_mul(0xd6e8_feb8_6659_fd93);
        let act = match (random >> 33) % 500 {
            0..5 => Act::Status(503),
            5..10 => Act::Close,
            10..15 => Act::CloseInBody,
            15..20 => Act::Hang,
            20..25 => Act::Refuse,
            _ => Act::Answer,
        };
        if !matches!(act, Act::Status(_) | Act::Refuse) {
            *self.done.lock().expect("nobody panics").entry(id.to_owned()).or_default() += 1;
        }
        act
    }
}

/// An authority, and the configuration of a server with a certificate of it.
fn tls() -> (String, ServerConfig) {
    let mut params = CertificateParams::new(Vec::new()).expect("no names");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = || KeyPair::generate().expect("a key");
    let authority = CertifiedIssuer::self_signed(params, key()).expect("a certificate");
    let own = key();
    let names = CertificateParams::new(["localhost".to_owned()]).expect("a name");
    let certificate = names.signed_by(&own, &authority).expect("a certificate");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.expect("versions of TLS").with_no_client_auth();
    let own = PrivateKeyDer::try_from(own.serialize_der()).expect("a key");
    let mut config = builder.with_single_cert(vec![certificate.der().clone()], own).expect("the key is its own");
    config.alpn_protocols = vec![b"h2".to_vec()];
    (authority.pem(), config)
}

/// The id of a request: the last segment of its path.
fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

async fn http1(mut stream: TcpStream, seen: &Seen) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut read, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") else {
            match stream.read(&mut buffer).await? {
                0 => return Ok(()),
                length => read.extend_from_slice(&buffer[..length]),
            }
            continue;
        };
        let head = String::from_utf8_lossy(&read[..end]).to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
        while read.len() < end + 4 + length {
            match stream.read(&mut buffer).await? {
                0 => return Ok(()),
                length => read.extend_from_slice(&buffer[..length]),
            }
        }
        read.drain(..end + 4 + length);
        let path = head.split(' ').nth(1).unwrap_or_default();
        let answer =
            |status: u16, body: &str| format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        match seen.decide(id(path)) {
            Act::Answer => stream.write_all(answer(200, BODY).as_bytes()).await?,
            Act::Status(status) => stream.write_all(answer(status, "").as_bytes()).await?,
            Act::Refuse => stream.write_all(answer(429, "").as_bytes()).await?,
            Act::Close => return Ok(()),
            Act::CloseInBody => {
                let answer = answer(200, BODY);
                return stream.write_all(&answer.as_bytes()[..answer.len() - 3]).await;
            }
            Act::Hang => {
                tokio::time::sleep(SILENCE).await;
                return Ok(());
            }
        }
    }
}

async fn http2(tls: tokio_rustls::TlsAcceptor, stream: TcpStream, seen: &Arc<Seen>) -> Result<(), h2::Error> {
    let Ok(stream) = tls.accept(stream).await else { return Ok(()) };
    let mut connection = h2::server::Builder::new().max_concurrent_streams(4000).handshake(stream).await?;
    while let Some(request) = connection.accept().await {
        let (request, mut respond) = request?;
        let act = seen.decide(id(request.uri().path()));
        tokio::spawn(async move {
            // The body has to be read to its end, or the stream is reset.
            let mut body = request.into_body();
            while let Some(Ok(piece)) = body.data().await {
                drop(body.flow_control().release_capacity(piece.len()));
            }
            let head = |status: u16| http::Response::builder().status(status).body(()).expect("a status");
            match act {
                Act::Answer => {
                    let mut stream = respond.send_response(head(200), false)?;
                    stream.send_data(Bytes::from_static(BODY.as_bytes()), true)
                }
                Act::Status(status) => respond.send_response(head(status), true).map(drop),
                Act::Refuse => {
                    respond.send_reset(h2::Reason::REFUSED_STREAM);
                    Ok(())
                }
                Act::Close => {
                    respond.send_reset(h2::Reason::INTERNAL_ERROR);
                    Ok(())
                }
                Act::CloseInBody => {
                    let mut stream = respond.send_response(head(200), false)?;
                    stream.send_data(Bytes::from_static(&BODY.as_bytes()[..5]), false)?;
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    stream.send_reset(h2::Reason::INTERNAL_ERROR);
                    Ok(())
                }
                Act::Hang => {
                    tokio::time::sleep(SILENCE).await;
                    Ok(())
                }
            }
        });
    }
    Ok(())
}
