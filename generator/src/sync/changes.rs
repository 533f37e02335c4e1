//! What differs between two distilled documents, by operation and by component.

use crate::source::support::{operations, pointer};
use serde_json::Value;
use std::collections::BTreeMap;

/// A line for each operation, webhook and component that is new, gone or different.
pub(super) fn changes(before: Option<&Value>, after: &Value) -> Vec<String> {
    let old = before.map(items).unwrap_or_default();
    let new = items(after);
    let mut changes = Vec::new();
    for (name, value) in &new {
        match old.get(name) {
            None => changes.push(format!("+ {name}")),
            Some(before) if before != value => changes.push(format!("~ {name}")),
            Some(_) => {}
        }
    }
    changes.extend(old.keys().filter(|name| !new.contains_key(*name)).map(|name| format!("- {name}")));
    changes
}

fn items(document: &Value) -> BTreeMap<String, &Value> {
    let mut items = BTreeMap::new();
    for site in operations::sites(document) {
        let segments: Vec<_> = pointer::segments(&site.at).collect();
        let [_, key, method] = segments.as_slice() else { continue };
        let name = match site.path {
            Some(path) => format!("operation {} {path}", method.to_uppercase()),
            None => format!("webhook {key}"),
        };
        items.insert(name, site.operation);
    }
    for (section, entries) in document.get("components").and_then(Value::as_object).into_iter().flatten() {
        for (name, value) in entries.as_object().into_iter().flatten() {
            items.insert(format!("{section} {name}"), value);
        }
    }
    for part in ["openapi", "info", "servers", "security"] {
        if let Some(value) = document.get(part) {
            items.insert(part.to_owned(), value);
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_item_is_reported_once() {
        let before = json!({
            "info": { "version": "1" },
            "paths": { "/a": { "get": {}, "put": {} } },
            "components": { "schemas": { "A": { "type": "string" }, "B": {} } }
        });
        let after = json!({
            "info": { "version": "1" },
            "paths": { "/a": { "get": {} } },
            "webhooks": { "a.done": { "post": {} } },
            "components": { "schemas": { "A": { "type": "integer" }, "B": {} } }
        });
        assert_eq!(changes(Some(&before), &after), ["~ schemas A", "+ webhook a.done", "- operation PUT /a"]);
        assert!(changes(Some(&after), &after).is_empty());
    }
}
