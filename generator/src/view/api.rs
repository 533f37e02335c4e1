//! The module of an API: `src/<api>/mod.rs`, or `src/lib.rs` of a crate that has one API only.

use super::example_values::ExampleValues;
use super::front::{Front, Link};
use super::support::context::Context;
use crate::naming::Level;
use crate::rust::{doc_inner, string};
use askama::Template;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The module of an API: `src/<api>/mod.rs`, or `src/lib.rs`.
#[derive(Clone, Debug, Template)]
#[template(path = "api.jinja")]
pub struct ApiRoot {
    /// What it has of its crate.
    pub level: Level,
    /// What the API is.
    pub docs: TokenStream,
    /// There are guides.
    pub has_guides: bool,
    /// There are types of ids.
    pub has_ids: bool,
    /// There are types that tests get examples of.
    pub has_values: bool,
    /// The feature that all resources turn on.
    pub base: TokenStream,
    /// The API sends webhooks.
    pub has_webhooks: bool,
    /// What the file of the client offers.
    pub exports: TokenStream,
}

impl ApiRoot {
    /// The module of an API.
    pub fn of(context: &Context<'_>, front: &Front<'_>) -> Self {
        let environment = (!context.api.servers.is_empty()).then(|| quote!(, Environment));
        let url_variables = context.api.url_variables.iter().zip(&context.names.url_variables);
        let url_types = url_variables.filter(|(variable, _)| !variable.values.is_empty()).map(|(_, names)| &names.ty);
        let tokens = context.names.handles.iter().map(|handle| handle.token.to_token_stream());
        Self {
            level: context.names.placement.level,
            docs: doc_inner(&front.of_api(context, Link::Item)),
            has_guides: !context.guides.pages.is_empty(),
            has_ids: !context.names.ids.is_empty(),
            has_values: ExampleValues::is_needed(context.api),
            base: string(&context.base_feature()),
            has_webhooks: !context.api.webhooks.is_empty(),
            exports: quote!(Client, ClientBuilder, ClientOf, Defaults #environment #(, #url_types)* #(, #tokens)*),
        }
    }
}
