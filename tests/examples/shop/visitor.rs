//! A visitor of the shop, and Polar behind it: what comes from outside, over sockets.

use crate::{Failure, SECRET};
use examples::send;
use generated_sdk::polar::webhooks::Signer;
use http::HeaderMap;

/// Buys something, sees it delivered once although it is announced twice, and gives it back.
pub(crate) fn visit(address: &str) -> Result<(), Failure> {
    let nothing = HeaderMap::new();
    let get = |target: &str| send("GET", &format!("{address}{target}"), &nothing, b"");
    let post =
        |target: &str, headers: &HeaderMap, body: &[u8]| send("POST", &format!("{address}{target}"), headers, body);

    let bought = post("/buy/user_42", &nothing, b"")?;
    let page = bought.headers().get("location").ok_or("the shop did not lead on to the payment page")?;
    println!("bought: {}, on to {}", bought.status(), page.to_str()?);
    println!("back in the shop: {}", get("/thanks?checkout_id=4f1d6b0e-9a3c-4d2b-8c5f-7e6a1b2c3d4e")?.body());

    // What Polar does once the money is there; it repeats what it got no answer to.
    let paid = Signer::new(SECRET)?.example("order.paid");
    for _ in 0..2 {
        println!("order.paid: {}", post("/webhooks/polar", &paid.headers, &paid.body)?.status());
    }
    println!("order.paid of somebody else: {}", post("/webhooks/polar", &nothing, &paid.body)?.status());

    print!("{}", get("/orders")?.body());
    let id = "2c9f7a1e-5b3d-4e8f-a6c4-d1b0e9f8a7c6";
    println!("{}", post(&format!("/orders/{id}/refund"), &nothing, b"")?.body());
    println!("name forgotten: {}", post(&format!("/customers/{id}/forget-name"), &nothing, b"")?.status());
    Ok(())
}
