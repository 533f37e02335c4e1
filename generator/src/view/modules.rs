//! The files that hold others together: `src/lib.rs`, `src/<api>/mod.rs` and `src/<api>/resources/mod.rs`.
//!
//! An API that has its crate to itself has its module in `src/lib.rs`.

use super::context::Context;
use super::operation_docs::words;
use crate::naming::{Ident, Level};
use crate::rust::{any_feature, doc, doc_inner, string};
use askama::Template;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// `src/lib.rs` of a crate with a module for each API.
#[derive(Clone, Debug, Template)]
#[template(path = "lib.jinja")]
pub struct Library {
    /// What the crate is.
    pub docs: TokenStream,
    /// The APIs.
    pub apis: Vec<ApiModule>,
}

/// The declaration of an API's module.
#[derive(Clone, Debug)]
pub struct ApiModule {
    /// What the API is.
    pub docs: TokenStream,
    /// When it is there.
    pub gate: TokenStream,
    /// Its module.
    pub module: Ident,
}

impl Library {
    /// The root of a crate with these APIs.
    pub fn of(description: &str, contexts: &[Context<'_>]) -> Self {
        let mut paragraphs = vec![description.to_owned()];
        let modules = contexts.iter().map(|context| {
            let (module, title) = (&context.names.placement.name, context.title());
            format!("* [`{module}`]: the {title} API, version {}", context.api.version)
        });
        paragraphs.push(modules.collect::<Vec<_>>().join("\n"));
        let apis = contexts.iter().map(|context| ApiModule {
            docs: doc(&[format!("The {} API.", context.title())]),
            gate: gate(context),
            module: context.names.placement.name.clone(),
        });
        Self { docs: doc_inner(&paragraphs), apis: apis.collect() }
    }
}

/// An API is there with any of its resources, and for the payloads of its webhooks.
fn gate(context: &Context<'_>) -> TokenStream {
    let webhooks = (!context.api.webhooks.is_empty()).then(|| "webhooks".to_owned());
    any_feature(&[context.base_feature()].into_iter().chain(webhooks).collect())
}

/// The module of an API: `src/<api>/mod.rs`, or `src/lib.rs`.
#[derive(Clone, Debug, Template)]
#[template(path = "api.jinja")]
pub struct ApiRoot {
    /// What it has of its crate.
    pub level: Level,
    /// What the API is.
    pub docs: TokenStream,
    /// There are types of ids.
    pub has_ids: bool,
    /// The feature that all resources turn on.
    pub base: TokenStream,
    /// The API sends webhooks.
    pub has_webhooks: bool,
    /// What the file of the client offers.
    pub exports: TokenStream,
}

impl ApiRoot {
    /// The module of an API.
    pub fn of(context: &Context<'_>) -> Self {
        let mut paragraphs = words(&context.api.docs);
        paragraphs.insert(0, format!("The {} API, version {}.", context.title(), context.api.version));
        let environment = (!context.api.servers.is_empty()).then(|| quote!(, Environment));
        let tokens = context.names.handles.iter().map(|handle| handle.token.to_token_stream());
        Self {
            level: context.names.placement.level,
            docs: doc_inner(&paragraphs),
            has_ids: !context.names.ids.is_empty(),
            base: string(&context.base_feature()),
            has_webhooks: !context.api.webhooks.is_empty(),
            exports: quote!(Client, ClientBuilder, ClientOf, Defaults #environment #(, #tokens)*),
        }
    }
}

/// `src/<api>/resources/mod.rs`
#[derive(Clone, Debug, Template)]
#[template(path = "resources.jinja")]
pub struct Resources {
    /// Name of the API for people.
    pub title: String,
    /// The resources.
    pub resources: Vec<ResourceModule>,
}

/// The declaration of a resource's file.
#[derive(Clone, Debug)]
pub struct ResourceModule {
    /// Features it needs.
    pub gate: TokenStream,
    /// Its file.
    pub module: Ident,
    /// The struct and the builders in it.
    pub exports: TokenStream,
}

impl Resources {
    /// The modules of all groups.
    pub fn of(context: &Context<'_>) -> Self {
        let resources = context.names.groups.iter().map(|group| {
            let builders = context
                .operations_of(group)
                .filter(|(operation, names)| super::operation::Parts::of(operation, names).has_options())
                .map(|(_, names)| &names.builder);
            let ident = &group.ident;
            ResourceModule {
                gate: context.gate(group.path.first()),
                module: group.module.clone(),
                exports: quote!(#ident #(, #builders)*),
            }
        });
        Self { title: context.title(), resources: resources.collect() }
    }
}
