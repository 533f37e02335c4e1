//! Time is kept: what a deadline bounds, and waits that servers name.

use crate::{
    api::{API, Acme, Thing},
    faulty::{Act, BRIEF, PATIENT, client, serve},
    harness::{mocked, mocked_blocking, replies, run, summary},
};
use http::{Request, Response};
use sdk_runtime::runtime::{
    AccessToken, Async, Blocking, BlockingMiddleware, BlockingNext, BlockingTokenProvider, Body, BoxError, BoxFuture,
    ClientConfig, ErrorKind, Middleware, Next, Operation, RetryPolicy, TokenProvider, Verdict,
    testing::{MockTransport, Reply},
};
use std::{
    future::IntoFuture,
    io::Read,
    thread,
    time::{Duration, Instant, SystemTime},
};

const DEADLINE: Duration = BRIEF;

fn good() -> Reply {
    Reply::json(200, serde_json::json!({"id": "x"}))
}

/// A call of both modes ends at its deadline, and how it ends.
fn ends(future: &Acme<Async>, blocking: &Acme<Blocking>) -> [String; 2] {
    let thing = Thing { id: "x".to_owned() };
    let start = Instant::now();
    let future = summary(run(future.create(&thing).deadline(DEADLINE).into_future()));
    let blocking = summary(blocking.create(&thing).deadline(DEADLINE).send());
    assert!(start.elapsed() < PATIENT, "{:?}", start.elapsed());
    [future, blocking]
}

/// A provider that hands a token out and never renews it, or never hands one out.
#[derive(Clone, Copy)]
struct Silent {
    from_the_start: bool,
}

impl TokenProvider for Silent {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        if self.from_the_start { Box::pin(std::future::pending()) } else { Box::pin(async { Ok("t".into()) }) }
    }

    fn refresh<'a>(&'a self, _: &'a AccessToken) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(std::future::pending())
    }
}

impl BlockingTokenProvider for Silent {
    fn token(&self) -> Result<AccessToken, BoxError> {
        if self.from_the_start {
            thread::sleep(Duration::from_secs(20));
        }
        Ok("t".into())
    }

    fn refresh(&self, _: &AccessToken) -> Result<AccessToken, BoxError> {
        thread::sleep(Duration::from_secs(20));
        Ok("t2".into())
    }
}

#[test]
fn a_token_provider_that_never_returns_ends_with_the_deadline() {
    const UNAUTHORIZED: &[Act] = &[Act::Send("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n")];
    let clients = |silent: Silent, url: &str| {
        let (future, blocking) = (ClientConfig::<Async>::new(&API), ClientConfig::<Blocking>::new(&API));
        (
            Acme(future.base_url(url).token_provider(silent).build().unwrap()),
            Acme(blocking.base_url(url).token_provider(silent).build().unwrap()),
        )
    };
    let server = serve(UNAUTHORIZED);
    let (future, blocking) = clients(Silent { from_the_start: true }, &server.url);
    assert_eq!(ends(&future, &blocking), ["Timeout -, 0 attempts, not applied"; 2]);
    assert_eq!(server.requests.lock().unwrap().len(), 0);
    let (future, blocking) = clients(Silent { from_the_start: false }, &server.url);
    assert_eq!(ends(&future, &blocking), ["Timeout -, 1 attempts, not applied"; 2]);
    assert_eq!(server.requests.lock().unwrap().len(), 2);
}

/// Takes longer than the deadline before it sends anything.
struct Slow;

impl Middleware for Slow {
    fn handle<'a>(
        &'a self,
        request: Request<Body>,
        _: &'a Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, BoxError>> {
        Box::pin(async move {
            tokio::time::sleep(2 * DEADLINE).await;
            next.run(request).await
        })
    }
}

