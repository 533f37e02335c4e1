//! What has to hold when the types of the SDK meet JSON: nothing is lost, nothing is added, what is newer than the
//! SDK passes through, and what is broken is told by its place.
//!
//! Each check takes a type as its reader-and-writer and returns every violation it finds as a line of text.

mod broken;
mod newer;

pub use broken::broken;
pub use newer::newer;

use crate::samples::{Built, Fullness, Schemas};
use generated_sdk::testing::RoundTrip;
use serde_json::Value;

/// The samples of a component that a JSON Schema validator accepts, null left out: whether a component may be null is
/// told where it is used, not by its type.
pub fn valid_samples(schemas: &Schemas, component: &str) -> Vec<Built> {
    let schema = schemas.json_schema(component);
    let validator = jsonschema::validator_for(&schema).expect("the schemas of the documents are schemas");
    let mut samples = schemas.samples(component, Fullness::Full);
    samples.extend(schemas.samples(component, Fullness::Minimal));
    samples.retain(|sample| !sample.value.is_null() && validator.is_valid(&sample.value));
    samples
}

/// Reads and writes `value`, and says what differs.
pub fn unchanged(round_trip: RoundTrip, value: &Value) -> Option<String> {
    match round_trip(&value.to_string()) {
        Err(error) => Some(format!("{error} in {value}")),
        Ok(text) => match serde_json::from_str::<Value>(&text) {
            Err(error) => Some(format!("wrote no JSON ({error}): {text}")),
            Ok(written) => difference("$", value, &written),
        },
    }
}

/// The first place where two values differ.
pub fn difference(path: &str, expected: &Value, found: &Value) -> Option<String> {
    match (expected, found) {
        (Value::Object(left), Value::Object(right)) => {
            let lost = left.keys().find(|key| !right.contains_key(*key)).map(|key| format!("{path}.{key} is lost"));
            let added = right.keys().find(|key| !left.contains_key(*key)).map(|key| format!("{path}.{key} is added"));
            let deeper =
                || left.iter().find_map(|(key, value)| difference(&format!("{path}.{key}"), value, right.get(key)?));
            lost.or(added).or_else(deeper)
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let mut pairs = left.iter().zip(right).enumerate();
            pairs.find_map(|(index, (left, right))| difference(&format!("{path}[{index}]"), left, right))
        }
        _ => (expected != found).then(|| format!("{path} was {expected} and became {found}")),
    }
}
