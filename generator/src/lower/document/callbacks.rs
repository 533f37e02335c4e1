//! Callbacks: requests that the API sends to a URL that a call gives it.

use super::child;
use crate::source::support::operations::{METHODS, resolve};
use openapiv3::PathItem;
use serde::Deserialize;
use serde_json::{Map, Value};

/// A callback at one URL.
pub(in crate::lower) struct Callback {
    /// Its key in the document.
    pub(in crate::lower) name: String,
    /// The operation that asks for it: its id, or method and path where it has none.
    pub(in crate::lower) operation: String,
    /// Method and path of that operation.
    pub(in crate::lower) request: String,
    /// Where it stands.
    pub(in crate::lower) at: String,
    /// What is sent there.
    pub(in crate::lower) item: PathItem,
}

/// Takes all callbacks out of a document. The reader of operations knows no references among them.
pub(super) fn take(value: &mut Value) -> Vec<Callback> {
    let found = found(value);
    if let Some(components) = value.get_mut("components").and_then(Value::as_object_mut) {
        components.shift_remove("callbacks");
    }
    for item in value.get_mut("paths").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        for method in METHODS {
            if let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) {
                operation.shift_remove("callbacks");
            }
        }
    }
    found
}

fn found(document: &Value) -> Vec<Callback> {
    let mut found = Vec::new();
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        for method in METHODS {
            let Some(operation) = item.get(method) else { continue };
            let request = format!("{} {path}", method.to_uppercase());
            let id = operation.get("operationId").and_then(Value::as_str).unwrap_or(&request).to_owned();
            for (name, callback) in operation.get("callbacks").and_then(Value::as_object).into_iter().flatten() {
                let own = child(&child(&child(&child("/paths", path), method), "callbacks"), name);
                let urls = resolve(document, callback).and_then(Value::as_object).into_iter().flatten();
                let items = urls.filter(|(url, _)| !url.starts_with("x-")).filter_map(|(url, item)| {
                    let item = PathItem::deserialize(resolve(document, item)?).ok()?;
                    let (name, operation, request) = (name.clone(), id.clone(), request.clone());
                    Some(Callback { name, operation, request, at: child(&own, url), item })
                });
                found.extend(items);
            }
        }
    }
    found
}
