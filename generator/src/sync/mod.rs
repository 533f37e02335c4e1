//! Takes a new version of an upstream document over into `spec/<api>/`: distils it into `openapi.yaml`, and
//! records in `sdk.yaml` which version it was. Running it twice changes nothing.

mod changes;
mod record;

use crate::config::Document;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::load;
use crate::source::distil;
use crate::source::distil::{Keep, Prose};
use crate::source::{prepare, read, resolve_origins};
use crate::stack::with_room;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// What a `sync` did, or would have done where the diagnostics hold an error.
#[derive(Clone, Debug, Default)]
pub struct Synced {
    /// `info.version` of the new document.
    pub version: String,
    /// What changed in the interface, a line each.
    pub changes: Vec<String>,
    /// Paths of the files that were written; none if all was up to date.
    pub written: Vec<String>,
    /// Names and texts of the files that the diagnostics are about.
    pub files: Vec<(String, String)>,
    /// What is to be said about the document.
    pub diagnostics: Vec<Diagnostic>,
}

/// Syncs `dir` (`spec/<api>`) with the document at `from`.
///
/// # Errors
///
/// If a file cannot be written. Problems of the document are diagnostics, and then nothing is written.
pub fn sync(dir: &Path, from: &Path, prose: Prose) -> std::io::Result<Synced> {
    with_room(|| take_over(dir, from, prose))
}

fn take_over(dir: &Path, from: &Path, prose: Prose) -> std::io::Result<Synced> {
    let mut synced = Synced::default();
    if let Some(url) = from.to_str().filter(|from| from.starts_with("http://") || from.starts_with("https://")) {
        synced.diagnostics.push(
            Diagnostic::new(Code::RemoteReference, format!("`{url}` is not fetched"))
                .help(format!("download it, and sync from the file:  curl --fail --output document '{url}'")),
        );
        return Ok(synced);
    }
    let (input, diagnostics) = load::load_file(from, "");
    synced.diagnostics = diagnostics;
    let Some(input) = input else { return Ok(synced) };
    synced.files = input.files();
    let prepared = prepare(&input, &mut synced.diagnostics);
    let origins = prepared.as_ref().map_or(&input.origins, |prepared| &prepared.origins);
    resolve_origins(&mut synced.diagnostics, origins);
    if prepared.is_none() || synced.diagnostics.iter().any(|found| found.code.severity() == Severity::Error) {
        return Ok(synced);
    }
    let decisions_path = dir.join("sdk.yaml");
    let decisions = fs::read_to_string(&decisions_path).unwrap_or_default();
    let keep = Keep { prose, extensions: distil::mentioned_extensions(&decisions) };
    let facts = distil::distil(&input.document.value, &keep);
    let text = serde_yaml::to_string(&facts).expect("JSON values are YAML");
    let version = facts.pointer("/info/version").and_then(Value::as_str).unwrap_or_default().to_owned();
    let sha256 = Sha256::digest(input.document.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let document = Document { version: version.clone(), sha256 };
    let facts_path = dir.join("openapi.yaml");
    let before = fs::read_to_string(&facts_path).ok().and_then(|text| read::read(&text, 0, &mut Vec::new()));
    synced.changes = changes::changes(before.as_ref(), &facts);
    synced.version = version;
    fs::create_dir_all(dir)?;
    for (path, text) in [(facts_path, text), (decisions_path, record::record(&decisions, &document))] {
        if fs::read_to_string(&path).ok().as_deref() != Some(text.as_str()) {
            fs::write(&path, text)?;
            synced.written.push(path.display().to_string());
        }
    }
    Ok(synced)
}
