//! What requests of an operation are held to by tests, as lines of `samples.tsv`: limits of values, and the names that
//! the document has for properties.

use super::support::docs::limit_words;
use crate::model::{Additional, Api, BodyKind, Constraints, Operation, ParameterLocation, Shape, Style, Ty, TypeId};
use crate::text::json;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Places of one body that are looked at. A document made to multiply must cost milliseconds.
const MOST_PLACES: usize = 2000;

/// The lines of an operation with this name.
pub(super) fn lines(api: &Api, name: &str, operation: &Operation) -> Vec<String> {
    let line = |rule: &str, path: &Value, text: &str| format!("{name}\t{rule}\t{}\t{text}\n", json(&path.to_string()));
    let mut lines = Vec::new();
    for parameter in &operation.parameters {
        let path = json!([parameter.wire]);
        let limits = words(&parameter.constraints);
        match parameter.place {
            ParameterLocation::Query => {
                if !limits.is_empty() && parameter.style != Style::DeepObject {
                    lines.push(line("query limits", &path, &limits));
                }
                if let Some(keys) = exploded(api, &parameter.ty).filter(|_| parameter.explode) {
                    lines.push(line("query keys", &path, &keys));
                }
            }
            ParameterLocation::Header if !limits.is_empty() => lines.push(line("header limits", &path, &limits)),
            ParameterLocation::Header | ParameterLocation::Path | ParameterLocation::Cookie => {}
        }
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.kind == BodyKind::Json) {
        let mut places = Places { api, open: Vec::new(), found: BTreeMap::new(), is_whole: true };
        places.value(&body.ty, &mut Vec::new(), "");
        if places.is_whole {
            lines.extend(places.found.into_iter().flat_map(|(path, place)| {
                let path: Value = serde_json::from_str(&path).expect("it was made of steps");
                let limits = place.limits.filter(|limits| !limits.is_empty());
                let keys = place.keys.filter(|keys| !keys.is_empty());
                let keys = keys.map(|keys| Value::from(keys.into_iter().collect::<Vec<_>>()).to_string());
                let limits = limits.map(|limits| line("body limits", &path, &limits));
                limits.into_iter().chain(keys.map(|keys| line("body keys", &path, &json(&keys)))).collect::<Vec<_>>()
            }));
        }
    }
    lines
}

/// The limits of a value in the words of its documentation. A regular expression is none that tests look at.
fn words(constraints: &Constraints) -> String {
    constraints.limits.iter().filter_map(limit_words).collect::<Vec<_>>().join("; ")
}

/// The names of the pairs that an object is sent as in a query; `*` where they are data.
fn exploded(api: &Api, ty: &Ty) -> Option<String> {
    let Ty::Named(id) = api.resolve(ty) else {
        return matches!(api.resolve(ty), Ty::Map(_) | Ty::Any).then(|| "*".to_owned());
    };
    match &api.ty(*id).shape {
        Shape::Object(object)
            if object.additional == Additional::Unsaid || object.additional == Additional::Forbidden =>
        {
            let names: Vec<&str> = object.fields.iter().map(|field| field.wire.as_str()).collect();
            Some(json(&Value::from(names).to_string()).into_owned())
        }
        Shape::Object(_) | Shape::Union(_) => Some("*".to_owned()),
        Shape::Enum(_) | Shape::Alias(_) => None,
    }
}

/// The places of a body, by their path as JSON.
struct Places<'a> {
    api: &'a Api,
    /// Types being looked at, to notice those that contain themselves.
    open: Vec<TypeId>,
    found: BTreeMap<String, PlaceRules>,
    /// Whether all places have been looked at.
    is_whole: bool,
}

/// What holds at a place whatever the variants of unions around it.
struct PlaceRules {
    /// None if it depends on the variant.
    limits: Option<String>,
    /// Names of properties; none if there can be others.
    keys: Option<BTreeSet<String>>,
}

impl Places<'_> {
    fn value(&mut self, ty: &Ty, path: &mut Vec<Value>, limits: &str) {
        let keys = match self.api.resolve(ty) {
            Ty::Named(id) => match &self.api.ty(*id).shape {
                Shape::Object(object) => match object.additional {
                    Additional::Typed(_) => None,
                    // An object of which nothing is said is any.
                    Additional::Unsaid if object.fields.is_empty() => None,
                    Additional::Unsaid | Additional::Forbidden => {
                        Some(object.fields.iter().map(|field| field.wire.clone()).collect())
                    }
                },
                // What the variants of a union have is found with them.
                Shape::Union(_) | Shape::Enum(_) | Shape::Alias(_) => Some(BTreeSet::new()),
            },
            Ty::Any | Ty::Map(_) => None,
            _ => Some(BTreeSet::new()),
        };
        if !self.found(path, limits, keys) {
            return;
        }
        match self.api.resolve(ty).clone() {
            Ty::Named(id) => self.named(id, path, limits),
            Ty::List(item) => self.below(json!([]), &item, path),
            Ty::Map(value) => self.below(json!({}), &value, path),
            Ty::Nullable(inner) => self.value(&inner, path, limits),
            Ty::OneOrMany(item) => {
                self.value(&item, path, limits);
                self.below(json!([]), &item, path);
            }
            _ => {}
        }
    }

    fn named(&mut self, id: TypeId, path: &mut Vec<Value>, limits: &str) {
        if self.open.contains(&id) {
            // What is further inside is not looked at, and must not be refused for that.
            return;
        }
        self.open.push(id);
        match &self.api.ty(id).shape {
            Shape::Object(object) => {
                for field in &object.fields {
                    path.push(field.wire.clone().into());
                    self.value(&field.ty, path, &words(&field.constraints));
                    path.pop();
                }
            }
            Shape::Union(union) => union.variants.iter().for_each(|variant| self.value(&variant.ty, path, limits)),
            Shape::Enum(_) | Shape::Alias(_) => {}
        }
        self.open.pop();
    }

    fn below(&mut self, step: Value, ty: &Ty, path: &mut Vec<Value>) {
        path.push(step);
        self.value(ty, path, "");
        path.pop();
    }

    /// Adds what holds at a place for one variant of what is around it. Gives whether there is room for more.
    fn found(&mut self, path: &[Value], limits: &str, keys: Option<BTreeSet<String>>) -> bool {
        if self.found.len() >= MOST_PLACES {
            self.is_whole = false;
            return false;
        }
        let path = Value::from(path.to_vec()).to_string();
        match self.found.get_mut(&path) {
            None => drop(self.found.insert(path, PlaceRules { limits: Some(limits.to_owned()), keys })),
            Some(place) => {
                if place.limits.as_deref() != Some(limits) {
                    place.limits = None;
                }
                place.keys = match (place.keys.take(), keys) {
                    (Some(mut some), Some(more)) => {
                        some.extend(more);
                        Some(some)
                    }
                    _ => None,
                };
            }
        }
        true
    }
}
