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
        ("a list of choices that are among their own, of which nothing else is known", circular(false)),
        ("a list of choices that are among their own, beside objects", circular(true)),
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

/// Pages of items that are one of each other, or an object.
fn circular(has_objects: bool) -> Value {
    let item = json!({ "type": "array", "items": { "$ref": "#/components/schemas/S1" } });
    let page = json!({ "properties": { "data": item, "has_more": { "type": "boolean" } } });
    let choice = |other: usize| {
        let object = has_objects.then(|| required("id", other));
        let other = json!({ "$ref": format!("#/components/schemas/S{other}") });
        json!({ "oneOf": std::iter::once(other).chain(object).collect::<Vec<_>>() })
    };
    let schemas = [("S0", page), ("S1", choice(2)), ("S2", choice(1))];
    let mut document = with_schemas(schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)));
    let parameters = json!([{ "name": "after", "in": "query", "schema": { "type": "string" } }]);
    document["paths"]["/"]["get"]["parameters"] = parameters;
    document["paths"]["/"]["post"] = json!({
        "requestBody": { "content": { "multipart/form-data": { "schema": { "$ref": "#/components/schemas/S1" } } } },
        "responses": { "200": { "description": "", "content": {
            "text/event-stream": { "schema": { "$ref": "#/components/schemas/S2" } } } } },
    });
    document
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
