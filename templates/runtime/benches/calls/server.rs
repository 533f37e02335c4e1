//! A server that answers every request the same, as fast as it can.
//!
//! It runs on the thread of its clients: what is measured is then work, and not how long the machine takes to wake
//! another thread, which differs more from run to run than the clients differ from each other.

use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// The body of every answer.
pub(crate) const BODY: &str = r#"{"id":"t_1","name":"A thing of ordinary size","amount":1999,"tags":["a","b","c"]}"#;

/// Starts it on the current runtime and gives its URL.
pub(crate) async fn start() -> String {
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a port on loopback");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream));
        }
    });
    url
}

async fn answer(mut stream: TcpStream) {
    let answer =
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{BODY}", BODY.len());
    let mut buffer = [0; 4096];
    let mut seen = Vec::new();
    while let Ok(length @ 1..) = stream.read(&mut buffer).await {
        seen.extend_from_slice(&buffer[..length]);
        while let Some(end) = seen.windows(4).position(|window| window == b"\r\n\r\n") {
            seen.drain(..end + 4);
            if stream.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
        }
    }
}
