//! `src/<api>/webhooks.rs`: what the API sends by itself, as one enum.

use super::support::context::Context;
use super::support::docs::words;
use crate::config::{KeyReading, WebhookRule};
use crate::naming::Ident;
use crate::rust::{deprecated, doc, string};
use crate::text::{Inline, code, markdown};
use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

/// The file.
#[derive(Clone, Debug, Template)]
#[template(path = "webhooks.jinja")]
pub struct Webhooks {
    /// Name of the API for people.
    pub title: Inline,
    /// The feature that brings the client, and with it the examples.
    pub base: TokenStream,
    /// Imports.
    pub uses: TokenStream,
    /// One variant per webhook.
    pub events: Vec<Event>,
    /// `#[expect(deprecated)]` where there are deprecated events.
    pub expectation: TokenStream,
    /// The property that names the event.
    pub event_property: TokenStream,
    /// How deliveries are signed, where that is known.
    pub signing: Option<Signing>,
}

/// A webhook.
#[derive(Clone, Debug)]
pub struct Event {
    /// Words, and the name on the wire.
    pub docs: TokenStream,
    /// `#[deprecated]`, or nothing.
    pub deprecated: TokenStream,
    /// The variant.
    pub ident: Ident,
    /// The name on the wire.
    pub name: TokenStream,
    /// Type of the payload.
    pub ty: TokenStream,
}

/// How deliveries are signed.
#[derive(Clone, Debug)]
pub struct Signing {
    /// How the key is made of the secret, in order.
    pub keys: TokenStream,
    /// Prefix of secrets that the Base64 reading takes off.
    pub prefix: TokenStream,
    /// Environment variable of the secret.
    pub variable: TokenStream,
}

impl Webhooks {
    /// The file of an API.
    pub fn of(context: &Context<'_>) -> Self {
        let events: Vec<Event> = context
            .api
            .webhooks
            .iter()
            .zip(&context.names.events)
            .map(|(webhook, ident)| {
                let mut paragraphs = words(&webhook.docs);
                paragraphs.push(markdown!("Event {}.", code(&webhook.event)).into());
                Event {
                    docs: doc(&paragraphs),
                    deprecated: deprecated(webhook.deprecated, webhook.deprecated_since.as_deref()),
                    ident: ident.clone(),
                    name: string(&webhook.event),
                    ty: context.paths.ty(&webhook.payload),
                }
            })
            .collect();
        let marked = context.api.webhooks.iter().any(|webhook| webhook.deprecated);
        let expectation = marked.then(|| quote!(#[expect(deprecated, reason = "it is an event like any other")]));
        let rule = context.config.webhooks.as_ref();
        for name in ["Decode", "DecodeError", "Json"] {
            context.paths.runtime(name);
        }
        context.paths.module("json");
        Self {
            title: context.title(),
            base: string(&context.base_feature()),
            uses: context.paths.uses(),
            events,
            expectation: expectation.unwrap_or_default(),
            event_property: string(rule.map_or("type", |rule| &rule.event)),
            signing: rule.map(|rule| signing(context, rule)),
        }
    }
}

fn signing(context: &Context<'_>, rule: &WebhookRule) -> Signing {
    let keys = rule.keys.iter().map(|key| match key {
        KeyReading::Utf8 => quote!(KeyReading::Utf8),
        KeyReading::Base64 => quote!(KeyReading::Base64),
    });
    let prefix = rule.secret_prefix.as_deref().unwrap_or_default();
    Signing {
        keys: quote!(&[#(#keys),*]),
        prefix: string(prefix),
        variable: string(&context.variables().webhook_secret),
    }
}
