//! What the API sends by itself: webhooks, in the order of their names, then callbacks, in that of the paths.

use super::media::{Family, family, preferred};
use super::methods;
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::document::child;
use crate::lower::inline_name::InlineName;
use crate::lower::schema::keywords::SchemaRef;
use crate::lower::{Lowering, annotations};
use crate::model::{Origin, Ty, Webhook};
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
        self.unread_parts();
        webhooks
    }

    /// Reports what of deliveries does not reach whoever receives them: parameters, and requests without a body.
    fn unread_parts(&mut self) {
        let document = self.document;
        let webhooks = document.webhooks.iter().map(|(event, item)| (child("/webhooks", event), item));
        let callbacks = document.callbacks.iter().map(|callback| (callback.at.clone(), &callback.item));
        let (mut parameters, mut empty) = (Vec::new(), Vec::new());
        for (at, item) in webhooks.chain(callbacks) {
            let item: &PathItem = item;
            let requests = methods(item);
            if !item.parameters.is_empty() || requests.iter().any(|(_, source)| !source.parameters.is_empty()) {
                parameters.push(at.clone());
            }
            if requests.iter().all(|(_, source)| source.request_body.is_none()) {
                empty.push(at);
            }
        }
        let reports = [
            (
                parameters,
                "parameters of a delivery are not read",
                "its headers and query are in the request that is received",
            ),
            (empty, "a delivery without a body is left out", "there is nothing in it to be read"),
        ];
        for (places, message, why) in reports {
            let Some((first, others)) = places.split_first() else { continue };
            let found = Diagnostic::new(Code::NotSupported, message).at(first).as_note().note(why);
            let others = (!others.is_empty()).then(|| format!("so it is at {} more places", others.len()));
            self.diagnostics.push(others.into_iter().fold(found, Diagnostic::note));
        }
    }

    /// The callbacks. Those of one name and payload are one, whichever operation asks for them; where the payloads differ,
    /// the operation is a part of the name.
    fn callbacks(&mut self) -> Vec<Webhook> {
        let document = self.document;
        let mut operations: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for callback in &document.callbacks {
            operations.entry(&callback.name).or_default().insert(&callback.operation);
        }
        let mut found: Vec<Webhook> = Vec::new();
        // The payloads of each name, and where they were found first.
        let mut by_name: BTreeMap<&str, BTreeMap<Ty, usize>> = BTreeMap::new();
        let mut events = Events::default();
        for callback in &document.callbacks {
            let shared = operations[callback.name.as_str()].len() > 1;
            let long = || format!("{} {}", callback.operation, callback.name);
            let name = if shared { long() } else { callback.name.clone() };
            let Some(webhook) = self.delivery(&name, &callback.at, &callback.item) else { continue };
            let payloads = by_name.entry(&callback.name).or_default();
            if payloads.contains_key(&webhook.payload) {
                continue;
            }
            payloads.insert(webhook.payload.clone(), found.len());
            // Of several URLs with one name each has its own payload.
            let event = events.next(name);
            found.push(Webhook { event, callback_of: Some(callback.request.clone()), ..webhook });
        }
        // Where one payload is left of a name, the name alone says it.
        for (name, payloads) in by_name {
            let mut places = payloads.into_values();
            if let (Some(only), None) = (places.next(), places.next())
                && found[only].event != name
                && events.used.insert(name.to_owned())
            {
                name.clone_into(&mut found[only].event);
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
            let at = child(&child(&at, "content"), media);
            if !matches!(family(media), Family::Json | Family::Any) {
                let message = format!("`{media}` of a payload is not read");
                let found = Diagnostic::new(Code::NotSupported, message).at(&at);
                self.diagnostics.push(found.note("a delivery is read as JSON"));
            }
            let slot = SchemaRef::Located(child(&at, "schema"), self.document.node(schema));
            self.referenced = BTreeSet::new();
            let payload = self.item(&slot, &InlineName::of(event).with("payload"));
            Some(Webhook {
                event: event.to_owned(),
                payload,
                docs: annotations::docs(
                    source.summary.as_deref(),
                    annotations::described(source.description.as_deref(), source.external_docs.as_ref()).as_deref(),
                ),
                deprecated: source.deprecated,
                deprecated_since: None,
                callback_of: None,
                origin: Origin { pointer: own },
                references: std::mem::take(&mut self.referenced).into_iter().collect(),
            })
        })
    }
}

/// Names of callbacks, of which each is given once.
#[derive(Default)]
struct Events {
    used: BTreeSet<String>,
    /// How often a name was wanted.
    times: BTreeMap<String, usize>,
}

impl Events {
    /// A name, with a number from the second time on.
    fn next(&mut self, name: String) -> String {
        loop {
            let times = self.times.entry(name.clone()).or_default();
            *times += 1;
            let event = if *times == 1 { name.clone() } else { format!("{name} {times}") };
            if self.used.insert(event.clone()) {
                return event;
            }
        }
    }
}
