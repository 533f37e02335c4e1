//! Webhooks with the types of the crate `http` and no framework: a function from a request to a response.
//!
//! It is a handler of every framework that has these types:
//!
//! * hyper: `service_fn(|request| …)`, with the body collected before
//! * AWS Lambda: `lambda.rs` is such a program
//! * Cloudflare Workers with the feature `http` of the crate `worker`
//!
//! `cargo run -p examples --bin webhooks-http`

use generated_sdk::polar::webhooks::{Event, Signer, Verifier};
use http::{Request, Response, StatusCode};

const SECRET: &str = "polar_whs_example";

/// What answers deliveries, whatever the body is: `Vec<u8>`, `Bytes`, or `lambda_http::Body`.
///
/// The body has to be the bytes that arrived. JSON that was read and written again has another signature.
async fn handle<B: AsRef<[u8]>>(verifier: &Verifier, request: Request<B>) -> Response<String> {
    let (parts, body) = request.into_parts();
    let (status, text) = match verifier.verify(&parts.headers, body) {
        // Whoever sent it learns nothing; the reason is for the log.
        Err(error) => {
            eprintln!("refused: {error}");
            (StatusCode::UNAUTHORIZED, String::new())
        }
        Ok(delivery) => match delivery.event {
            Event::Unreadable { .. } => (StatusCode::INTERNAL_SERVER_ERROR, String::new()),
            Event::OrderPaid(paid) => (StatusCode::OK, format!("deliver order {}", paid.data.id)),
            other => (StatusCode::OK, format!("nothing to do for {}", other.event_type())),
        },
    };
    let mut response = Response::new(text);
    *response.status_mut() = status;
    response
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let verifier = Verifier::new(SECRET)?;
    let signer = Signer::new(SECRET)?;
    for event in ["order.paid", "customer.created"] {
        let delivery = signer.example(event);
        let mut request = Request::post("/webhooks/polar").body(delivery.body)?;
        request.headers_mut().extend(delivery.headers);
        let response = handle(&verifier, request).await;
        println!("{event}: {}, {}", response.status(), response.body());
    }
    let response = handle(&verifier, Request::post("/webhooks/polar").body("{}")?).await;
    println!("not signed: {}", response.status());
    Ok(())
}
