//! The passes, one after the other: documents in, a tree of files out. Nothing here reads or writes a file,
//! a clock or the environment: the same inputs give the same tree.

mod again;
mod comparison;

pub use again::{Memo, generate_again};
pub use comparison::{Comparison, compare, describe};

use crate::analyze::analyze;
use crate::analyze::coverage::{Coverage, coverage};
use crate::diagnostic::{DECISIONS, Diagnostic, Severity, waive};
use crate::docs_overlay;
use crate::lower::{decisions, lower};
use crate::model::Api;
use crate::naming::rust_paths;
use crate::naming::{Apis, Level, Names, name};
use crate::render::{Header, runtime_files, rust_files, rust_text};
use crate::source::support::origins::Origins;
use crate::source::{Input, Prepared, prepare, resolve_origins};
use crate::stack::{run_both, run_with_large_stack};
use crate::text::visible;
use crate::tree::{FileTree, Kind};
use crate::view::files::{Part, call_examples, library, manifest, readme};
use crate::view::manifest::Manifest;
use crate::view::models::model_files;
use crate::view::package::Package;
use clap::ValueEnum;
use serde_json::Value;
use std::sync::Arc;

/// The passes in order. `read` and `tree` are the callers', who have files.
pub const PASSES: [&str; 12] =
    ["read", "bundle", "overlay", "audit", "downlevel", "lower", "analyze", "name", "docs", "view", "render", "tree"];

/// A pass whose result can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// One document, with the corrections of its overlay.
    Bundle,
    /// The document as the OpenAPI 3.0 reader sees it.
    Downlevel,
    /// The model, everything in it.
    Lower,
    /// The model, what is used of it.
    Analyze,
    /// Rust names.
    Name,
}

impl Step {
    /// As in [`PASSES`].
    pub fn name(self) -> &'static str {
        match self {
            Self::Bundle => "bundle",
            Self::Downlevel => "downlevel",
            Self::Lower => "lower",
            Self::Analyze => "analyze",
            Self::Name => "name",
        }
    }
}

/// What there is after a pass.
pub enum State<'a> {
    /// After those that rewrite the document.
    Document(&'a Value),
    /// After those that make the model.
    Model(&'a Api),
    /// After naming.
    Named(&'a Api, &'a Names),
}

/// Is shown what there is after each pass.
pub type Observer<'o> = dyn FnMut(Step, State<'_>) + 'o;

/// Hears that a pass has ended: the names of the API and of the pass.
pub type Ended<'o> = dyn FnMut(&str, &str) + Send + 'o;

/// What to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The SDK of a workspace, a module for each API.
    Workspace,
    /// A crate with a module for each API.
    Modules {
        /// Name of the module.
        name: String,
        /// The `mod.rs` of the runtime, relative to the crate's `src`; without it the crate has a copy.
        runtime: Option<String>,
    },
    /// A crate of this name for one API, which stands at the root.
    Crate(String),
}

/// What came out.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The generated files; empty if a document has errors.
    pub tree: FileTree,
    /// Everything that is to be said about the documents and the decisions.
    pub diagnostics: Vec<Diagnostic>,
    /// Names and texts of the files that the diagnostics are about.
    pub files: Vec<(String, Arc<str>)>,
    /// What each API came to.
    pub apis: Vec<ApiReport>,
}

/// What an API came to: which Rust path each operation and each type got, and how many there are.
#[derive(Clone, Debug)]
pub struct ApiReport(Coverage);

/// An API after all passes that look at nothing else.
pub struct Understood {
    /// The model.
    pub api: Api,
    /// Its names.
    pub names: Names,
    /// Where the parts of its document were written.
    pub origins: Origins,
}

/// Runs all passes over all APIs. They take the documents over: of a large one there is no room for copies.
pub fn generate(inputs: Vec<Input>, layout: &Layout) -> Outcome {
    generate_observed(inputs, layout, &mut |_, _| {})
}

/// [`generate`], with somebody who hears when a pass has ended, by the names of the API and of the pass; what belongs to
/// all APIs is of the API `all`. Nothing here looks at a clock.
pub fn generate_observed(inputs: Vec<Input>, layout: &Layout, ended: &mut Ended<'_>) -> Outcome {
    run_with_large_stack(|| {
        let info = inputs.first().map(|input| input.document.value["info"].clone()).unwrap_or_default();
        let (mut outcome, understood) = examine(inputs, layout.level(), ended);
        if outcome.diagnostics.iter().all(|diagnostic| diagnostic.severity < Severity::Error) {
            let parts = understood.iter().map(|(done, input)| Part::new(&done.api, &done.names, input));
            outcome.tree = write(&parts.collect::<Vec<_>>(), layout, &info);
            ended("all", "view, render");
        }
        outcome
    })
}

/// Runs the passes up to the names: all that there is to say about the documents, and no tree.
pub fn check(inputs: Vec<Input>, level: Level) -> Outcome {
    run_with_large_stack(|| examine(inputs, level, &mut |_, _| {}).0)
}

