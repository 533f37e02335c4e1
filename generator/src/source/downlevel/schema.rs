//! Schemas, brought down to what OpenAPI 3.0 can say. The schemas inside are already done.

use super::{Siblings, hand_on};
use crate::source::extensions::{CONST, NEVER, NULL, PREFIX_ITEMS, REF_SIBLINGS, TYPES};
use crate::source::grammar::Kind;
use crate::source::support::http::essence;
use serde_json::{Map, Value, json};

/// A schema that is a flag becomes an object: `true` allows everything, `false` nothing. Something else in
/// the place of a schema allows everything.
pub(super) fn as_object(value: &mut Value) {
    if value.is_object() {
        return;
    }
    *value = match value {
        Value::Bool(false) => json!({ (NEVER): true }),
        _ => json!({}),
    };
}

/// Rewrites one schema.
pub(super) fn rewrite(schema: &mut Map<String, Value>, siblings: Siblings) {
    hand_on(Kind::Schema, schema);
    // Known to 3.0 as well, where it would make a kind of schema of its own.
    schema.shift_remove("not");
    constant(schema);
    types(schema);
    bound(schema, "minimum", "exclusiveMinimum", f64::max);
    bound(schema, "maximum", "exclusiveMaximum", f64::min);
    tuple(schema);
    content(schema);
    rest(schema);
    examples(schema);
    reference(schema, siblings);
}

fn constant(schema: &mut Map<String, Value>) {
    if let Some(value) = schema.shift_remove("const") {
        schema.insert(CONST.to_owned(), value.clone());
        schema.insert("enum".to_owned(), Value::Array(vec![value]));
    }
}

