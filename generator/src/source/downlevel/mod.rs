//! Rewrites a document of any 3.x version, in place, into one that the OpenAPI 3.0 reader accepts without
//! losing anything that it has no place for: that moves into extensions whose names begin with `x-sdk-`.
//! Afterwards every object has the keywords it needs, and every value is of the kind its keyword holds. JSON
//! pointers stay, except through schemas in such extensions, which references follow, and behind objects that had to be
//! left out of a list; those moves are handed back.
//!
//! It says nothing about what it does: the audit has already reported everything that is not as it should be.

mod operations;
mod references;
mod schema;

use super::extensions::{PREFIX, moved_to};
use super::grammar;
use super::grammar::{Handling, Kind, OnMissing, ValueKind};
use super::support::coerce;
use super::support::coerce::Validity;
use super::support::pointer;
use super::support::usable;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Rewrites a document. Returns where elements of lists came from that moved up, as `(now, before)`.
pub fn downlevel(mut document: Value) -> (Value, Vec<(String, String)>) {
    let version =
        document.get("openapi").map(|version| version.as_str().map_or_else(|| version.to_string(), str::to_owned));
    let mut downlevel = Downlevel {
        siblings: Siblings::of(version.as_deref().unwrap_or_default()),
        at: String::new(),
        moves: Vec::new(),
    };
    let elsewhere = outside_the_grammar(&document);
    downlevel.value(Kind::Document, &mut document);
    for (kind, place) in elsewhere {
        let place = references::moved(&document, &place).unwrap_or(place);
        if let Some(value) = document.pointer_mut(&place) {
            downlevel.value(kind, value);
        }
    }
    references::follow(&mut document);
    operations::drop_repeated_ids(&mut document);
    (document, downlevel.moves)
}

/// What the keywords beside a schema's `$ref` mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Siblings {
    /// OpenAPI 3.0: annotations say nothing there.
    OnlyConstraints,
    /// Since 3.1: each counts.
    All,
}

impl Siblings {
    fn of(version: &str) -> Self {
        if version.starts_with("3.0") { Self::OnlyConstraints } else { Self::All }
    }
}

struct Downlevel {
    siblings: Siblings,
    at: String,
    moves: Vec<(String, String)>,
}

impl Downlevel {
    fn value(&mut self, kind: Kind, value: &mut Value) {
        if kind == Kind::Schema {
            schema::as_object(value);
        }
        if let Validity::Coerced(mended) = coerce::object(kind, value) {
            *value = mended;
        }
        if let Value::Object(object) = value {
            self.object(kind, object);
        }
    }

    fn object(&mut self, kind: Kind, object: &mut Map<String, Value>) {
        if kind != Kind::Schema && kind != Kind::PathItem && grammar::reference(kind, object).is_some() {
            object.retain(|key, _| key == "$ref");
            return;
        }
        object.retain(|key, value| is_kept(kind, key, value));
        for needed in kind.needed() {
            let stand_in = match needed.on_missing {
                OnMissing::EmptyText | OnMissing::Silence => Value::String(String::new()),
                OnMissing::EmptyObject | OnMissing::SilentObject => Value::Object(Map::new()),
                OnMissing::LeaveOut => continue,
            };
            object.entry(needed.name).or_insert(stand_in);
        }
        for (key, value) in object.iter_mut() {
            let Some(holds) = kind.holds(key) else { continue };
            let length = self.at.len();
            pointer::push(&mut self.at, key);
            self.leave_out(holds, value);
            grammar::each_mut(holds, value, &mut |kind, value| self.value(kind, value));
            self.at.truncate(length);
        }
        match kind {
            Kind::Schema => schema::rewrite(object, self.siblings),
            other => {
                operations::rewrite(other, object);
                hand_on(other, object);
            }
        }
    }

    /// Takes objects that nothing can be made of out of lists and maps.
    fn leave_out(&mut self, holds: ValueKind, value: &mut Value) {
        let is_usable = |kind: Kind, value: &Value| match value {
            Value::Object(object) => usable::unusable(kind, object).is_none(),
            other => kind == Kind::Schema || matches!(coerce::object(kind, other), Validity::Coerced(_)),
        };
        match (holds, value) {
            (ValueKind::List(kind), Value::Array(list)) => {
                let mut before = 0;
                let mut now = 0;
                list.retain(|value| {
                    let kept = is_usable(kind, value);
                    if kept && now != before {
                        self.moves.push((format!("{}/{now}", self.at), format!("{}/{before}", self.at)));
                    }
                    before += 1;
                    now += usize::from(kept);
                    kept
                });
            }
            (ValueKind::Map(kind), Value::Object(map)) => map.retain(|_, value| is_usable(kind, value)),
            _ => {}
        }
    }
}

/// Mends the value of a keyword, or says that it goes.
fn is_kept(kind: Kind, key: &str, value: &mut Value) -> bool {
    let holds = match kind.keyword(key) {
        Some(keyword) if keyword.handling.is_without_effect() => return false,
        Some(keyword) => keyword.holds,
        None => match kind.patterned(key) {
            Some(holds) => holds,
            // Nothing looks at it, and references may lead there.
            None => return kind != Kind::Responses || key.starts_with("x-"),
        },
    };
    match coerce::validity(holds, value) {
        Validity::Right => {}
        Validity::Coerced(mended) => *value = mended,
        Validity::Absent | Validity::Invalid => return false,
    }
    match (holds, &*value) {
        (ValueKind::One(kind), Value::Object(object)) => usable::unusable(kind, object).is_none(),
        _ => true,
    }
}

/// Hands on in extensions what OpenAPI 3.0 has no keyword for. Schemas move there: with a copy of each that has schemas
/// within it, a document would double with each level.
fn hand_on(kind: Kind, object: &mut Map<String, Value>) {
    for keyword in kind.keywords().iter().filter(|keyword| keyword.handling == Handling::Preserved) {
        let (extension, value) = match moved_to(keyword.name) {
            Some(extension) => (extension.to_owned(), object.shift_remove(keyword.name)),
            None => (format!("{PREFIX}{}", keyword.name), object.get(keyword.name).cloned()),
        };
        if let Some(value) = value {
            object.insert(extension, value);
        }
    }
}

/// Objects that are referred to but lie where the grammar does not look, such as under an extension.
fn outside_the_grammar(document: &Value) -> BTreeSet<(Kind, String)> {
    let mut found = BTreeSet::new();
    let mut unseen = vec![(Kind::Document, String::new())];
    while let Some((kind, mut at)) = unseen.pop() {
        let value = pointer::get(document, &at).expect("the place was just found");
        let mut fresh = Vec::new();
        references(kind, value, &mut at, &mut |kind, to| {
            if let Some(place) = pointer::of_reference(to)
                && grammar::kind_at(&place).is_none()
                && pointer::get(document, &place).is_some()
            {
                fresh.push((kind, place));
            }
        });
        for found_now in fresh {
            if found.insert(found_now.clone()) {
                unseen.push(found_now);
            }
        }
    }
    found
}

fn references(kind: Kind, value: &Value, at: &mut String, visit: &mut dyn FnMut(Kind, &str)) {
    let Some(object) = value.as_object() else { return };
    if let Some(to) = grammar::reference(kind, object) {
        visit(kind, to);
    }
    for (key, value) in object {
        if let Some(holds) = kind.holds(key) {
            grammar::each(holds, value, at, &mut |kind, value, at| references(kind, value, at, visit));
        }
    }
}
