//! A document reduced to its facts, in canonical form: what `sync` writes into `spec/<api>/openapi.yaml`.
//!
//! * No prose: summaries, descriptions, examples and titles that are not names are left out, with every
//!   extension that means nothing here. A reworded sentence is no difference.
//! * One order: keywords in the order of the grammar's table, then extensions by name; maps by name. So a
//!   document that is merely printed in another order is no difference either. Two maps keep the order of the
//!   document, because it means something: properties, which are read in that order, and media types, of
//!   which the first is preferred; where there was a document before, [`in_order_of`] keeps that of it.
//! * No component that neither an operation nor a webhook reaches. The audit has seen them all by then.

mod order;

pub use order::in_order_of;

use super::extensions;
use super::grammar::{Handling, Kind, ValueKind};
use super::support::coerce;
use super::support::coerce::Validity;
use super::support::pointer;
use super::support::reach::reached;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What is kept besides the facts.
#[derive(Clone, Debug, Default)]
pub struct Keep {
    /// Whether the words of the document stay.
    pub prose: Prose,
    /// Extensions that the API's decisions refer to.
    pub extensions: BTreeSet<String>,
}

/// Whether the words of a document stay in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prose {
    /// They go: ours are in `docs.yaml`.
    #[default]
    Dropped,
    /// They stay.
    Kept,
}

/// Distils a bundled document.
pub fn distil(document: &Value, keep: &Keep) -> Value {
    let mut distilled = canonical(Kind::Document, document, "", keep);
    prune(&mut distilled);
    distilled
}

/// The names of all extensions that a text of decisions mentions.
pub fn mentioned_extensions(decisions: &str) -> BTreeSet<String> {
    let words = decisions.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
    words.filter(|word| word.starts_with("x-")).map(str::to_owned).collect()
}

/// Keywords that hold nothing but words.
const PROSE: [&str; 6] = ["summary", "description", "example", "examples", "externalDocs", "$comment"];

/// Keywords about the document itself.
const ABOUT: [&str; 6] = ["termsOfService", "contact", "license", "$schema", "$self", "jsonSchemaDialect"];

fn canonical(kind: Kind, value: &Value, name: &str, keep: &Keep) -> Value {
    let Value::Object(object) = value else {
        return match coerce::object(kind, value) {
            Validity::Coerced(mended) => canonical(kind, &mended, name, keep),
            Validity::Right | Validity::Absent | Validity::Invalid => value.clone(),
        };
    };
    let name = match kind {
        Kind::Parameter => object.get("name").and_then(Value::as_str).unwrap_or(name),
        _ => name,
    };
    let mut result = Map::new();
    for keyword in kind.keywords() {
        let Some(value) = object.get(keyword.name) else { continue };
        if is_left_out(kind, keyword.name, keyword.handling, value, object, name, keep) {
            continue;
        }
        result.insert(keyword.name.to_owned(), held(keyword.name, keyword.holds, value, name, keep));
    }
    let mut others: Vec<_> = object.iter().filter(|(key, _)| kind.keyword(key).is_none()).collect();
    others.sort_unstable_by_key(|(key, _)| *key);
    for (key, value) in others {
        if let Some(holds) = kind.patterned(key) {
            result.insert(key.clone(), held(key, holds, value, key, keep));
        } else if is_extension_kept(key, keep) {
            result.insert(key.clone(), value.clone());
        }
    }
    Value::Object(result)
}

/// The value of a keyword; `name` is the nearest name around it.
fn held(key: &str, holds: ValueKind, value: &Value, name: &str, keep: &Keep) -> Value {
    let mended = match coerce::validity(holds, value) {
        Validity::Coerced(mended) => mended,
        Validity::Right | Validity::Absent | Validity::Invalid => value.clone(),
    };
    match (holds, &mended) {
        (ValueKind::One(kind), value) => canonical(kind, value, name, keep),
        (ValueKind::SchemaOrFlag, value @ Value::Object(_)) => canonical(Kind::Schema, value, name, keep),
        (ValueKind::List(kind), Value::Array(list)) => {
            list.iter().map(|value| canonical(kind, value, name, keep)).collect()
        }
        (ValueKind::SchemaOrList, Value::Array(list)) => {
            list.iter().map(|value| canonical(Kind::Schema, value, name, keep)).collect()
        }
        (ValueKind::SchemaOrList, value) => canonical(Kind::Schema, value, name, keep),
        (ValueKind::Map(kind), Value::Object(map)) => {
            let mut entries: Vec<_> = map.iter().collect();
            if !matches!(key, "properties" | "content") {
                entries.sort_unstable_by_key(|(name, _)| *name);
            }
            entries.into_iter().map(|(name, value)| (name.clone(), canonical(kind, value, name, keep))).collect()
        }
        (ValueKind::TextMap, Value::Object(map)) if key == "scopes" && keep.prose == Prose::Dropped => {
            let mut names: Vec<_> = map.keys().collect();
            names.sort_unstable();
            names.into_iter().map(|name| (name.clone(), Value::String(String::new()))).collect()
        }
        _ => mended,
    }
}

fn is_left_out(
    kind: Kind,
    key: &str,
    handling: Handling,
    value: &Value,
    object: &Map<String, Value>,
    name: &str,
    keep: &Keep,
) -> bool {
    if value.is_null() && key != "default" && key != "const" {
        return true;
    }
    if keep.prose == Prose::Kept {
        return false;
    }
    let prose = PROSE.contains(&key) && (kind != Kind::Components);
    let title = kind == Kind::Schema && key == "title" && !is_name(value, object, name);
    let about = ABOUT.contains(&key);
    let calls = matches!(handling, Handling::Ignored(_)) && matches!(key, "links" | "xml");
    let examples = kind == Kind::Components && key == "examples";
    prose || title || about || calls || examples
}

/// Whether a title can serve as the name of a type that has no other.
fn is_name(title: &Value, schema: &Map<String, Value>, name: &str) -> bool {
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let nameable = ["properties", "enum", "allOf", "anyOf", "oneOf", "patternProperties"];
    nameable.iter().any(|keyword| schema.contains_key(*keyword))
        && title.as_str().is_some_and(|title| !title.contains(char::is_whitespace) && plain(title) != plain(name))
}

fn is_extension_kept(key: &str, keep: &Keep) -> bool {
    let understood = extensions::is_understood(key) || keep.extensions.contains(key);
    let prose = extensions::is_prose(key) && keep.prose == Prose::Dropped;
    key.starts_with("x-") && understood && !prose
}

/// Leaves only what is reached, and what holds something that is.
fn prune(document: &mut Value) {
    let reached = reached(document);
    let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) else { return };
    for (section, entries) in components.iter_mut() {
        let Some(entries) = entries.as_object_mut() else { continue };
        let kind = Kind::Components.keyword(section).map(|keyword| keyword.holds);
        if matches!(kind, Some(ValueKind::Map(_))) {
            entries.retain(|name, _| reached.contains(&pointer::join(&format!("/components/{section}"), name)));
        }
    }
    components.retain(|_, entries| !entries.as_object().is_some_and(serde_json::Map::is_empty));
}
