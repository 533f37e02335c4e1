//! Where an API is: what of it a caller says.

use super::context::Context;
use crate::model::{Server, UrlVariable};
use crate::naming::UrlVariableNames;
use crate::rust::string;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// A part of the servers' URLs that a caller can set.
#[derive(Clone, Copy, Debug)]
pub struct UrlPart<'a> {
    /// The variable.
    pub variable: &'a UrlVariable,
    /// Its names.
    pub names: &'a UrlVariableNames,
    /// Whether no client can do without: `new` takes it, and `from_env` asks for it.
    pub required: bool,
}

impl Context<'_> {
    /// Whether the document says where the API is.
    pub fn has_address(&self) -> bool {
        self.api.servers.first().is_some_and(Server::is_reachable)
    }

    /// The parts of the servers' URLs that a caller can set.
    pub fn url_variables(&self) -> Vec<UrlPart<'_>> {
        let first = self.api.servers.first().into_iter().flat_map(|server| &server.variables);
        let needed: BTreeSet<&str> =
            first.filter(|(_, default)| default.is_none()).map(|(name, _)| name.as_str()).collect();
        let variables = self.api.url_variables.iter().zip(&self.names.url_variables);
        let parts = variables.map(|(variable, names)| {
            let required = needed.contains(variable.name.as_str());
            UrlPart { variable, names, required }
        });
        parts.collect()
    }

    /// The environment variable of a part of the servers' URLs.
    pub fn url_environment(&self, part: &UrlPart<'_>) -> String {
        let prefix = self.names.placement.name.unraw().to_ascii_uppercase();
        let name = part.names.setter.unraw().to_ascii_uppercase();
        let name = name.strip_prefix("SERVER_").unwrap_or(&name);
        format!("{prefix}_SERVER_{name}")
    }

    /// Settings of a client for tests, without which it would not know where the API is.
    pub fn sample_address(&self) -> TokenStream {
        let secure = self.api.servers.first().is_some_and(|server| server.url.starts_with("https://"));
        let base_url = (!secure).then(|| quote!(.base_url("http://localhost")));
        let parts = self.url_variables().into_iter().filter(|part| part.required && secure).map(|part| {
            let (setter, value) =
                (&part.names.setter, string(part.variable.values.first().map_or("test", String::as_str)));
            quote!(.#setter(#value))
        });
        quote!(#base_url #(#parts)*)
    }
}
