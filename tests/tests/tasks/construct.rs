//! Make a client.

use generated_sdk::polar::Client;
use generated_sdk::{BuildErrorKind, RetryPolicy};
use std::time::Duration;

#[test]
fn from_a_token() {
    let polar = Client::new("polar_oat_xxx").expect("a token is all it takes");
    assert!(!format!("{polar:?}").contains("polar_oat_xxx"), "a token is never shown");
}

#[test]
fn from_settings() {
    let polar = Client::builder()
        .access_token("polar_oat_xxx")
        .timeout(Duration::from_secs(20))
        .retry(RetryPolicy::standard().max_attempts(4))
        .build();
    assert!(polar.is_ok());
}

#[test]
fn a_token_that_belongs_elsewhere_is_refused_at_once() {
    let error = Client::new("polar_cst_customer").expect_err("a customer's token does not belong on this client");
    assert!(error.to_string().contains("portal"), "the error says what to do instead: {error}");
    assert!(Client::builder().access_token("polar_cst_customer").allow_any_credential().build().is_ok());
}

#[test]
fn a_missing_variable_is_named() {
    // The environment of the tests has no token.
    let error = Client::from_env().expect_err("there is no token");
    assert_eq!(error.kind(), BuildErrorKind::MissingVariable);
    assert!(error.to_string().contains("POLAR_ACCESS_TOKEN"), "{error}");
}
