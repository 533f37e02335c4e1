//! Webhooks in AWS Lambda, behind a function URL or an API Gateway: a whole program, as it is deployed.
//!
//! Its configuration is `POLAR_WEBHOOK_SECRET`. `cargo lambda build --release` makes of it what the service runs.
//!
//! `cargo run -p examples --bin webhooks-lambda` plays the service, on loopback, with three deliveries.

use examples::{Failure, lambda};
use generated_sdk::polar::webhooks::{Event, Signer, Verifier};
use lambda_http::{Body, Request, Response, service_fn};
use std::env;

/// What answers a delivery. The body has the bytes that arrived; the service may have them in base64, which is undone.
async fn receive(verifier: &Verifier, request: Request) -> Result<Response<Body>, lambda_http::Error> {
    let (parts, body) = request.into_parts();
    let status = match verifier.verify(&parts.headers, body) {
        // Whoever sent it learns nothing; the reason is for the log.
        Err(error) => {
            eprintln!("refused: {error}");
            401
        }
        Ok(delivery) => match delivery.event {
            // It comes again until there is a version that can read it.
            Event::Unreadable { error, .. } => {
                eprintln!("{error}");
                500
            }
            Event::OrderPaid(paid) => {
                println!("deliver order {}", paid.data.id);
                202
            }
            other => {
                println!("nothing to do for {}", other.event_type());
                202
            }
        },
    };
    Ok(Response::builder().status(status).body(Body::Empty)?)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    if env::var_os("AWS_LAMBDA_RUNTIME_API").is_none() {
        return tour();
    }
    let verifier = Verifier::from_env()?;
    lambda_http::run(service_fn(|request| receive(&verifier, request))).await
}

/// What the service does: it starts this program, and gives it one request after the other.
fn tour() -> Result<(), Failure> {
    const SECRET: &str = "polar_whs_example";
    let signer = Signer::new(SECRET)?;
    let mut deliveries = vec![signer.example("order.paid"), signer.example("customer.created")];
    deliveries.push(Signer::new("the secret of somebody else")?.example("order.paid"));
    let requests = deliveries.into_iter().map(|delivery| (delivery.headers, delivery.body));
    for answer in lambda::invoke(requests.collect(), &[("POLAR_WEBHOOK_SECRET", SECRET)])? {
        println!("{answer}");
    }
    Ok(())
}
