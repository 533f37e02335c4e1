//! Tokens from providers: one for each attempt, and one renewal for all who need it.

use crate::{
    api::{API, Acme, Thing},
    harness::{replies, run, summary},
};
use sdk_runtime::runtime::{
    AccessToken, Async, Blocking, BlockingTokenProvider, BoxError, BoxFuture, CachedToken, ClientConfig, TokenProvider,
    testing::{MockTransport, Reply},
};
use std::{
    future::IntoFuture,
    sync::{
        Arc, Barrier,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

fn good() -> Reply {
    Reply::json(200, serde_json::json!({"id": "x"}))
}

/// A mock that accepts one token only.
fn accepts(token: &'static str) -> MockTransport {
    MockTransport::new().on("*", move |request| {
        if request.header("authorization") == Some(&format!("Bearer {token}")) { good() } else { Reply::empty(401) }
    })
}

fn future(provider: impl TokenProvider, mock: &MockTransport) -> Acme<Async> {
    Acme(ClientConfig::<Async>::new(&API).token_provider(provider).transport(mock.clone()).build().unwrap())
}

fn blocking(provider: impl BlockingTokenProvider, mock: &MockTransport) -> Acme<Blocking> {
    Acme(ClientConfig::<Blocking>::new(&API).token_provider(provider).transport(mock.clone()).build().unwrap())
}

/// Numbers its tokens; renewing takes a moment, and gives `new` or fails.
#[derive(Clone, Default)]
struct Counting {
    tokens: Arc<AtomicUsize>,
    renewals: Arc<AtomicUsize>,
    fails: bool,
}

impl Counting {
    fn next(&self) -> AccessToken {
        format!("t{}", self.tokens.fetch_add(1, SeqCst) + 1).into()
    }

    fn renewed(&self) -> Result<AccessToken, BoxError> {
        self.renewals.fetch_add(1, SeqCst);
        if self.fails { Err("the identity server is down".into()) } else { Ok("new".into()) }
    }
}

impl TokenProvider for Counting {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async { Ok(self.next()) })
    }

    fn refresh<'a>(&'a self, _: &'a AccessToken) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            self.renewed()
        })
    }
}

impl BlockingTokenProvider for Counting {
    fn token(&self) -> Result<AccessToken, BoxError> {
        Ok(self.next())
    }

    fn refresh(&self, _: &AccessToken) -> Result<AccessToken, BoxError> {
        thread::sleep(Duration::from_millis(100));
        self.renewed()
    }
}

#[test]
fn every_attempt_has_a_token_of_its_own() {
    let sent = |mock: &MockTransport| -> Vec<_> {
        mock.requests().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect()
    };
    let mock = replies(|| Reply::empty(503).then(Reply::empty(503)).then(good()));
    run(future(Counting::default(), &mock).get("x").into_future()).unwrap();
    assert_eq!(sent(&mock), ["Bearer t1", "Bearer t2", "Bearer t3"]);
    let mock = replies(|| Reply::empty(503).then(Reply::empty(503)).then(good()));
    blocking(Counting::default(), &mock).get("x").send().unwrap();
    assert_eq!(sent(&mock), ["Bearer t1", "Bearer t2", "Bearer t3"]);
}

#[test]
fn what_was_sent_is_known_when_a_renewal_fails() {
    let failing = || Counting { fails: true, ..Counting::default() };
    let thing = Thing { id: "x".to_owned() };
    let reply = || Reply::empty(503).then(Reply::empty(401));
    let outcome = "Auth -, 2 attempts, maybe applied";
    let mock = replies(reply);
    assert_eq!(summary(run(future(failing(), &mock).create(&thing).idempotency_key("k").into_future())), outcome);
    let mock = replies(reply);
    assert_eq!(summary(blocking(failing(), &mock).create(&thing).idempotency_key("k").send()), outcome);
    let mock = replies(|| Reply::empty(401));
    assert_eq!(summary(run(future(failing(), &mock).create(&thing).into_future())), "Auth -, 1 attempts, not applied");
}

/// A provider with a fixed token that is not valid any more.
#[derive(Clone, Default)]
struct Expired {
    renewed: Counting,
    /// All threads have the token before one of them goes on with it.
    together: Option<Arc<Barrier>>,
}

impl TokenProvider for Expired {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async { Ok("old".into()) })
    }

    fn refresh<'a>(&'a self, rejected: &'a AccessToken) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        TokenProvider::refresh(&self.renewed, rejected)
    }
}

