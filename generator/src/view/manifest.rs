//! `Cargo.toml` of the generated crate.

use askama::Template;

/// The manifest: package, features, dependencies.
#[derive(Clone, Debug, Template)]
#[template(path = "manifest.jinja")]
pub struct Manifest {
    /// Name of the package.
    pub name: String,
    /// One line, in quotes.
    pub description: String,
    /// Version of the package.
    pub version: String,
    /// An API has uploads in parts.
    pub has_upload: bool,
    /// One entry per API.
    pub apis: Vec<ApiFeatures>,
}

impl Manifest {
    /// Names of the crates that every generated crate depends on, with some feature or without.
    pub fn dependencies() -> Vec<String> {
        let empty = String::new;
        let manifest =
            Self { name: empty(), description: empty(), version: empty(), has_upload: false, apis: Vec::new() };
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
    pub title: String,
    /// Feature that turns on the whole API.
    pub feature: String,
    /// Feature that every resource turns on.
    pub base: String,
    /// Features of its resources, sorted.
    pub resources: Vec<String>,
}
