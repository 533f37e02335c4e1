//! Where an API stands in its crate, which decides how its code is reached, from inside and from outside.

use super::candidates::Case;
use super::ident::Ident;
use super::reserved;
use super::segments::Words;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// What an API has of its crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A module of its own, beside those of other APIs.
    Module,
    /// The crate as a whole.
    Root,
}

/// The place of one API.
#[derive(Clone, Debug)]
pub struct Placement {
    /// What the API is called where a single word is needed, such as in the names of environment variables.
    pub name: Ident,
    /// What it has of its crate.
    pub level: Level,
}

impl Placement {
    /// The place of the API of this name.
    pub(super) fn new(name: &str, level: Level) -> Self {
        let (words, api) = (Words::of(name), Words::of("api"));
        let module = Case::Snake.write(&words, &api);
        // The module is a folder beside that of the runtime, and a Cargo feature beside those of every crate.
        let is_free = match level {
            Level::Module => !reserved::MODULES.contains(&&*module) && !reserved::FEATURES.contains(&&*module),
            Level::Root => true,
        };
        let is_free = is_free && !module.is_empty() && !reserved::is_device(&module);
        let module = if is_free { module } else { Case::Snake.write(&words.then(&api), &api) };
        Self { name: Ident::new(&module), level }
    }

    /// The folder of its files.
    pub fn folder(&self) -> String {
        match self.level {
            Level::Module => format!("src/{}", self.name.unraw()),
            Level::Root => "src".to_owned(),
        }
    }

    /// The path of its module inside the crate.
    pub fn inside(&self) -> TokenStream {
        let name = &self.name;
        match self.level {
            Level::Module => quote!(crate::#name),
            Level::Root => quote!(crate),
        }
    }

    /// The path of its module for who uses the crate.
    pub fn outside(&self, krate: &str) -> TokenStream {
        let (krate, name) = (format_ident!("{krate}"), &self.name);
        match self.level {
            Level::Module => quote!(#krate::#name),
            Level::Root => quote!(#krate),
        }
    }

    /// What a path inside the crate begins with in documentation.
    pub fn link(&self) -> String {
        text(&self.inside())
    }

    /// What examples call a client.
    pub fn variable(&self) -> Ident {
        match self.level {
            Level::Module => self.name.clone(),
            Level::Root => Ident::new("client"),
        }
    }

    /// The Cargo feature of the whole API.
    pub fn feature(&self) -> String {
        match self.level {
            Level::Module => self.name.unraw().replace('_', "-"),
            Level::Root => "full".to_owned(),
        }
    }

    /// The Cargo feature that every resource turns on: there is a client.
    pub fn base_feature(&self) -> String {
        match self.level {
            Level::Module => format!("_{}", self.feature()),
            Level::Root => "_client".to_owned(),
        }
    }

    /// The Cargo feature of a resource.
    pub(super) fn resource_feature(&self, resource: &Ident) -> String {
        let resource = resource.unraw().replace('_', "-");
        match self.level {
            Level::Module => format!("{}-{resource}", self.feature()),
            Level::Root => resource,
        }
    }
}

fn text(path: &TokenStream) -> String {
    path.to_string().replace(' ', "")
}
