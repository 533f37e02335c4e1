//! Talk to the sandbox.

use crate::support::examples;
use generated_sdk::{circle, polar};

#[tokio::test]
async fn by_name() {
    let mock = examples();
    let polar = polar::Client::builder()
        .access_token("polar_oat_sandbox")
        .environment(polar::Environment::Sandbox)
        .transport(mock.clone())
        .build()
        .expect("the sandbox is a server of the document");
    polar.customers().get("c").await.expect("the mock answers");
    assert_eq!(mock.requests()[0].uri.host(), Some("sandbox-api.polar.sh"));
}

#[test]
fn a_live_key_does_not_get_there() {
    let settings = circle::Client::builder().access_token("LIVE_API_KEY:id:secret");
    let error = settings.environment(circle::Environment::Sandbox).build().expect_err("the key is for production");
    assert!(!error.to_string().contains("secret"), "{error}");

    let settings = circle::Client::builder().access_token("LIVE_API_KEY:id:secret");
    assert!(settings.environment(circle::Environment::Production).build().is_ok());
}
