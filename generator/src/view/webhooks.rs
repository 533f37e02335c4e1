//! `src/<api>/webhooks.rs`: what the API sends by itself, as one enum.

use super::call_examples::of_deliveries;
use super::support::context::Context;
use super::support::docs::words;
use crate::config::{KeyReading, WebhookRule};
use crate::model::Webhook;
use crate::naming::Ident;
use crate::rust::{Snippet, deprecated, doc, string};
use crate::text::{Block, Inline, code, markdown};
use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

/// What `templates/webhooks.jinja` shows.
#[derive(Clone, Debug, Template)]
#[template(path = "webhooks.jinja")]
pub struct Webhooks {
    /// Name of the API for people.
    pub title: Inline,
    /// What paths begin with in examples.
    pub import: Snippet,
    /// The feature that brings the client, and with it the examples.
    pub base: TokenStream,
    /// Imports.
    pub uses: TokenStream,
    /// What is done with an event, as documentation.
    pub example: TokenStream,
    /// Documentation of what checks deliveries.
    pub verifier: TokenStream,
    /// Documentation of what signs them in tests.
    pub signer: TokenStream,
    /// One variant per webhook.
    pub events: Vec<Event>,
    /// One name per callback.
    pub callbacks: Vec<Event>,
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
        let all = context.api.webhooks.iter().zip(&context.names.events);
        let (callbacks, webhooks): (Vec<_>, Vec<_>) = all.partition(|(webhook, _)| webhook.callback_of.is_some());
        let of = |(webhook, ident): (&Webhook, &Ident)| {
            let mut paragraphs = words(&webhook.docs);
            paragraphs.push(match &webhook.callback_of {
                Some(request) => markdown!("Callback {} of {}.", code(&webhook.event), code(request)).into(),
                None => markdown!("Event {}.", code(&webhook.event)).into(),
            });
            Event {
                docs: doc(&paragraphs),
                deprecated: deprecated(webhook.deprecated, webhook.deprecated_since.as_deref()),
                ident: ident.clone(),
                name: string(&webhook.event),
                ty: context.paths.ty(&webhook.payload),
            }
        };
        let events: Vec<Event> = webhooks.iter().copied().map(of).collect();
        let callbacks: Vec<Event> = callbacks.into_iter().map(of).collect();
        let marked = webhooks.iter().any(|(webhook, _)| webhook.deprecated);
        let expectation = marked.then(|| quote!(#[expect(deprecated, reason = "it is an event like any other")]));
        let rule = context.config.webhooks.as_ref();
        if !events.is_empty() {
            for name in ["Decode", "DecodeError", "Json"] {
                context.paths.runtime(name);
            }
            context.paths.module("json");
        }
        let event_property = rule.map_or("type", |rule| &rule.event);
        let title = context.title();
        let (verified, signed) = of_deliveries(context).unzip();
        let documented = |words: Inline, example: Option<Block>| {
            let example = example.map(|example| [Block::heading("Examples"), example]);
            doc(&[words.into()].into_iter().chain(example.into_iter().flatten()).collect::<Vec<Block>>())
        };
        let verifier = markdown!("Checks that deliveries come from the {} API, and reads their events.", title);
        let signer = markdown!("Signs deliveries as the {} API does, for tests of a receiver.", title);
        let (verifier, signer) = (documented(verifier, verified), documented(signer, signed));
        Self {
            verifier,
            signer,
            title,
            example: doc(&example(context, event_property)),
            import: context.import(),
            base: string(&context.base_feature()),
            uses: context.paths.uses(),
            signing: rule.filter(|_| !events.is_empty()).map(|rule| signing(context, rule)),
            events,
            callbacks,
            expectation: expectation.unwrap_or_default(),
            event_property: string(event_property),
        }
    }
}

/// What becomes of an event that this version does not know.
fn example(context: &Context<'_>, event_property: &str) -> Vec<Block> {
    let new = "an.event.of.tomorrow";
    let payload = serde_json::Map::from_iter([(event_property.to_owned(), new.into())]);
    let (import, text) = (context.import(), string(&serde_json::Value::Object(payload).to_string()));
    let code = format!(
        "use {import}::webhooks::Event;\n\nlet payload = {text};\nlet event = Event::from_payload(payload.as_bytes())?;\n\
         // The API adds events: one that this version does not know is no failure.\n\
         assert!(matches!(event, Event::Unknown {{ .. }}));\nassert_eq!(event.event_type(), \"{new}\");\n\
         # Ok::<(), Box<dyn std::error::Error>>(())"
    );
    vec![Block::heading("Examples"), Block::example(&code)]
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
