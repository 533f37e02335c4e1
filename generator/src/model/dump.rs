//! A model as text, short enough to read and to compare: a line for each thing that was understood.

use super::{
    Additional, Api, Body, Condition, Content, Enumeration, Field, NameSource, Operation, Output, Pagination,
    Parameter, Presence, Response, Rule, Scalar, Shape, Ty, TypeDecl, TypeId, Union,
};
use std::fmt::Write;

/// All types of a model.
pub fn types(api: &Api) -> String {
    api.type_ids().map(|(id, _)| type_text(api, id)).collect()
}

/// All operations of a model.
pub fn operations(api: &Api) -> String {
    api.operations.iter().map(|one| operation_text(api, one)).collect()
}

/// The name of a type in the document, or the words of its place if it has none.
pub fn name(decl: &TypeDecl) -> String {
    match &decl.name_source {
        NameSource::Component(name) | NameSource::Title(name) | NameSource::Decided(name) => name.clone(),
        NameSource::Position(words) => words.join("."),
    }
}

/// A use of a type.
pub fn ty(api: &Api, ty: &Ty) -> String {
    let inner = |one: &Ty| self::ty(api, one);
    match ty {
        Ty::Named(id) => name(api.ty(*id)),
        Ty::List(item) => format!("[{}]", inner(item)),
        Ty::Map(value) => format!("{{{}}}", inner(value)),
        Ty::OneOrMany(item) => format!("{0} or [{0}]", inner(item)),
        Ty::Nullable(item) => format!("{} or null", inner(item)),
        Ty::Tuple(items) => format!("({})", items.iter().map(inner).collect::<Vec<_>>().join(", ")),
        Ty::String(format) => format!("{format:?}").replace("Plain", "String"),
        Ty::Id(name) => format!("id {name}"),
        Ty::Any | Ty::Null | Ty::Boolean | Ty::Integer | Ty::Unsigned | Ty::Number | Ty::IntegerOrNumber => {
            format!("{ty:?}")
        }
    }
}

/// A declared type with its members.
///
/// # Panics
///
/// If `id` belongs to another API.
pub fn type_text(api: &Api, id: TypeId) -> String {
    let decl = api.ty(id);
    let name = name(decl) + if decl.nullable { " or null" } else { "" };
    match &decl.shape {
        Shape::Alias(of) => format!("{name} = {}\n", ty(api, of)),
        Shape::Enum(one) => format!("{name} enum {}{}\n", scalars(&one.values), beside(one)),
        Shape::Object(object) => {
            let mut text = format!("{name} object\n");
            object.fields.iter().for_each(|one| text.push_str(&field(api, one)));
            match &object.additional {
                Additional::Unsaid => {}
                Additional::Forbidden => text.push_str("  nothing else\n"),
                Additional::Typed(of) => text.push_str(&format!("  others: {}\n", ty(api, of))),
            }
            text
        }
        Shape::Union(one) => format!("{name} union {}", union(api, one)),
    }
}

/// What an enumeration allows beside its values.
fn beside(one: &Enumeration) -> String {
    one.text.map(|format| format!(" or {}", format.facts().words)).unwrap_or_default()
}

fn field(api: &Api, field: &Field) -> String {
    let (optional, null) = match field.presence {
        Presence::Required => ("", ""),
        Presence::Nullable => ("", " or null"),
        Presence::Optional => ("?", ""),
        Presence::OptionalNullable => ("?", " or null"),
    };
    let boxed = if field.boxed { " boxed" } else { "" };
    match &field.constant {
        Some(constant) => format!("  {}{optional} = {constant}\n", field.wire),
        None => format!("  {}{optional}: {}{null}{boxed}\n", field.wire, ty(api, &field.ty)),
    }
}

