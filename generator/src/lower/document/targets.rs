//! Finds what references lead to, so that it can be parsed before anything is lowered.

use super::{child, component, pointer};
use crate::source::extensions::{ALL_WEBHOOKS, CONDITIONS, CONST, DEPENDENT_SCHEMAS, PATTERN_PROPERTIES, PREFIX_ITEMS};
use serde_json::Value;
use std::collections::BTreeSet;

/// What stands where a reference leads to, selected by where the reference stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lower) enum Target {
    Schema,
    Parameter,
    Response,
    Body,
    Header,
    PathItem,
}

/// The pointers that references lead to and that are no components the reader parses anyway, and the schemas
/// that stand in extensions.
pub(in crate::lower) fn targets(raw: &Value) -> BTreeSet<(String, Target)> {
    let mut found = BTreeSet::new();
    collect(raw, &mut Vec::new(), &mut String::new(), &mut found);
    found
}

/// `keys` are the keys on the way, `-` for an element; `at` is the pointer.
fn collect<'v>(value: &'v Value, keys: &mut Vec<&'v str>, at: &mut String, found: &mut BTreeSet<(String, Target)>) {
    let length = at.len();
    match value {
        Value::Object(map) => {
            if let Some(pointer) = map.get("$ref").and_then(Value::as_str).and_then(pointer) {
                let parsed = ["schemas", "parameters", "responses", "requestBodies", "headers"];
                if !parsed.iter().any(|kind| component(&pointer, kind).is_some()) {
                    found.insert((pointer, target(keys)));
                }
            }
            for (key, member) in map {
                keys.push(key);
                push(at, key);
                if matches!(key.as_str(), PREFIX_ITEMS | PATTERN_PROPERTIES | DEPENDENT_SCHEMAS) {
                    held(at, member, found);
                } else if CONDITIONS.contains(&key.as_str()) && member.is_object() {
                    found.insert((at.clone(), Target::Schema));
                }
                // Examples and defaults are data: a `$ref` in them is no reference.
                let data = matches!(key.as_str(), "example" | "examples" | "default" | "enum" | CONST);
                if !data || inside_properties(keys) {
                    collect(member, keys, at, found);
                }
                at.truncate(length);
                keys.pop();
            }
        }
        Value::Array(items) => {
            keys.push("-");
            for (index, item) in items.iter().enumerate() {
                push(at, &index.to_string());
                collect(item, keys, at, found);
                at.truncate(length);
            }
            keys.pop();
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Notes the schemas an extension holds.
fn held(at: &str, value: &Value, found: &mut BTreeSet<(String, Target)>) {
    match value {
        Value::Array(items) => found.extend((0..items.len()).map(|index| (format!("{at}/{index}"), Target::Schema))),
        Value::Object(items) => found.extend(items.keys().map(|key| (child(at, key), Target::Schema))),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn push(at: &mut String, key: &str) {
    at.push('/');
    if key.contains(['~', '/']) {
        at.push_str(&key.replace('~', "~0").replace('/', "~1"));
    } else {
        at.push_str(key);
    }
}

/// Whether the last key of a path is the name of a property, not a keyword.
fn inside_properties(path: &[&str]) -> bool {
    path.len() > 1 && matches!(path[path.len() - 2], "properties" | "schemas" | "$defs")
}

fn target(path: &[&str]) -> Target {
    let parent = path.len().checked_sub(2).map_or("", |at| path[at]);
    match (parent, path.last().copied().unwrap_or_default()) {
        (_, "requestBody") => Target::Body,
        ("parameters", "-") => Target::Parameter,
        ("responses", _) if path.len() != 3 || path[0] == "components" => Target::Response,
        ("headers", _) => Target::Header,
        ("paths" | ALL_WEBHOOKS, _) if path.len() == 2 => Target::PathItem,
        _ => Target::Schema,
    }
}
