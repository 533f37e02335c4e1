//! `spec/<api>/overlay.yaml`: corrections to a document, in OpenAPI Overlay form (version 1.0.0), applied
//! before anything else looks at it. So the document stays as it was distilled, and its next version gets the
//! same corrections.
//!
//! It does what the specification says, and more in one place: values that are neither objects nor lists can be selected
//! too. They are removed, or replaced by `update`, where the specification wants the object around them to be selected.

mod filter;
mod select;

use crate::diagnostic::{Code, Diagnostic};
use serde::Deserialize;
use serde_json::Value;

/// An overlay.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// Version of the Overlay specification.
    pub overlay: String,
    /// About the overlay itself.
    #[serde(default)]
    pub info: Value,
    /// The document it is for; it is for the one beside it.
    #[serde(default)]
    pub extends: Option<String>,
    /// What to change, in order.
    pub actions: Vec<Action>,
}

/// One change.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// JSONPath (RFC 9535) of what to change.
    pub target: String,
    /// The reason.
    #[serde(default)]
    pub description: Option<String>,
    /// Merged into each object that is selected, or appended as one entry to each list.
    #[serde(default)]
    pub update: Option<Value>,
    /// Takes out what is selected.
    #[serde(default)]
    pub remove: bool,
}

/// Applies an overlay; `file` is its index for the diagnostics. An action that changes nothing is an error: the
/// document has changed, and the correction may be needed elsewhere.
pub fn apply(document: &mut Value, overlay: &Overlay, file: usize, diagnostics: &mut Vec<Diagnostic>) {
    for (index, action) in overlay.actions.iter().enumerate() {
        let Action { target, description: _, update, remove } = action;
        let at = format!("/actions/{index}/target");
        let selected = match select::select(document, target) {
            Ok(selected) => selected,
            Err(reason) => {
                let message = format!("`{target}` cannot be read: {reason}");
                diagnostics.push(Diagnostic::new(Code::BadOverlay, message).at_file(file, at).help(
                    "write names, indexes, `*` and filters, such as `$.paths['/orders'].get.parameters[?@.name=='page']`, \
                     and `..` for any depth",
                ));
                continue;
            }
        };
        if selected.is_empty() {
            let message = format!("`{target}` selects nothing in the document");
            let help = "take the action out, or correct its target";
            diagnostics.push(Diagnostic::new(Code::StaleOverlay, message).at_file(file, at).help(help));
        }
        // From the end, so that what is removed of a list moves nothing that is still to come.
        for pointer in selected.iter().rev() {
            match update {
                _ if *remove => take_out(document, pointer),
                Some(update) => add(document.pointer_mut(pointer).expect("it was just selected"), update),
                None => {}
            }
        }
    }
}

fn take_out(document: &mut Value, pointer: &str) {
    let Some((parent, _)) = pointer.rsplit_once('/') else { return };
    let key = super::support::pointer::segments(pointer).last().expect("a pointer with a parent has a last segment");
    match document.pointer_mut(parent) {
        Some(Value::Object(map)) => {
            map.shift_remove(&key);
        }
        Some(Value::Array(list)) => {
            list.remove(key.parse().expect("what is selected in a list is an index"));
        }
        // Removed together with what it was in.
        _ => {}
    }
}

/// A list gets one more entry, whatever that is; everything else is merged.
fn add(target: &mut Value, update: &Value) {
    match target {
        Value::Array(list) => list.push(update.clone()),
        target => merge(target, update),
    }
}

/// Objects are merged, lists in them are joined, everything else is replaced.
fn merge(target: &mut Value, update: &Value) {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => {
            for (key, value) in update {
                match target.get_mut(key) {
                    Some(known) => merge(known, value),
                    None => {
                        target.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (Value::Array(target), Value::Array(update)) => target.extend(update.iter().cloned()),
        (target, update) => *target = update.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn apply(document: Value, actions: Value) -> (Value, Vec<Code>) {
        let overlay = json!({ "overlay": "1.0.0", "info": {}, "actions": actions });
        let overlay: Overlay = serde_json::from_value(overlay).expect("it is an overlay");
        let (mut document, mut diagnostics) = (document, Vec::new());
        super::apply(&mut document, &overlay, 1, &mut diagnostics);
        (document, diagnostics.into_iter().map(|found| found.code).collect())
    }

    #[test]
    fn objects_are_merged_and_lists_joined() {
        let document = json!({ "paths": { "/a": { "get": { "tags": ["x"], "deprecated": false } } } });
        let action =
            json!([{ "target": "$.paths['/a'].get", "update": { "tags": ["y"], "deprecated": true, "summary": "s" } }]);
        let expected =
            json!({ "paths": { "/a": { "get": { "tags": ["x", "y"], "deprecated": true, "summary": "s" } } } });
        assert_eq!(apply(document, action), (expected, Vec::new()));
    }

    #[test]
    fn all_that_is_selected_is_removed() {
        let document = json!({ "a": [{ "x": 1 }, { "x": 2, "y": 3 }], "x": 4 });
        assert_eq!(
            apply(document.clone(), json!([{ "target": "$..x", "remove": true }])).0,
            json!({ "a": [{}, { "y": 3 }] })
        );
        assert_eq!(apply(document, json!([{ "target": "$.a[*]", "remove": true }])).0, json!({ "a": [], "x": 4 }));
    }

    #[test]
    fn what_selects_nothing_or_cannot_be_read_is_reported() {
        let document = json!({ "a": 1 });
        let actions = json!([{ "target": "$.b", "remove": true }, { "target": "$.a[1:2]", "remove": true }]);
        assert_eq!(apply(document.clone(), actions), (document, vec![Code::StaleOverlay, Code::BadOverlay]));
    }
}
