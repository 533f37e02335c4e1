//! The id types of an API.

use crate::naming::Names;
use crate::naming::segments::Words;
use crate::rust::doc;
use crate::text::{markdown, plain};
use askama::Template;
use proc_macro2::TokenStream;
use quote::ToTokens;

/// `ids.rs`.
#[derive(Template)]
#[template(path = "ids.jinja")]
pub struct IdsView {
    /// All id types, sorted by name.
    pub ids: Vec<IdView>,
}

/// An id type.
pub struct IdView {
    /// Its documentation.
    pub docs: TokenStream,
    /// Name of the id.
    pub name: TokenStream,
}

impl IdsView {
    /// The view of all ids.
    pub fn new(names: &Names) -> Self {
        let ids = names.ids.values().map(|ident| {
            let thing = Words::of(ident.unraw()).snake();
            let thing = thing.strip_suffix("_id").unwrap_or(&thing).replace('_', " ");
            let article = if thing.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            IdView {
                docs: doc(&[markdown!("Identifies {} {}.", plain(article), plain(&thing)).into()]),
                name: ident.to_token_stream(),
            }
        });
        Self { ids: ids.collect() }
    }
}