impl BlockingMiddleware for Slow {
    fn handle(
        &self,
        request: Request<Body>,
        _: &Operation,
        next: BlockingNext<'_>,
    ) -> Result<Response<Body>, BoxError> {
        thread::sleep(2 * DEADLINE);
        next.run(request)
    }
}

#[test]
fn nothing_is_sent_after_the_deadline() {
    let server = serve(&[crate::faulty::GOOD]);
    let future = client::<Async>(&server.url).middleware_per_call(Slow).build().unwrap();
    let blocking = client::<Blocking>(&server.url).middleware_per_call(Slow).build().unwrap();
    assert_eq!(ends(&Acme(future), &Acme(blocking)), ["Timeout -, 0 attempts, not applied"; 2]);
    let future = client::<Async>(&server.url).middleware(Slow).build().unwrap();
    let blocking = client::<Blocking>(&server.url).middleware(Slow).build().unwrap();
    let [future, blocking] = ends(&Acme(future), &Acme(blocking));
    // An asynchronous attempt is dropped, and nobody knows what its middleware was doing.
    assert_eq!(future, "Timeout -, 1 attempts, maybe applied");
    assert_eq!(blocking, "Connect -, 1 attempts, not applied");
    assert_eq!(server.requests.lock().unwrap().len(), 0);
}

#[test]
fn a_deadline_bounds_the_whole_of_a_stream() {
    // A piece every 50 ms is in time each, but there is no end to them.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || {
                let mut stream = stream.unwrap();
                crate::faulty::read_request(&mut stream);
                let _ = std::io::Write::write_all(&mut stream, b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n");
                while std::io::Write::write_all(&mut stream, b"piece").is_ok() {
                    thread::sleep(Duration::from_millis(50));
                }
            });
        }
    });
    let start = Instant::now();
    let future = Acme(client::<Async>(&url).build().unwrap());
    run(async {
        let mut stream = future.export().stream().deadline(DEADLINE).await.unwrap();
        let mut pieces = 0;
        let error = loop {
            match stream.next().await.unwrap() {
                Ok(_) => pieces += 1,
                Err(error) => break error,
            }
        };
        assert!(pieces > 1, "{pieces}");
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(stream.next().await.is_none());
    });
    let blocking = Acme(client::<Blocking>(&url).build().unwrap());
    let mut stream = blocking.export().stream().deadline(DEADLINE).send().unwrap();
    let error = stream.read_to_end(&mut Vec::new()).unwrap_err();
    let error = error.downcast::<sdk_runtime::runtime::Error>().unwrap();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(start.elapsed() < PATIENT);
}

/// How long a call waits that is given these headers once.
fn waited(headers: &'static [(&'static str, String)]) -> Duration {
    let reply = move || {
        let throttled = headers.iter().fold(Reply::empty(429), |reply, (name, value)| reply.header(name, value));
        throttled.then(good())
    };
    let mock = replies(reply);
    run(mocked(&mock).get("x").into_future()).unwrap();
    let twin = replies(reply);
    mocked_blocking(&twin).get("x").send().unwrap();
    let (one, other) = (mock.clock().elapsed(), twin.clock().elapsed());
    assert!(one.abs_diff(other) <= Duration::from_secs(1) + one / 5, "{one:?} {other:?}");
    one
}

