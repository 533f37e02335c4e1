//! `guide/`: the guides of a crate or of an API as modules that have nothing but documentation.

use super::front::{Link, list};
use crate::naming::{Ident, guide_module};
use crate::rust::doc_inner;
use crate::source::Guides;
use crate::text::{Block, markdown};
use askama::Template;
use proc_macro2::TokenStream;

/// `guide/mod.rs`.
#[derive(Clone, Debug, Template)]
#[template(path = "guides.jinja")]
pub struct GuideIndex {
    /// What there is.
    pub docs: TokenStream,
    /// A module each.
    pub modules: Vec<Ident>,
}

/// One page.
#[derive(Clone, Debug, Template)]
#[template(path = "guide.jinja")]
pub struct GuidePage {
    /// All of it.
    pub docs: TokenStream,
}

/// The files of the guides in a folder of the crate, unformatted; `module` is that of an API.
pub(super) fn files(folder: &str, module: Option<&Ident>, guides: &Guides) -> Vec<(String, String)> {
    if guides.pages.is_empty() {
        return Vec::new();
    }
    let modules = guides.pages.iter().map(|guide| guide_module(&guide.name));
    let what = markdown!("Guides: a page for each task. These modules are here for documentation only.");
    let index = GuideIndex {
        docs: doc_inner(&[what.into(), list(module, guides, Link::Item)]),
        modules: modules.clone().collect(),
    };
    let page = |(guide, module): (&crate::source::Guide, Ident)| {
        let page = GuidePage { docs: doc_inner(&[Block::guide(&guide.text)]) };
        (format!("{folder}/guide/{}.rs", module.unraw()), render(&page))
    };
    let mut files = vec![(format!("{folder}/guide/mod.rs"), render(&index))];
    files.extend(guides.pages.iter().zip(modules).map(page));
    files
}

fn render(template: &impl Template) -> String {
    template.render().expect("writing into a string does not fail, and templates call nothing else")
}
