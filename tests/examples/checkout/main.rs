//! The story of a first integration, played against a server on loopback that is made from the API's document:
//! create a checkout session with a price of one's own, read it back, list the orders.
//!
//! `cargo run -p examples --bin checkout`

use generated_sdk::polar::models::{CheckoutCreate, OrderSortProperty, ProductPriceFixedCreate};
use generated_sdk::polar::{Client, catalog};
use sdk_tests::model_server;

/// What is sold: the id of a product, as the dashboard shows it.
const PRODUCT: &str = "c5f1d8f0-6d31-4c0a-9a6a-3f1a2a7a0b11";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = model_server::start(catalog::OPERATIONS, catalog::SAMPLES);
    let polar = Client::builder().access_token("polar_oat_example").base_url(server.url()).build()?;

    // One product, sold for 19.99 in this session only.
    let session = CheckoutCreate::new([PRODUCT])
        .prices(PRODUCT, [ProductPriceFixedCreate::new(19_99)])
        .external_customer_id("user_42")
        .success_url("https://example.com/thanks");
    let session = polar.checkouts().create(session).await?;
    println!("created {}: {} {} to pay", session.id, session.total_amount, session.currency);

    let session = polar.checkouts().get(&session.id).await?;
    println!("it is {}, until {}", session.status, session.expires_at);

    let orders = polar.orders().list().external_customer_id("user_42").sorting([OrderSortProperty::CreatedAtDesc]);
    let mut orders = orders.stream();
    while let Some(order) = orders.try_next().await? {
        println!("order {}: {} {}, {}", order.id, order.total_amount, order.currency, order.status);
    }

    println!("\nwhat went over the wire:");
    for request in server.take() {
        println!("{} {}", request.method, request.target);
        if !request.body.is_empty() {
            println!("    {}", request.text());
        }
    }
    Ok(())
}
