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
