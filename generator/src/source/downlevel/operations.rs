//! Everything but schemas, brought down to what the OpenAPI 3.0 reader accepts.

use crate::source::extensions::{ALL_WEBHOOKS, CONTENT_SCHEMA, ITEM_SCHEMA, PREFIX, RESERVED, WEBHOOK_ROOTS};
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
                if let Some(reserved) = object.shift_remove("allowReserved") {
                    object.insert(RESERVED[0].to_owned(), reserved);
                }
            }
        }
        Kind::RequestBody | Kind::Response => item_schemas(object),
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

/// The schema of an item serves as that of a body that is a row of items. Of an event in a stream it describes the event
/// with its fields; where that says no more than what its data is, the data is described.
fn item_schemas(object: &mut Map<String, Value>) {
    let Some(content) = object.get_mut("content").and_then(Value::as_object_mut) else { return };
    for (media_type, media) in content {
        let Some(media) = media.as_object_mut() else { continue };
        encodings_by_position(media);
        let Some(item) = media.shift_remove("itemSchema") else { continue };
        if media_type.trim_start().starts_with("multipart/") {
            media.entry("schema").or_insert_with(|| json!({ "type": "array", "items": item }));
            continue;
        }
        let data = if media_type.starts_with("text/event-stream") { data_of_event(&item) } else { Some(item.clone()) };
        let what = if data.is_some() { "data" } else { "event" };
        media.insert("schema".to_owned(), data.unwrap_or_else(|| with_content_schemas(item)));
        media.insert(ITEM_SCHEMA.to_owned(), what.into());
    }
}

/// How parts without a name are encoded stands with those that have one, by position, and by `*` for all further ones.
fn encodings_by_position(media: &mut Map<String, Value>) {
    let first = match media.shift_remove("prefixEncoding") {
        Some(Value::Array(first)) => first,
        _ => Vec::new(),
    };
    let named = first.into_iter().enumerate().map(|(at, encoding)| (at.to_string(), encoding));
    let all = named.chain(media.shift_remove("itemEncoding").map(|encoding| ("*".to_owned(), encoding)));
    let all: Map<String, Value> = all.collect();
    if !all.is_empty() {
        media.insert("encoding".to_owned(), Value::Object(all));
    }
}

/// What the data of an event is, if its schema says no more than that.
fn data_of_event(item: &Value) -> Option<Value> {
    let properties = item.get("properties")?.as_object()?;
    let is_plain = ["allOf", "anyOf", "oneOf"].iter().all(|keyword| item.get(*keyword).is_none());
    let is_event = properties.keys().all(|name| ["data", "event", "id", "retry"].contains(&name.as_str()));
    let data = properties.get("data").filter(|_| is_plain && is_event)?;
    Some(data.get(CONTENT_SCHEMA).unwrap_or(data).clone())
}

/// The data of events whose content has a schema is of that schema.
fn with_content_schemas(mut item: Value) -> Value {
    let branches =
        ["anyOf", "oneOf"].iter().filter_map(|keyword| Some((*keyword, item.get(*keyword)?.as_array()?.len())));
    for (keyword, length) in branches.collect::<Vec<_>>() {
        for at in 0..length {
            let data = item.pointer_mut(&format!("/{keyword}/{at}/properties/data"));
            if let Some(data) = data
                && let Some(schema) = data.get(CONTENT_SCHEMA).cloned()
            {
                *data = schema;
            }
        }
    }
    item
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

/// Resolves what concerns operations and their paths together: ids that occur twice name nothing, and path
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
            let is_it = |parameter: &str| parameter == name || parameter == operations::place(name).0;
            if !declared.iter().any(|parameter| parameter.place == "path" && is_it(parameter.name)) {
                undeclared.push((site.at.clone(), name.to_owned()));
            }
        }
    }
    for (at, name) in undeclared {
        let parameter = json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
        let operation =
            document.pointer_mut(&at).and_then(Value::as_object_mut).expect("the pointer was found in this document");
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
