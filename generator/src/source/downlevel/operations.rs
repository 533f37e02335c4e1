//! Everything but schemas, brought down to what the OpenAPI 3.0 reader accepts.

use crate::source::extensions::{ALL_WEBHOOKS, PREFIX, WEBHOOK_ROOTS};
use crate::source::grammar::Kind;
use crate::source::support::operations;
use crate::source::support::operations::METHODS;
use crate::source::support::{pointer, usable};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Rewrites one object that is no schema.
pub(super) fn rewrite(kind: Kind, object: &mut Map<String, Value>) {
    match kind {
        Kind::Parameter => {
            let place = object.get("in").and_then(Value::as_str).unwrap_or_default().to_owned();
            schema_or_content(object);
            style(object, usable::styles(&place));
            if place == "path" {
                object.insert("required".to_owned(), Value::Bool(true));
            }
        }
        Kind::Header => schema_or_content(object),
        Kind::Encoding => style(object, usable::styles("query")),
        Kind::ServerVariable => {
            if let Some(values) = object.get("enum").and_then(Value::as_array)
                && object.get("default").is_some_and(|default| default == "")
                && let Some(first) = values.first().cloned()
            {
                object.insert("default".to_owned(), first);
            }
        }
        Kind::SecurityScheme => security_scheme(object),
        Kind::Flows => flows(object),
        Kind::Components => {
            // Neither is known to 3.0; both are resolved where they are referred to.
            object.shift_remove("pathItems");
            object.shift_remove("mediaTypes");
        }
        Kind::Document => {
            let webhooks = WEBHOOK_ROOTS.iter().filter_map(|name| object.get(*name)?.as_object());
            let all: Map<String, Value> = webhooks.flatten().map(|(name, item)| (name.clone(), item.clone())).collect();
            if !all.is_empty() {
                object.insert(ALL_WEBHOOKS.to_owned(), Value::Object(all));
            }
        }
        _ => {}
    }
}

fn schema_or_content(object: &mut Map<String, Value>) {
    if object.contains_key("schema") {
        object.shift_remove("content");
    } else if !object.contains_key("content") {
        object.insert("schema".to_owned(), json!({}));
    }
}

fn style(object: &mut Map<String, Value>, allowed: &[&str]) {
    if !object.get("style").and_then(Value::as_str).is_none_or(|style| allowed.contains(&style)) {
        object.shift_remove("style");
    }
}

/// A type that 3.0 does not know is handed on as an HTTP scheme of that name.
fn security_scheme(object: &mut Map<String, Value>) {
    let kind = object.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    match kind.as_str() {
        "apiKey" | "http" => {}
        "oauth2" => {
            object.entry("flows").or_insert_with(|| json!({}));
        }
        "openIdConnect" => {
            // The reader wants it, and nothing asks for it.
            object.insert("openIdConnectUrl".to_owned(), "".into());
        }
        other => {
            object.insert(format!("{PREFIX}type"), other.into());
            object.insert("scheme".to_owned(), other.into());
            object.insert("type".to_owned(), "http".into());
        }
    }
}

/// The URLs that each flow has to have; nothing asks for them.
fn flows(object: &mut Map<String, Value>) {
    let urls: [(&str, &[&str]); 4] = [
        ("implicit", &["authorizationUrl"]),
        ("password", &["tokenUrl"]),
        ("clientCredentials", &["tokenUrl"]),
        ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
    ];
    for (flow, urls) in urls {
        if let Some(flow) = object.get_mut(flow).and_then(Value::as_object_mut) {
            for url in urls {
                flow.entry(*url).or_insert_with(|| "".into());
            }
        }
    }
}

/// Settles what concerns operations and their paths together: ids that occur twice name nothing, and path
/// parameters that nobody declares are declared.
pub(super) fn drop_repeated_ids(document: &mut Value) {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let mut undeclared = Vec::new();
    for site in operations::sites(document) {
        if let Some(id) = site.operation.get("operationId").and_then(Value::as_str) {
            *met.entry(id.to_owned()).or_default() += 1;
        }
        let names: BTreeSet<_> = site.path.map(operations::template_names).into_iter().flatten().collect();
        let declared = operations::parameters(document, &site);
        for name in names {
            if !declared.iter().any(|parameter| parameter.place == "path" && parameter.name == name) {
                undeclared.push((site.at.clone(), name.to_owned()));
            }
        }
    }
    for (at, name) in undeclared {
        let parameter = json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
        let operation = document.pointer_mut(&at).and_then(Value::as_object_mut).expect("the operation was just seen");
        if let Value::Array(list) = operation.entry("parameters").or_insert_with(|| json!([])) {
            list.push(parameter);
        }
    }
    let twice: BTreeSet<_> = met.into_iter().filter(|(_, times)| *times > 1).map(|(id, _)| id).collect();
    if twice.is_empty() {
        return;
    }
    for root in ["paths", ALL_WEBHOOKS].into_iter().chain(WEBHOOK_ROOTS) {
        let items = document.pointer_mut(&pointer::join("", root)).and_then(Value::as_object_mut);
        for item in items.into_iter().flat_map(Map::values_mut) {
            for method in METHODS {
                let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) else { continue };
                if operation.get("operationId").and_then(Value::as_str).is_some_and(|id| twice.contains(id)) {
                    operation.shift_remove("operationId");
                }
            }
        }
    }
}
