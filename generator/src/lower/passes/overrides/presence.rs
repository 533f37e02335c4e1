//! Properties that are null or missing, or never are, although the document says otherwise.

use crate::lower::Lowering;
use crate::model::{Presence, Shape};

impl Lowering<'_> {
    /// Applies the decisions about presence.
    pub(super) fn presence(&mut self) {
        let config = self.config;
        for (index, rule) in config.presence.iter().enumerate() {
            for (entry, at) in rule.at.iter().enumerate() {
                let mut used = false;
                for number in 0..self.types.len() {
                    let owners = self.owners(number);
                    let Shape::Object(object) = &mut self.types[number].shape else { continue };
                    for field in &mut object.fields {
                        if !owners.iter().any(|owner| means(at, owner, &field.wire)) {
                            continue;
                        }
                        used = true;
                        let required = rule.optional.map_or(field.presence.is_required(), |optional| !optional);
                        let nullable = rule.nullable.unwrap_or(field.presence.is_nullable());
                        field.presence = Presence::of(required, nullable);
                        if nullable || !required {
                            field.constant = field.constant.take().filter(|value| value.is_string() && !nullable);
                        }
                    }
                }
                if !used {
                    self.stale(&format!("/presence/{index}/at/{entry}"), format!("`{at}` matches no property"));
                }
            }
        }
    }
}

fn means(at: &str, owner: &str, wire: &str) -> bool {
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