fn examine(inputs: Vec<Input>, level: Level, ended: &mut Ended<'_>) -> (Outcome, Vec<(Understood, Input)>) {
    let mut outcome = Outcome::default();
    let (mut understood, mut apis) = (Vec::new(), Apis::default());
    for mut input in inputs {
        let document = std::mem::take(&mut input.document.value);
        let Examined { done, diagnostics, report } = Examined::new(document, &input, level, ended);
        outcome.add(&input, done.as_ref(), diagnostics, report, &mut apis);
        understood.extend(done.map(|done| (done, input)));
    }
    (outcome, understood)
}

/// What the passes up to the names came to for one API, whatever the others are.
struct Examined {
    /// Nothing if the document has errors.
    done: Option<Understood>,
    diagnostics: Vec<Diagnostic>,
    report: Option<ApiReport>,
}

impl Examined {
    fn new(document: Value, input: &Input, level: Level, ended: &mut Ended<'_>) -> Self {
        let mut diagnostics = Vec::new();
        let done = understand_observed(document, input, level, &mut diagnostics, &mut |step, _| {
            ended(&input.name, step.name());
        });
        ended(&input.name, "docs");
        let report = done.as_ref().map(|done| {
            let mut report = coverage(&done.api);
            rust_paths::fill(&mut report, &done.api, &done.names);
            ApiReport(report)
        });
        Self { done, diagnostics, report }
    }
}

