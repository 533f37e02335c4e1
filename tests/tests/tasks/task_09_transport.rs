//! Bring your own HTTP client, and see every request.

use crate::support::examples;
use generated_sdk::polar::Client;
use generated_sdk::{Body, BoxError, BoxFuture, Middleware, Next, Operation};
use http::HeaderValue;
use std::sync::{Arc, Mutex};

/// Marks each request and notes which operation it belongs to.
struct Correlation(Arc<Mutex<Vec<String>>>);

impl Middleware for Correlation {
    fn handle<'a>(
        &'a self,
        mut request: http::Request<Body>,
        operation: &'a Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, BoxError>> {
        Box::pin(async move {
            self.0.lock().expect("no test panics while it holds this").push(operation.name.to_owned());
            request.headers_mut().insert("x-correlation-id", HeaderValue::from_static("abc"));
            next.run(request).await
        })
    }
}

#[tokio::test]
async fn middleware_sees_the_operation() -> Result<(), Box<dyn std::error::Error>> {
    let (mock, seen) = (examples(), Arc::default());
    let polar = Client::builder()
        .access_token("polar_oat_test")
        .transport(mock.clone())
        .middleware(Correlation(Arc::clone(&seen)))
        .build()?;
    polar.customers().get("c").await?;
    assert_eq!(*seen.lock().expect("no test panics while it holds this"), ["customers.get"]);
    assert_eq!(mock.requests()[0].header("x-correlation-id"), Some("abc"));
    Ok(())
}

#[test]
fn a_client_of_ones_own() -> Result<(), Box<dyn std::error::Error>> {
    // Not needed where reqwest has its default features.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().pool_max_idle_per_host(4).build()?;
    Client::builder().access_token("polar_oat_test").reqwest_client(http).build()?;
    Ok(())
}
