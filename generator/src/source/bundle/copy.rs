//! Copies the root document and whatever it refers to. The names of components are not known yet: where a reference
//! to one stands is remembered, and the reference written when all are named.

use super::files::{Files, Position};
use super::names::Names;
use crate::diagnostic::Code;
use crate::source::grammar::{Handling, Kind, ValueKind};
use crate::source::read::tree;
use crate::source::support::origins::Origins;
use crate::source::support::pointer;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Parts copied to where they are referred to may hold further ones, so deep and not deeper.
const NESTED: usize = 16;

/// What parts that are copied to where they are referred to may weigh together, in bytes as [`tree::weight`] counts.
const COPIES: usize = 64 << 20;

/// A place in what is copied.
#[derive(Clone, Debug, Default)]
pub(super) struct Target {
    /// The index of a part; none in the root document.
    pub(super) part: Option<usize>,
    /// Pointer from the root of the part or document.
    pub(super) pointer: String,
}

/// The root document and the parts that become components.
pub(super) struct Copied {
    document: Value,
    /// Kind and place of each part.
    pub(super) parts: Vec<(Kind, Position)>,
    /// The copy of each part.
    values: Vec<Value>,
    /// Texts that refer to a part, and the index of the part.
    references: Vec<(Target, usize)>,
    /// Where copies went, and where they were written.
    copies: Vec<(Target, Position)>,
}

impl Copied {
    /// The names of the root document's own components of a kind.
    pub(super) fn component_names(&self, kind: Kind) -> impl Iterator<Item = &String> {
        let section = self.document.get("components").and_then(|all| all.get(kind.section()?));
        section.and_then(Value::as_object).into_iter().flat_map(Map::keys)
    }
}

/// Copies everything.
pub(super) fn copy(files: &mut Files<'_>) -> Copied {
    let root = files.values[0].clone();
    let mut copy = Copy {
        claims: claims(files, &root),
        files,
        parts: BTreeMap::new(),
        order: Vec::new(),
        references: Vec::new(),
        copies: Vec::new(),
        weight: 0,
        stack: Vec::new(),
        refused: BTreeSet::new(),
        at: Target::default(),
    };
    let document = copy.object(Kind::Document, &root, &Position { file: 0, pointer: String::new() });
    let mut values = Vec::new();
    while let Some((kind, place)) = copy.order.get(values.len()).cloned() {
        copy.at = Target { part: Some(values.len()), pointer: String::new() };
        let value = copy.files.get(&place).expect("the place was found").clone();
        values.push(copy.object(kind, &value, &place));
    }
    Copied { document, parts: copy.order, values, references: copy.references, copies: copy.copies }
}

/// Components of the root document that are nothing but a reference to another file.
#[derive(Default)]
struct Claims {
    /// Where each leads, by its pointer; none if nowhere, which is reported.
    places: BTreeMap<String, Option<Position>>,
    /// The component that gets the part, by kind and place.
    pointers: BTreeMap<(Kind, Position), String>,
}

/// Such a component is where the part goes: it has a name already.
fn claims(files: &mut Files<'_>, root: &Value) -> Claims {
    let mut claims = Claims::default();
    let sections = root.get("components").and_then(Value::as_object);
    for (section, entries) in sections.into_iter().flatten() {
        let Some(ValueKind::Map(kind)) = Kind::Components.holds(section) else { continue };
        let mut names: Vec<_> = entries.as_object().into_iter().flat_map(Map::keys).collect();
        names.sort_unstable();
        for name in names.into_iter().filter(|_| becomes_component(kind)) {
            let pointer = pointer::join(&format!("/components/{section}"), name);
            let Some(object) = entries[name].as_object().filter(|object| object.len() == 1) else { continue };
            let Some(to) = object.get("$ref").and_then(Value::as_str) else { continue };
            if super::is_pointer(to) {
                continue;
            }
            let place =
                files.resolve(&Position { file: 0, pointer: pointer.clone() }, to).filter(|place| place.file != 0);
            if let Some(place) = &place {
                claims.pointers.entry((kind, place.clone())).or_insert_with(|| pointer.clone());
            }
            claims.places.insert(pointer, place);
        }
    }
    claims
}

struct Copy<'f, 'r> {
    files: &'f mut Files<'r>,
    claims: Claims,
    parts: BTreeMap<(Kind, Position), usize>,
    order: Vec<(Kind, Position)>,
    references: Vec<(Target, usize)>,
    copies: Vec<(Target, Position)>,
    /// What the parts weigh that were copied to where they are referred to.
    weight: usize,
    /// Parts that are being copied, outermost first.
    stack: Vec<Position>,
    /// References that were not followed, each of which is reported once.
    refused: BTreeSet<Position>,
    /// Where the copy goes.
    at: Target,
}

