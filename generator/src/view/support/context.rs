//! What every view of an API is made from.

use super::failures::Failures;
use crate::config::Config;
use crate::model::{Api, Operation, TypeId};
use crate::naming::{GroupNames, Ident, Names, OperationNames};
use crate::rust::{Paths, Snippet, any_feature};
use crate::source::Guides;
use crate::text::{Inline, plain};
use proc_macro2::TokenStream;
use std::collections::BTreeSet;

/// An API with its names, its decisions and its table of failures, and the file that is being made of it.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The API.
    pub api: &'a Api,
    /// Its names.
    pub names: &'a Names,
    /// Its decisions.
    pub config: &'a Config,
    /// Its guides.
    pub guides: &'a Guides,
    /// Its documented error bodies.
    pub failures: &'a Failures,
    /// How the file refers to types.
    pub paths: &'a Paths<'a>,
    /// The crate that examples are written for.
    pub krate: &'a str,
}

impl<'a> Context<'a> {
    /// Name of the API for people, as documentation has it.
    pub fn title(&self) -> Inline {
        plain(&self.api.title)
    }

    /// Every operation with its names.
    pub fn operations(&self) -> impl Iterator<Item = (&'a Operation, &'a OperationNames)> + use<'a> {
        self.api.operations.iter().zip(&self.names.operations)
    }

    /// The operations of one group.
    pub fn operations_of(
        &self,
        group: &'a GroupNames,
    ) -> impl Iterator<Item = (&'a Operation, &'a OperationNames)> + use<'a> {
        self.operations().filter(|(operation, _)| operation.group == group.path)
    }

    /// The groups directly inside a group; those at the top for an empty path.
    pub fn groups_in(&self, path: &'a [String]) -> impl Iterator<Item = &'a GroupNames> + use<'a> {
        self.names.groups.iter().filter(move |group| group.path.split_last().is_some_and(|(_, parent)| parent == path))
    }

    /// Where an operation is in the SDK: the accessors of its groups and its method, such as `["customers", "get"]`.
    pub fn place(&self, operation: &Operation, names: &OperationNames) -> Vec<String> {
        let mut place = self.place_of(&operation.group);
        place.push(names.method.unraw().to_owned());
        place
    }

    /// Where a group is in the SDK.
    pub fn place_of(&self, path: &[String]) -> Vec<String> {
        self.accessors(path).into_iter().map(|accessor| accessor.unraw().to_owned()).collect()
    }

    /// The methods that lead to a group, from the client on.
    pub fn accessors(&self, path: &[String]) -> Vec<&'a Ident> {
        (1..=path.len()).map(|length| self.accessor(&path[..length])).collect()
    }

    /// The method that leads to a group; of a group behind a handle, the one that makes the handle.
    fn accessor(&self, path: &[String]) -> &'a Ident {
        let handle = self.config.handles.iter().position(|handle| [handle.group.clone()] == path);
        match handle {
            Some(index) => &self.names.handles[index].method,
            None => &self.names.group(path).accessor,
        }
    }

    /// What paths of the API begin with in examples.
    pub fn import(&self) -> Snippet {
        Snippet::new(&self.names.placement.outside(self.krate))
    }

    /// `#[cfg(…)]` for something that is only there with the features of these resources.
    pub fn gate<'r>(&self, resources: impl IntoIterator<Item = &'r String>) -> TokenStream {
        let features: BTreeSet<String> =
            resources.into_iter().filter_map(|name| self.names.features.get(name).cloned()).collect();
        any_feature(&features)
    }

    /// The feature that every resource of the API turns on: there is a client.
    pub fn base_feature(&self) -> String {
        self.names.placement.base_feature()
    }

    /// The gate of a declared type.
    pub fn gate_of(&self, id: TypeId) -> TokenStream {
        let usage = &self.api.ty(id).usage;
        let resources: Vec<String> = self.names.features_of(&usage.resources).cloned().collect();
        if resources.len() == self.names.features.len() {
            return TokenStream::new();
        }
        any_feature(&resources.into_iter().chain(usage.webhook.then(|| "webhooks".to_owned())).collect())
    }

    /// The environment variables that a client reads.
    pub fn variables(&self) -> Environment {
        let prefix = self.names.placement.name.unraw().to_ascii_uppercase();
        let chosen = &self.config.environment;
        let or = |chosen: &Option<String>, name: &str| chosen.clone().unwrap_or_else(|| format!("{prefix}_{name}"));
        Environment {
            token: or(&chosen.token, "ACCESS_TOKEN"),
            server: or(&chosen.server, "ENVIRONMENT"),
            base_url: or(&chosen.base_url, "BASE_URL"),
            webhook_secret: or(&chosen.webhook_secret, "WEBHOOK_SECRET"),
        }
    }
}

/// Names of the environment variables that a client reads.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The credential.
    pub token: String,
    /// The name of the server.
    pub server: String,
    /// The URL to use instead of a server of the document.
    pub base_url: String,
    /// The secret that webhooks are signed with.
    pub webhook_secret: String,
}
