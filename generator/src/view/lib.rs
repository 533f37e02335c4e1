//! `src/lib.rs` of a crate with a module for each API. An API that has its crate to itself has its module there.

use super::front::{Front, Link};
use super::support::context::Context;
use crate::naming::Ident;
use crate::rust::{any_feature, doc_inner, string};
use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

/// `src/lib.rs` of a crate with a module for each API.
#[derive(Clone, Debug, Template)]
#[template(path = "lib.jinja")]
pub struct Library {
    /// What the crate is.
    pub docs: TokenStream,
    /// There are guides of the crate as a whole.
    pub has_guides: bool,
    /// The path of the runtime, if it is outside of the crate.
    pub runtime: TokenStream,
    /// The APIs.
    pub apis: Vec<ApiModule>,
}

/// The declaration of an API's module.
#[derive(Clone, Debug)]
pub struct ApiModule {
    /// When it is there.
    pub gate: TokenStream,
    /// The feature that each of its resources turns on, which no reader has to know.
    pub base: TokenStream,
    /// Its module.
    pub module: Ident,
}

impl Library {
    /// The root of a crate with these APIs.
    pub fn of(front: &Front<'_>, shared_runtime: Option<&str>, contexts: &[Context<'_>]) -> Self {
        let apis = contexts.iter().map(|context| ApiModule {
            gate: gate(context),
            base: string(&context.base_feature()),
            module: context.names.placement.name.clone(),
        });
        let runtime = shared_runtime.map(string).map(|path| quote!(#[path = #path]));
        Self {
            docs: doc_inner(&front.of_crate(contexts, Link::Item)),
            has_guides: !front.guides.pages.is_empty(),
            runtime: quote!(#runtime),
            apis: apis.collect(),
        }
    }
}

/// An API is there with any of its resources, and for the payloads of its webhooks.
fn gate(context: &Context<'_>) -> TokenStream {
    let webhooks = (!context.api.webhooks.is_empty()).then(|| "webhooks".to_owned());
    any_feature(&[context.base_feature()].into_iter().chain(webhooks).collect())
}
