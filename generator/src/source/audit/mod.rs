//! Asks of every keyword of the raw document: is it understood, ignored for a reason, or to be reported?
//!
//! It reads the value before anything is rewritten, by the table in [`grammar`], and changes
//! nothing. What the generator can live with is a warning.

mod copies;
mod examples;
mod operations;
mod references;
mod values;

pub(in crate::source) use references::is_component_schema;

use super::grammar;
use super::grammar::{Handling, Kind, OnMissing, ValueKind};
use super::support::coerce;
use super::support::coerce::Validity;
use super::support::pointer;
use super::support::usable;
use super::support::usable::Unusable;
use crate::diagnostic::{Code, Diagnostic};
use examples::is_json;
use serde_json::{Map, Value};
use values::Values;

/// Audits a document whose references into other files are already bundled.
pub fn audit(document: &Value, diagnostics: &mut Vec<Diagnostic>) {
    let mut audit = Audit { diagnostics, references: Vec::new(), unused: Vec::new(), values: Values::of(document) };
    let mut at = String::new();
    audit.value(Kind::Document, document, &mut at);
    audit.report_unused();
    references::check(&mut audit, document);
    operations::check(document, audit.diagnostics);
    copies::check(document, audit.diagnostics);
}

/// A `$ref` on the way.
struct Reference {
    /// What it stands for.
    kind: Kind,
    /// Where the object with the `$ref` is.
    at: String,
    /// Its text.
    to: String,
}

struct Audit<'d> {
    diagnostics: &'d mut Vec<Diagnostic>,
    values: Values<'d>,
    references: Vec<Reference>,
    /// Keywords that say something about the interface and are not used.
    unused: Vec<Unused>,
}

/// A keyword that is not used, wherever it stands: in large documents that is thousands of places.
struct Unused {
    kind: Kind,
    key: String,
    reason: &'static str,
    first: String,
    places: usize,
}

