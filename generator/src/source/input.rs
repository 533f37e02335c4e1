//! What was read about one API.

use super::extensions::as_written;
use super::guides::Guides;
use super::support::origins::Origins;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::docs_overlay::DocsOverlay;
use serde_json::Value;
use std::sync::Arc;

/// One API as it was read.
#[derive(Clone, Debug)]
pub struct Input {
    /// Module name: that of the folder under `spec/`, or the requested one.
    pub name: String,
    /// The document. Its value is bundled: no reference leads out of it.
    pub document: SourceFile,
    /// The other files: those the document refers to, `sdk.yaml`, `docs.yaml`. In diagnostics the document is
    /// file 0 and these follow.
    pub others: Vec<SourceFile>,
    /// Where the parts of the bundled document were written.
    pub origins: Origins,
    /// The decisions.
    pub config: Config,
    /// The words.
    pub words: DocsOverlay,
    /// The guides of the API.
    pub guides: Guides,
    /// The guides of the crate that the API is a part of.
    pub crate_guides: Guides,
    /// The index of the file with the decisions, as diagnostics count.
    pub config_file: Option<usize>,
    /// The index of the file with the words.
    pub words_file: Option<usize>,
}

/// A file as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path, as people give it.
    pub name: String,
    /// Its text, which everything that says something about a line of it shares.
    pub text: Arc<str>,
    /// What the text says, where a later pass looks at it; keys are in the order of the text.
    pub value: Value,
}

impl Input {
    /// Names and texts of all files, in the order that diagnostics count them.
    pub fn files(&self) -> Vec<(String, Arc<str>)> {
        let all = std::iter::once(&self.document).chain(&self.others);
        all.map(|file| (file.name.clone(), file.text.clone())).collect()
    }
}

/// Points diagnostics about the document in memory to where it was written.
pub fn resolve_origins(diagnostics: &mut [Diagnostic], origins: &Origins) {
    for place in diagnostics.iter_mut().filter_map(|diagnostic| diagnostic.place.as_mut()) {
        if place.file == 0 && place.position.is_none() {
            (place.file, place.pointer) = written_at(&place.pointer, origins);
        }
    }
}

/// The file and the pointer in it where something of the document in memory was written.
pub fn written_at(pointer: &str, origins: &Origins) -> (usize, String) {
    origins.resolve(&as_written(pointer))
}
