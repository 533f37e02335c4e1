//! A document of double size: every path, operation and schema a second time, under another name.

use serde_json::{Map, Value};

/// What is added to the names of the second half.
const AGAIN: &str = "Again";

/// Doubles a document given as YAML or JSON text; the answer is JSON.
///
/// # Errors
///
/// If the text is no document.
pub(crate) fn twice(text: &str) -> Result<String, String> {
    let mut document: Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    for (place, rename) in [
        ("/components/schemas", (|name| format!("{name}{AGAIN}")) as fn(&str) -> String),
        ("/paths", |path| format!("/again{path}")),
        ("/webhooks", |name| format!("{name}.again")),
    ] {
        if let Some(Value::Object(map)) = document.pointer_mut(place) {
            let copy: Map<String, Value> = map.iter().map(|(key, value)| (rename(key), renamed(value))).collect();
            map.extend(copy);
        }
    }
    Ok(document.to_string())
}

/// A copy whose references and operation ids lead to the second half.
fn renamed(node: &Value) -> Value {
    match node {
        Value::Array(items) => items.iter().map(renamed).collect(),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), entry(key, value))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => node.clone(),
    }
}

fn entry(key: &str, value: &Value) -> Value {
    match value {
        Value::String(text) if key == "operationId" || text.starts_with("#/components/schemas/") => {
            Value::String(format!("{text}{AGAIN}"))
        }
        other => renamed(other),
    }
}
