//! The first page of a crate and of an API in it: what it is, how to add it to a manifest, a first program, the
//! guides, the features. The README of the crate has the same.

use super::features;
use super::manifest::Manifest;
use super::package::Package;
use super::support::context::Context;
use super::support::docs::words;
use super::support::program::program;
use crate::naming::{Ident, Level, guide_module};
use crate::source::Guides;
use crate::text::{Block, Inline, TomlDependency, TomlValue, code, markdown, plain, prose};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// What the first pages are made from.
pub struct Front<'a> {
    /// The crate.
    pub package: &'a Package,
    /// Its manifest.
    pub manifest: &'a Manifest,
    /// The guides of the crate as a whole.
    pub guides: &'a Guides,
}

/// How a list of guides leads to one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Through rustdoc.
    Item,
    /// To the file with the text.
    File,
}

impl Front<'_> {
    /// The page of a crate with several APIs.
    pub fn of_crate(&self, contexts: &[Context<'_>], link: Link) -> Vec<Block> {
        let list = contexts.iter().map(|context| {
            let module = Inline::item(&context.names.placement.name.to_token_stream());
            let (title, version) = (context.title(), plain(&context.api.version));
            match &context.api.docs.summary {
                Some(summary) => markdown!("{}: {} Version {}.", module, prose(summary), version),
                None => markdown!("{}: the {} API, version {}.", module, title, version),
            }
        });
        let mut blocks = vec![plain(&self.package.description).into(), Block::list(list)];
        blocks.extend(self.install(None));
        blocks.extend(self.first_program(&self.guides.front, contexts.first()));
        let of_apis = contexts.iter().map(|context| (Some(context.title()), module(context), context.guides));
        blocks.extend(guides([(None, None, self.guides)].into_iter().chain(of_apis), link));
        blocks.extend([Block::heading("Features"), features::table(self.manifest, contexts)]);
        blocks.extend(self.versions());
        blocks
    }

    /// The page of an API, which may have the crate to itself.
    pub fn of_api(&self, context: &Context<'_>, link: Link) -> Vec<Block> {
        let (title, version) = (context.title(), plain(&context.api.version));
        let mut blocks = match link {
            Link::Item => words(&context.api.docs),
            // A README is one page: tables and lists of a document's words would be among its own.
            Link::File => context.api.docs.summary.as_deref().map(prose).map(Block::from).into_iter().collect(),
        };
        match context.api.docs.summary {
            Some(_) => blocks.push(
                markdown!(
                    "It is made for version {} of the API. Every call begins at a {}.",
                    version,
                    Inline::item(&quote!(Client))
                )
                .into(),
            ),
            None => blocks.insert(0, markdown!("The {} API, version {}.", title, version).into()),
        }
        blocks.extend(self.install(Some(context)));
        blocks.extend(self.first_program(&context.guides.front, Some(context)));
        blocks.extend(guides([(None, module(context), context.guides)], link));
        blocks.push(Block::heading("Features"));
        match context.names.placement.level {
            Level::Root => {
                blocks.push(features::table(self.manifest, std::slice::from_ref(context)));
                blocks.extend(self.versions());
            }
            Level::Module => {
                let rows = features::of_api(&features::listed(self.manifest), context);
                blocks.push(Block::table(["feature", "default", "what it adds"], rows));
                blocks.push(
                    markdown!("The others are those of {}.", Inline::titled(&plain("the crate"), &quote!(crate)))
                        .into(),
                );
            }
        }
        blocks
    }

    /// What users of the crate can expect of its versions, and of the compiler that it needs.
    fn versions(&self) -> [Block; 2] {
        let rust = plain(&self.package.rust_version);
        let policy = markdown!(
            "Versions follow Semantic Versioning as Cargo applies it. A release that breaks code is a step of the first \
             number, before 1.0 of the second, and `CHANGELOG.md` lists what to write instead. All other releases only \
             add. The crate compiles with Rust {} and newer; a release that needs a newer Rust is a step of the second \
             number at least.",
            rust
        );
        [Block::heading("Versions"), policy.into()]
    }

    fn install(&self, api: Option<&Context<'_>>) -> Vec<Block> {
        let Package { name, version, repository, is_published, .. } = self.package;
        let text = |text: &str| TomlValue::Text(text.to_owned());
        let (note, place) = match (is_published, repository) {
            (true, _) => (None, ("version", text(version))),
            (false, Some(repository)) => (
                Some(markdown!("The crate is not on crates.io: this line takes it from its repository.")),
                ("git", text(repository)),
            ),
            (false, None) => {
                let note = markdown!(
                    "The crate is not on crates.io: this line takes it from a folder beside that of your program."
                );
                (Some(note), ("path", text(&format!("../{name}"))))
            }
        };
        let mut keys = vec![place];
        if let Some(context) = api.filter(|context| context.names.placement.level == Level::Module) {
            let webhooks = (!context.api.webhooks.is_empty()).then(|| "webhooks".to_owned());
            let features = [context.names.placement.feature(), "rustls".to_owned()].into_iter().chain(webhooks);
            keys.extend([
                ("default-features", TomlValue::Boolean(false)),
                ("features", TomlValue::List(features.collect())),
            ]);
        }
        let tokio = ["macros", "rt-multi-thread"].map(str::to_owned).to_vec();
        let lines = [
            TomlDependency::new(name, &keys),
            TomlDependency::new("tokio", &[("version", text("1")), ("features", TomlValue::List(tokio))]),
        ];
        let rust = markdown!("Rust {} or newer.", plain(&self.package.rust_version));
        let note = note.map_or_else(|| rust.clone(), |note| markdown!("{} {}", rust, note));
        vec![Block::heading("Install"), Block::dependencies(&lines), note.into()]
    }

    /// What the owner has written, else a program that follows from the document.
    fn first_program(&self, front: &Option<String>, context: Option<&Context<'_>>) -> Vec<Block> {
        if let Some(text) = front {
            return vec![Block::guide(text)];
        }
        let Some((context, program)) = context.and_then(|context| Some((context, program(context)?))) else {
            return Vec::new();
        };
        let variable = code(&context.variables().token);
        let words = match context.needs_token() {
            true => markdown!("The credential is in the environment variable {}.", variable),
            false => markdown!("A credential is read from the environment variable {}, if it is there.", variable),
        };
        vec![Block::heading("A first program"), program, words.into()]
    }
}

