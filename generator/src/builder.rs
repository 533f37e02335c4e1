//! Generating while a crate is built: what a `build.rs` calls.
//!
//! The sources go into `OUT_DIR`, and never into the repository. `build.rs`:
//!
//! ```no_run
//! generator::Builder::new("openapi.yaml").run();
//! ```
//!
//! `src/lib.rs`, with whatever else the crate has beside it:
//!
//! ```text
//! include!(concat!(env!("OUT_DIR"), "/sdk/lib.rs"));
//! ```
//!
//! `Cargo.toml` needs the features and dependencies of a crate that `generator new` makes: what is missing is an error that
//! has the lines to write. The decisions are those of `generator new`: `sdk.yaml`, `docs.yaml` and `overlay.yaml` beside the
//! document.

use crate::diagnostic::{Diagnostic, Severity, report};
use crate::load::{Decisions, Loaded, Request, load};
use crate::pipeline::{self, Layout, Outcome};
use crate::source::support::locate;
use crate::tree::{self, FileTree, Options, Ownership};
use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml_edit::{DocumentMut, Item, Key};

/// Turns a document into the sources of a crate, as a step of its build.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    request: Request,
    strict: bool,
    out: Option<PathBuf>,
    manifest: Option<PathBuf>,
}

/// What was generated.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// The folder with `lib.rs`.
    pub folder: PathBuf,
    /// The files that it was made of: when one changes, so does the crate.
    pub inputs: Vec<PathBuf>,
    /// What is to be said about them, as text for people; empty if nothing is.
    pub report: String,
}

/// Why nothing was generated.
#[derive(Debug)]
pub enum BuildError {
    /// The document or a decision has errors, or warnings in a strict build; the text is for people.
    Document(String),
    /// The manifest of the crate lacks features or dependencies; the text has the lines to write.
    Manifest(String),
    /// A file cannot be read or written.
    File(PathBuf, io::Error),
    /// A variable that cargo sets for build scripts is not set.
    Environment(&'static str),
}

impl Builder {
    /// Generates from an OpenAPI document and the decisions beside it. A path is from the folder of `Cargo.toml`.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        let request = Request { document: Some(document.into().into()), ..Request::default() };
        Self { request, ..Self::default() }
    }

    /// Takes the decisions from this file, and `docs.yaml` and `overlay.yaml` from its folder.
    #[must_use]
    pub fn config(mut self, file: impl Into<PathBuf>) -> Self {
        self.request.decisions = Decisions::At(file.into());
        self
    }

    /// Lets references reach the files of this folder, and not only those of the document's own.
    #[must_use]
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.request.root = Some(folder.into());
        self
    }

    /// Takes warnings for errors.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Writes into `sdk` in this folder in place of `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// Compares with this manifest in place of the one of the crate that is built.
    #[must_use]
    pub fn manifest(mut self, file: impl Into<PathBuf>) -> Self {
        self.manifest = Some(file.into());
        self
    }

    /// Generates, tells cargo which files that depends on, and ends the build script if it fails.
    ///
    /// # Panics
    ///
    /// If [`Builder::generate`] fails, so that cargo shows why.
    pub fn run(self) {
        match self.generate() {
            Ok(built) => {
                for input in &built.inputs {
                    println!("cargo::rerun-if-changed={}", input.display());
                }
                for line in built.report.lines() {
                    println!("cargo::warning={line}");
                }
            }
            Err(error) => panic!("{error}"),
        }
    }

    /// Generates.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or written, if the document or a decision has errors, or if the manifest of the crate
    /// lacks what the sources need.
    pub fn generate(self) -> Result<Built, BuildError> {
        let folder = self.out.clone().map_or_else(|| variable("OUT_DIR"), Ok)?.join("sdk");
        let manifest =
            self.manifest.clone().map_or_else(|| Ok(variable("CARGO_MANIFEST_DIR")?.join("Cargo.toml")), Ok)?;
        let text = std::fs::read_to_string(&manifest).map_err(|error| BuildError::File(manifest.clone(), error))?;
        let own: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
            BuildError::Manifest(format!("`{}` is no manifest: {error}", manifest.display()))
        })?;
        let name = own.get("package").and_then(|package| package.get("name")?.as_str()).unwrap_or("sdk").to_owned();
        let (outcome, report) = self.outcome(name)?;
        lacking(&own, &outcome)?;
        tree::write(&folder, &sources(&outcome), &Options { ownership: Ownership::Header, force: true, inputs: &[] })
            .map_err(|error| BuildError::File(folder.clone(), error))?;
        let mut inputs: Vec<PathBuf> = outcome.files.iter().map(|(name, _)| PathBuf::from(name)).collect();
        inputs.extend(self.beside());
        Ok(Built { folder, inputs, report })
    }

    fn outcome(&self, name: String) -> Result<(Outcome, String), BuildError> {
        let request = Request { name: name.replace('-', "_"), ..self.request.clone() };
        let Loaded { input, mut diagnostics, files } = load(&request);
        let mut said = self.said(&mut diagnostics, &files)?;
        let Some(input) = input else { return Err(BuildError::Document(said)) };
        let mut outcome = pipeline::generate(vec![input], &Layout::Crate(name));
        let files = outcome.files.clone();
        said += &self.said(&mut outcome.diagnostics, &files)?;
        Ok((outcome, said))
    }

    /// Diagnostics as text; an error if they stop the build.
    fn said(&self, diagnostics: &mut [Diagnostic], files: &[(String, Arc<str>)]) -> Result<String, BuildError> {
        locate::fill(diagnostics, files);
        let text = report(diagnostics, files);
        let limit = if self.strict { Severity::Warning } else { Severity::Error };
        let stops = diagnostics.iter().any(|diagnostic| diagnostic.severity >= limit);
        if stops { Err(BuildError::Document(text)) } else { Ok(text) }
    }

    /// The files of decisions, whether they are there or not: one that comes changes the crate.
    fn beside(&self) -> Vec<PathBuf> {
        let document = self.request.document.as_ref().and_then(|source| source.folder());
        let folder = match &self.request.decisions {
            Decisions::At(file) => file.parent(),
            Decisions::Beside | Decisions::Nowhere => document,
        };
        folder.map(|folder| folder.join(crate::load::DECISIONS)).into_iter().collect()
    }
}

