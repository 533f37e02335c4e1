//! Requests of which nothing was sent: the server cannot have acted, and every method is retried.

use crate::{
    api::{Acme, Thing},
    faulty::{client, read_request},
    harness::{again, own_client, run, summary},
    tls::no_roots,
};
use http::{Request, Response};
use sdk_runtime::runtime::{
    Async, Blocking, Body, BoxError, BoxFuture, ClientConfig, Middleware, Mode, Next, Operation, RetryPolicy,
};
use std::{
    io::Write,
    net::{TcpListener, TcpStream},
    thread,
    time::{Duration, Instant},
};
use ureq::unversioned::{
    resolver::{ResolvedSocketAddrs, Resolver},
    transport::{DefaultConnector, NextTimeout},
};

const NOT_SENT: &str = "Connect -, 3 attempts, not applied";

/// A `POST` without a key in both modes, with the built-in transports.
fn posts(url: &str, change: impl Fn(&str) -> (ClientConfig<Async>, ClientConfig<Blocking>)) -> [String; 2] {
    let (future, blocking) = change(url);
    let thing = Thing { id: "x".to_owned() };
    let (future, blocking) = (Acme(future.build().unwrap()), Acme(blocking.build().unwrap()));
    [summary(run(async { future.create(&thing).await })), summary(blocking.create(&thing).send())]
}

fn clients(url: &str) -> (ClientConfig<Async>, ClientConfig<Blocking>) {
    (hasty(url).allow_insecure_http(), hasty(url).allow_insecure_http())
}

/// A client that soon has waited enough: here nothing is sent, so that nothing can be late.
fn hasty<M: Mode>(url: &str) -> ClientConfig<M> {
    client(url).timeout(Duration::from_millis(400))
}

/// A listener that does this with every connection.
fn listen(act: fn(TcpStream)) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || act(stream.unwrap()));
        }
    });
    port
}

fn silence(stream: TcpStream) {
    thread::sleep(Duration::from_secs(20));
    drop(stream);
}

#[test]
fn a_name_that_cannot_be_looked_up() {
    // A label of more than 63 characters is no name, and nobody is queried for it.
    let url = format!("http://{}.test", "a".repeat(64));
    assert_eq!(posts(&url, clients), [NOT_SENT; 2]);
}

#[test]
fn a_name_whose_look_up_takes_longer_than_the_timeout() {
    struct Silent;
    impl reqwest::dns::Resolve for Silent {
        fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
            Box::pin(std::future::pending())
        }
    }
    let silent = own_client().dns_resolver(Silent).tls_backend_preconfigured(no_roots());
    let config = hasty::<Async>("http://api.acme.test").reqwest_client(silent.build().unwrap()).allow_insecure_http();
    let future = Acme(config.build().unwrap());
    let thing = Thing { id: "x".to_owned() };
    assert_eq!(summary(run(async { future.create(&thing).await })), NOT_SENT);
    // ureq waits for its resolver, which gets a limit of time.
    let agent = ureq::Agent::with_parts(ureq::config::Config::default(), DefaultConnector::default(), SilentLookup);
    let config = hasty::<Blocking>("http://api.acme.test").ureq_agent(agent).allow_insecure_http();
    let blocking = Acme(config.build().unwrap());
    let start = Instant::now();
    assert_eq!(summary(blocking.create(&thing).send()), NOT_SENT);
    let error = blocking.export().stream().send().unwrap_err();
    assert_eq!(summary::<()>(Err(error)), NOT_SENT);
    assert!(start.elapsed() < Duration::from_secs(15), "each attempt has 400 ms: {:?}", start.elapsed());
}

/// Finds nothing in the time that it has.
#[derive(Debug)]
struct SilentLookup;

impl Resolver for SilentLookup {
    fn resolve(
        &self,
        _: &ureq::http::Uri,
        _: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        thread::sleep((*timeout.after).min(Duration::from_secs(20)));
        Err(ureq::Error::Timeout(timeout.reason))
    }
}

#[test]
fn a_tls_handshake_that_takes_longer_than_the_timeout() {
    let url = format!("https://localhost:{}", listen(silence));
    assert_eq!(posts(&url, clients), [NOT_SENT; 2]);
}

