//! Answers that were really published: which reader of the SDK they are for, and what becomes of them.

use super::outcome::Outcome;
use super::{answer_of, operations};
use crate::fidelity::difference;
use generated_sdk::testing::{RoundTrip, Strictness};
use serde_json::Value;

/// Reads a value as `polar::models::Payment`, or as `circle POST /v1/payouts 201`.
pub(super) fn try_value(name: &str, value: &Value) -> Outcome {
    if !value.is_object() && !value.is_array() {
        return Outcome::Skipped("it is described, not written out".to_owned());
    }
    let Some((round_trip, envelope)) = reader(name) else {
        return Outcome::Failed("the SDK has no such type or operation".to_owned());
    };
    let value = envelope.and_then(|property| value.get(property)).unwrap_or(value);
    let text = value.to_string();
    match round_trip(&text, Strictness::Lenient) {
        Err(error) => Outcome::Failed(format!("{}: {}", error.path(), error.reason())),
        Ok(read) => match difference("$", &text, &read.text) {
            Some(differs) => Outcome::Failed(differs),
            None => Outcome::read(read.raw, read.assumed),
        },
    }
}

/// The reader that a name means, and the property around what it reads.
fn reader(name: &str) -> Option<(RoundTrip, Option<&'static str>)> {
    if let Some((_, ty)) = name.rsplit_once("models::") {
        let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        let types = match name.split("::").next()? {
            "circle" => generated_sdk::circle::catalog::TYPES,
            _ => generated_sdk::polar::catalog::TYPES,
        };
        let found = types.iter().copied().flatten().find(|(schema, _)| plain(schema) == plain(ty));
        return found.map(|(_, round_trip)| (*round_trip, None));
    }
    let parts: Vec<&str> = name.split(' ').collect();
    let [_, method, path, status] = parts.as_slice() else { return None };
    let entry = operations().find(|entry| {
        entry.operation.method.as_str().eq_ignore_ascii_case(method) && entry.operation.template() == *path
    })?;
    Some((answer_of(entry, status.parse().ok()?)?, entry.operation.envelope))
}
