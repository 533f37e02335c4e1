//! Bodies whose length nobody has said, which end with their connection: whole where its end was meant, and an error where it
//! was cut off, by a reset or by somebody between client and server.

use crate::{
    api::{API, Acme},
    harness::run,
    tls::{accept, authority},
};
use sdk_runtime::runtime::{Async, Blocking, ClientConfig, Error, ErrorKind, Mode};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    thread,
    time::Duration,
};

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/csv\r\nconnection: close\r\n\r\na,b\n";

/// A server that does this to every connection, and its port.
fn serve(act: impl Fn(TcpStream) + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || listener.incoming().for_each(|stream| act(stream.unwrap())));
    port
}

/// Reads a request's head.
fn head(stream: impl Read) -> bool {
    BufReader::new(stream).lines().map_while(Result::ok).any(|line| line.is_empty())
}

/// A download in both modes.
fn download(url: &str, pem: &str) -> [Result<String, Error>; 2] {
    fn config<M: Mode>(url: &str, pem: &str) -> ClientConfig<M> {
        let config = ClientConfig::new(&API).access_token("t").base_url(url);
        if pem.is_empty() { config } else { config.root_certificate(pem) }
    }
    let client = Acme(config::<Async>(url, pem).build().unwrap());
    let found = run(async { client.export().text().await });
    [found, Acme(config::<Blocking>(url, pem).build().unwrap()).export().text().send()]
}

#[test]
fn a_body_that_is_cut_off_is_not_whole() {
    for is_announced in [true, false] {
        let (pem, config) = authority("localhost", &[]);
        let port = serve(move |stream| {
            let mut stream = accept(&config, stream);
            if head(&mut stream) {
                stream.write_all(ANSWER).unwrap();
                if is_announced {
                    stream.conn.send_close_notify();
                }
                stream.flush().unwrap();
            }
        });
        for found in download(&format!("https://localhost:{port}"), &pem) {
            judge(found, is_announced);
        }
    }
    for is_announced in [true, false] {
        let port = serve(move |mut stream| {
            // A connection that is closed with something unread is reset.
            let is_read = if is_announced { head(&stream) } else { stream.read_exact(&mut [0; 9]).is_ok() };
            if is_read {
                stream.write_all(ANSWER).unwrap();
                thread::sleep(Duration::from_millis(100));
            }
        });
        for found in download(&format!("http://127.0.0.1:{port}"), "") {
            judge(found, is_announced);
        }
    }
}

#[track_caller]
fn judge(found: Result<String, Error>, is_whole: bool) {
    match found {
        Ok(text) => assert!(is_whole && text == "a,b\n", "{text}"),
        Err(error) => assert!(!is_whole && error.kind() == ErrorKind::Transport, "{error}"),
    }
}
