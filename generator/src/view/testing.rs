//! `src/<api>/testing.rs`: clients that get example answers.

use super::context::Context;
use crate::naming::Ident;
use askama::Template;

/// The file.
#[derive(Clone, Debug, Template)]
#[template(path = "testing.jinja")]
pub struct Testing {
    /// Name of the API for people.
    pub title: String,
    /// The crate, for examples.
    pub krate: String,
    /// Module of the API.
    pub module: Ident,
    /// Whether the document says where the API is; else a client has to be told.
    pub has_server: bool,
}

impl Testing {
    /// The file of an API.
    pub fn of(context: &Context<'_>) -> Self {
        let (title, krate) = (context.api.title.clone(), context.krate.to_owned());
        Self { title, krate, module: context.names.module.clone(), has_server: !context.api.servers.is_empty() }
    }
}
