//! Names as text, short enough to read and to compare: what the document calls something, and what Rust does.

use super::{Ident, Members, Names, OperationNames, TypeNames};
use crate::model::{Operation, Shape, TypeDecl, dump};
use std::fmt::Write;

/// A type with its members.
pub fn type_text(decl: &TypeDecl, own: &TypeNames, names: &Names) -> String {
    let file = &names.files[own.file].module;
    let mut text = format!("{} -> models::{} in models/{}.rs\n", dump::name(decl), own.ident, file.unraw());
    match (&decl.shape, &own.members) {
        (Shape::Object(object), Members::Fields(fields)) => {
            for (field, names) in object.fields.iter().zip(fields) {
                let setter = differs(&names.ident, &names.setter, "set by");
                line(&mut text, &field.wire, &format!("{}{setter}", names.ident));
            }
        }
        (Shape::Enum(values), Members::Values(idents)) => {
            for (value, ident) in values.values.iter().zip(idents) {
                line(&mut text, &value.to_value().to_string(), &ident.to_string());
            }
        }
        (Shape::Union(union), Members::Variants(variants, accessors)) => {
            for (variant, names) in union.variants.iter().zip(variants) {
                let from = variant.name_hints.first().map(String::as_str).unwrap_or_default();
                line(&mut text, from, &format!("{}, {}()", names.ident, names.accessor));
            }
            accessors.iter().for_each(|(wire, ident)| line(&mut text, wire, &format!("{ident}()")));
        }
        _ => {}
    }
    text
}

/// An operation with its builder and its parameters.
pub fn operation_text(operation: &Operation, own: &OperationNames, names: &Names) -> String {
    let group = names.group(&operation.group);
    let mut text = format!("{} -> resources::{}::{}", operation.id, group.ident, own.method);
    if operation.parameters.iter().any(|parameter| !parameter.required) {
        let _ = write!(text, ", builder {}", own.builder);
    }
    text.push('\n');
    for (parameter, ident) in operation.parameters.iter().zip(&own.parameters) {
        line(&mut text, &parameter.wire, &ident.to_string());
    }
    if operation.body.is_some() {
        line(&mut text, "body", &own.body.to_string());
    }
    text
}

fn line(text: &mut String, from: &str, to: &str) {
    let _ = writeln!(text, "  {from} -> {to}");
}

fn differs(ident: &Ident, other: &Ident, how: &str) -> String {
    if ident.unraw() == other.unraw() { String::new() } else { format!(", {how} {other}()") }
}
