//! Bring your own HTTP client, and see every request.

use crate::support::examples;
use generated_sdk::polar::{Client, catalog};
use generated_sdk::testing::{MockTransport, Reply};
use generated_sdk::{Body, BoxError, BoxFuture, Middleware, Next, Operation, Transport};
use http::HeaderValue;
use sdk_tests::model_server;
use sdk_tests::server::Server;
use std::sync::{Arc, Mutex};
use tower::ServiceBuilder;

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

#[tokio::test]
async fn middleware_per_call_sees_it_once() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockTransport::new()
        .on("customers.get", |_| Reply::empty(503).then(Reply::empty(503)).then(Reply::example("customers.get")));
    let (calls, attempts) = (Arc::default(), Arc::default());
    let polar = Client::builder()
        .access_token("polar_oat_test")
        .transport(mock)
        .middleware_per_call(Correlation(Arc::clone(&calls)))
        .middleware(Correlation(Arc::clone(&attempts)))
        .build()?;
    polar.customers().get("c").await?;
    assert_eq!(calls.lock().expect("no test panics while it holds this").len(), 1);
    assert_eq!(attempts.lock().expect("no test panics while it holds this").len(), 3);
    Ok(())
}

/// A server made from the document.
fn server() -> Server {
    model_server::start(catalog::OPERATIONS, catalog::SAMPLES)
}

#[tokio::test]
async fn a_client_of_ones_own() -> Result<(), Box<dyn std::error::Error>> {
    let server = server();
    // Not needed where reqwest has its default features.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // Redirects would take credentials along.
    let http =
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).pool_max_idle_per_host(4).build()?;
    let polar = Client::builder().access_token("polar_oat_test").base_url(server.url()).reqwest_client(http).build()?;
    polar.customers().get("c").await?;
    assert_eq!(server.take()[0].header("authorization"), Some("Bearer polar_oat_test"));
    Ok(())
}

#[test]
fn an_agent_of_ones_own() -> Result<(), Box<dyn std::error::Error>> {
    let server = server();
    let agent = ureq::Agent::new_with_config(ureq::Agent::config_builder().max_idle_connections(4).build());
    let polar = generated_sdk::polar::blocking::Client::builder().access_token("polar_oat_test");
    polar.base_url(server.url()).ureq_agent(agent).build()?.customers().get("c").send()?;
    assert_eq!(server.take().len(), 1);
    Ok(())
}

#[tokio::test]
async fn layers_of_tower() -> Result<(), Box<dyn std::error::Error>> {
    let mock = examples();
    let end = mock.clone();
    let service = ServiceBuilder::new()
        .map_request(|mut request: http::Request<Body>| {
            request.headers_mut().insert("x-layer", HeaderValue::from_static("1"));
            request
        })
        .service_fn(move |request| {
            let mock = end.clone();
            async move { Transport::send(&mock, request).await }
        });
    let polar = Client::builder().access_token("polar_oat_test").tower_service(service).build()?;
    polar.customers().get("c").await?;
    assert_eq!(mock.requests()[0].header("x-layer"), Some("1"));
    Ok(())
}
