//! Clients without a network, and bodies made from the documents.

use generated_sdk::testing::{MockTransport, Recorded};
use generated_sdk::{circle, polar};
use sdk_tests::samples::{Fullness, Schemas};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::LazyLock;

/// A client of the Polar API.
pub(crate) fn polar(mock: &MockTransport) -> polar::blocking::Client {
    let builder = polar::blocking::Client::builder().access_token("polar_oat_test");
    builder.transport(mock.clone()).build().expect("the settings are right")
}

/// A client of the Circle API.
pub(crate) fn circle(mock: &MockTransport) -> circle::blocking::Client {
    let builder = circle::blocking::Client::builder().access_token("token");
    builder.transport(mock.clone()).build().expect("the settings are right")
}

/// A mock that answers every operation with its example.
pub(crate) fn examples() -> MockTransport {
    MockTransport::new().with_examples()
}

/// The only request a mock has seen.
pub(crate) fn only(mock: &MockTransport) -> Recorded {
    let requests = mock.requests();
    assert_eq!(requests.len(), 1, "one request is sent");
    requests[0].clone()
}

/// The JSON body of the only request a mock has seen.
pub(crate) fn sent(mock: &MockTransport) -> Value {
    serde_json::from_slice(&only(mock).body).expect("the body is JSON")
}

/// The example body of an operation's success.
pub(crate) fn example(operation: &str) -> Value {
    let mut samples = polar::catalog::SAMPLES.of(operation).chain(circle::catalog::SAMPLES.of(operation));
    let sample = samples.find(|sample| sample.status < 300).expect("the operation has an example");
    serde_json::from_str(&sample.body).expect("examples are JSON")
}

/// The schemas of the Polar document.
pub(crate) fn schemas() -> &'static Schemas {
    static SCHEMAS: LazyLock<Schemas> = LazyLock::new(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/polar/openapi.yaml");
        let text = std::fs::read_to_string(path).expect("the document is there");
        Schemas::new(serde_yaml::from_str(&text).expect("the document is YAML"))
    });
    &SCHEMAS
}

/// Values of a component of the Polar document.
pub(crate) fn samples(component: &str) -> Vec<Value> {
    let schema = json!({"$ref": format!("#/components/schemas/{component}")});
    schemas().valid(&schema, Fullness::Full).into_iter().map(|built| built.value).collect()
}

/// The first value of a component, with some properties set.
pub(crate) fn sample(component: &str, set: Value) -> Value {
    let mut value = samples(component).into_iter().next().expect("the component has a value");
    for (name, property) in set.as_object().expect("properties are set by name") {
        value[name] = property.clone();
    }
    value
}
