//! Without futures.

use crate::support::examples;
use generated_sdk::polar::blocking::Client;
use std::time::Duration;

#[test]
fn the_same_methods_with_send() -> Result<(), Box<dyn std::error::Error>> {
    let polar = Client::builder().access_token("polar_oat_test").transport(examples()).build()?;
    polar.customers().get("c").timeout(Duration::from_secs(3)).send()?;
    for customer in polar.customers().list().active(true).iter().take(10) {
        customer?;
    }
    Ok(())
}
