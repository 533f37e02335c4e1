//! What has to hold when the types of the SDK meet JSON: nothing is lost, nothing is added, what is newer than the
//! SDK passes through, and what is broken is selected by its place.
//!
//! Each check takes a type as its reader-and-writer and returns every violation it finds as a line of text.

mod broken;
mod exact;
mod mended;
mod newer;

pub use broken::broken;
pub use exact::difference;
pub use mended::{Became, Changed, Outcomes};
pub use newer::newer;

use crate::samples::{Built, Fullness, Schemas};
use generated_sdk::testing::{RoundTrip, Strictness};
use serde_json::{Value, json};

/// The samples of a component that a JSON Schema validator accepts, null left out: whether a component may be null is
/// stated where it is used, not by its type.
pub fn valid_samples(schemas: &Schemas, component: &str) -> Vec<Built> {
    valid_samples_of(schemas, &json!({"$ref": format!("#/components/schemas/{component}")}))
}

/// The same for any schema of the document, such as one that stands in an answer.
pub fn valid_samples_of(schemas: &Schemas, schema: &Value) -> Vec<Built> {
    let mut samples = schemas.valid(schema, Fullness::Full);
    samples.extend(schemas.valid(schema, Fullness::Minimal));
    samples.retain(|sample| !sample.value.is_null());
    samples
}

/// Reads and writes `value`, which is by the letter, and says what differs.
pub fn unchanged(round_trip: RoundTrip, value: &Value) -> Option<String> {
    kept_as("$", round_trip, &value.to_string(), Strictness::Strict)
}

/// Reads and writes a JSON text that stands at `path` of a body, and says what differs.
pub fn kept(path: &str, round_trip: RoundTrip, text: &str) -> Option<String> {
    kept_as(path, round_trip, text, Strictness::Lenient)
}

/// Reads and writes a JSON text that stands at `path` of a body: the paths of what had to be assumed, or what differs.
///
/// # Errors
///
/// With what differs, or why it is refused.
pub fn read_leniently(path: &str, round_trip: RoundTrip, text: &str) -> Result<Vec<String>, String> {
    if let Some(differs) = kept(path, round_trip, text) {
        return Err(differs);
    }
    let read = round_trip(text, Strictness::Lenient).map_err(|error| error.reason())?;
    let below = |found: &String| format!("{path}{}", found.strip_prefix('$').unwrap_or(found));
    Ok(read.assumed.iter().map(below).collect())
}

fn kept_as(path: &str, round_trip: RoundTrip, text: &str, strictness: Strictness) -> Option<String> {
    match round_trip(text, strictness) {
        Err(error) => {
            let below = error.path();
            let place = format!("{path}{}", below.strip_prefix('$').unwrap_or(&below));
            Some(format!("{place}: {} in {}", error.reason(), shortened(text)))
        }
        Ok(read) => difference(path, text, &read.text),
    }
}

/// The beginning of a text, enough to recognise it.
fn shortened(text: &str) -> String {
    let end = text.char_indices().nth(400).map_or(text.len(), |(at, _)| at);
    if end < text.len() { format!("{}…", &text[..end]) } else { text.to_owned() }
}
