//! What the API sends by itself: webhooks, in the order of their names, then callbacks, in that of the paths.

use super::media::{Family, preferred};
use super::methods;
use crate::lower::document::child;
use crate::lower::inline_name::InlineName;
use crate::lower::schema::keywords::Slot;
use crate::lower::{Lowering, annotations};
use crate::model::{Origin, Webhook};
use openapiv3::PathItem;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Lowering<'a> {
    /// All webhooks and callbacks with a payload.
    pub(in crate::lower) fn webhooks(&mut self) -> Vec<Webhook> {
        let document = self.document;
        let mut webhooks = Vec::new();
        for (event, item) in &document.webhooks {
            webhooks.extend(self.delivery(event, &child("/webhooks", event), item));
        }
        let callbacks = self.callbacks();
        webhooks.extend(callbacks);
        webhooks
    }

    /// The callbacks. Those of one name and payload are one, whichever operation asks for them; where the payloads differ,
    /// the operation is a part of the name.
    fn callbacks(&mut self) -> Vec<Webhook> {
        let document = self.document;
        let mut count: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for callback in &document.callbacks {
            count.entry(&callback.name).or_default().insert(&callback.operation);
        }
        let mut found: Vec<Webhook> = Vec::new();
        for callback in &document.callbacks {
            let shared = count[callback.name.as_str()].len() > 1;
            let long = || format!("{} {}", callback.operation, callback.name);
            let name = if shared { long() } else { callback.name.clone() };
            let Some(webhook) = self.delivery(&name, &callback.at, &callback.item) else { continue };
            if found.iter().any(|other| other.payload == webhook.payload && other.event.ends_with(&callback.name)) {
                continue;
            }
            // Of several URLs with one name each has its own payload.
            let times = found
                .iter()
                .filter(|other| other.event == name || other.event.starts_with(&(name.clone() + " ")))
                .count();
            let event = if times == 0 { name } else { format!("{name} {}", times + 1) };
            found.push(Webhook { event, callback_of: Some(callback.request.clone()), ..webhook });
        }
        // Where one payload is left of a name, the name alone says it.
        for callback in document.callbacks.iter().map(|callback| &callback.name) {
            let of_name = |webhook: &Webhook| webhook.event.ends_with(&format!(" {callback}"));
            if let (1, Some(only)) =
                (found.iter().filter(|found| of_name(found)).count(), found.iter_mut().find(|found| of_name(found)))
            {
                only.event.clone_from(callback);
            }
        }
        found
    }

    /// The first request with a body that is sent to a place.
    fn delivery(&mut self, event: &str, at: &str, item: &'a PathItem) -> Option<Webhook> {
        methods(item).into_iter().find_map(|(method, source)| {
            let own = child(at, &method.as_str().to_lowercase());
            let (at, body) = self.document.body(child(&own, "requestBody"), source.request_body.as_ref()?)?;
            let media = preferred(body.content.keys().map(String::as_str), Family::for_requests)?;
            let schema = body.content[media].schema.as_ref()?;
            let slot = Slot::At(child(&child(&child(&at, "content"), media), "schema"), schema.into());
            self.mentions = BTreeSet::new();
            let payload = self.item(&slot, &InlineName::of(event).with("payload"));
            Some(Webhook {
                event: event.to_owned(),
                payload,
                docs: annotations::docs(source.summary.as_deref(), source.description.as_deref()),
                deprecated: source.deprecated,
                deprecated_since: None,
                callback_of: None,
                origin: Origin { pointer: own },
                mentions: std::mem::take(&mut self.mentions).into_iter().collect(),
            })
        })
    }
}