impl Copy<'_, '_> {
    fn object(&mut self, kind: Kind, value: &Value, here: &Position) -> Value {
        let Some(object) = value.as_object() else { return value.clone() };
        if here.file == 0
            && let Some(claim) = self.claims.places.get(&here.pointer).cloned()
        {
            return self.claimed(kind, value, here, claim);
        }
        if let Some(to) = object.get("$ref").and_then(Value::as_str) {
            return match becomes_component(kind) {
                true => self.refer(kind, object, to, here),
                false => self.insert(ValueKind::One(kind), object, to, here),
            };
        }
        self.entries(kind, object, here)
    }

    fn entries(&mut self, kind: Kind, object: &Map<String, Value>, here: &Position) -> Value {
        let mut copy = Map::new();
        for (key, value) in object {
            let inside = Position { file: here.file, pointer: pointer::join(&here.pointer, key) };
            let is_ignored = kind
                .keyword(key)
                .is_some_and(|keyword| matches!(keyword.handling, Handling::Metadata(_) | Handling::Ignored(_)));
            let value = match kind.holds(key) {
                Some(holds) if !is_ignored => self.within(key, |copy| copy.held(holds, value, &inside)),
                _ => value.clone(),
            };
            copy.insert(key.clone(), value);
        }
        if kind == Kind::Discriminator {
            self.mapping(&mut copy, here);
        }
        Value::Object(copy)
    }

    fn held(&mut self, holds: ValueKind, value: &Value, here: &Position) -> Value {
        let inside = |segment: &str| Position { file: here.file, pointer: pointer::join(&here.pointer, segment) };
        match (holds, value) {
            (ValueKind::One(kind), value) => self.object(kind, value, here),
            (ValueKind::SchemaOrFlag | ValueKind::SchemaOrList, Value::Object(_)) => {
                self.object(Kind::Schema, value, here)
            }
            (ValueKind::List(_) | ValueKind::SchemaOrList, Value::Array(list)) => {
                let kind = if let ValueKind::List(kind) = holds { kind } else { Kind::Schema };
                let element = |(index, value): (usize, &Value)| {
                    let segment = index.to_string();
                    self.within(&segment, |copy| copy.object(kind, value, &inside(&segment)))
                };
                list.iter().enumerate().map(element).collect()
            }
            // Where texts, lists or maps are due, a reference stands for the whole of it.
            (
                ValueKind::Map(_) | ValueKind::List(_) | ValueKind::Text | ValueKind::Texts | ValueKind::TextMap,
                Value::Object(map),
            ) if map.get("$ref").is_some_and(Value::is_string) => {
                let to = map["$ref"].as_str().expect("the key was looked up above");
                self.insert(holds, map, to, here)
            }
            (ValueKind::Map(kind), Value::Object(map)) => {
                let entry = |(name, value): (&String, &Value)| {
                    (name.clone(), self.within(name, |copy| copy.object(kind, value, &inside(name))))
                };
                Value::Object(map.iter().map(entry).collect())
            }
            _ => value.clone(),
        }
    }

    /// A component of the root document that is nothing but a reference to another file.
    fn claimed(&mut self, kind: Kind, value: &Value, here: &Position, claim: Option<Position>) -> Value {
        let Some(place) = claim else { return value.clone() };
        let owner = &self.claims.pointers[&(kind, place.clone())];
        if *owner != here.pointer {
            return json!({ "$ref": reference_to(owner) });
        }
        self.copies.push((self.at.clone(), place.clone()));
        let value = self.files.get(&place).expect("the place was found").clone();
        self.object(kind, &value, &place)
    }

    /// A reference that stays one.
    fn refer(&mut self, kind: Kind, object: &Map<String, Value>, to: &str, here: &Position) -> Value {
        let mut siblings = object.clone();
        let local = self.is_local(to, here);
        let reference = if local { None } else { self.within("$ref", |copy| copy.bundled(kind, to, here)) };
        siblings.shift_remove("$ref");
        let mut copy = Map::from_iter([("$ref".to_owned(), Value::from(reference.unwrap_or_else(|| to.to_owned())))]);
        if let Value::Object(siblings) = self.entries(kind, &siblings, here) {
            copy.extend(siblings);
        }
        Value::Object(copy)
    }

    /// Whether a reference means the same in the bundled document: a pointer in the root document, outside of schemas with
    /// a URL of their own, in which it begins at them.
    fn is_local(&self, to: &str, here: &Position) -> bool {
        here.file == 0 && super::is_pointer(to) && self.files.is_of_document(here)
    }

    /// What a reference at this place is in the bundled document, if it leads somewhere; empty for one to a part,
    /// which is written when the part has a name.
    fn bundled(&mut self, kind: Kind, to: &str, here: &Position) -> Option<String> {
        let place = self.files.resolve(here, to)?;
        if place.file == 0 {
            return Some(reference_to(&place.pointer));
        }
        if let Some(owner) = self.claims.pointers.get(&(kind, place.clone())) {
            return Some(reference_to(owner));
        }
        let order = &mut self.order;
        let index = *self.parts.entry((kind, place.clone())).or_insert_with(|| {
            order.push((kind, place));
            order.len() - 1
        });
        self.references.push((self.at.clone(), index));
        Some(String::new())
    }

