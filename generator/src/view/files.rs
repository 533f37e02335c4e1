//! All generated files but the models: an API's own, and those of the whole crate.

use super::api::ApiRoot;
use super::catalog::Catalog;
use super::client::Client;
use super::code_samples::code_samples;
use super::errors::Errors;
use super::example_values::{ExampleValues, values};
use super::front::{Front, Link};
use super::guides;
use super::info::Info;
use super::lib::Library;
use super::manifest::{ApiFeatures, Feature, Manifest};
use super::package::Package;
use super::readme::Readme;
use super::resource::Resource;
use super::resources::Resources;
use super::samples::samples;
use super::starter;
use super::support::context::Context;
use super::support::failures::Failures;
use super::testing::Testing;
use super::webhooks::Webhooks;
use crate::config::Config;
use crate::model::Api;
use crate::naming::{Level, Names};
use crate::rust::Paths;
use crate::source::support::origins::Origins;
use crate::source::{Guides, Input};
use crate::text::TomlComment;
use askama::Template;
use std::collections::BTreeMap;

/// An API that is ready to be written.
pub struct Part<'a> {
    /// The API.
    pub api: &'a Api,
    /// Its names.
    pub names: &'a Names,
    /// Its decisions.
    pub config: &'a Config,
    /// Its guides.
    pub guides: &'a Guides,
    /// The guides of the crate that it is a part of.
    pub crate_guides: &'a Guides,
    /// Its documented error bodies.
    pub failures: Failures,
}

impl<'a> Part<'a> {
    /// An API that is ready to be written.
    pub fn new(api: &'a Api, names: &'a Names, input: &'a Input) -> Self {
        let Input { config, guides, crate_guides, .. } = input;
        let failures = Failures::of(api, config.errors.tag.as_deref());
        Self { api, names, config, guides, crate_guides, failures }
    }