/// `type` becomes one name or none; `null` becomes `nullable`.
fn types(schema: &mut Map<String, Value>) {
    let mut names = match schema.get("type") {
        Some(Value::Array(names)) => names.clone(),
        Some(Value::String(name)) if name == "null" => vec![Value::from("null")],
        _ => return,
    };
    let with_null = names.len();
    names.retain(|name| name != "null");
    names.dedup();
    let nullable = names.len() != with_null && with_null > 0;
    match names.as_slice() {
        [] => {
            schema.shift_remove("type");
            if nullable {
                schema.insert("enum".to_owned(), json!([null]));
                schema.insert(NULL.to_owned(), Value::Bool(true));
            }
        }
        [name] => {
            let name = name.clone();
            schema.insert("type".to_owned(), name);
        }
        _ => {
            schema.shift_remove("type");
            schema.insert(TYPES.to_owned(), Value::Array(names));
        }
    }
    if nullable {
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// An exclusive bound that is a number becomes a flag on the inclusive one; the tighter of two counts.
fn bound(schema: &mut Map<String, Value>, inclusive: &str, exclusive: &str, tighter: fn(f64, f64) -> f64) {
    let Some(Value::Number(number)) = schema.get(exclusive).cloned() else { return };
    let other = schema.get(inclusive).and_then(Value::as_f64);
    let own = number.as_f64().expect("without arbitrary precision every number is one");
    if other.is_none_or(|other| tighter(own, other) == own) {
        schema.insert(inclusive.to_owned(), Value::Number(number));
        schema.insert(exclusive.to_owned(), Value::Bool(true));
    } else {
        schema.shift_remove(exclusive);
    }
}

/// `prefixItems`, and the list of schemas that early drafts have in `items`.
fn tuple(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(_)) = schema.get("items") {
        let elements = schema.insert("items".to_owned(), json!({})).expect("the key was looked up above");
        close(schema, "additionalItems", &elements);
        schema.insert(PREFIX_ITEMS.to_owned(), elements);
    } else if let Some(elements) = schema.shift_remove("prefixItems") {
        close(schema, "items", &elements);
        schema.insert(PREFIX_ITEMS.to_owned(), elements);
        schema.entry("items").or_insert_with(|| json!({}));
    }
}

/// Elements behind the given ones that may be of no schema are no elements.
fn close(schema: &mut Map<String, Value>, further: &str, elements: &Value) {
    if schema.get(further).is_some_and(is_never) {
        let count = elements.as_array().map_or(0, Vec::len);
        schema.entry("maxItems").or_insert_with(|| count.into());
    }
}

/// The schema `false`, rewritten or not.
fn is_never(schema: &Value) -> bool {
    *schema == Value::Bool(false) || schema.get("x-sdk-never").is_some()
}

/// How 3.1 tells encoded and raw bytes becomes how 3.0 does.
fn content(schema: &mut Map<String, Value>) {
    if schema.contains_key("format") {
        return;
    }
    let encoding = schema.get("contentEncoding").and_then(Value::as_str).map(str::to_ascii_lowercase);
    let format = match encoding.as_deref() {
        Some("base64" | "base64url") => "byte",
        Some(_) => return,
        None if schema.get("contentMediaType").and_then(Value::as_str).is_some_and(is_binary) => "binary",
        None => return,
    };
    schema.insert("format".to_owned(), format.into());
}

/// Whether content of a media type cannot be the text of a string.
fn is_binary(media_type: &str) -> bool {
    match essence(media_type).split_once('/') {
        Some((_, subtype)) if subtype.ends_with("+xml") || subtype.ends_with("+json") => false,
        Some(("image" | "audio" | "video" | "font", _)) => true,
        Some(("application", "octet-stream" | "pdf" | "zip" | "gzip")) => true,
        _ => false,
    }
}

/// What no other keyword describes is what `properties` does not list, once all that is merged is one object.
fn rest(schema: &mut Map<String, Value>) {
    if let Some(rest) = schema.shift_remove("unevaluatedProperties") {
        schema.entry("additionalProperties").or_insert(rest);
    }
}

/// The first of `examples` serves as `example`.
fn examples(schema: &mut Map<String, Value>) {
    if let Some(first) = schema.get("examples").and_then(Value::as_array).and_then(|list| list.first()).cloned() {
        schema.entry("example").or_insert(first);
    }
}

/// Keywords that say something about a schema but do not change what it allows.
const ANNOTATIONS: [&str; 10] = [
    "title",
    "description",
    "deprecated",
    "default",
    "example",
    "examples",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "$comment",
];

/// What stands beside `$ref` would be lost; an `allOf` around the reference keeps it.
fn reference(schema: &mut Map<String, Value>, siblings: Siblings) {
    let counts = |key: &str| {
        key != "$ref"
            && Kind::Schema.keyword(key).is_some()
            && (siblings == Siblings::All || !ANNOTATIONS.contains(&key))
    };
    if !schema.get("$ref").is_some_and(Value::is_string) {
        return;
    }
    if !schema.keys().any(|key| counts(key)) {
        schema.retain(|key, _| key == "$ref");
        return;
    }
    let reference = schema.shift_remove("$ref").expect("the key was looked up above");
    let mut all = vec![json!({ "$ref": reference })];
    if let Some(Value::Array(others)) = schema.shift_remove("allOf") {
        all.extend(others);
    }
    schema.insert("allOf".to_owned(), Value::Array(all));
    schema.insert(REF_SIBLINGS.to_owned(), Value::Bool(true));
}

#[cfg(test)]
mod tests {
    use super::super::downlevel;
    use serde_json::{Value, json};

    fn rewritten(version: &str, schema: Value) -> Value {
        let document = json!({ "openapi": version, "info": { "title": "", "version": "" }, "components": { "schemas": { "A": schema } } });
        downlevel(document).0["components"]["schemas"]["A"].take()
    }

    #[test]
    fn types_and_null() {
        assert_eq!(
            rewritten("3.1.0", json!({ "type": ["string", "null"] })),
            json!({ "type": "string", "nullable": true })
        );
        assert_eq!(
            rewritten("3.1.0", json!({ "type": ["string", "integer", "null"] })),
            json!({ "x-sdk-types": ["string", "integer"], "nullable": true })
        );
        assert_eq!(
            rewritten("3.1.0", json!({ "type": "null" })),
            json!({ "enum": [null], "x-sdk-null": true, "nullable": true })
        );
    }

    #[test]
    fn constants_keep_apart_from_enumerations() {
        assert_eq!(rewritten("3.1.0", json!({ "const": 5 })), json!({ "x-sdk-const": 5, "enum": [5] }));
        assert_eq!(rewritten("3.1.0", json!({ "enum": [5] })), json!({ "enum": [5] }));
    }

    #[test]
    fn the_tighter_bound_counts() {
        assert_eq!(
            rewritten("3.1.0", json!({ "exclusiveMinimum": 0 })),
            json!({ "minimum": 0, "exclusiveMinimum": true })
        );
        assert_eq!(rewritten("3.1.0", json!({ "exclusiveMaximum": 9, "maximum": 5 })), json!({ "maximum": 5 }));
        assert_eq!(
            rewritten("3.0.0", json!({ "exclusiveMaximum": true, "maximum": 5 })),
            json!({ "exclusiveMaximum": true, "maximum": 5 })
        );
    }

    #[test]
    fn siblings_of_references() {
        let schema = json!({ "$ref": "#/components/schemas/B", "description": "b" });
        assert_eq!(rewritten("3.0.3", schema.clone()), json!({ "$ref": "#/components/schemas/B" }));
        assert_eq!(
            rewritten("3.1.0", schema),
            json!({ "description": "b", "allOf": [{ "$ref": "#/components/schemas/B" }], "x-sdk-ref-siblings": true })
        );
        assert_eq!(
            rewritten("3.0.3", json!({ "$ref": "#/components/schemas/B", "nullable": true })),
            json!({ "nullable": true, "allOf": [{ "$ref": "#/components/schemas/B" }], "x-sdk-ref-siblings": true })
        );
    }

    #[test]
    fn tuples_and_flags() {
        assert_eq!(
            rewritten("3.1.0", json!({ "type": "array", "prefixItems": [{ "const": 1 }, true], "items": false })),
            json!({
                "type": "array", "items": { "x-sdk-never": true }, "maxItems": 2, "x-sdk-prefix-items": [{ "x-sdk-const": 1, "enum": [1] }, {}]
            })
        );
        assert_eq!(
            rewritten("3.1.0", json!({ "additionalProperties": false })),
            json!({ "additionalProperties": false })
        );
    }

    #[test]
    fn names_of_properties_are_no_keywords() {
        let schema = json!({ "type": "object", "properties": { "const": { "type": "string" }, "$ref": { "type": "string" }, "not": true } });
        assert_eq!(
            rewritten("3.1.0", schema),
            json!({ "type": "object", "properties": { "const": { "type": "string" }, "$ref": { "type": "string" }, "not": {} } })
        );
    }
}
