//! Clients without a network.

use generated_sdk::polar::Client;
use generated_sdk::testing::MockTransport;

/// A client of a mock.
pub(crate) fn polar(mock: &MockTransport) -> Client {
    Client::builder().access_token("polar_oat_test").transport(mock.clone()).build().expect("the settings are right")
}

/// A mock that answers every operation with its example and refuses what the document does not allow.
pub(crate) fn examples() -> MockTransport {
    MockTransport::new().with_examples().strict()
}
