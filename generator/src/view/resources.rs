//! `src/<api>/resources/mod.rs`: the list of an API's resources.

use super::support::context::Context;
use super::support::operation::Parts;
use crate::naming::Ident;
use crate::text::Inline;
use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

/// `src/<api>/resources/mod.rs`
#[derive(Clone, Debug, Template)]
#[template(path = "resources.jinja")]
pub struct Resources {
    /// Name of the API for people.
    pub title: Inline,
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
                .filter(|(operation, names)| Parts::of(operation, names).has_options)
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
