//! A shop: two products, one of them at a price of the shop's own, the payment page of Polar, and delivery by webhook.
//!
//! * [`app`]: the routes, which an application would have as they are
//! * [`store`]: what was bought, in SQLite
//! * `tests.rs`: how an integration is tested with a transport that answers from memory
//! * `wiremock_tests.rs`: and how with a server
//!
//! `cargo run -p examples --bin shop` lets a visitor buy something, against a server on loopback that is made from the
//! API's document. With `serve`, it is a shop that stays, at <http://127.0.0.1:3000>, and calls what
//! `POLAR_ACCESS_TOKEN`, `POLAR_ENVIRONMENT`, `POLAR_WEBHOOK_SECRET` and `SHOP_PRODUCTS` say:
//!
//! ```sh
//! POLAR_ENVIRONMENT=sandbox POLAR_ACCESS_TOKEN=… POLAR_WEBHOOK_SECRET=… SHOP_PRODUCTS=ID,ID \
//!     cargo run -p examples --bin shop -- serve
//! ```

mod app;
mod store;
#[cfg(test)]
mod tests;
mod visitor;
#[cfg(test)]
mod wiremock_tests;

use app::Shop;
use generated_sdk::polar::webhooks::Verifier;
use generated_sdk::polar::{Client, catalog};
use sdk_tests::model_server;
use std::env;
use std::path::Path;
use store::Store;
use tokio::net::TcpListener;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The secret that the server on loopback signs with.
const SECRET: &str = "polar_whs_example";

/// What the server on loopback sells: a book, and a course whose price the shop decides.
const PRODUCTS: [&str; 2] = ["0d8e3a52-8b5b-4a57-9d6e-5f0f6d9c1a01", "7b1c9f64-2f0e-4f0b-8a5e-9c3d2e4f5a02"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    if env::args().nth(1).as_deref() == Some("serve") { serve().await } else { tour().await }
}

/// A shop that stays.
async fn serve() -> Result<(), Failure> {
    let products = env::var("SHOP_PRODUCTS").map_err(|_| "SHOP_PRODUCTS has to name two products: ID,ID")?;
    let (book, course) = products.split_once(',').ok_or("SHOP_PRODUCTS has to name two products: ID,ID")?;
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    let shop = Shop {
        polar: Client::from_env()?,
        verifier: Verifier::from_env()?,
        store: Store::open(Path::new("shop.db"))?,
        address: env::var("SHOP_ADDRESS").unwrap_or_else(|_| "http://127.0.0.1:3000".to_owned()).into(),
        book: book.trim().into(),
        course: course.trim().into(),
    };
    println!("open {} and send webhooks to {}/webhooks/polar", shop.address, shop.address);
    Ok(axum::serve(listener, app::router(shop)).await?)
}

/// A shop on a free port, a server that answers for Polar, and a visitor.
async fn tour() -> Result<(), Failure> {
    let server = model_server::start(catalog::OPERATIONS, catalog::SAMPLES);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let file = env::temp_dir().join(format!("shop-{}.db", std::process::id()));
    let shop = Shop {
        polar: Client::builder().access_token("polar_oat_example").base_url(server.url()).build()?,
        verifier: Verifier::new(SECRET)?,
        store: Store::open(&file)?,
        address: address.as_str().into(),
        book: PRODUCTS[0].into(),
        course: PRODUCTS[1].into(),
    };
    let router = app::router(shop);
    let running = tokio::spawn(async move { axum::serve(listener, router).await });
    let visited = tokio::task::spawn_blocking(move || visitor::visit(&address)).await?;
    running.abort();
    std::fs::remove_file(file)?;
    visited
}
