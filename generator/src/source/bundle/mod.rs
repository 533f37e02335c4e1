//! Brings the parts of other files that a document refers to into the document, so that afterwards no
//! reference leads out of it.
//!
//! What OpenAPI 3.0 can share (schemas, responses, parameters, ...) becomes a component, under a name made of
//! its pointer or file; what it cannot (path items, operations, and anything in a place where a `$ref` is not
//! foreseen) is copied to where it is referred to. Where each part came from is kept in [`Origins`].
//!
//! Reading is done by the caller: nothing here touches the file system.

mod copy;
mod files;
mod identity;
mod names;

use super::extensions::WEBHOOK_ROOTS;
use super::support::origins::Origins;
use crate::diagnostic::Diagnostic;
use serde_json::Value;

pub use files::{Reader, Text};

/// A document that no reference leads out of.
pub struct Bundle {
    /// The document.
    pub document: Value,
    /// The other files that were read; in diagnostics they follow the root document, which is file 0.
    pub files: Vec<Text>,
    /// Where the parts were written.
    pub origins: Origins,
}

/// Bundles a document. `name` is that of its file, by which other files may refer to it; `read` is called for
/// files by their path from the folder of the root document.
pub fn bundle(root: Value, name: &str, read: &mut Reader<'_>, diagnostics: &mut Vec<Diagnostic>) -> Bundle {
    if !needs_bundling(&root) {
        return Bundle { document: root, files: Vec::new(), origins: Origins::default() };
    }
    let mut files = files::Files::new(root, name, read, diagnostics);
    let copied = copy::copy(&mut files);
    let names = names::names(&copied, &files);
    let (document, origins) = copy::assemble(copied, &names);
    Bundle { document, files: files.into_texts(), origins }
}

/// Whether there is a reference out of the document, or one that OpenAPI 3.0 has no place for.
fn needs_bundling(root: &Value) -> bool {
    let shared = ["paths"].into_iter().chain(WEBHOOK_ROOTS).any(|part| {
        let items = root.get(part).and_then(Value::as_object);
        items.is_some_and(|items| items.values().any(has_misplaced_reference))
    });
    // Shared media types came with 3.2.
    shared || root.pointer("/components/mediaTypes").is_some() || leads_out(root)
}

/// A path item, or an operation in it, that is a reference.
fn has_misplaced_reference(item: &Value) -> bool {
    let refers = |value: &Value| value.get("$ref").is_some_and(Value::is_string);
    refers(item) || item.as_object().is_some_and(|item| item.values().any(refers))
}

/// `#` or `#/...`
fn is_pointer(reference: &str) -> bool {
    reference == "#" || reference.starts_with("#/")
}

/// A reference to another file, or by a name; or a name, by which pointers may begin elsewhere than at the document.
fn leads_out(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.iter().any(|(key, value)| match value {
            Value::String(to) => (key == "$ref" && !is_pointer(to)) || key == "$id",
            other => leads_out(other),
        }),
        Value::Array(list) => list.iter().any(leads_out),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