fn variable(name: &'static str) -> Result<PathBuf, BuildError> {
    std::env::var_os(name).map(PathBuf::from).ok_or(BuildError::Environment(name))
}

/// The sources alone. What the root says about itself is for a file of its own, and none that is included can say it.
fn sources(outcome: &Outcome) -> FileTree {
    let mut tree = FileTree::default();
    for (path, text) in outcome.tree.iter() {
        let Some(path) = path.strip_prefix("src/") else { continue };
        let is_about_itself = |line: &&str| line.starts_with("//!") || line.starts_with("#![");
        let text = match path {
            "lib.rs" => text.lines().filter(|line| !is_about_itself(line)).map(|line| format!("{line}\n")).collect(),
            _ => text.to_owned(),
        };
        tree.insert(path, text);
    }
    tree
}

/// A table within tables.
fn at<'a>(manifest: &'a DocumentMut, path: &[&str]) -> Option<&'a Item> {
    path.iter().try_fold(manifest.as_item(), |item, key| item.get(key))
}

/// Compares the manifest of the crate with the one that a crate of its own would have.
fn lacking(own: &DocumentMut, outcome: &Outcome) -> Result<(), BuildError> {
    let needed: DocumentMut = outcome.tree.get("Cargo.toml").unwrap_or_default().parse().unwrap_or_default();
    let platforms = needed.get("target").and_then(Item::as_table_like).into_iter().flat_map(|table| table.iter());
    let of_platforms = platforms.map(|(platform, _)| vec!["target", platform, "dependencies"]);
    let mut missing = String::new();
    for section in [vec!["features"], vec!["dependencies"]].into_iter().chain(of_platforms) {
        let entries = at(&needed, &section).and_then(Item::as_table_like);
        // What every platform has, each has.
        let general = &section[section.len() - 1..];
        let has = |key: &str, needed: &Item| {
            let own = |section: &&[&str]| at(own, section).and_then(|table| table.get(key));
            // What a crate has by default is its owner's to decide.
            [&section[..], general].iter().find_map(own).is_some_and(|own| key == "default" || covers(own, needed))
        };
        let lacks = entries.into_iter().flat_map(|table| table.iter()).filter(|(key, needed)| !has(key, needed));
        let lines: Vec<String> = lacks.map(|(key, item)| format!("{key} = {}\n", item.to_string().trim())).collect();
        if !lines.is_empty() {
            let name: Vec<String> = section.iter().map(|part| Key::new(*part).to_string()).collect();
            missing += &format!("\n[{}]\n{}", name.join("."), lines.concat());
        }
    }
    match missing.is_empty() {
        true => Ok(()),
        false => Err(BuildError::Manifest(format!("the generated sources need more in `Cargo.toml`:\n{missing}"))),
    }
}

/// Whether an entry has every member of another feature, or every feature of another dependency. What the entry of a
/// workspace has is not known here.
fn covers(own: &Item, needed: &Item) -> bool {
    let texts = |item: &Item| -> BTreeSet<String> {
        let list = item.as_array().or_else(|| item.get("features")?.as_array());
        list.into_iter().flatten().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    };
    own.get("workspace").is_some() || texts(own).is_superset(&texts(needed))
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(text) | Self::Manifest(text) => f.write_str(text),
            Self::File(path, error) => write!(f, "`{}`: {error}", Path::display(path)),
            Self::Environment(name) => write!(f, "`{name}` is not set: this is for build scripts, which cargo runs"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File(_, error) => Some(error),
            Self::Document(_) | Self::Manifest(_) | Self::Environment(_) => None,
        }
    }
}
