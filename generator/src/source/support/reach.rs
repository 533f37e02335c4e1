//! Which components any operation or webhook reaches.
//!
//! An subtype of a component with a discriminator is reached with it: it may come wherever the component is used.

use super::pointer;
use crate::source::extensions::WEBHOOK_ROOTS;
use crate::source::grammar;
use crate::source::grammar::{Kind, ValueKind};
use serde_json::Value;
use std::collections::BTreeSet;

/// Pointers of all components that are reached.
pub(in crate::source) fn reached(document: &Value) -> BTreeSet<String> {
    let mut walk = Walk { reached: BTreeSet::new(), unseen: Vec::new() };
    for root in ["security", "paths"].into_iter().chain(WEBHOOK_ROOTS) {
        if let (Some(holds), Some(value)) = (Kind::Document.holds(root), document.get(root)) {
            walk.held(holds, value);
        }
    }
    loop {
        while let Some((kind, place)) = walk.unseen.pop() {
            if let Some(value) = pointer::get(document, &place) {
                walk.value(kind, value);
            }
        }
        walk.subtypes(document);
        if walk.unseen.is_empty() {
            return walk.reached;
        }
    }
}

struct Walk {
    reached: BTreeSet<String>,
    unseen: Vec<(Kind, String)>,
}

impl Walk {
    fn held(&mut self, holds: ValueKind, value: &Value) {
        grammar::each(holds, value, &mut String::new(), &mut |kind, value, _| self.value(kind, value));
    }

    fn value(&mut self, kind: Kind, value: &Value) {
        let Some(object) = value.as_object() else { return };
        if let Some(reference) = grammar::reference(kind, object) {
            self.reach(kind, reference);
        }
        match kind {
            Kind::SecurityRequirement => {
                for scheme in object.keys() {
                    self.reached.insert(pointer::join("/components/securitySchemes", scheme));
                }
            }
            Kind::Discriminator => {
                for target in object.get("mapping").and_then(Value::as_object).into_iter().flat_map(|map| map.values())
                {
                    let target = target.as_str().unwrap_or_default();
                    self.reach(Kind::Schema, target);
                    // A bare name is allowed too.
                    self.reach(Kind::Schema, &format!("#{}", pointer::join("/components/schemas", target)));
                }
            }
            _ => {}
        }
        for (key, value) in object {
            if let Some(holds) = kind.holds(key) {
                self.held(holds, value);
            }
        }
    }

    /// Components that take in one that is reached and has a discriminator.
    fn subtypes(&mut self, document: &Value) {
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
        for (name, schema) in schemas.into_iter().flatten() {
            let members = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
            let mut parents = members.filter_map(|member| pointer::of_reference(member.get("$ref")?.as_str()?));
            let reached = parents.any(|parent| {
                let tells = pointer::get(document, &parent).is_some_and(|parent| parent.get("discriminator").is_some());
                tells && self.reached.contains(&parent)
            });
            if reached {
                self.reach(Kind::Schema, &format!("#{}", pointer::join("/components/schemas", name)));
            }
        }
    }

    /// A reference may lead into the middle of a component, which is then reached as a whole.
    fn reach(&mut self, kind: Kind, reference: &str) {
        let Some(place) = pointer::of_reference(reference) else { return };
        let component: Vec<_> = place.split('/').take(4).collect();
        let component = component.join("/");
        let (kind, whole) = match grammar::kind_at(&component) {
            Some(kind) if component.starts_with("/components/") => (kind, component),
            _ => (kind, place),
        };
        if self.reached.insert(whole.clone()) {
            self.unseen.push((kind, whole));
        }
    }
}
