//! Follows every `$ref` of a document once: each has to arrive at something that is not a reference.

use super::{Audit, Reference};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::grammar;
use crate::source::grammar::Kind;
use crate::source::support::pointer;
use crate::source::support::reach::reached;
use serde_json::Value;
use std::cell::LazyCell;
use std::collections::BTreeSet;

/// For references that lead nowhere a name is looked for that may be meant, until so many names have been compared: all
/// that are beside the missing one are compared each time.
const COMPARED_NAMES: usize = 50_000;

/// References to references that are followed: as many as a document may have levels.
const MOST_STEPS: usize = 128;

/// Reports references that lead nowhere or back to themselves. Objects that are only reached by reference, because
/// they lie outside the places where the grammar knows such objects, are audited on the way.
pub(super) fn check(audit: &mut Audit<'_>, document: &Value) {
    // Only of interest where something is wrong.
    let used = LazyCell::new(|| reached(document));
    let mut audited = BTreeSet::new();
    let mut compared = 0;
    let mut next = 0;
    while next < audit.references.len() {
        let Reference { kind, ref at, ref to } = audit.references[next];
        let (at, to) = (at.clone(), to.clone());
        next += 1;
        match follow(document, &at, &to) {
            Arrival::At(mut place) => {
                if grammar::kind_at(&place).is_none() && audited.insert(place.clone()) {
                    let value = pointer::get(document, &place).expect("the reference arrived there");
                    audit.value(kind, value, &mut place);
                }
            }
            Arrival::Nowhere(place) => {
                let missing = place.as_deref().is_some_and(is_component_schema) && kind == Kind::Schema;
                let code = if missing { Code::MissingSchema } else { Code::DanglingReference };
                let code = of(&used, &at, code);
                audit.diagnostics.push(dangling(code, document, &at, &to, place.as_deref(), &mut compared));
            }
            Arrival::Cycle => audit.diagnostics.push(
                Diagnostic::new(
                    of(&used, &at, Code::CyclicReference),
                    format!("the reference `{to}` leads back to itself"),
                )
                .at(pointer::join(&at, "$ref"))
                .help("let one of the references in the cycle be a definition"),
            ),
            Arrival::TooFar => audit.diagnostics.push(
                Diagnostic::new(
                    Code::TooDeep,
                    format!("the reference `{to}` leads through more than {MOST_STEPS} others"),
                )
                .at(pointer::join(&at, "$ref"))
                .help("refer to the definition itself"),
            ),
            Arrival::Elsewhere => {}
        }
    }
}

/// What a broken reference is: it is in nobody's way in a component that nothing uses.
fn of(used: &BTreeSet<String>, at: &str, code: Code) -> Code {
    let mut parts = at.match_indices('/').map(|(index, _)| index).skip(3);
    let component = &at[..parts.next().unwrap_or(at.len())];
    if at.starts_with("/components/") && !used.contains(component) { Code::UnusedReference } else { code }
}

/// Whether a place is that of a component schema: what is missing there can be any value.
pub(in crate::source) fn is_component_schema(place: &str) -> bool {
    place.strip_prefix("/components/schemas/").is_some_and(|name| !name.is_empty() && !name.contains('/'))
}

/// Where a reference ends.
pub(in crate::source) enum Arrival {
    /// At an object that is no reference.
    At(String),
    /// At a place that does not exist; the pointer, if the reference has one.
    Nowhere(Option<String>),
    /// Where it began.
    Cycle,
    /// At further references, more of them than anyone writes. Each reference of a chain is followed to its end.
    TooFar,
    /// In another file; the bundling has reported it.
    Elsewhere,
}

/// Follows a reference from the object at `at`.
pub(in crate::source) fn follow(document: &Value, at: &str, to: &str) -> Arrival {
    let mut to = to;
    let mut seen = BTreeSet::new();
    loop {
        if !to.starts_with('#') {
            return Arrival::Elsewhere;
        }
        let Some(place) = pointer::of_reference(to) else { return Arrival::Nowhere(None) };
        let Some(value) = pointer::get(document, &place) else { return Arrival::Nowhere(Some(place)) };
        match value.get("$ref").and_then(Value::as_str) {
            Some(_) if place == at => return Arrival::Cycle,
            // A cycle that this reference leads into but is no part of is reported where it is.
            Some(_) if !seen.insert(place.clone()) => return Arrival::Elsewhere,
            Some(_) if seen.len() > MOST_STEPS => return Arrival::TooFar,
            Some(further) => to = further,
            None => return Arrival::At(place),
        }
    }
}

fn dangling(code: Code, document: &Value, at: &str, to: &str, place: Option<&str>, compared: &mut usize) -> Diagnostic {
    let mut diagnostic =
        Diagnostic::new(code, format!("the reference `{to}` leads nowhere")).at(pointer::join(at, "$ref"));
    if code == Code::MissingSchema {
        diagnostic = diagnostic.note("any value is accepted there");
    }
    let Some(place) = place else {
        return diagnostic.note("after `#` comes a JSON pointer such as `/components/schemas/Name`");
    };
    let Some((parent, name)) = place.rsplit_once('/') else { return diagnostic };
    let Some(siblings) = pointer::get(document, parent).and_then(Value::as_object) else {
        return diagnostic.note(format!("there is no `#{parent}`"));
    };
    let names: Vec<_> =
        if *compared < COMPARED_NAMES { siblings.keys().map(String::as_str).collect() } else { Vec::new() };
    *compared += names.len();
    match similar::get_close_matches(name, &names, 1, 0.6).first() {
        Some(close) => diagnostic.help(format!("`#{parent}/{close}` may be meant")),
        None => diagnostic.note(format!("`#{parent}` has no `{name}`")),
    }
}
