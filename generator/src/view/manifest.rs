//! `Cargo.toml` of the generated crate.

use super::package::Package;
use crate::text::{TomlComment, TomlKey, TomlString};
use askama::Template;
use std::collections::BTreeSet;

/// The manifest: package, features, dependencies.
#[derive(Clone, Debug, Template)]
#[template(path = "manifest.jinja")]
pub struct Manifest {
    /// Name of the package.
    pub name: TomlString,
    /// The same where the package depends on itself.
    pub key: TomlKey,
    /// One line.
    pub description: TomlString,
    /// Version of the package.
    pub version: TomlString,
    /// The oldest version of Rust.
    pub rust_version: TomlString,
    /// Keys of the package that are there if their value is known, in the order of Cargo's own documentation.
    pub further: Vec<(&'static str, TomlString)>,
    /// Keys of the package with lists.
    pub lists: Vec<(&'static str, Vec<TomlString>)>,
    /// It may not be published.
    pub is_private: bool,
    /// Its code is tested where the generator is; otherwise its owner may have tests beside what is generated.
    pub is_tested_elsewhere: bool,
    /// An API has uploads in parts.
    pub has_upload: bool,
    /// Guides may show how deliveries are received with `axum`.
    pub has_axum: bool,
    /// One entry per API.
    pub apis: Vec<ApiFeatures>,
    /// The folder of the runtime's own package, where the crate compiles the runtime in place of a copy.
    pub runtime: Option<TomlString>,
}

impl Manifest {
    /// The manifest of a package.
    pub fn of(package: &Package, has_upload: bool, has_axum: bool, apis: Vec<ApiFeatures>) -> Self {
        let Package { license, repository, homepage, documentation, authors, keywords, categories, .. } = package;
        let texts = [
            ("license", license),
            ("repository", repository),
            ("homepage", homepage),
            ("documentation", documentation),
        ];
        let further = texts.into_iter().filter_map(|(key, text)| Some((key, TomlString::new(text.as_ref()?))));
        let lists = [("authors", authors), ("keywords", keywords), ("categories", categories)];
        let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
        let lists = lists.map(|(key, list)| (key, list.iter().map(|text| TomlString::new(text)).collect()));
        // What a published crate is made of; all else is for those who make it.
        let published = ["/src", "/examples", "/tests", "/CHANGELOG.md", "/LICENSE*", "/README.md", "/SECURITY.md"];
        let include = ("include", published.map(TomlString::new).to_vec());
        Self {
            name: TomlString::new(&package.name),
            key: TomlKey::new(&package.name),
            description: TomlString::new(&package.description),
            version: TomlString::new(&package.version),
            rust_version: TomlString::new(&package.rust_version),
            further: further.collect(),
            lists: lists.chain(package.publish.then_some(include)).collect(),
            is_private: !package.publish,
            is_tested_elsewhere: false,
            has_upload,
            has_axum,
            apis,
            runtime: None,
        }
    }

    /// The manifest of a crate whose code is tested where the generator is.
    pub fn tested_elsewhere(self) -> Self {
        Self { is_tested_elsewhere: true, ..self }
    }

    /// The manifest of a crate that compiles the runtime where it stands: at `path`, seen from the crate's `src`. Examples in
    /// the runtime's documentation name the package that it is there.
    pub fn with_runtime(self, path: Option<&str>) -> Self {
        let package = path.and_then(|path| path.strip_prefix("../")?.strip_suffix("/src/runtime/mod.rs"));
        Self { runtime: package.map(TomlString::new), ..self }
    }

    /// Its text.
    pub fn text(&self) -> String {
        self.render().expect("writing into a string does not fail") + "\n"
    }

    /// Names of the crates that every generated crate depends on, with some feature or without.
    pub fn dependencies() -> Vec<String> {
        let text = Self::of(&Package::default(), false, false, Vec::new()).text();
        // Those of every platform, and those of some.
        let mut is_section = false;
        let lines = text.lines().filter(|line| {
            if line.starts_with('[') {
                is_section = line.ends_with("dependencies]") && !line.starts_with("[dev-");
            }
            is_section && !line.starts_with([' ', ']', '#'])
        });
        let names: BTreeSet<&str> = lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name).collect();
        names.into_iter().map(str::to_owned).collect()
    }
}

/// The features of one API.
#[derive(Clone, Debug)]
pub struct ApiFeatures {
    /// Name for people.
    pub title: TomlComment,
    /// Feature that turns on the whole API.
    pub feature: Feature,
    /// Feature that every resource turns on.
    pub base: Feature,
    /// Features of its resources, sorted.
    pub resources: Vec<Feature>,
}

/// A feature.
#[derive(Clone, Debug)]
pub struct Feature {
    /// Where it is declared.
    pub key: TomlKey,
    /// Where it is turned on.
    pub name: TomlString,
}

impl Feature {
    /// The feature of this name.
    pub fn new(name: &str) -> Self {
        Self { key: TomlKey::new(name), name: TomlString::new(name) }
    }
}
