//! Webhooks in a framework whose headers are a type of its own: a function that finds a header by name is enough.
//!
//! With actix-web a handler takes the verifier as `Data<Verifier>`, the headers from `HttpRequest` and the body as
//! `web::Bytes`, and the function is `|name: &str| request.headers().get(name)?.to_str().ok()`.
//!
//! Here the framework is a server of the standard library's sockets, whose headers are pairs of text.
//!
//! `cargo run -p examples --bin webhooks-headers`

use examples::{Failure, send};
use generated_sdk::polar::webhooks::{Event, Signer, Verifier};
use http::{HeaderMap, StatusCode};
use sdk_tests::server::{Answer, Server};

const SECRET: &str = "polar_whs_example";

/// What a handler answers.
fn receive<'h>(verifier: &Verifier, header: impl Fn(&str) -> Option<&'h str>, body: &[u8]) -> StatusCode {
    let Ok(delivery) = verifier.verify_with(header, body) else { return StatusCode::UNAUTHORIZED };
    match delivery.event {
        Event::Unreadable { .. } => return StatusCode::INTERNAL_SERVER_ERROR,
        Event::OrderPaid(paid) => println!("deliver order {}", paid.data.id),
        other => println!("nothing to do for {}", other.event_type()),
    }
    StatusCode::ACCEPTED
}

fn main() -> Result<(), Failure> {
    let verifier = Verifier::new(SECRET)?;
    let server = Server::start(move |request| {
        Answer::empty(receive(&verifier, |name| request.header(name), &request.body).as_u16())
    });

    let signer = Signer::new(SECRET)?;
    for event in ["order.paid", "customer.created"] {
        let delivery = signer.example(event);
        println!("{event}: {}", send("POST", &server.url(), &delivery.headers, &delivery.body)?.status());
    }
    println!("not signed: {}", send("POST", &server.url(), &HeaderMap::new(), b"{}")?.status());
    Ok(())
}
