//! A server on this machine that answers by a function and writes down what it was sent.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// A server on this machine; it lives as long as the process.
pub struct Server {
    /// Host and port.
    pub authority: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// A server that answers a request, head and body in one text, with the bytes a function makes.
    pub fn new(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let authority = listener.local_addr().unwrap().to_string();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (Arc::clone(&requests), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                thread::spawn(move || serve(stream.unwrap(), &log, &*answer));
            }
        });
        Self { authority, requests }
    }

    /// A server that answers everything with this JSON text.
    pub fn json(text: &'static str) -> Self {
        Self::new(move |_| json(text, ""))
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.authority)
    }

    /// What it was sent so far.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// Method, path and query of what it was sent so far.
    pub fn targets(&self) -> Vec<String> {
        let target = |request: &String| request.split(" HTTP/").next().unwrap_or_default().to_owned();
        self.requests().iter().map(target).collect()
    }
}

/// A response with a JSON body and these header lines, each with its line end.
pub fn json(body: &str, headers: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\n\r\n{body}")
        .into()
}

fn serve(stream: TcpStream, log: &Mutex<Vec<String>>, answer: &dyn Fn(&str) -> Vec<u8>) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader) {
        log.lock().unwrap().push(request.clone());
        if reader.get_mut().write_all(&answer(&request)).is_err() {
            return;
        }
    }
}

/// Head and body of the next request.
fn read(reader: &mut BufReader<TcpStream>) -> Option<String> {
    let (mut head, mut length) = (String::new(), 0);
    while !head.ends_with("\r\n\r\n") {
        let mut line = Vec::new();
        if reader.read_until(b'\n', &mut line).ok()? == 0 {
            return None;
        }
        let line = String::from_utf8_lossy(&line).into_owned();
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8_lossy(&body))
}