impl BlockingTokenProvider for Expired {
    fn token(&self) -> Result<AccessToken, BoxError> {
        if let Some(all) = &self.together {
            all.wait();
        }
        Ok("old".into())
    }

    fn refresh(&self, rejected: &AccessToken) -> Result<AccessToken, BoxError> {
        BlockingTokenProvider::refresh(&self.renewed, rejected)
    }
}

fn together(client: &Acme<Async>, calls: usize) -> Vec<String> {
    run(async {
        let calls: Vec<_> = (0..calls).map(|_| client.get("x").into_future()).collect();
        futures_util::future::join_all(calls).await.into_iter().map(summary).collect()
    })
}

fn threads(client: &Acme<Blocking>, calls: usize) -> Vec<String> {
    thread::scope(|scope| {
        let calls: Vec<_> = (0..calls).map(|_| scope.spawn(|| summary(client.get("x").send()))).collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    })
}

#[test]
fn concurrent_renewals_are_one() {
    for (fails, outcome) in [(false, "ok"), (true, "Auth -, 1 attempts, not applied")] {
        let expired = || Expired {
            renewed: Counting { fails, ..Counting::default() },
            together: Some(Arc::new(Barrier::new(50))),
        };
        let (provider, mock) = (expired(), accepts("new"));
        assert_eq!(together(&future(provider.clone(), &mock), 50), vec![outcome; 50]);
        assert_eq!(provider.renewed.renewals.load(SeqCst), 1);
        let (provider, mock) = (expired(), accepts("new"));
        assert_eq!(threads(&blocking(provider.clone(), &mock), 50), vec![outcome; 50]);
        assert_eq!(provider.renewed.renewals.load(SeqCst), 1);
    }
    // Later calls do not live on an old renewal.
    let (provider, mock) = (Expired::default(), accepts("new"));
    let client = future(provider.clone(), &mock);
    for _ in 0..2 {
        run(client.get("x").into_future()).unwrap();
    }
    assert_eq!(provider.renewed.renewals.load(SeqCst), 2);
}

/// Its first renewal never ends.
struct Stuck(AtomicUsize);

impl TokenProvider for Stuck {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async { Ok("old".into()) })
    }

    fn refresh<'a>(&'a self, _: &'a AccessToken) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        match self.0.fetch_add(1, SeqCst) {
            0 => Box::pin(std::future::pending()),
            _ => Box::pin(async { Ok("new".into()) }),
        }
    }
}

#[test]
fn a_renewal_that_is_dropped_is_continued_by_another_call() {
    let mock = accepts("new");
    let client = future(Stuck(AtomicUsize::new(0)), &mock);
    run(async {
        let first = tokio::time::timeout(Duration::from_millis(20), client.get("x").into_future());
        let (first, second) = futures_util::future::join(first, client.get("x").into_future()).await;
        assert!(first.is_err());
        second.unwrap();
    });
    assert_eq!(mock.requests().len(), 3);
}

#[test]
fn a_cached_token_is_fetched_once_and_renewed_in_time() {
    let fetched = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&fetched);
    // All calls of a moment have to fit into half of it, on a busy machine too.
    let valid = Duration::from_secs(8);
    let fetch = move || -> Result<(AccessToken, Duration), BoxError> {
        let number = count.fetch_add(1, SeqCst) + 1;
        Ok((format!("t{number}").into(), valid))
    };
    let slow = fetch.clone();
    let mock = replies(good);
    // Renewed when half of its time is over, because that is less than a minute.
    let client = future(
        CachedToken::new(move || {
            let fetch = slow.clone();
            async move {
                tokio::time::sleep(Duration::from_millis(20)).await;
                fetch()
            }
        }),
        &mock,
    );
    assert_eq!(together(&client, 20), vec!["ok"; 20]);
    assert_eq!(fetched.load(SeqCst), 1);
    thread::sleep(valid * 5 / 8);
    assert_eq!(together(&client, 20), vec!["ok"; 20]);
    assert_eq!(fetched.load(SeqCst), 2, "one call renews it, the others go on with the old one");
    let old = mock.requests().iter().filter(|request| request.header("authorization") == Some("Bearer t1")).count();
    assert!((20..40).contains(&old), "{old}");

    fetched.store(0, SeqCst);
    let mock = replies(good);
    let client = blocking(CachedToken::new(fetch), &mock);
    assert_eq!(threads(&client, 20), vec!["ok"; 20]);
    assert_eq!(fetched.load(SeqCst), 1);
    thread::sleep(valid);
    assert_eq!(threads(&client, 20), vec!["ok"; 20]);
    assert_eq!(fetched.load(SeqCst), 2);
}

