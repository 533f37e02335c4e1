//! A server that answers every request the same, as fast as it can.

use std::{
    io::{Read, Write},
    net::TcpListener,
    thread,
};

/// The body of every answer.
pub(crate) const BODY: &str = r#"{"id":"t_1","name":"A thing of ordinary size","amount":1999,"tags":["a","b","c"]}"#;

/// Starts it and gives its URL.
pub(crate) fn start() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    url
}

fn answer(mut stream: impl Read + Write) {
    let answer =
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{BODY}", BODY.len());
    let mut buffer = [0; 4096];
    let mut seen = Vec::new();
    while let Ok(length @ 1..) = stream.read(&mut buffer) {
        seen.extend_from_slice(&buffer[..length]);
        while let Some(end) = seen.windows(4).position(|window| window == b"\r\n\r\n") {
            seen.drain(..end + 4);
            if stream.write_all(answer.as_bytes()).is_err() {
                return;
            }
        }
    }
}
