//! Objects that nothing can be made of, decided in one place for the audit that reports them and the
//! downlevelling that leaves them out.

use super::http::is_token;
use crate::source::grammar::{Kind, OnMissing};
use serde_json::{Map, Value};

/// Why an object is left out.
#[derive(Debug, PartialEq, Eq)]
pub enum Unusable {
    /// A keyword that it requires is missing.
    Missing(&'static str),
    /// A keyword has a value that nothing is made of.
    Value(&'static str, String),
    /// It is a header of a name that no HTTP message can carry.
    HeaderName(String),
}

/// Why nothing can be made of an object, if so. References are never judged.
pub fn unusable(kind: Kind, object: &Map<String, Value>) -> Option<Unusable> {
    if crate::source::grammar::reference(kind, object).is_some() {
        return None;
    }
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    let missing = |name: &'static str| match object.get(name) {
        None | Some(Value::Null) => Some(Unusable::Missing(name)),
        Some(Value::String(text)) if text.is_empty() => Some(Unusable::Missing(name)),
        Some(_) => None,
    };
    let one_of = |name: &'static str, allowed: &[&str]| match text(name) {
        Some(value) if allowed.contains(&value) => None,
        Some(value) => Some(Unusable::Value(name, value.to_owned())),
        None => Some(Unusable::Missing(name)),
    };
    let mut needed = kind.needed().iter().filter(|needed| needed.on_missing == OnMissing::LeaveOut);
    if let Some(unusable) = needed.find_map(|needed| missing(needed.name)) {
        return Some(unusable);
    }
    let header_name = || match text("name") {
        Some(name) if text("in") == Some("header") && !is_token(name) => Some(Unusable::HeaderName(name.to_owned())),
        _ => None,
    };
    match kind {
        Kind::Parameter => one_of("in", &["path", "query", "header", "cookie"]).or_else(header_name),
        Kind::SecurityScheme => match text("type") {
            Some("apiKey") => {
                missing("name").or_else(|| one_of("in", &["query", "header", "cookie"])).or_else(header_name)
            }
            Some("http") => missing("scheme"),
            _ => None,
        },
        _ => None,
    }
}

/// The styles that a parameter may have at its place.
pub fn styles(place: &str) -> &'static [&'static str] {
    match place {
        "path" => &["simple", "label", "matrix"],
        "header" => &["simple"],
        "cookie" => &["form"],
        _ => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
    }
}
