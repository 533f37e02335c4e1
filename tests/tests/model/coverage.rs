//! Nothing of the two documents is lost: counts and names read from the raw document by code of its own.

use generator::analyze::coverage::coverage;
use generator::config::PresenceRule;
use generator::diagnostic::Severity;
use generator::model::{Api, Presence, Shape};
use sdk_tests::pipeline::{changed, of_workspace};
use serde_json::Value;
use std::collections::BTreeSet;

/// Schemas that some operation or webhook leads to, found by following `$ref`s and nothing else.
fn reachable(document: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![&document["paths"], &document["webhooks"]];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(reference)) = map.get("$ref")
                    && found.insert(reference.clone())
                {
                    let pointer = reference.trim_start_matches('#');
                    open.push(document.pointer(pointer).expect("no reference dangles"));
                }
                open.extend(map.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    let schema = |reference: &String| reference.strip_prefix("#/components/schemas/").map(str::to_owned);
    found.iter().filter_map(schema).collect()
}

fn operation_ids(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().expect("paths are a map");
    let items = paths.values().flat_map(|item| item.as_object().expect("a path item is a map").values());
    items.filter_map(|operation| operation.get("operationId")?.as_str().map(str::to_owned)).collect()
}

/// The groups that the document puts its operations in: by the extension one of them has, else by tag.
fn groups_of(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().expect("paths are a map");
    let items = paths.values().flat_map(|item| item.as_object().expect("a path item is a map").values());
    let group = |operation: &Value| {
        let group = operation.get("x-speakeasy-group").or_else(|| operation.pointer("/tags/0"))?;
        Some(group.as_str()?.to_owned())
    };
    items.filter_map(group).collect()
}

/// Checks one API.
fn covered(name: &str) {
    let input = of_workspace(name);
    let document = &input.document.value;
    let (api, diagnostics) = changed(name, |_| {});
    let problems: Vec<_> = diagnostics.iter().filter(|found| found.severity > Severity::Note).collect();
    assert!(problems.is_empty(), "the documents of the workspace are resolved: {problems:?}");
    let report = coverage(&api);

    let mut schemas = reachable(document);
    schemas.extend(input.config.errors.everywhere.iter().map(|body| body.schema.clone()));
    let reported: BTreeSet<String> = report.types.iter().filter_map(|entry| entry.schema.clone()).collect();
    assert_eq!(reported, schemas);
    let groups: BTreeSet<String> = report.operations.iter().map(|entry| entry.group.clone()).collect();
    assert_eq!(groups, groups_of(document));
    let operations = operation_ids(document);
    assert_eq!(report.operations.iter().map(|entry| entry.id.clone()).collect::<BTreeSet<_>>(), operations);
    let webhooks: BTreeSet<String> =
        document["webhooks"].as_object().into_iter().flat_map(|map| map.keys().cloned()).collect();
    assert_eq!(report.webhooks.iter().cloned().collect::<BTreeSet<_>>(), webhooks);
    properties(&api, document, &input.config.presence);

    // Decisions give some operations another group than the document does.
    let groups: BTreeSet<_> = api.operations.iter().map(|operation| &operation.group).collect();
    assert_eq!(report.counts.groups, groups.len());
    assert!(!operations.is_empty() && !schemas.is_empty(), "the document says something");
}

/// Every property of every object component is a field of the right presence, unless decided otherwise.
fn properties(api: &Api, document: &Value, decisions: &[PresenceRule]) {
    for decl in &api.types {
        let (Some(name), Shape::Object(object)) = (decl.component(), &decl.shape) else { continue };
        let schema = &document["components"]["schemas"][&name];
        let raw = schema["properties"].as_object().map(|map| map.keys().cloned().collect::<BTreeSet<_>>());
        let fields: BTreeSet<String> = object.fields.iter().map(|field| field.wire.clone()).collect();
        assert_eq!(fields, raw.unwrap_or_default(), "{name}");
        for field in &object.fields {
            let required = schema["required"].as_array().is_some_and(|list| list.contains(&field.wire.as_str().into()));
            let places = [format!("{name}.{}", field.wire), format!("*.{}", field.wire)];
            let decided = decisions.iter().any(|rule| rule.at.iter().any(|at| places.contains(at)));
            assert!(required == field.presence.is_required() || decided, "{name}.{}", field.wire);
        }
    }
}

#[test]
fn nothing_of_polar_is_lost() {
    covered("polar");
}

#[test]
fn nothing_of_circle_is_lost() {
    covered("circle");
}

#[test]
fn absent_and_null_differ_where_something_is_changed() {
    let document = of_workspace("polar").document.value;
    let (api, _) = changed("polar", |_| {});
    let patches = api.operations.iter().filter(|operation| operation.method.as_str() == "PATCH");
    let mut bodies = BTreeSet::new();
    for operation in patches {
        let mut open: Vec<_> = operation.body.iter().flat_map(|body| body.ty.named()).collect();
        while let Some(id) = open.pop() {
            if let Shape::Union(_) = api.ty(id).shape {
                open.extend(api.ty(id).parts());
            }
            bodies.insert(id);
        }
    }
    let mut both = false;
    for id in bodies {
        assert!(api.ty(id).usage.patched);
        let (Some(name), Shape::Object(object)) = (api.ty(id).component(), &api.ty(id).shape) else { continue };
        let schema = &document["components"]["schemas"][&name];
        for field in &object.fields {
            let raw = &schema["properties"][&field.wire];
            let required = schema["required"].as_array().is_some_and(|list| list.contains(&field.wire.as_str().into()));
            let absent_or_null = !required && allows_null(raw, &document) && raw["type"] != "null";
            assert_eq!(field.presence == Presence::OptionalNullable, absent_or_null, "{name}.{}", field.wire);
            both |= absent_or_null;
        }
    }
    assert!(both, "some property can be left alone, cleared or set");
}

fn allows_null(schema: &Value, document: &Value) -> bool {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).expect("no reference dangles");
        return allows_null(target, document);
    }
    let branches = ["anyOf", "oneOf"].into_iter().filter_map(|keyword| schema[keyword].as_array()).flatten();
    schema["type"] == "null"
        || schema["type"].as_array().is_some_and(|types| types.contains(&"null".into()))
        || branches.into_iter().any(|branch| allows_null(branch, document))
}