fn leaked(headers: Vec<(&'static str, String)>) -> &'static [(&'static str, String)] {
    headers.leak()
}

#[test]
fn a_date_counts_from_the_answers_own_date() {
    // The server's clock is a day ahead.
    let ahead = SystemTime::now() + Duration::from_secs(86_400);
    let date = |time| httpdate::fmt_http_date(time);
    let later = ahead + Duration::from_secs(20);
    let waited = waited(leaked(vec![("date", date(ahead)), ("retry-after", date(later))]));
    assert!((20..=22).contains(&waited.as_secs()), "{waited:?}");
}

#[test]
fn no_wait_is_no_answer() {
    let past = httpdate::fmt_http_date(SystemTime::now() - Duration::from_secs(60));
    let base = Duration::from_secs(1);
    for text in ["0", "0.0", &past] {
        let headers = leaked(vec![("retry-after", text.to_owned())]);
        let waits: Vec<_> = (0..20).map(|_| waited(headers)).collect();
        assert!(waits.iter().all(|wait| *wait <= base) && waits.iter().any(|wait| *wait > base / 20), "{waits:?}");
    }
}

#[test]
fn callers_who_are_given_the_same_time_do_not_come_back_together() {
    let headers = leaked(vec![("retry-after", "10".to_owned())]);
    let waits: Vec<_> = (0..50).map(|_| waited(headers)).collect();
    let (least, most) = (*waits.iter().min().unwrap(), *waits.iter().max().unwrap());
    assert!(least >= Duration::from_secs(10) && most <= Duration::from_secs(11), "{least:?} {most:?}");
    assert!(most - least > Duration::from_millis(300), "{least:?} {most:?}");
}

#[test]
fn no_retry_after_panics_and_what_is_too_large_is_too_long() {
    let large =
        ["18446744073709551615", "18446744073709551616", "9".repeat(400).leak(), "1000000000000.5", "99999999999.99"];
    let odd = ["", "-1", "+1", "1e400", "1e5", "inf", "NaN", "0x10", "١", "soon", "1,2", "1;2", ".5", "5."];
    let dates = ["Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Sun Nov  6 08:49:37 1994"];
    let forever = RetryPolicy::standard().max_retry_after(Duration::MAX).max_attempts(2);
    for text in large.into_iter().chain(odd).chain(dates) {
        let Ok(value) = http::HeaderValue::from_str(text) else { continue };
        let reply = move || Reply::empty(429).header("retry-after", value.to_str().unwrap_or_default());
        let mock = replies(reply.clone());
        let error = run(mocked(&mock).get("x").into_future()).unwrap_err();
        assert_eq!(error.attempts(), if large.contains(&text) || text.contains("9999") { 1 } else { 3 }, "{text}");
        assert_eq!(
            error.retry_after().is_some_and(|wait| wait > Duration::from_secs(9_999_999)),
            error.attempts() == 1
        );
        // Whoever would wait for ever is let, and time does not overflow either.
        let mock = replies(reply);
        let _ = run(mocked(&mock).get("x").retry(forever.clone()).deadline(Duration::MAX).into_future());
        let _ = mocked_blocking(&mock).get("x").retry(forever.clone()).deadline(Duration::MAX).send();
    }
}

#[test]
fn a_wait_can_be_read_from_any_header() {
    let limit = Duration::from_secs(90);
    let classify = move |attempt: &sdk_runtime::runtime::Attempt<'_>| {
        let reset = attempt.headers.and_then(|headers| headers.get("x-ratelimit-reset")?.to_str().ok()?.parse().ok());
        match reset.map(Duration::from_secs) {
            Some(wait) if wait < limit => Verdict::RetryAfter(wait),
            Some(_) => Verdict::Stop,
            None => Verdict::Standard,
        }
    };
    let policy = RetryPolicy::standard().classify(classify);
    let mock = replies(|| Reply::empty(403).header("x-ratelimit-reset", "7").then(good()));
    run(mocked(&mock).get("x").retry(policy.clone()).into_future()).unwrap();
    assert!((7..=8).contains(&mock.clock().elapsed().as_secs()));
    let mock: MockTransport = replies(|| Reply::empty(403).header("x-ratelimit-reset", "7").then(good()));
    mocked_blocking(&mock).get("x").retry(policy.clone()).send().unwrap();
    assert!((7..=8).contains(&mock.clock().elapsed().as_secs()));
    let mock = replies(|| Reply::empty(429).header("x-ratelimit-reset", "100"));
    assert_eq!(run(mocked(&mock).get("x").retry(policy).into_future()).unwrap_err().attempts(), 1);
}