fn union(api: &Api, union: &Union) -> String {
    let mut text = match &union.rule {
        Rule::Tag(path) => format!("by tag {}\n", path.join(".")),
        Rule::JsonType => "by kind\n".to_owned(),
        Rule::Keys => "by tests\n".to_owned(),
        Rule::Sibling(path) => format!("by sibling {}\n", path.join(".")),
        Rule::Undecided => "undecided\n".to_owned(),
    };
    for variant in &union.variants {
        let tags = if variant.tags.is_empty() { String::new() } else { format!(" <- {}", scalars(&variant.tags)) };
        let name = variant.name_hints.first().cloned().unwrap_or_default();
        let _ = writeln!(text, "  {name}: {}{tags}", ty(api, &variant.ty));
    }
    for test in &union.tests {
        let when: Vec<String> = test.when.iter().map(condition).collect();
        let when = if when.is_empty() { "else".to_owned() } else { format!("if {}", when.join(" and ")) };
        let name = union.variants[test.variant].name_hints.first().cloned().unwrap_or_default();
        let _ = writeln!(text, "  {when} -> {name}");
    }
    for group in &union.groups {
        let tag = group.tag.as_ref().map_or_else(|| "else".to_owned(), |tag| format!("if {}", tag.to_value()));
        let name = |at: usize| union.variants[at].name_hints.first().cloned().unwrap_or_default();
        let candidates = group.candidates.iter().map(|one| (one.variant, one.indistinct));
        let open = group.open.map(|open| (open, group.open_indistinct));
        let names: Vec<String> = candidates
            .chain(open)
            .map(|(at, indistinct)| format!("{}{}", name(at), if indistinct { " (indistinct)" } else { "" }))
            .collect();
        let _ = writeln!(text, "  {tag} -> most known of {}", names.join(", "));
    }
    if let Some(at) = union.otherwise {
        let _ = writeln!(text, "  else -> {}", union.variants[at].name_hints.first().cloned().unwrap_or_default());
    }
    text
}

fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Has(path) => path.join("."),
        Condition::NotNull(path) => format!("{} not null", path.join(".")),
        Condition::Allows(path, values) => format!("{} absent or {}", path.join("."), scalars(values)),
        Condition::OneOf(path, values) if path.is_empty() => format!("it is {}", scalars(values)),
        Condition::OneOf(path, values) => format!("{} is {}", path.join("."), scalars(values)),
        Condition::Is(kinds) => format!("it is of {kinds:?}"),
        Condition::KindOf(path, kinds) => format!("{} is of {kinds:?}", path.join(".")),
    }
}

fn scalars(values: &[Scalar]) -> String {
    values.iter().map(|value| value.to_value().to_string()).collect::<Vec<_>>().join(" | ")
}

/// An operation with its parameters, its bodies and what it gives.
pub fn operation_text(api: &Api, operation: &Operation) -> String {
    let Operation { id, group, decided, method, path, .. } = operation;
    let mut text = format!("{} {path} {id}: {}", method.as_str(), group.join("."));
    text.extend(decided.iter().flat_map(|name| [".", name]));
    let _ = writeln!(text, "{}", if operation.security.any_of.is_empty() { ", open" } else { "" });
    operation.parameters.iter().for_each(|one| text.push_str(&parameter(api, one)));
    text.extend(operation.body.iter().map(|one| body(api, one)));
    operation.successes.iter().for_each(|one| text.push_str(&response(api, one, "->")));
    operation.failures.iter().for_each(|one| text.push_str(&response(api, one, "-!")));
    let output = match &operation.output {
        Output::Unit => "nothing".to_owned(),
        Output::Json(of) => ty(api, of),
        Output::OptionalJson(of) => format!("{} or nothing", ty(api, of)),
        Output::Text => "text".to_owned(),
        Output::Bytes => "bytes".to_owned(),
        Output::Events(of) => format!("events of {}", ty(api, of)),
    };
    let _ = writeln!(text, "  gives {output}");
    if let Some(Pagination { items, item, style, .. }) = &operation.pagination {
        let over = format!("{}: {}", items.join("."), ty(api, item));
        let _ = writeln!(text, "  pages over {over}: {style:?}");
    }
    text
}

fn parameter(api: &Api, one: &Parameter) -> String {
    let optional = if one.required { "" } else { "?" };
    let explode = if one.explode { " explode" } else { "" };
    let constant = one.constant.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
    let kind = ty(api, &one.ty);
    format!("  {:?} {}{optional}: {kind}{constant} ({:?}{explode})\n", one.place, one.wire, one.style)
}

fn body(api: &Api, body: &Body) -> String {
    let optional = if body.required { "" } else { "?" };
    let key = body.idempotency_key.as_ref().map(|key| format!(", key {key}")).unwrap_or_default();
    format!("  body{optional} {}: {} {:?}{key}\n", body.media_type, ty(api, &body.ty), body.kind)
}

fn response(api: &Api, one: &Response, arrow: &str) -> String {
    let content = match &one.content {
        Content::Empty => "empty".to_owned(),
        Content::Json(of) => ty(api, of),
        Content::Text(media) | Content::Bytes(media) => media.clone(),
        Content::Events(events) => {
            format!("{} of {} {:?}", events.media_type, ty(api, &events.ty), events.item)
        }
    };
    format!("  {:?} {arrow} {content}\n", one.status)
}
