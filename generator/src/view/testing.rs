//! `src/<api>/testing.rs`: clients that get example answers.

use super::support::context::Context;
use crate::naming::Ident;
use crate::rust::Snippet;
use crate::text::Inline;
use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

/// What `templates/testing.jinja` shows.
#[derive(Clone, Debug, Template)]
#[template(path = "testing.jinja")]
pub struct Testing {
    /// Name of the API for people.
    pub title: Inline,
    /// What paths begin with in examples.
    pub import: Snippet,
    /// What examples call a client.
    pub variable: Ident,
    /// The credentials of its client, by scheme where it takes that.
    pub credentials: TokenStream,
    /// Where it is, if the API is not where a client may send its credential, or has several places.
    pub address: TokenStream,
}

impl Testing {
    /// The file of an API.
    pub fn of(context: &Context<'_>) -> Self {
        let named = context.sample_credentials();
        let named = named.iter().map(|(scheme, credential)| quote!(.credential(#scheme, #credential)));
        let credentials = quote!(.access_token("test") #(#named)*);
        let placement = &context.names.placement;
        Self {
            title: context.title(),
            credentials,
            import: context.import(),
            variable: placement.variable(),
            address: context.sample_address(),
        }
    }
}
