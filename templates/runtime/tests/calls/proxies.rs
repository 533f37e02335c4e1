//! Proxies of the environment, over real sockets and in both modes. A process has one environment, so each case is a
//! process of its own.

use crate::{
    api::{API, Acme},
    harness::run,
    server::Server,
};
use sdk_runtime::runtime::{Async, Blocking, ClientConfig, Core, Mode, RetryPolicy};
use std::{
    future::IntoFuture,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    process::Command,
    thread,
};

/// Where the process of a case finds the URL it is to call.
const URL: &str = "ACME_TEST_URL";

/// A client of the test process of a case.
fn built<M: Mode>() -> Result<Core<M>, String> {
    let config = ClientConfig::<M>::new(&API).access_token("secret-token").base_url(std::env::var(URL).unwrap());
    config.allow_insecure_http().retry(RetryPolicy::none()).build().map_err(|error| error.to_string())
}

/// What a process does in a case: a call in each mode.
#[test]
fn case() {
    if std::env::var(URL).is_err() {
        return;
    }
    let future = built::<Async>().map(|core| run(Acme(core).get("x").into_future()).map(|thing| thing.id));
    let blocking = built::<Blocking>().map(|core| Acme(core).get("x").send().map(|thing| thing.id));
    println!("async {future:?}\nblocking {blocking:?}");
}

/// Runs a case with these variables and gives what it wrote, a line per mode.
fn in_process(url: &str, variables: &[(&str, &str)]) -> Vec<String> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "proxies::case", "--nocapture", "--test-threads=1"]).env(URL, url);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_ascii_lowercase());
    }
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<_> = text
        .lines()
        .filter_map(|line| line.find("async ").or(line.find("blocking ")).map(|at| line[at..].to_owned()))
        .collect();
    assert_eq!(lines.len(), 2, "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    lines
}

const BOTH_GOOD: [&str; 2] = ["async Ok(Ok(\"x\"))", "blocking Ok(Ok(\"x\"))"];

#[test]
fn requests_to_this_machine_go_past_every_proxy() {
    let proxy = Server::json("{}");
    let server = Server::json("{\"id\":\"x\"}");
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        for url in [server.url(), server.url().replace("127.0.0.1", "localhost")] {
            assert_eq!(in_process(&url, &[(variable, &proxy.url())]), BOTH_GOOD);
        }
    }
    assert_eq!(proxy.requests(), Vec::<String>::new());
    assert_eq!(server.requests().len(), 16);
}

#[test]
fn exceptions_mean_the_same_in_both_modes() {
    // Nobody listens at these addresses, which are for documentation (RFC 5737), so what is not proxied ends at once.
    let proxy = Server::new(|_| b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_vec());
    let reaches_proxy = |url: &str, no_proxy: &str| {
        let before = proxy.requests().len();
        in_process(url, &[("ALL_PROXY", &proxy.url()), ("NO_PROXY", no_proxy)]);
        proxy.requests().len() - before
    };
    for (url, no_proxy) in
        [("http://a.invalid", ""), ("https://a.invalid", "b.invalid"), ("http://0.0.0.0:1", "10.0.0.0/8")]
    {
        assert_eq!(reaches_proxy(url, no_proxy), 2, "{url} {no_proxy}");
    }
    for (url, no_proxy) in [
        ("http://a.invalid", "*"),
        ("https://b.a.invalid", "x,a.invalid"),
        ("https://b.a.invalid", ".a.invalid"),
        ("http://0.0.0.0:1", "0.0.0.0"),
        ("http://0.0.0.0:1", "0.0.0.0/8"),
        ("http://[::]:1", "::/16"),
    ] {
        assert_eq!(reaches_proxy(url, no_proxy), 0, "{url} {no_proxy}");
    }
}

#[test]
fn a_proxy_that_cannot_be_used_is_an_error_when_the_client_is_built() {
    for line in in_process("http://a.invalid", &[("ALL_PROXY", "quic://user:hunter2@proxy.test")]) {
        assert!(line.contains("Err(\"environment variable `ALL_PROXY`"), "{line}");
        assert!(!line.contains("hunter2"), "{line}");
    }
}

#[test]
fn socks_proxies_work_in_both_modes() {
    let server = Server::json("{\"id\":\"x\"}");
    let proxy = socks(server.authority.clone());
    for scheme in ["socks5h", "socks5", "socks"] {
        let lines = in_process("http://192.0.2.1", &[("ALL_PROXY", &format!("{scheme}://{proxy}"))]);
        assert_eq!(lines, BOTH_GOOD, "{scheme}");
    }
    assert_eq!(server.requests().len(), 6);
}

/// A SOCKS 5 proxy (RFC 1928) without authentication that leads everything to one server.
fn socks(to: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let authority = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, to) = (stream.unwrap(), to.clone());
            thread::spawn(move || connect(stream, &to));
        }
    });
    authority
}

fn connect(mut client: TcpStream, to: &str) -> std::io::Result<()> {
    let mut greeting = [0; 2];
    client.read_exact(&mut greeting)?;
    client.read_exact(&mut vec![0; greeting[1].into()])?;
    client.write_all(&[5, 0])?;
    let mut request = [0; 4];
    client.read_exact(&mut request)?;
    let rest = match request[3] {
        1 => 4 + 2,
        4 => 16 + 2,
        _ => {
            let mut length = [0];
            client.read_exact(&mut length)?;
            usize::from(length[0]) + 2
        }
    };
    client.read_exact(&mut vec![0; rest])?;
    client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;
    let server = TcpStream::connect(to)?;
    let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || std::io::copy(&mut from_client, &mut to_server));
    std::io::copy(&mut { server }, &mut client).map(|_| ())
}
