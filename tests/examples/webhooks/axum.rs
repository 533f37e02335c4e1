//! Webhooks in axum: the extractor `Webhook`, behind the feature `axum-0-8`.
//!
//! `cargo run -p examples --bin webhooks-axum`

use axum::Router;
use axum::extract::FromRef;
use axum::routing::post;
use examples::{Failure, send};
use generated_sdk::polar::webhooks::{Event, Signer, Verifier, Webhook};
use http::{HeaderMap, StatusCode};
use tokio::net::TcpListener;

const SECRET: &str = "polar_whs_example";

/// The state of the router. Where it is the verifier alone, `with_state(verifier)` suffices and this type is not needed.
#[derive(Clone)]
struct App {
    verifier: Verifier,
}

impl FromRef<App> for Verifier {
    fn from_ref(app: &App) -> Self {
        app.verifier.clone()
    }
}

async fn receive(Webhook(delivery): Webhook) -> StatusCode {
    match delivery.event {
        Event::OrderPaid(paid) => println!("deliver order {}", paid.data.id),
        Event::SubscriptionRevoked(revoked) => println!("take access of {}", revoked.data.customer_id),
        Event::Unreadable { error, .. } => {
            eprintln!("{error}");
            return StatusCode::INTERNAL_SERVER_ERROR;
        }
        other => println!("nothing to do for {}", other.event_type()),
    }
    StatusCode::ACCEPTED
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    // `Verifier::from_env()` in an application; the secret is the endpoint's, from the dashboard.
    let app = App { verifier: Verifier::new(SECRET)? };
    let router = Router::new().route("/webhooks/polar", post(receive)).with_state(app);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/webhooks/polar", listener.local_addr()?);
    let server = tokio::spawn(async move { axum::serve(listener, router).await });

    let sent = tokio::task::spawn_blocking(move || deliver(&url)).await?;
    server.abort();
    sent
}

/// What Polar does.
fn deliver(url: &str) -> Result<(), Failure> {
    let signer = Signer::new(SECRET)?;
    for event in ["order.paid", "subscription.revoked", "customer.created"] {
        let delivery = signer.example(event);
        println!("{event}: {}", send("POST", url, &delivery.headers, &delivery.body)?.status());
    }
    println!("not signed: {}", send("POST", url, &HeaderMap::new(), b"{}")?.status());
    Ok(())
}
