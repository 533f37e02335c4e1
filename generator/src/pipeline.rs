//! The passes, one after the other: documents in, a tree of files out. Nothing here reads or writes a file,
//! a clock or the environment.

use crate::diagnostic::{Diagnostic, waive};
use crate::load::{Input, settle};
use crate::source::{Prepared, prepare};
use crate::tree::FileTree;

/// What to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The SDK of a workspace, a module for each API.
    Workspace,
    /// A crate of this name for one API.
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
    pub files: Vec<(String, String)>,
    /// What each API came to.
    pub apis: Vec<ApiReport>,
}

/// What an API came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiReport {
    /// Its module.
    pub name: String,
}

/// Runs all passes over all APIs.
pub fn generate(inputs: &[Input], _layout: &Layout) -> Outcome {
    let mut outcome = Outcome::default();
    for input in inputs {
        let mut diagnostics = Vec::new();
        if let Some(prepared) = prepare(input, &mut diagnostics) {
            let Prepared { origins, .. } = &prepared;
            settle(&mut diagnostics, origins);
            outcome.apis.push(ApiReport { name: input.name.clone() });
        } else {
            settle(&mut diagnostics, &input.origins);
        }
        outcome.say(input, diagnostics);
    }
    outcome
}

impl ApiReport {
    /// A line for people.
    pub fn summary(&self) -> String {
        let Self { name } = self;
        format!("{name}: read")
    }

    /// All of it for programs.
    pub fn to_json(&self) -> serde_json::Value {
        let Self { name } = self;
        serde_json::json!({ "name": name })
    }
}

impl Outcome {
    /// Takes over the diagnostics of one API, less those that its decisions waive.
    fn say(&mut self, input: &Input, diagnostics: Vec<Diagnostic>) {
        let decisions = input.file("sdk.yaml").unwrap_or_default();
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
