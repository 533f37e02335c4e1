//! Compile only what is used.
//!
//! ```toml
//! generated-sdk = { version = "0.1", default-features = false, features = ["rustls", "polar-customers", "webhooks"] }
//! ```

/// The features of the crate, by name.
fn features() -> Vec<String> {
    let manifest = include_str!("../../../generated-sdk/Cargo.toml");
    let section =
        manifest.split("[features]").nth(1).and_then(|rest| rest.split("\n[").next()).expect("there are features");
    let entries = section.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
    entries.filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect()
}

#[test]
fn every_resource_and_every_addition_is_a_feature() {
    let features = features();
    let expected = [
        "default",
        "polar",
        "polar-customers",
        "polar-checkouts",
        "polar-customer-portal",
        "circle",
        "circle-payouts",
        "rustls",
        "ring",
        "aws-lc-rs",
        "no-provider",
        "webpki-roots",
        "native-tls",
        "own-transport",
        "blocking",
        "webhooks",
        "testing",
        "tracing",
        "axum-0-8",
        "tower-0-5",
        "upload",
        "chrono-0-4",
        "jiff-0-2",
        "rust_decimal-1",
        "uuid-1",
    ];
    for feature in expected {
        assert!(features.iter().any(|known| known == feature), "`{feature}` is no feature: {features:?}");
    }
}