/// Calls have a token until its end, so that those who come in the meantime need not wait for an error each.
#[test]
fn a_renewal_that_fails_is_not_tried_again_by_every_call() {
    let fetch = |calls: &Arc<AtomicUsize>| -> Result<(AccessToken, Duration), BoxError> {
        match calls.fetch_add(1, SeqCst) {
            0 => Ok(("t".into(), Duration::from_secs(8))),
            _ => Err("the identity server is down".into()),
        }
    };
    let calls: [Arc<AtomicUsize>; 2] = Default::default();
    let [one, other] = calls.clone();
    let mock = replies(good);
    let future = future(
        CachedToken::new(move || {
            let fetched = fetch(&one);
            async move { fetched }
        }),
        &mock,
    );
    let blocking = blocking(CachedToken::new(move || fetch(&other)), &mock);
    run(future.get("x").into_future()).unwrap();
    blocking.get("x").send().unwrap();
    thread::sleep(Duration::from_secs(4));
    for _ in 0..30 {
        run(future.get("x").into_future()).unwrap();
        blocking.get("x").send().unwrap();
    }
    for count in calls {
        assert!((2..6).contains(&count.load(SeqCst)), "{count:?}");
    }
}

#[test]
fn a_cached_token_that_is_rejected_is_fetched_again() {
    let number = AtomicUsize::new(0);
    let fetch = move || Ok((format!("t{}", number.fetch_add(1, SeqCst) + 1).into(), Duration::MAX));
    let mock = accepts("t2");
    let client = blocking(CachedToken::new(fetch), &mock);
    assert_eq!(threads(&client, 10), vec!["ok"; 10]);
    client.get("x").send().unwrap();
    let number = AtomicUsize::new(0);
    let fetch = move || {
        let token = format!("t{}", number.fetch_add(1, SeqCst) + 1).into();
        async move { Ok((token, Duration::MAX)) }
    };
    let mock = accepts("t2");
    assert_eq!(together(&future(CachedToken::new(fetch), &mock), 10), vec!["ok"; 10]);
}

/// An error with a cause.
#[derive(Debug)]
struct Outer(std::num::ParseIntError);

impl std::fmt::Display for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the identity server is down")
    }
}

impl std::error::Error for Outer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// The error of a provider goes to all who wait, with what caused it.
#[test]
fn why_there_is_no_token_is_said_with_its_cause() {
    let fetch = || -> Result<(AccessToken, Duration), BoxError> { Err(Outer("x".parse::<u8>().unwrap_err()).into()) };
    let mock = replies(good);
    let future = run(future(CachedToken::new(move || async move { fetch() }), &mock).get("x").into_future());
    for error in [future, blocking(CachedToken::new(fetch), &mock).get("x").send()].map(Result::unwrap_err) {
        assert!(error.to_string().contains("the token provider has no token: the identity server is down"), "{error}");
        let cause = error.cause().unwrap();
        assert_eq!(cause.to_string(), "the identity server is down");
        assert_eq!(cause.source().unwrap().to_string(), "invalid digit found in string");
    }
    assert_eq!(mock.requests().len(), 0);
}

/// Hands out one token after the other, and has no way of its own to renew one.
struct OneByOne(AtomicUsize);

impl OneByOne {
    fn next(&self) -> Result<AccessToken, BoxError> {
        Ok(format!("t{}", self.0.fetch_add(1, SeqCst) + 1).into())
    }
}

impl TokenProvider for OneByOne {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async { self.next() })
    }
}

impl BlockingTokenProvider for OneByOne {
    fn token(&self) -> Result<AccessToken, BoxError> {
        self.next()
    }
}

#[test]
fn a_provider_that_renews_nothing_gives_its_next_token() {
    let provider = || OneByOne(AtomicUsize::new(0));
    run(future(provider(), &accepts("t3")).get("x").into_future()).unwrap();
    blocking(provider(), &accepts("t3")).get("x").send().unwrap();
    assert!(run(future(provider(), &accepts("t4")).get("x").into_future()).unwrap_err().is_unauthorized());
    assert!(blocking(provider(), &accepts("t4")).get("x").send().unwrap_err().is_unauthorized());
}
