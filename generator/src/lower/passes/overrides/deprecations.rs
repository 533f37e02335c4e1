//! Since when something is deprecated, which no document says.

use super::presence::means;
use super::selector::Owners;
use crate::lower::Lowering;
use crate::lower::operation::Lowered;
use crate::model::{Shape, Webhook};

impl Lowering<'_> {
    /// Notes the versions at what the document marks as deprecated.
    pub(super) fn deprecations(
        &mut self,
        operations: &mut [Lowered<'_>],
        webhooks: &mut [Webhook],
        owners: &mut Owners,
    ) {
        let config = self.config;
        for (index, rule) in config.deprecations.iter().enumerate() {
            for (entry, at) in rule.at.iter().enumerate() {
                let marked = |deprecated: bool, since: &mut Option<String>| {
                    if deprecated {
                        *since = Some(rule.since.clone());
                    }
                    deprecated
                };
                let mut used = false;
                for operation in operations.iter_mut().map(|lowered| &mut lowered.operation) {
                    if operation.id == *at {
                        used |= marked(operation.deprecated, &mut operation.deprecated_since);
                    }
                    let Some(wire) = at.strip_prefix(&operation.id).and_then(|rest| rest.strip_prefix('/')) else {
                        continue;
                    };
                    for parameter in operation.parameters.iter_mut().filter(|parameter| parameter.wire == wire) {
                        used |= marked(parameter.deprecated, &mut parameter.deprecated_since);
                    }
                }
                for webhook in webhooks.iter_mut().filter(|webhook| webhook.event == *at) {
                    used |= marked(webhook.deprecated, &mut webhook.deprecated_since);
                }
                for owner in self.types.ids() {
                    let names = owners.of(&self.types, owner);
                    let Shape::Object(object) = &mut self.types[owner].shape else { continue };
                    for field in &mut object.fields {
                        if names.iter().any(|name| means(at, name, &field.wire)) {
                            used |= marked(field.deprecated, &mut field.deprecated_since);
                        }
                    }
                }
                if !used {
                    let message = format!("`{at}` is nothing that the document marks as deprecated");
                    self.stale(&format!("/deprecations/{index}/at/{entry}"), message);
                }
            }
        }
    }
}
