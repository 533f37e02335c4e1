//! A payout in USD Coin.

use crate::Failure;
use generated_sdk::circle::blocking::Client;
use generated_sdk::circle::models::{
    CryptoPayoutCreationRequest, CryptoPayoutDestination, CryptoPayoutDestinationType, Money, MoneyCurrency,
};
use generated_sdk::values::DecimalString;
use std::time::Duration;

/// Pays out once, however often it is called with this key, and says what became of it.
pub(crate) fn pay(client: &Client, recipient: &str, amount: DecimalString, key: &str) -> Result<String, Failure> {
    let destination = CryptoPayoutDestination::new(CryptoPayoutDestinationType::AddressBook, recipient);
    let request = CryptoPayoutCreationRequest::new(destination, Money::new(amount, MoneyCurrency::Usd));
    // The key is the caller's own and not one made here: only so does a second run of the program not pay a second time.
    let payout = client.payouts().create(request).idempotency_key(key).deadline(Duration::from_secs(60)).send();
    let payout = payout.map_err(|error| match error.may_have_been_applied() {
        true => format!("{error}\nIt may have been paid: run it again with the same key."),
        false => error.to_string(),
    })?;
    let id = payout.id.ok_or("the answer has no id")?;

    // What was accepted is paid later. Here it is read once; a program that waits does so every few seconds.
    let payout = client.payouts().get(&id).send()?;
    let status = payout.status.map(|status| status.to_string()).unwrap_or_default();
    Ok(format!("payout {id}: {status}"))
}
