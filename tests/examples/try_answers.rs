//! Not committed.
use generated_sdk::testing::{RoundTrip, Strictness};
use generated_sdk::{Json, circle, polar};
fn find(name: &str) -> RoundTrip {
    let all = polar::catalog::TYPES.iter().chain(circle::catalog::TYPES).copied().flatten();
    all.clone().find(|(n, _)| *n == name).unwrap_or_else(|| panic!("{name}")).1
}
fn main() {
    for (name, file) in [
        ("CheckoutLink", "link"),
        ("BusinessPayout", "payout"),
        ("CryptoPayout", "payout"),
        ("BenefitDiscordProperties", "discord"),
        ("Payment", "kr0"),
        ("CustomerPaymentMethod", "kr1"),
    ] {
        let text = std::fs::read_to_string(format!("/tmp/recv-try/{file}.json")).unwrap();
        match std::panic::catch_unwind(|| find(name)) {
            Err(_) => println!("{name}: no such type"),
            Ok(round_trip) => match round_trip(&text, Strictness::Lenient) {
                Ok(r) => println!(
                    "{name}: equal {} assumed {:?}",
                    Json::parse(&r.text).unwrap() == Json::parse(&text).unwrap(),
                    r.assumed
                ),
                Err(e) => println!("{name}: {e}"),
            },
        }
    }
    for entry in circle::catalog::OPERATIONS {
        if entry.operation.method == "POST" && entry.operation.template() == "/v1/payouts" {
            let text = std::fs::read_to_string("/tmp/recv-try/payout.json").unwrap();
            for (status, r) in entry.answers {
                println!(
                    "{status:?} {:?}",
                    r(&text, Strictness::Lenient)
                        .map(|r| (r.assumed, Json::parse(&r.text).unwrap() == Json::parse(&text).unwrap()))
                );
            }
        }
    }
}
