//! `Cargo.toml` of the generated crate.

use crate::text::{TomlComment, TomlKey, TomlString};
use askama::Template;

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
    /// An API has uploads in parts.
    pub has_upload: bool,
    /// One entry per API.
    pub apis: Vec<ApiFeatures>,
}

impl Manifest {
    /// Names of the crates that every generated crate depends on, with some feature or without.
    pub fn dependencies() -> Vec<String> {
        let empty = || TomlString::new("");
        let (name, key, description, version) = (empty(), TomlKey::new(""), empty(), empty());
        let manifest = Self { name, key, description, version, has_upload: false, apis: Vec::new() };
        let text = manifest.render().expect("writing into a string does not fail");
        let section = text.lines().skip_while(|line| *line != "[dependencies]").skip(1);
        let lines = section.take_while(|line| !line.starts_with('['));
        lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_owned()).collect()
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
