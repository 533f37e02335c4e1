//! Webhooks: what the API sends, in the order of their names.

use super::media::{Family, preferred};
use super::methods;
use crate::lower::document::child;
use crate::lower::inline_name::InlineName;
use crate::lower::schema::keywords::Slot;
use crate::lower::{Lowering, annotations};
use crate::model::{Origin, Webhook};
use std::collections::BTreeSet;

impl<'a> Lowering<'a> {
    /// All webhooks with a payload.
    pub(in crate::lower) fn webhooks(&mut self) -> Vec<Webhook> {
        let document = self.document;
        let mut webhooks = Vec::new();
        for (event, item) in &document.webhooks {
            let at = child("/webhooks", event);
            for (method, source) in methods(item) {
                let own = child(&at, &method.as_str().to_lowercase());
                let Some(body) = &source.request_body else { continue };
                let Some((at, body)) = document.body(child(&own, "requestBody"), body) else { continue };
                let Some(media) = preferred(body.content.keys().map(String::as_str), Family::for_requests) else {
                    continue;
                };
                let Some(schema) = &body.content[media].schema else { continue };
                let slot = Slot::At(child(&child(&child(&at, "content"), media), "schema"), schema.into());
                self.mentions = BTreeSet::new();
                let payload = self.item(&slot, &InlineName::of(event).with("payload"));
                webhooks.push(Webhook {
                    event: event.clone(),
                    payload,
                    docs: annotations::docs(source.summary.as_deref(), source.description.as_deref()),
                    deprecated: source.deprecated,
                    deprecated_since: None,
                    origin: Origin { pointer: own },
                    mentions: std::mem::take(&mut self.mentions).into_iter().collect(),
                });
                break;
            }
        }
        webhooks
    }
}
