//! Overlays do what a reader by other people (`roas-overlay`, which selects with `serde_json_path`) makes of them.

use generator::source::overlay::{Overlay, apply};
use roas_overlay::apply::{Apply, ApplyErrorKind};
use serde_json::{Value, json};

/// A document with what targets select: names of all kinds, lists, values of every type, and things of one name at
/// several depths.
fn document() -> Value {
    json!({
        "info": { "title": "Shop", "version": "1", "x-hidden": true },
        "paths": {
            "/orders": { "get": {
                "tags": ["orders", "x"],
                "parameters": [
                    { "name": "page", "in": "query", "schema": { "type": "integer", "minimum": 1, "maximum": 100 } },
                    { "name": "id", "in": "path", "schema": { "type": "string" }, "x-hidden": null },
                    { "name": "size", "in": "query", "schema": { "type": "number", "minimum": 1.0, "maximum": 10 } },
                ],
            } },
            "/it's/{a~b}": { "get": { "tags": [] }, "post": { "x-hidden": { "x-hidden": [1] } } },
        },
        "default": "page",
        "lists": [[1, 2], [3], { "x": [1] }, "x", null, 1.0],
    })
}

fn overlay(actions: &Value) -> Value {
    json!({ "overlay": "1.0.0", "info": { "title": "Corrections", "version": "1" }, "actions": actions })
}

/// The document after our reader has applied the actions, which may select nothing.
fn by_us(actions: &Value) -> Value {
    let overlay: Overlay = serde_json::from_value(overlay(actions)).expect("we read it");
    let (mut document, mut diagnostics) = (document(), Vec::new());
    apply(&mut document, &overlay, 0, &mut diagnostics);
    for found in diagnostics {
        assert!(found.message.ends_with("selects nothing in the document"), "{}", found.message);
    }
    document
}

fn by_others(actions: &Value) -> Result<Value, ApplyErrorKind> {
    let overlay: roas_overlay::v1_0::Overlay = serde_json::from_value(overlay(actions)).expect("they read it");
    let mut document = document();
    overlay.apply(&mut document, Default::default()).map_err(|error| error.kind)?;
    Ok(document)
}

#[test]
fn targets_select_the_same() {
    let targets = [
        "$.info",
        "$['info']",
        "$.paths['/orders'].get",
        r"$.paths['/it\'s/{a~b}']",
        r#"$["paths"]["/it's/{a~b}"]["post"]"#,
        "$.paths.*",
        "$.paths.*.*",
        "$.paths.*.get.parameters[*]",
        "$.paths[*].get.parameters[1]",
        "$.lists[0]",
        "$.lists[2].x",
        "$..parameters",
        "$..parameters[0]",
        "$..get",
        "$.nothing",
        "$.lists[17]",
        "$.paths['/orders'].get.parameters[?@.name=='page']",
        "$.paths['/orders'].get.parameters[?(@.name == \"page\")]",
        "$..parameters[?@.in=='query' && @.schema.minimum >= 1]",
        "$..parameters[?@.schema.maximum > 10 || @.name == 'id']",
        "$..parameters[?@.schema.maximum < 100]",
        "$..parameters[?@.schema.minimum <= 1.0]",
        "$..parameters[?@.name != 'page']",
        "$..parameters[?@['x-hidden']]",
        "$..parameters[?!@['x-hidden']]",
        "$..parameters[?@['x-hidden'] == null]",
        "$..parameters[?@.schema.minimum == @.schema.none]",
        "$..parameters[?@.schema.none == @.schema.neither]",
        "$..parameters[?@.schema == $.paths['/orders'].get.parameters[1].schema]",
        "$..parameters[?@.name == $.default]",
        "$..parameters[?@.name > 'ie' && (@.in == 'query' || @.in == 'path')]",
        "$..parameters[?!(@.in == 'query' || @.in == 'path')]",
        "$.paths[?@.post]",
        "$.paths[?@.*.parameters]",
        "$.paths[?@..minimum]",
        "$.paths[?@.get.parameters[?@.name == 'id']]",
        "$.lists[?@[0] == 1]",
        "$.lists[?@[0] <= 3]",
        "$..[?@.type == 'integer']",
    ];
    for target in targets {
        for action in [
            json!({ "target": target, "update": { "x-new": 1 } }),
            json!({ "target": target, "remove": true }),
            json!({ "target": target, "remove": true, "update": { "x-new": 1 } }),
            json!({ "target": target }),
        ] {
            let actions = json!([action]);
            assert_eq!(Ok(by_us(&actions)), by_others(&actions), "{action}");
        }
    }
}

#[test]
fn updates_change_the_same() {
    let updates = [
        ("$.info", json!({ "title": "Other", "version": { "a": 1 }, "license": null })),
        ("$.paths['/orders'].get", json!({ "tags": ["y"], "deprecated": true })),
        ("$.paths['/orders'].get", json!({ "tags": { "a": 1 }, "parameters": "none" })),
        ("$.paths['/orders'].get", json!({ "parameters": [{ "name": "more" }] })),
        ("$.paths['/orders'].get.tags", json!("y")),
        ("$.paths['/orders'].get.tags", json!(["y", "z"])),
        ("$.paths['/orders'].get.parameters", json!({ "name": "more" })),
        ("$.paths['/it\\'s/{a~b}']", json!({ "post": { "x-hidden": { "x-hidden": [2], "more": [] } } })),
        ("$.lists", json!([4])),
        ("$.lists[0]", json!({ "a": [] })),
        ("$", json!({ "info": { "description": "More." }, "tags": [] })),
    ];
    for (target, update) in updates {
        let actions = json!([{ "target": target, "update": update }]);
        let changed = by_us(&actions);
        assert_ne!(changed, document(), "{actions}");
        assert_eq!(Ok(changed), by_others(&actions), "{actions}");
    }
}

#[test]
fn an_action_sees_what_those_before_it_have_changed() {
    let actions = json!([
        { "target": "$.paths['/orders'].get.parameters", "update": { "name": "more", "in": "query" } },
        { "target": "$..parameters[?@.in == 'query']", "update": { "required": true } },
        { "target": "$..parameters[?@.schema]", "remove": true },
        { "target": "$.paths['/orders'].get.parameters[0]", "update": { "name": "last" } },
    ]);
    let changed = by_us(&actions);
    let left = json!([{ "name": "last", "in": "query", "required": true }]);
    assert_eq!(changed["paths"]["/orders"]["get"]["parameters"], left);
    assert_eq!(Ok(changed), by_others(&actions));
}

/// The specification selects objects and lists only; here the text itself can be named.
#[test]
fn what_is_no_object_and_no_list_can_be_selected_here_and_not_elsewhere() {
    let actions =
        json!([{ "target": "$.info.title", "update": "Other" }, { "target": "$.info['x-hidden']", "remove": true }]);
    assert_eq!(by_us(&actions)["info"], json!({ "title": "Other", "version": "1" }));
    assert_eq!(by_others(&actions), Err(ApplyErrorKind::PrimitiveActionTarget));
}
