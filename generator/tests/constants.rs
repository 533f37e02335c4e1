//! Which properties are sent without asking.

use generator::config::Config;
use generator::docs_overlay::DocsOverlay;
use generator::load::{Input, SourceFile};
use generator::model::{Api, Shape};
use generator::naming::Level;
use generator::pipeline::understand;
use serde_json::json;

/// An API that takes one object, gives another.
fn api() -> Api {
    let place = |reference: &str| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{reference}") } } });
    let object = |required: &[&str]| {
        let kind = json!({ "type": "string", "enum": ["wallet"] });
        json!({ "type": "object", "required": required, "properties": { "kind": kind, "size": { "type": "integer" } } })
    };
    let value = json!({
        "openapi": "3.0.3",
        "info": { "title": "Acme", "version": "1" },
        "paths": { "/things": { "post": {
            "operationId": "create",
            "requestBody": { "required": true, "content": place("Sent") },
            "responses": { "200": { "description": "ok", "content": place("Received") } },
        } } },
        "components": { "schemas": {
            "Sent": object(&["kind"]),
            "Received": object(&["kind"]),
        } },
    });
    let document =
        SourceFile { name: "acme.json".to_owned(), text: value.to_string().into(), value: serde_json::Value::Null };
    let input = Input {
        name: "acme".to_owned(),
        document,
        others: Vec::new(),
        origins: Default::default(),
        config: Config::default(),
        words: DocsOverlay::default(),
        config_file: None,
        words_file: None,
        guides: Default::default(),
        crate_guides: Default::default(),
    };
    let mut diagnostics = Vec::new();
    let understood = understand(value, &input, Level::Module, &mut diagnostics);
    understood.unwrap_or_else(|| panic!("{diagnostics:?}")).api
}

#[test]
fn the_only_value_of_a_request_is_a_constant_and_that_of_an_answer_is_not() {
    let api = api();
    let constant = |component: &str| {
        let decl = api.types.iter().find(|decl| decl.component().as_deref() == Some(component)).expect("it is reached");
        let Shape::Object(object) = &decl.shape else { panic!("`{component}` is an object") };
        object.fields.iter().find(|field| field.wire == "kind").expect("it has a kind").constant.clone()
    };
    assert_eq!(constant("Sent"), Some(json!("wallet")));
    assert_eq!(constant("Received"), None);
}