impl Audit<'_> {
    fn report(&mut self, code: Code, at: &str, message: String) -> &mut Diagnostic {
        self.diagnostics.push(Diagnostic::new(code, message).at(at));
        self.diagnostics.last_mut().expect("one was just pushed")
    }

    fn value(&mut self, kind: Kind, value: &Value, at: &mut String) {
        let Some(object) = value.as_object() else {
            if coerce::object(kind, value) == Validity::Invalid {
                self.report(
                    Code::WrongKind,
                    at,
                    format!("{} has to be an object, this is {}", kind.noun(), coerce::noun(value)),
                );
            }
            return;
        };
        if let Some(to) = grammar::reference(kind, object) {
            self.references.push(Reference { kind, at: at.clone(), to: to.to_owned() });
            if kind != Kind::Schema && kind != Kind::PathItem {
                return;
            }
        }
        for (key, value) in object {
            grammar::within(at, key, |at| self.keyword(kind, key, value, at));
        }
        self.whole(kind, object, at);
    }

    /// One keyword and what it holds.
    fn keyword(&mut self, kind: Kind, key: &str, value: &Value, at: &mut String) {
        let holds = match kind.keyword(key) {
            Some(keyword) => {
                if let Handling::Unsupported(reason) = keyword.handling {
                    self.report(Code::NotSupported, at, format!("`{key}` of {} is left out", kind.noun()))
                        .notes
                        .push(reason.to_owned());
                    return;
                }
                if let Handling::Ignored(reason) = keyword.handling {
                    self.is_unused(kind, key, reason, at);
                }
                // Of an event it is what its data is.
                if key == "contentSchema" && !at.ends_with("/properties/data/contentSchema") {
                    self.is_unused(kind, key, "a text is given as it is, whatever is in it", at);
                }
                if keyword.handling.is_without_effect() {
                    return;
                }
                keyword.holds
            }
            None => match kind.patterned(key) {
                Some(holds) => holds,
                None => return self.unknown(kind, key, at),
            },
        };
        match coerce::validity(holds, value) {
            Validity::Absent => return,
            Validity::Right => {}
            fit @ (Validity::Coerced(_) | Validity::Invalid) => self.misfit(kind, key, holds, value, fit, at),
        }
        let mut visit = |kind: Kind, value: &Value, at: &mut String| self.value(kind, value, at);
        grammar::each(holds, value, at, &mut visit);
    }

    fn is_unused(&mut self, kind: Kind, key: &str, reason: &'static str, at: &str) {
        match self.unused.iter_mut().find(|known| known.kind == kind && known.key == key) {
            Some(known) => known.places += 1,
            None => self.unused.push(Unused { kind, key: key.to_owned(), reason, first: at.to_owned(), places: 1 }),
        }
    }

    /// Says of each keyword that is not used where that is first, and how often.
    fn report_unused(&mut self) {
        for Unused { kind, key, reason, first, places } in std::mem::take(&mut self.unused) {
            let message = format!("`{key}` of {} is not used", kind.noun());
            let found = Diagnostic::new(Code::NotSupported, message).at(first).note(reason).as_note();
            let others = if places > 1 { Some(format!("so it is at {} more places", places - 1)) } else { None };
            self.diagnostics.push(others.into_iter().fold(found, Diagnostic::note));
        }
    }

    fn misfit(&mut self, kind: Kind, key: &str, holds: ValueKind, value: &Value, fit: Validity, at: &str) {
        let message =
            format!("`{key}` of {} takes {}, this is {}", kind.noun(), coerce::expected(holds), coerce::noun(value));
        let consequence = match fit {
            Validity::Coerced(Value::Object(_) | Value::Array(_)) => "what fits of it is used".to_owned(),
            Validity::Coerced(value) => format!("it is read as `{value}`"),
            Validity::Right | Validity::Absent | Validity::Invalid => "it has no effect".to_owned(),
        };
        self.report(Code::WrongKind, at, message).notes.push(consequence);
    }

    fn unknown(&mut self, kind: Kind, key: &str, at: &str) {
        if key.starts_with("x-") {
            return;
        }
        match kind {
            Kind::Responses => {
                self.report(Code::InvalidStatus, at, "this is no status code".to_owned()).help =
                    Some("write a code from 100 to 599, a range such as `4XX`, or `default`".to_owned());
            }
            Kind::Paths => {
                self.report(Code::UnknownKeyword, at, "a path begins with `/`".to_owned())
                    .notes
                    .push("the path is left out".to_owned());
            }
            _ => {
                let names: Vec<_> = kind.keywords().iter().map(|keyword| keyword.name).collect();
                let close = similar::get_close_matches(key, &names, 1, 0.75);
                let diagnostic =
                    self.report(Code::UnknownKeyword, at, format!("{} has no keyword `{key}`", kind.noun()));
                diagnostic.notes.push("it has no effect".to_owned());
                diagnostic.help = close.first().map(|name| format!("`{name}` may be meant"));
            }
        }
    }

    /// What only shows when all keywords of an object are looked at together.
    fn whole(&mut self, kind: Kind, object: &Map<String, Value>, at: &str) {
        if grammar::reference(kind, object).is_some() {
            return;
        }
        match usable::unusable(kind, object) {
            Some(Unusable::Missing(name)) => {
                self.report(Code::MissingKeyword, at, format!("{} needs `{name}`", kind.noun()))
                    .notes
                    .push("it is left out".to_owned());
                return;
            }
            Some(Unusable::Value(name, value)) => {
                self.report(
                    Code::NotSupported,
                    &pointer::join(at, name),
                    format!("`{name}: {value}` of {} is left out", kind.noun()),
                );
                return;
            }
            Some(Unusable::HeaderName(name)) => {
                let message = format!("`{name}` is no name of a header, and {} of it is left out", kind.noun());
                let found = self.report(Code::InvalidHeaderName, &pointer::join(at, "name"), message);
                found.notes.push("RFC 9110 allows letters, digits and !#$%&'*+-.^_`|~ in it".to_owned());
                return;
            }
            None => {}
        }
        for needed in kind.needed() {
            let required = matches!(needed.on_missing, OnMissing::EmptyText | OnMissing::EmptyObject);
            if required && object.get(needed.name).is_none_or(Value::is_null) {
                self.report(Code::MissingKeyword, at, format!("{} needs `{}`", kind.noun(), needed.name));
            }
        }
        match kind {
            Kind::Parameter => {
                self.examples(kind, object, at);
                self.schema_or_content(kind, object, at);
                self.style(object.get("in").and_then(Value::as_str).unwrap_or_default(), object, at);
            }
            Kind::Header => {
                self.examples(kind, object, at);
                self.schema_or_content(kind, object, at);
            }
            Kind::MediaType if is_json(at) => self.examples(kind, object, at),
            Kind::RequestBody if object.get("content").and_then(Value::as_object).is_some_and(Map::is_empty) => {
                let found = self.report(Code::MissingKeyword, at, "a request body needs a media type".to_owned());
                found.notes.push("nothing is sent".to_owned());
            }
            Kind::Schema => {
                self.values_of_schema(object, at);
                if is_open_tuple(object) && !at.contains("/multipart~1") {
                    let why = "a list that may be longer or shorter than these has elements of any type";
                    self.is_unused(kind, "prefixItems", why, &pointer::join(at, "prefixItems"));
                }
            }
            Kind::ServerVariable => self.default_of_variable(object, at),
            Kind::Encoding => self.style("query", object, at),
            _ => {}
        }
    }

    fn schema_or_content(&mut self, kind: Kind, object: &Map<String, Value>, at: &str) {
        if !object.contains_key("schema") && !object.contains_key("content") {
            self.report(Code::MissingKeyword, at, format!("{} needs `schema` or `content`", kind.noun()))
                .notes
                .push("any text is accepted".to_owned());
        }
    }

    fn style(&mut self, place: &str, object: &Map<String, Value>, at: &str) {
        let Some(style) = object.get("style").and_then(Value::as_str) else { return };
        let allowed = usable::styles(place);
        if (place, style) == ("cookie", "cookie") {
            self.report(
                Code::NotSupported,
                &pointer::join(at, "style"),
                "`style: cookie` is written as `form`".to_owned(),
            )
            .notes
            .push("characters that a cookie cannot have are percent-encoded".to_owned());
        } else if !allowed.contains(&style) {
            self.report(
                Code::WrongKind,
                &pointer::join(at, "style"),
                format!("`style: {style}` does not exist at this place"),
            )
            .notes
            .push(format!("possible are {}", allowed.join(", ")));
        }
    }
}

/// Whether the first elements of a list have types of their own, and how many there are is open.
fn is_open_tuple(schema: &Map<String, Value>) -> bool {
    let Some(first) = schema.get("prefixItems").and_then(Value::as_array) else { return false };
    let count = |key: &str| schema.get(key).and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
    let is_closed = schema.get("items") == Some(&Value::Bool(false)) || count("maxItems") == Some(first.len());
    !is_closed || count("minItems").is_some_and(|least| least != first.len())
}
