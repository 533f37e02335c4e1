//! Servers that do not read a request to its end, or read it slower than an attempt may take, in both modes.

use crate::{
    api::{API, Acme},
    harness::{run, summary},
};
use sdk_runtime::runtime::{
    Async, Blocking, ClientConfig, File, Mode, RetryPolicy,
    json::{Encode, Writer},
};
use std::{
    future::IntoFuture,
    io::Read,
    net::TcpListener,
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// How long the attempt may take.
const TIMEOUT: Duration = Duration::from_secs(1);

/// More than systems hold in their buffers for a connection.
const SIZE: usize = 32 << 20;

/// A server that reads a piece, pauses, and so on. It never answers.
fn reading(piece: usize, pause: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            thread::spawn(move || {
                let mut buffer = vec![0; piece];
                loop {
                    thread::sleep(pause);
                    if !matches!(stream.read(&mut buffer), Ok(1..)) {
                        break;
                    }
                }
            });
        }
    });
    url
}

fn client<M: Mode>(url: &str) -> Acme<M> {
    let config = ClientConfig::<M>::new(&API).access_token("secret-token").base_url(url);
    Acme(config.timeout(TIMEOUT).retry(RetryPolicy::none()).build().unwrap())
}

/// Bodies at hand and from a file.
struct Body(File);

impl Encode for Body {
    fn encode(&self, writer: &mut Writer) {
        writer.object().required("file", &self.0);
    }
}

/// How calls of both modes end, each within the time of its attempt and not much later.
fn ends((piece, pause): (usize, Duration), file: &File) -> [String; 2] {
    let (url, body) = (reading(piece, pause), Body(file.clone()));
    let timed = |call: &dyn Fn() -> String| {
        let start = Instant::now();
        let outcome = call();
        assert!(start.elapsed() < TIMEOUT * 2, "{outcome} after {:?}", start.elapsed());
        outcome
    };
    [
        timed(&|| summary(run(client::<Async>(&url).parts(&body).into_future()))),
        timed(&|| summary(client::<Blocking>(&url).parts(&body).send())),
    ]
}

#[test]
fn an_attempt_ends_in_time_however_slowly_its_request_is_read() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("slowly-read");
    std::fs::write(&path, vec![b'x'; SIZE]).unwrap();
    let files = [File::from(vec![b'x'; SIZE]), File::from(path)];
    let never = (1, Duration::from_secs(60));
    let slowly = [(4 << 10, Duration::from_millis(50)), (64 << 10, Duration::from_millis(20))];
    thread::scope(|scope| {
        for pace in [never].into_iter().chain(slowly) {
            for file in &files {
                scope.spawn(move || {
                    assert_eq!(ends(pace, file), ["Timeout -, 1 attempts, maybe applied"; 2], "{pace:?}");
                });
            }
        }
    });
}
