//! A server that is newer than the SDK: one unknown thing at a time, at every place.

use super::{kept, unchanged};
use crate::samples::{Built, What, display, place};
use generated_sdk::testing::RoundTrip;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Puts something unknown at every place of `sample` that is not in `seen`, which holds the places done already.
pub fn newer(round_trip: RoundTrip, sample: &Built, seen: &mut BTreeSet<String>) -> Vec<String> {
    let mut violations = Vec::new();
    for spot in &sample.spots {
        let at = display(&sample.value, &spot.path);
        if !seen.insert(format!("{at} {:?}", std::mem::discriminant(&spot.what))) {
            continue;
        }
        let mut value = sample.value.clone();
        let node = place(&mut value, &spot.path);
        match &spot.what {
            What::Object { typed_rest: true, .. } | What::NotNull(_) => continue,
            What::Object { typed_rest: false, .. } => {
                if let Value::Object(object) = node {
                    object.insert("zz_new_property".into(), json!({"deep": [1, null, "x"]}));
                }
            }
            What::Enum => *node = json!("zz_new_value"),
            What::Tag => *node = json!("zz_new_tag"),
            What::Constant("boolean") => *node = json!(node == &json!(false)),
            What::Constant("number") => *node = json!(4711),
            What::Constant(_) => *node = json!("zz_new_constant"),
        }
        // Another constant can make another object of it, which nobody can read by the letter.
        let violation = match &spot.what {
            What::Constant(_) => kept("$", round_trip, &value.to_string()),
            What::Object { .. } | What::Enum | What::Tag | What::NotNull(_) => unchanged(round_trip, &value),
        };
        if let Some(violation) = violation {
            violations.push(format!("{:?} at {at}: {violation}", spot.what));
        }
    }
    violations
}
