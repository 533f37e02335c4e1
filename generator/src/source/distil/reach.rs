//! Takes out components that no operation and no webhook reaches.

use crate::source::grammar::{self, Holds, Kind};
use crate::source::pointer;
use serde_json::Value;
use std::collections::BTreeSet;

/// Leaves only what is reached, and what holds something that is.
pub(super) fn prune(document: &mut Value) {
    let reached = reached(document);
    let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) else { return };
    for (section, entries) in components.iter_mut() {
        let Some(entries) = entries.as_object_mut() else { continue };
        let kind = Kind::Components.keyword(section).map(|keyword| keyword.holds);
        if matches!(kind, Some(Holds::Map(_))) {
            entries.retain(|name, _| reached.contains(&pointer::join(&format!("/components/{section}"), name)));
        }
    }
    components.retain(|_, entries| !entries.as_object().is_some_and(serde_json::Map::is_empty));
}

/// Pointers of all components that are reached.
fn reached(document: &Value) -> BTreeSet<String> {
    let mut walk = Walk { reached: BTreeSet::new(), unseen: Vec::new() };
    for root in ["security", "paths", "webhooks", "x-webhooks"] {
        if let (Some(holds), Some(value)) = (Kind::Document.holds(root), document.get(root)) {
            walk.held(holds, value);
        }
    }
    while let Some((kind, place)) = walk.unseen.pop() {
        if let Some(value) = pointer::get(document, &place) {
            walk.value(kind, value);
        }
    }
    walk.reached
}

struct Walk {
    reached: BTreeSet<String>,
    unseen: Vec<(Kind, String)>,
}

impl Walk {
    fn held(&mut self, holds: Holds, value: &Value) {
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
