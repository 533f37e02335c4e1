//! Calls that another executor than tokio's drives.

use crate::{
    api::{API, Acme},
    harness::summary,
};
use sdk_runtime::runtime::{
    Async, Body, BoxError, BoxFuture, ClientConfig, ErrorKind, RetryPolicy, Transport, testing::block_on,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

#[test]
fn the_built_in_transport_outside_of_tokio_is_an_error_that_says_so() {
    let config = ClientConfig::<Async>::new(&API).access_token("t").base_url("http://127.0.0.1:9");
    let client = Acme(config.deadline(Duration::from_secs(5)).build().unwrap());
    let error = block_on(async { client.get("x").await }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("outside of a tokio runtime"), "{error}");
    assert_eq!(summary::<()>(Err(error)), "Request -, 1 attempts, not applied");
}

/// Answers with errors, after a while for which the executor has to wait.
#[derive(Clone, Default)]
struct Slow(Arc<AtomicUsize>);

impl Transport for Slow {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>> {
        self.0.fetch_add(1, SeqCst);
        Box::pin(std::future::pending())
    }
}

#[test]
fn timeouts_and_waits_need_no_tokio() {
    let transport = Slow::default();
    let config = ClientConfig::<Async>::new(&API).access_token("t").base_url("http://127.0.0.1:9");
    let policy = RetryPolicy::standard().max_attempts(2).backoff(Duration::from_millis(5), Duration::from_millis(5));
    let config = config.timeout(Duration::from_millis(20)).retry(policy).transport(transport.clone());
    let client = Acme(config.build().unwrap());
    let error = block_on(async { client.get("x").await }).unwrap_err();
    assert_eq!((error.kind(), transport.0.load(SeqCst)), (ErrorKind::Timeout, 2));
}
