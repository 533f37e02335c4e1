//! Compressed answers, over real sockets and in both modes.

use crate::{
    api::Acme,
    faulty::client,
    harness::{run, summary},
    server::Server,
};
use flate2::{Compression, write::GzEncoder};
use sdk_runtime::runtime::{Async, Blocking, ErrorKind, RetryPolicy};
use std::io::Write;

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// A server that answers with this body and says that it is in this coding.
fn serve(coding: &str, body: &[u8]) -> Server {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-encoding: {coding}\r\ncontent-length: {}\r\n\r\n", body.len());
    let answer = [head.as_bytes(), body].concat();
    Server::new(move |_| answer.clone())
}

/// What both modes read: the text, or why there is none.
fn read(coding: &str, body: &[u8]) -> String {
    let server = serve(coding, body);
    let future = run(async {
        let client = Acme(client::<Async>(&server.url()).retry(RetryPolicy::none()).build().unwrap());
        client.export().await
    });
    let client = Acme(client::<Blocking>(&server.url()).retry(RetryPolicy::none()).build().unwrap());
    let [future, blocking] = [future, client.export().send()].map(|result| match result {
        Ok(text) => text,
        error => summary(error),
    });
    assert_eq!(future, blocking);
    future
}

#[test]
fn packed_answers_are_unpacked_whatever_they_are_made_of() {
    let (one, other) = (packed("one "), packed("other"));
    for coding in ["gzip", "GZip", "x-gzip", " gzip "] {
        assert_eq!(read(coding, &one), "one ", "{coding}");
    }
    assert_eq!(read("gzip", &[one.clone(), other.clone()].concat()), "one other", "several are one");
    assert_eq!(read("gzip", &[&one[..], &[0; 100]].concat()), "one ", "what follows is padding");
    assert_eq!(read("gzip", &[&one[..], b"padding"].concat()), "one ");
    assert_eq!(read("gzip", b""), "");
    assert_eq!(read("identity", b"plain"), "plain");
    let long = "long ".repeat(100_000);
    assert_eq!(read("gzip", &packed(&long)), long);
}

#[test]
fn a_packed_answer_that_breaks_off_or_is_none_is_an_error() {
    let whole = packed("some text that is long enough");
    let broken = "Transport -, 1 attempts, not applied";
    for length in 1..whole.len() {
        assert_eq!(read("gzip", &whole[..length]), broken, "{length} bytes");
    }
    let mut changed = whole.clone();
    changed[whole.len() - 6] ^= 1;
    assert_eq!(read("gzip", &changed), broken, "another checksum");
    assert_eq!(read("gzip", b"not packed at all"), broken);
    assert_eq!(read("gzip", &[&whole[..], &whole[..12]].concat()), broken, "half of a second one");
}

#[test]
fn a_coding_that_was_not_offered_is_named() {
    let broken = |coding: &str, body: &[u8]| {
        let server = serve(coding, body);
        let client = Acme(client::<Blocking>(&server.url()).retry(RetryPolicy::none()).build().unwrap());
        client.export().send().map_err(|error| (error.kind(), error.to_string()))
    };
    for coding in ["br", "gzip, gzip", "zstd"] {
        let (kind, message) = broken(coding, b"\x1f\x8b\xff").unwrap_err();
        assert_eq!(kind, ErrorKind::Decode);
        assert!(message.contains(&format!("the body is compressed by `{coding}`, which was not offered")), "{message}");
        assert_eq!(read(coding, b"plain after all"), "plain after all");
    }
    assert_eq!(read("identity", b"plain"), "plain");
    assert_eq!(read("identity", b"\xff"), "\u{fffd}");
}

#[test]
fn packed_answers_are_limited_unpacked() {
    let server = serve("gzip", &packed(&"x".repeat(10 << 20)));
    let error =
        run(async { Acme(client::<Async>(&server.url()).max_response_bytes(5 << 20).build().unwrap()).export().await });
    assert_eq!(error.unwrap_err().kind(), ErrorKind::TooLarge);
    let error = Acme(client::<Blocking>(&server.url()).max_response_bytes(5 << 20).build().unwrap()).export().send();
    assert_eq!(error.unwrap_err().kind(), ErrorKind::TooLarge);
}

/// What arrived can be read before the rest has.
#[test]
fn pieces_of_a_packed_stream_do_not_wait_for_its_end() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(b"first").unwrap();
    encoder.flush().unwrap();
    let first = encoder.get_ref().clone();
    let head = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 1000\r\n\r\n";
    let answer = [head.as_bytes(), &first].concat();
    // It keeps the connection open, and says no more.
    let server = Server::new(move |_| answer.clone());
    run(async {
        let client = Acme(client::<Async>(&server.url()).build().unwrap());
        let mut stream = client.export().stream().await.unwrap();
        assert_eq!(stream.try_next().await.unwrap().unwrap(), "first");
    });
    let mut reader = Acme(client::<Blocking>(&server.url()).build().unwrap()).export().stream().send().unwrap();
    let mut text = [0; 5];
    std::io::Read::read_exact(&mut reader, &mut text).unwrap();
    assert_eq!(&text, b"first");
}