/// The module of an API in its crate; none if the crate is its own.
fn module(context: &Context<'_>) -> Option<Ident> {
    let placement = &context.names.placement;
    (placement.level == Level::Module).then(|| placement.name.clone())
}

/// The lists of guides: for each, what it is about, the module around them, and the guides.
fn guides<'g>(lists: impl IntoIterator<Item = (Option<Inline>, Option<Ident>, &'g Guides)>, link: Link) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (about, module, guides) in lists.into_iter().filter(|(_, _, guides)| !guides.pages.is_empty()) {
        if blocks.is_empty() {
            blocks.push(Block::heading("Guides"));
        }
        blocks.extend(about.map(|about| markdown!("For {}:", about).into()));
        blocks.push(list(module.as_ref(), guides, link));
    }
    blocks
}

/// A list of guides in the module of an API, or in the root of the crate.
pub(super) fn list(module: Option<&Ident>, guides: &Guides, link: Link) -> Block {
    Block::list(guides.pages.iter().map(|guide| {
        let (page, title) = (guide_module(&guide.name), plain(&guide.title));
        let path: TokenStream = module.map_or_else(|| quote!(guide::#page), |module| quote!(#module::guide::#page));
        match link {
            Link::Item => Inline::titled(&title, &quote!(crate::#path)),
            Link::File => Inline::source(&title, &path),
        }
    }))
}
