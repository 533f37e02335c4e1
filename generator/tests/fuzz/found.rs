//! Documents that were not handled once, as small as they failed.

use super::oracle::failure;
use serde_json::{Value, json};

/// What went wrong, and the document.
fn found() -> Vec<(&'static str, Value)> {
    vec![
        ("each of the schemas takes in the next one, and so do properties of it, twice per level", inheriting()),
        ("choices side by side over a schema that has such choices itself", choosing()),
        ("pages of a group that is called like a keyword", keyword()),
        ("a condition that leads back to itself", with_schemas([("S0".to_owned(), condition(0))].into_iter())),
        (
            "conditions that lead to the next ones in two ways",
            with_schemas((0..=40).map(|level| (format!("S{level}"), condition((level + 1) % 41)))),
        ),
    ]
}

/// A document that answers with `S0` of these schemas.
fn with_schemas(schemas: impl Iterator<Item = (String, Value)>) -> Value {
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/S0" } } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Shop", "version": "1" },
        "paths": { "/": { "get": { "responses": { "200": { "description": "", "content": content } } } } },
        "components": { "schemas": Value::Object(schemas.collect()) },
    })
}

fn required(name: &str, level: usize) -> Value {
    json!({ "type": "object", "required": [format!("{name}{level}")],
            "properties": { format!("{name}{level}"): { "type": "string" } } })
}

fn inheriting() -> Value {
    const LEVELS: usize = 24;
    with_schemas((0..=LEVELS).map(|level| {
        let next = json!({ "$ref": format!("#/components/schemas/S{}", level + 1) });
        let taking = json!({ "allOf": [next, required("c", level)] });
        let properties = json!({ format!("a{level}"): next, format!("b{level}"): taking });
        let all = json!({ "allOf": [next, { "type": "object", "properties": properties }] });
        (format!("S{level}"), if level < LEVELS { all } else { required("z", level) })
    }))
}

fn choosing() -> Value {
    // What comes of it grows with the square of the levels.
    const LEVELS: usize = 12;
    with_schemas((0..=LEVELS).map(|level| {
        let next = json!({ "$ref": format!("#/components/schemas/S{}", level + 1) });
        let choices = json!([{ "oneOf": [next, required("q", level)] }, { "oneOf": [next, required("r", level)] }]);
        (format!("S{level}"), if level < LEVELS { json!({ "allOf": choices }) } else { required("z", level) })
    }))
}

/// An object that has more under conditions, which another schema says.
fn condition(other: usize) -> Value {
    let other = json!({ "$ref": format!("#/components/schemas/S{other}") });
    json!({ "type": "object", "if": { "required": ["a"] }, "then": other, "else": other })
}

fn keyword() -> Value {
    let items = json!({ "type": "array", "items": { "type": "string" } });
    let page = json!({ "properties": { "items": items, "total_pages": { "type": "integer" } } });
    let parameters = json!([{ "name": "page", "in": "query", "schema": { "type": "integer" } }]);
    let responses = json!({ "200": { "description": "", "content": { "application/json": { "schema": page } } } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Shop", "version": "1" },
        "paths": { "/a": { "get": { "tags": ["type"], "parameters": parameters, "responses": responses } } },
    })
}

#[test]
fn documents_that_failed_once_are_handled() {
    for (what, document) in found() {
        assert_eq!(failure(&document), None, "{what}");
    }
}