/// Runs the passes over the document of an input up to the names. Without a result there is at least one error.
pub fn understand(
    document: Value,
    input: &Input,
    level: Level,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Understood> {
    understand_observed(document, input, level, diagnostics, &mut |_, _| {})
}

/// [`understand`], with somebody who is shown what there is after each pass.
pub fn understand_observed(
    document: Value,
    input: &Input,
    level: Level,
    diagnostics: &mut Vec<Diagnostic>,
    observe: &mut Observer<'_>,
) -> Option<Understood> {
    observe(Step::Bundle, State::Document(&document));
    if !decisions::hold(&input.config, diagnostics) {
        // Whatever is said about the document would be beside the point.
        return None;
    }
    let Some(Prepared { document, origins }) = prepare(document, input, diagnostics) else {
        resolve_origins(diagnostics, &input.origins);
        return None;
    };
    observe(Step::Downlevel, State::Document(&document));
    let api = lower(document, input, diagnostics)?;
    observe(Step::Lower, State::Model(&api));
    let mut api = analyze(api, diagnostics);
    observe(Step::Analyze, State::Model(&api));
    let names = name(&api, &input.config, level, diagnostics);
    observe(Step::Name, State::Named(&api, &names));
    let idents: Vec<String> = names.types.iter().map(|names| names.ident.to_string()).collect();
    docs_overlay::apply(&mut api, &input.words, &idents, input.words_file.unwrap_or_default(), diagnostics);
    resolve_origins(diagnostics, &origins);
    Some(Understood { api, names, origins })
}

/// An overlay that adds a sample in Rust to each operation of a document, and the operations that it has none for; none
/// if the document has errors.
pub fn code_samples(input: &Input, layout: &Layout, diagnostics: &mut Vec<Diagnostic>) -> Option<(Value, Vec<String>)> {
    run_with_large_stack(|| {
        let document = input.document.value.clone();
        let Understood { api, names, origins } = understand(document, input, layout.level(), diagnostics)?;
        let part = Part::new(&api, &names, input);
        let package = layout.package(std::slice::from_ref(&part), &input.document.value["info"]);
        Some(part.code_samples(&package, &origins))
    })
}

/// Writes the crate.
fn write(parts: &[Part<'_>], layout: &Layout, info: &Value) -> FileTree {
    let (package, header) = (&layout.package(parts, info), layout.header());
    let manifest = &layout.manifest(package, parts);
    let mut rust = library_texts(parts, package, manifest, layout);
    for part in parts {
        rust.extend(api_texts(part, package, manifest));
    }
    let data = || parts.iter().flat_map(|part| data_files(part, package, header)).collect::<Vec<_>>();
    let (data, rust) = run_both(data, || rust_files(rust, header));
    assemble(parts, layout, package, manifest, rust.into_iter().chain(data))
}

/// The root of a crate that has a module for each API, with the guides of the crate, unformatted.
fn library_texts(parts: &[Part<'_>], package: &Package, manifest: &Manifest, layout: &Layout) -> Vec<(String, String)> {
    match layout.level() {
        Level::Module => library(package, manifest, layout.shared_runtime(), parts),
        Level::Root => Vec::new(),
    }
}

/// The Rust files of an API, unformatted.
fn api_texts(part: &Part<'_>, package: &Package, manifest: &Manifest) -> impl Iterator<Item = (String, String)> {
    let models = || model_files(part.api, part.names);
    let (models, files) = run_both(models, || part.files(package, manifest));
    models.into_iter().chain(files).chain(part.guides())
}

/// The files of an API that are not Rust.
fn data_files(part: &Part<'_>, package: &Package, header: Header) -> Vec<(String, String)> {
    part.data(package).into_iter().map(|(path, text)| (path, header.data() + &text)).collect()
}

/// The crate of the finished files of its APIs, with everything else that it has.
fn assemble(
    parts: &[Part<'_>],
    layout: &Layout,
    package: &Package,
    manifest: &Manifest,
    files: impl Iterator<Item = (String, String)>,
) -> FileTree {
    let header = layout.header();
    let mut tree = FileTree::default();
    let text = header.toml() + &manifest.text();
    match layout.level() {
        Level::Module => tree.insert("Cargo.toml", text),
        Level::Root => tree.insert_kind(Kind::Shared, "Cargo.toml", text),
    }
    tree.insert("README.md", header.markdown() + &readme(package, manifest, parts));
    // A formatter in an editor, or `cargo fmt`, would make every file differ from what is generated.
    tree.insert("rustfmt.toml", header.toml() + "disable_all_formatting = true\n");
    let runtime = layout.shared_runtime().is_none().then(|| {
        let calls = call_examples(package, parts);
        runtime_files(header, &package.krate(), &calls)
    });
    files.chain(runtime.into_iter().flatten()).for_each(|(path, text)| tree.insert(path, text));
    if layout.level() == Level::Root {
        for (path, text) in parts.iter().flat_map(|part| part.starters(package)) {
            let text = if path.ends_with(".rs") { rust_text(&text) } else { text };
            tree.insert_kind(Kind::Starter, path, text);
        }
    }
    tree
}

impl Layout {
    fn level(&self) -> Level {
        match self {
            Self::Workspace | Self::Modules { .. } => Level::Module,
            Self::Crate(_) => Level::Root,
        }
    }

    fn header(&self) -> Header {
        match self {
            Self::Workspace | Self::Modules { .. } => Header::Workspace,
            Self::Crate(_) => Header::Crate,
        }
    }

    /// Where the runtime is that the crate compiles in place of a copy.
    fn shared_runtime(&self) -> Option<&str> {
        match self {
            Self::Modules { runtime, .. } => runtime.as_deref(),
            Self::Workspace | Self::Crate(_) => None,
        }
    }

    fn manifest(&self, package: &Package, parts: &[Part<'_>]) -> Manifest {
        manifest(package, parts).with_runtime(self.shared_runtime())
    }

    fn package(&self, parts: &[Part<'_>], info: &Value) -> Package {
        let titles: Vec<&str> = parts.iter().map(|part| part.api.title.as_str()).collect();
        let package = match self {
            Self::Workspace => {
                let package = Package::new("generated-sdk", "Typed clients for payment APIs.".to_owned());
                Package { publish: true, ..package }
            }
            Self::Modules { name, .. } => Package::new(name, "Typed clients.".to_owned()),
            Self::Crate(name) => {
                let package = Package::new(name, format!("A typed client of the {} API.", titles.join(", ")));
                Package { publish: true, ..package.described_by(info) }
            }
        };
        let decided = parts.iter().find_map(|part| part.config.package.as_ref());
        decided.map_or_else(|| package.clone(), |rule| package.clone().decided_by(rule))
    }
}

impl ApiReport {
    /// A line for people.
    pub fn summary(&self) -> String {
        let Coverage { api, version, counts, .. } = &self.0;
        format!(
            "{api} {}: {} operations in {} groups, {} webhooks, {} types",
            visible(version),
            counts.operations,
            counts.groups,
            counts.webhooks,
            counts.schemas + counts.inline_types
        )
    }

    /// All of it for programs.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(&self.0).expect("a report is plain data")
    }
}

impl Outcome {
    /// Adds an API; what it has that another one has already is reported.
    fn add(
        &mut self,
        input: &Input,
        done: Option<&Understood>,
        mut diagnostics: Vec<Diagnostic>,
        report: Option<ApiReport>,
        apis: &mut Apis,
    ) {
        if let Some(done) = done {
            apis.add(&input.name, &done.names, &mut diagnostics);
        }
        self.apis.extend(report);
        self.say(input, diagnostics);
    }

    /// Takes over the diagnostics of one API, less those that its decisions waive.
    fn say(&mut self, input: &Input, mut diagnostics: Vec<Diagnostic>) {
        let decisions = input.config_file.unwrap_or_default();
        for place in diagnostics.iter_mut().filter_map(|diagnostic| diagnostic.place.as_mut()) {
            if place.file == DECISIONS {
                place.file = decisions;
            }
        }
        let first = self.files.len();
        for mut diagnostic in waive(diagnostics, &input.config.waivers, decisions) {
            if let Some(place) = &mut diagnostic.place {
                place.file += first;
            }
            self.diagnostics.push(diagnostic);
        }
        self.files.extend(input.files());
    }
}
