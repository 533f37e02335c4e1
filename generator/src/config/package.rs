//! The crate that is generated, as `Cargo.toml` describes it.

use schemars::JsonSchema;
use serde::Deserialize;

/// The crate that is generated. What is left out follows from the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PackageRule {
    /// Its name, such as `acme-client`.
    pub name: Option<String>,
    /// Its version, such as `0.2.0`; else `0.1.0` to begin with. What `Cargo.toml` says instead stays.
    pub version: Option<String>,
    /// What it is, in one line; else the summary of the document, or the first sentence of its description.
    pub description: Option<String>,
    /// An SPDX expression such as `MIT OR Apache-2.0`; else what `info.license` says.
    pub license: Option<String>,
    /// Who writes it, such as `Jane Doe <jane@acme.example>`; else `info.contact`.
    pub authors: Vec<String>,
    /// URL of its source code.
    pub repository: Option<String>,
    /// URL of its website; else that of `info.contact`.
    pub homepage: Option<String>,
    /// URL of its documentation, where that is not docs.rs.
    pub documentation: Option<String>,
    /// Words to search for, five at most.
    pub keywords: Vec<String>,
    /// Categories of crates.io, such as `api-bindings`; five at most.
    pub categories: Vec<String>,
    /// Whether it may be published. With `true` its documentation names the version on crates.io, else its
    /// repository, or its folder.
    pub publish: Option<bool>,
    /// The oldest version of Rust that it is for, not older than the generated code needs.
    pub rust_version: Option<String>,
}
