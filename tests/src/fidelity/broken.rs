//! A server that breaks its word: a required property that is missing, a null where none is allowed, a value of the
//! wrong type.

use super::unchanged;
use crate::samples::{Built, Spot, What, display, place};
use generated_sdk::testing::{RoundTrip, Strictness};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Breaks `sample` at every place that is not in `seen`. `excused` are property names that decisions about the API
/// allow to be missing, null or of another type.
pub fn broken(
    round_trip: RoundTrip,
    sample: &Built,
    excused: &BTreeSet<String>,
    seen: &mut BTreeSet<String>,
) -> Vec<String> {
    let mut violations = Vec::new();
    for spot in &sample.spots {
        let at = display(&sample.value, &spot.path);
        if spot.path.iter().any(|step| excused.contains(step))
            || !seen.insert(format!("{at} {:?}", std::mem::discriminant(&spot.what)))
        {
            continue;
        }
        match &spot.what {
            What::Object { required, .. } => {
                for name in required.iter().filter(|name| !excused.contains(*name)) {
                    let mut value = sample.value.clone();
                    if let Value::Object(object) = place(&mut value, &spot.path) {
                        object.remove(name);
                    }
                    violations.extend(refused(round_trip, &value, spot, &format!("{at}.{name}"), "without"));
                }
            }
            What::NotNull(kind) | What::Constant(kind) => {
                for (wrong, how) in [(Value::Null, "null"), (other_than(kind), "another type")] {
                    let mut value = sample.value.clone();
                    *place(&mut value, &spot.path) = wrong;
                    violations.extend(refused(round_trip, &value, spot, &at, how));
                }
            }
            What::Enum => {
                let mut value = sample.value.clone();
                *place(&mut value, &spot.path) = other_than("string");
                violations.extend(refused(round_trip, &value, spot, &at, "another type"));
            }
            What::Tag => {}
        }
    }
    violations
}

/// A value that is not of this type, by anybody's leniency.
fn other_than(kind: &str) -> Value {
    match kind {
        "array" | "boolean" => json!("text"),
        _ => json!([]),
    }
}

/// The value must be refused at `at`. Within a union it may lead to another branch, or to none, and must then come
/// through unchanged.
fn refused(round_trip: RoundTrip, value: &Value, spot: &Spot, at: &str, how: &str) -> Option<String> {
    match round_trip(&value.to_string(), Strictness::Strict) {
        Err(error) if error.path() == at => None,
        Err(error) if !spot.in_union => Some(format!("{how} {at}: the error says {}", error.path())),
        Err(_) => None,
        Ok(_) if spot.in_union => unchanged(round_trip, value).map(|lost| format!("{how} {at}: {lost}")),
        Ok(_) => Some(format!("{how} {at}: accepted")),
    }
}
