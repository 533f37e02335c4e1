//! Properties that are null or missing, or never are, although the document says otherwise.

use super::selector::Owners;
use crate::config::PresenceRule;
use crate::lower::{Draft, Lowering};
use crate::model::{Field, NameSource, Presence, Shape, Ty, TypeDecl, TypeId};

impl Lowering<'_> {
    /// Applies the decisions about presence.
    pub(super) fn presence(&mut self, owners: &mut Owners) {
        let config = self.config;
        for (index, rule) in config.presence.iter().enumerate() {
            for (entry, at) in rule.at.iter().enumerate() {
                let mut used = self.presence_within(rule, at, owners);
                for owner in self.types.ids() {
                    let names = owners.of(&self.types, owner);
                    let Shape::Object(object) = &mut self.types[owner].shape else { continue };
                    for field in &mut object.fields {
                        if !names.iter().any(|name| means(at, name, &field.wire)) {
                            continue;
                        }
                        used = true;
                        decide(field, rule);
                    }
                }
                if !used {
                    self.stale(&format!("/presence/{index}/at/{entry}"), format!("`{at}` matches no property"));
                }
            }
        }
    }
}

impl Lowering<'_> {
    /// `Type.property.inner`: the property gets a type of its own there, so that other uses of the type stay as they
    /// are. Says whether there is such a property.
    fn presence_within(&mut self, rule: &PresenceRule, at: &str, owners: &mut Owners) -> bool {
        let mut used = false;
        for owner in self.types.ids() {
            let Shape::Object(object) = &self.types[owner].shape else { continue };
            let names = owners.of(&self.types, owner);
            let inside = |field: &Field| -> Option<(String, TypeId, usize)> {
                let Ty::Named(id) = self.resolve(&field.ty) else { return None };
                let Shape::Object(target) = &self.decl(id).shape else { return None };
                let held = |inner: &Field| {
                    let outer = at.strip_suffix(inner.wire.as_str()).and_then(|outer| outer.strip_suffix('.'));
                    outer.is_some_and(|outer| names.iter().any(|owner| means(outer, owner, &field.wire)))
                };
                Some((field.wire.clone(), id, target.fields.iter().position(held)?))
            };
            let found: Vec<(String, TypeId, usize)> = object.fields.iter().filter_map(inside).collect();
            for (wire, id, inner) in found {
                used = true;
                let own = self.own_type(owner, &wire, id);
                if let Shape::Object(object) = &mut self.types[own].shape {
                    decide(&mut object.fields[inner], rule);
                }
            }
        }
        used
    }

    /// The type of a property, made anew where others use it too.
    fn own_type(&mut self, owner: TypeId, wire: &str, id: TypeId) -> TypeId {
        let parent = &self.types[owner];
        let mut words = match &parent.name_source {
            NameSource::Component(name) | NameSource::Title(name) | NameSource::Decided(name) => vec![name.clone()],
            NameSource::Position(words) => words.clone(),
        };
        words.push(wire.to_owned());
        let name_source = NameSource::Position(words);
        if self.decl(id).name_source == name_source {
            return id;
        }
        let pointer = format!("{}/properties/{wire}", parent.origin.pointer);
        let held = self.decl(id).clone();
        let decl = TypeDecl {
            docs: held.docs,
            references: held.references,
            ..TypeDecl::new(&pointer, name_source, held.shape)
        };
        let own = self.types.add(decl, Draft::default());
        if let Shape::Object(object) = &mut self.types[owner].shape
            && let Some(field) = object.fields.iter_mut().find(|field| field.wire == wire)
        {
            field.ty = Ty::Named(own);
        }
        own
    }
}

fn decide(field: &mut Field, rule: &PresenceRule) {
    let required = rule.optional.map_or(field.presence.is_required(), |optional| !optional);
    let nullable = rule.nullable.unwrap_or(field.presence.is_nullable());
    field.presence = Presence::of(required, nullable);
    if nullable || !required {
        field.constant = field.constant.take().filter(|value| value.is_string() && !nullable);
    }
}

/// Whether an entry means a property, by the name of its type.
pub(super) fn means(at: &str, owner: &str, wire: &str) -> bool {
    let Some((ty, property)) = at
        .strip_suffix(wire)
        .and_then(|ty| ty.strip_suffix('.'))
        .map(|ty| (ty, wire))
        .or_else(|| at.strip_suffix(".*").map(|ty| (ty, "*")))
    else {
        return false;
    };
    let named = match ty.strip_suffix('*') {
        Some(prefix) => owner.starts_with(prefix),
        None => owner == ty,
    };
    named && (property == "*" || property == wire)
}