    /// The Rust files of the API but its models and guides, with their paths in the crate, unformatted.
    pub fn files(&self, package: &Package, manifest: &Manifest) -> Vec<(String, String)> {
        let folder = self.names.placement.folder();
        let root = match self.names.placement.level {
            Level::Module => "mod",
            Level::Root => "lib",
        };
        let krate = package.krate();
        let front = Front { package, manifest, guides: self.crate_guides };
        let file = |name: &str, paths: Paths<'_>, view: &dyn Fn(&Context<'_>) -> String| {
            (format!("{folder}/{name}.rs"), view(&self.context(&paths, &krate)))
        };
        let text =
            |name: &str, view: &dyn Fn(&Context<'_>) -> String| file(name, Paths::in_api(self.api, self.names), view);
        let parts =
            |name: &str, view: &dyn Fn(&Context<'_>) -> String| file(name, Paths::in_parts(self.api, self.names), view);
        let mut files = vec![
            text(root, &|context| render(&ApiRoot::of(context, &front))),
            text("client", &|context| render(&Client::of(context))),
            text("info", &|context| render(&Info::of(context))),
            parts("errors", &|context| render(&Errors::of(context))),
            parts("catalog", &|context| render(&Catalog::of(context))),
            text("testing", &|context| render(&Testing::of(context))),
            text("resources/mod", &|context| render(&Resources::of(context))),
        ];
        if ExampleValues::is_needed(self.api) {
            files.push(text("example_values", &|context| render(&ExampleValues::of(context))));
        }
        if !self.api.webhooks.is_empty() {
            files.push(text("webhooks", &|context| render(&Webhooks::of(context))));
        }
        for group in &self.names.groups {
            let name = format!("resources/{}", group.module.unraw());
            let paths = Paths::in_resource(self.api, self.names, group);
            files.push(file(&name, paths, &|context| render(&Resource::of(context, group))));
        }
        files
    }

    /// The guides of the API, with their paths in the crate, unformatted.
    pub fn guides(&self) -> Vec<(String, String)> {
        let placement = &self.names.placement;
        let module = (placement.level == Level::Module).then_some(&placement.name);
        guides::files(&placement.folder(), module, self.guides)
    }

    /// The files of the API that are not Rust, with their paths in the crate.
    pub fn data(&self, package: &Package) -> Vec<(String, String)> {
        let (folder, krate) = (self.names.placement.folder(), package.krate());
        let paths = Paths::in_api(self.api, self.names);
        let context = self.context(&paths, &krate);
        let mut files = vec![(format!("{folder}/samples.tsv"), samples(&context))];
        if ExampleValues::is_needed(self.api) {
            files.push((format!("{folder}/example_values.tsv"), values(&context)));
        }
        files
    }

    /// The files that a crate of this API begins with and its owner goes on with.
    pub fn starters(&self, package: &Package) -> Vec<(String, String)> {
        let (krate, paths) = (package.krate(), Paths::in_api(self.api, self.names));
        starter::starters(package, &self.context(&paths, &krate))
    }

    /// An overlay with a sample of each operation, and the operations that it has none for.
    pub fn code_samples(&self, package: &Package, origins: &Origins) -> (serde_json::Value, Vec<String>) {
        let (krate, paths) = (package.krate(), Paths::in_api(self.api, self.names));
        code_samples(&self.context(&paths, &krate), &package.name, origins)
    }

    fn context<'c>(&'c self, paths: &'c Paths<'c>, krate: &'c str) -> Context<'c> {
        let Self { api, names, config, guides, failures, .. } = self;
        Context { api, names, config, guides, failures, paths, krate }
    }
}

/// `src/lib.rs` of a crate with a module for each API, and the guides of the crate, unformatted. `shared_runtime` is the
/// path of a runtime outside of the crate.
pub fn library(
    package: &Package,
    manifest: &Manifest,
    shared_runtime: Option<&str>,
    parts: &[Part<'_>],
) -> Vec<(String, String)> {
    let guides = crate_guides(parts);
    let front = Front { package, manifest, guides };
    let library = in_contexts(package, parts, |contexts| render(&Library::of(&front, shared_runtime, contexts)));
    let mut files = guides::files("src", None, guides);
    files.push(("src/lib.rs".to_owned(), library));
    files
}

/// What `Cargo.toml` is made from.
pub fn manifest(package: &Package, parts: &[Part<'_>]) -> Manifest {
    let apis = parts.iter().map(|part| ApiFeatures {
        title: TomlComment::new(&part.api.title),
        feature: Feature::new(&part.names.placement.feature()),
        base: Feature::new(&part.names.placement.base_feature()),
        resources: part.names.features.values().map(|name| Feature::new(name)).collect(),
    });
    let has_upload = parts.iter().any(|part| part.config.recipes.contains_key("upload"));
    let has_guides = |part: &Part<'_>| !part.guides.pages.is_empty() || !part.crate_guides.pages.is_empty();
    let has_axum = parts.iter().any(|part| has_guides(part) && part.config.webhooks.is_some());
    let manifest = Manifest::of(package, has_upload, has_axum, apis.collect());
    match parts.iter().any(|part| part.names.placement.level == Level::Root) {
        true => manifest,
        false => manifest.tested_elsewhere(),
    }
}

/// `README.md`.
pub fn readme(package: &Package, manifest: &Manifest, parts: &[Part<'_>]) -> String {
    let front = Front { package, manifest, guides: crate_guides(parts) };
    in_contexts(package, parts, |contexts| {
        let blocks = match contexts {
            [context] if context.names.placement.level == Level::Root => front.of_api(context, Link::File),
            contexts => front.of_crate(contexts, Link::File),
        };
        render(&Readme::of(package, &blocks, contexts))
    })
}

/// The guides of the crate as a whole, which every API beside them has read.
fn crate_guides<'a>(parts: &[Part<'a>]) -> &'a Guides {
    static NONE: Guides = Guides { front: None, pages: Vec::new() };
    parts.iter().map(|part| part.crate_guides).find(|guides| **guides != NONE).unwrap_or(&NONE)
}

fn in_contexts<T>(package: &Package, parts: &[Part<'_>], view: impl FnOnce(&[Context<'_>]) -> T) -> T {
    let paths: Vec<Paths<'_>> = parts.iter().map(|part| Paths::in_api(part.api, part.names)).collect();
    let krate = package.krate();
    let contexts: Vec<Context<'_>> =
        parts.iter().zip(&paths).map(|(part, paths)| part.context(paths, &krate)).collect();
    view(&contexts)
}

/// The examples of the runtime's documentation that need operations.
pub fn call_examples(package: &Package, parts: &[Part<'_>]) -> BTreeMap<&'static str, String> {
    in_contexts(package, parts, super::call_examples::call_examples)
}

fn render(template: &impl Template) -> String {
    template.render().expect("writing into a string does not fail, and templates call nothing else")
}