    /// A reference that is replaced by what it leads to; keywords beside it win.
    fn insert(&mut self, holds: ValueKind, object: &Map<String, Value>, to: &str, here: &Position) -> Value {
        let unresolved = || Value::Object(object.clone());
        let Some(place) = self.files.resolve(here, to) else { return unresolved() };
        let is_cycle = self.stack.contains(&place);
        if is_cycle || self.stack.len() >= NESTED {
            // What is copied again and again comes by here each time.
            if self.refused.insert(here.clone()) {
                let (code, message) = match is_cycle {
                    true => (Code::CyclicReference, format!("the reference `{to}` leads back to itself")),
                    false => (Code::TooDeep, format!("the reference `{to}` stands in more than {NESTED} others")),
                };
                self.files.report(here, code, message);
            }
            return unresolved();
        }
        let value = self.files.get(&place).expect("the place was found");
        if self.weight >= COPIES {
            return unresolved();
        }
        self.weight += tree::weight(value);
        if self.weight >= COPIES {
            self.files.report(here, Code::TooLarge, "references multiply this document beyond bounds".to_owned());
            return unresolved();
        }
        let value = value.clone();
        self.copies.push((self.at.clone(), place.clone()));
        let first = self.references.len();
        self.stack.push(place.clone());
        let mut copy = self.held(holds, &value, &place);
        self.stack.pop();
        if let (Value::Object(copy), ValueKind::One(kind)) = (&mut copy, holds) {
            let mut siblings = object.clone();
            siblings.shift_remove("$ref");
            let length = self.at.pointer.len();
            let mut inside = self.references.split_off(first);
            inside.retain(|(target, _)| {
                let key = pointer::segments(&target.pointer[length..]).next();
                key.is_none_or(|key| !siblings.contains_key(&key))
            });
            self.references.append(&mut inside);
            for key in siblings.keys() {
                let inside = Position { file: here.file, pointer: pointer::join(&here.pointer, key) };
                let at = Target { part: self.at.part, pointer: pointer::join(&self.at.pointer, key) };
                self.copies.push((at, inside));
            }
            if let Value::Object(siblings) = self.entries(kind, &siblings, here) {
                copy.extend(siblings);
            }
        }
        copy
    }

    /// The values of `mapping` are references where they look like one.
    fn mapping(&mut self, discriminator: &mut Map<String, Value>, here: &Position) {
        let Some(mapping) = discriminator.get_mut("mapping").and_then(Value::as_object_mut) else { return };
        for (value, target) in mapping {
            let Some(to) = target.as_str().map(str::to_owned) else { continue };
            let is_path = to.contains(['#', '/']) || [".yaml", ".yml", ".json"].iter().any(|end| to.ends_with(end));
            if is_path
                && !self.is_local(&to, here)
                && let Some(reference) =
                    self.within("mapping", |copy| copy.within(value, |copy| copy.bundled(Kind::Schema, &to, here)))
            {
                *target = Value::String(reference);
            }
        }
    }

    fn within<T>(&mut self, segment: &str, inside: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.at.pointer.len();
        pointer::push(&mut self.at.pointer, segment);
        let result = inside(self);
        self.at.pointer.truncate(length);
        result
    }
}

fn reference_to(pointer: &str) -> String {
    format!("#{}", pointer.replace('%', "%25"))
}

/// What OpenAPI 3.0 can share as a component.
fn becomes_component(kind: Kind) -> bool {
    kind.section().is_some() && kind != Kind::PathItem && kind != Kind::MediaType
}

/// Puts the parts under their names, and writes the references to them.
pub(super) fn assemble(copied: Copied, names: &Names) -> (Value, Origins) {
    let Copied { mut document, parts, mut values, references, copies } = copied;
    for (at, part) in references {
        let root = at.part.map_or(&mut document, |part| &mut values[part]);
        if let Some(text) = root.pointer_mut(&at.pointer) {
            *text = Value::String(format!("#{}", names.pointer(part)));
        }
    }
    let mut components: Vec<_> = parts.iter().zip(values).zip(names.iter()).collect();
    components.sort_by_key(|(_, one)| *one);
    let mut origins = Origins::default();
    for (((kind, place), value), pointer) in components {
        origins.insert(pointer.clone(), place.file, place.pointer.clone());
        let section = kind.section().expect("only what can be shared becomes a component");
        let name = pointer::segments(pointer).last().expect("the pointer of a component ends in its name");
        let all = entry(&mut document, "components");
        entry(all, section).as_object_mut().expect("it was made one").insert(name, value);
    }
    for (at, place) in copies {
        let part = at.part.map_or("", |part| names.pointer(part));
        origins.insert(format!("{part}{}", at.pointer), place.file, place.pointer);
    }
    (document, origins)
}

/// The object under `key`, made where there is none.
fn entry<'v>(value: &'v mut Value, key: &str) -> &'v mut Value {
    if !value.get(key).is_some_and(Value::is_object) {
        value[key] = json!({});
    }
    &mut value[key]
}
