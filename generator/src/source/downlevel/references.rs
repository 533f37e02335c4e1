//! References to what is in an extension now.

use crate::source::extensions::moved_to;
use crate::source::support::pointer;
use serde_json::Value;

/// Lets all references lead to where what they name has moved.
pub(super) fn follow(document: &mut Value) {
    let mut found = Vec::new();
    collect(document, document, &mut String::new(), &mut found);
    for (at, to) in found {
        if let Some(reference) = document.pointer_mut(&at).and_then(|object| object.get_mut("$ref")) {
            *reference = Value::String(format!("#{}", to.replace('%', "%25")));
        }
    }
}

/// Finds objects with references to what has moved, and where that is now.
fn collect(document: &Value, value: &Value, at: &mut String, found: &mut Vec<(String, String)>) {
    let length = at.len();
    let mut below = |key: &str, value: &Value| {
        if value.is_object() || value.is_array() {
            pointer::push(at, key);
            collect(document, value, at, found);
            at.truncate(length);
        }
    };
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| below(key, value)),
        Value::Array(list) => list.iter().enumerate().for_each(|(index, value)| below(&index.to_string(), value)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    let to = value.get("$ref").and_then(Value::as_str).and_then(pointer::of_reference);
    if let Some(now) = to.and_then(|to| moved(document, &to)) {
        found.push((at.clone(), now));
    }
}

/// Where something is that had this pointer, if it has moved.
pub(super) fn moved(document: &Value, before: &str) -> Option<String> {
    // Hardly any pointer leads through such a keyword.
    before.split('/').find_map(moved_to)?;
    let (mut value, mut now, mut has_moved) = (document, String::new(), false);
    for segment in pointer::segments(before) {
        let (key, next) = match value.get(&segment).or_else(|| value.get(segment.parse::<usize>().ok()?)) {
            Some(next) => (segment.as_str(), next),
            None => {
                has_moved = true;
                let key = moved_to(&segment)?;
                (key, value.get(key)?)
            }
        };
        pointer::push(&mut now, key);
        value = next;
    }
    has_moved.then_some(now)
}

#[cfg(test)]
mod tests {
    use super::super::downlevel;
    use super::*;
    use serde_json::json;

    #[test]
    fn references_follow_what_has_moved() {
        let schemas = json!({
            "A": {
                "prefixItems": [{ "type": "string" }],
                "then": { "patternProperties": { "^50%": { "type": "integer" } } },
            },
            "B": { "properties": {
                "first": { "$ref": "#/components/schemas/A/prefixItems/0" },
                "share": { "$ref": "#/components/schemas/A/then/patternProperties/%5E50%25" },
                "then": { "$ref": "#/components/schemas/B/properties/first" },
            } },
        });
        let (document, _) = downlevel(json!({ "openapi": "3.1.0", "components": { "schemas": schemas } }));
        let target = |name: &str| {
            let property = &document["components"]["schemas"]["B"]["properties"][name];
            pointer::get(&document, &pointer::of_reference(property["$ref"].as_str()?)?)
        };
        assert_eq!(target("first"), Some(&json!({ "type": "string" })));
        assert_eq!(target("share"), Some(&json!({ "type": "integer" })));
        assert!(target("then").is_some_and(|first| first.get("$ref").is_some()), "what has not moved stays");
    }
}