#[test]
fn a_deadline_that_passes_before_there_is_a_connection() {
    let url = format!("https://localhost:{}", listen(silence));
    let clients = |url: &str| {
        let (future, blocking) = (client::<Async>(url), client::<Blocking>(url));
        (future.deadline(Duration::from_millis(400)), blocking.deadline(Duration::from_millis(400)))
    };
    assert_eq!(posts(&url, clients), ["Connect -, 1 attempts, not applied"; 2]);
}

/// Gives a call up, and does not say so.
struct GivesUp;

impl Middleware for GivesUp {
    fn handle<'a>(
        &'a self,
        request: Request<Body>,
        _: &'a Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, BoxError>> {
        Box::pin(async move {
            let _ = tokio::time::timeout(Duration::from_millis(100), next.run(request)).await;
            std::future::pending().await
        })
    }
}

#[test]
fn a_deadline_that_passes_after_middleware_gave_the_connection_up() {
    let config = client::<Async>(&format!("https://localhost:{}", listen(silence))).middleware_per_call(GivesUp);
    let client = Acme(config.deadline(Duration::from_millis(400)).build().unwrap());
    let outcome = summary(run(async { client.create(&Thing { id: "x".to_owned() }).await }));
    assert_eq!(outcome, "Connect -, 1 attempts, not applied");
}

#[test]
fn a_tls_handshake_that_breaks_off() {
    let url = format!("https://localhost:{}", listen(drop));
    assert_eq!(posts(&url, clients), [NOT_SENT; 2]);
}

fn refuse(mut stream: TcpStream) {
    let _ = read_request(&mut stream);
    let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
}

#[test]
fn a_proxy_that_refuses_or_is_silent() {
    if let Ok(what) = std::env::var("SDK_TEST_PROXY") {
        // The retries of a proxy that is silent take a timeout each.
        let policy = RetryPolicy::standard().backoff(Duration::from_millis(1), Duration::from_millis(1));
        let clients = |url: &str| {
            let (future, blocking) = clients(url);
            (future.retry(policy.clone()), blocking.retry(policy.clone()))
        };
        return assert_eq!(posts("https://api.acme.test", clients), [NOT_SENT; 2], "{what}");
    }
    for (what, act) in [("refuses", refuse as fn(TcpStream)), ("is silent", silence)] {
        let proxy = format!("http://127.0.0.1:{}", listen(act));
        again("connect::a_proxy_that_refuses_or_is_silent", &[("HTTPS_PROXY", &proxy), ("SDK_TEST_PROXY", what)]);
    }
}

/// An agent of the caller's does not say how far it got, but what a proxy refuses is plain.
#[test]
fn a_proxy_of_the_callers_that_refuses() {
    let proxy = format!("http://127.0.0.1:{}", listen(refuse));
    let clients = |url: &str| {
        let outer = own_client().proxy(reqwest::Proxy::all(&proxy).unwrap());
        let outer = outer.tls_backend_preconfigured(no_roots()).build().unwrap();
        let inner = ureq::Agent::config_builder().proxy(Some(ureq::Proxy::new(&proxy).unwrap())).build();
        (client(url).reqwest_client(outer), client(url).ureq_agent(ureq::Agent::new_with_config(inner)))
    };
    assert_eq!(posts("https://api.acme.test", clients), [NOT_SENT; 2]);
}

#[test]
fn times_without_end_are_times() {
    let forever = Duration::MAX;
    let change = |_: &str| {
        let url = "http://localhost:1";
        let (future, blocking): (ClientConfig<Async>, ClientConfig<Blocking>) = (client(url), client(url));
        let policy = RetryPolicy::standard().backoff(Duration::ZERO, forever).max_elapsed(forever);
        let policy = policy.max_retry_after(forever);
        let future = future.timeout(forever).deadline(forever).connect_timeout(forever).pool_idle_timeout(forever);
        let blocking = blocking.timeout(forever).deadline(forever).connect_timeout(forever).pool_idle_timeout(forever);
        (future.retry(policy.clone()), blocking.retry(policy))
    };
    assert_eq!(posts("", change), [NOT_SENT; 2]);
}
