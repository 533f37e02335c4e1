//! Takes a new version of an upstream document over into `spec/<api>/`: distils it into `openapi.yaml`, and
//! records in `sdk.yaml` which version it was. Running it twice changes nothing.

mod record;

use crate::config::{Document, FetchedFrom};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::disk;
use crate::load;
#[cfg(feature = "fetch")]
use crate::load::fetch::{Fetched, fetch};
use crate::load::{Decisions, DocumentSource, Loaded, Request};
use crate::source::distil;
use crate::source::distil::{Keep, Prose};
use crate::source::{prepare, read, resolve_origins};
use crate::stack::run_with_large_stack;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a `sync` would do.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// `info.version` of the new document.
    pub version: String,
    /// What the decisions say about the document that was adopted before.
    pub previous: Option<Document>,
    /// Paths and texts of the files to write; none if nothing changes, or the document has errors.
    pub writes: Vec<(PathBuf, String)>,
    /// Whether the new document says the same as the one before. What is written then is where it comes from.
    pub says_the_same: bool,
    /// Why the document seems to be of another API.
    pub unrelated: Option<String>,
    /// Names and texts of the files that the diagnostics are about.
    pub files: Vec<(String, Arc<str>)>,
    /// What is to be said about the document.
    pub diagnostics: Vec<Diagnostic>,
}

impl Plan {
    /// Whether a published version has other content now.
    pub fn changes_in_place(&self) -> bool {
        let same = self.previous.as_ref().is_some_and(|previous| previous.version == self.version);
        same && !self.says_the_same && !self.writes.is_empty()
    }

    /// Writes all files or none.
    ///
    /// # Errors
    ///
    /// If a file cannot be written or moved; what was there stays, or is put back.
    pub fn write(&self) -> io::Result<()> {
        disk::replace(&self.writes)
    }
}

/// What a sync of `dir` (`spec/<api>`) with the document at `from` would do; left out, that is the URL that the last one
/// came from. Nothing is written.
pub fn plan(dir: &Path, from: Option<&DocumentSource>, prose: Prose) -> Plan {
    run_with_large_stack(|| take_over(dir, from, prose))
}

fn take_over(dir: &Path, from: Option<&DocumentSource>, prose: Prose) -> Plan {
    let mut plan = Plan::default();
    let (decisions_path, facts_path) = (dir.join("sdk.yaml"), dir.join("openapi.yaml"));
    // What cannot be read is not written over: it holds what somebody has decided.
    let decided = load::read_decisions(&decisions_path);
    let (known, decisions) = match decided {
        Ok(decided) => decided.map(|(config, text)| (config.document.unwrap_or_default(), text)).unwrap_or_default(),
        Err(broken) => {
            (plan.diagnostics, plan.files) = (broken.diagnostics, broken.files);
            return plan;
        }
    };
    let before = match load::read_if_there(&facts_path) {
        Ok(before) => before,
        Err(diagnostic) => {
            plan.diagnostics.push(*diagnostic);
            return plan;
        }
    };
    plan.previous = Some(known.clone()).filter(|document| !document.sha256.is_empty());
    let recorded = known.fetched.as_ref().map(|fetched| DocumentSource::Url(fetched.url.clone()));
    let Some(from) = from.cloned().or(recorded) else {
        let message = format!("`{}` does not say where its document was fetched from", decisions_path.display());
        let help = "say `--from FILE` or `--from URL`; a URL is recorded for the next time";
        plan.diagnostics.push(Diagnostic::new(Code::UnreadableFile, message).help(help));
        return plan;
    };
    let (source, fetched) = match read_url(&from, dir, &known) {
        Ok(Some(read)) => read,
        Ok(None) => {
            plan.version = known.version;
            return plan;
        }
        Err(diagnostic) => {
            plan.diagnostics.push(*diagnostic);
            return plan;
        }
    };
    let request = Request { document: Some(source), decisions: Decisions::Nowhere, ..Request::default() };
    let Loaded { input, diagnostics, files } = load::load(&request);
    (plan.diagnostics, plan.files) = (diagnostics, files);
    let Some(input) = input else { return plan };
    let prepared = prepare(input.document.value.clone(), &input, &mut plan.diagnostics);
    let origins = prepared.as_ref().map_or(&input.origins, |prepared| &prepared.origins);
    resolve_origins(&mut plan.diagnostics, origins);
    // What is only noted of the whole document is noted of its facts, where decisions can accept it.
    plan.diagnostics.retain(|found| found.severity > Severity::Note);
    if prepared.is_none() || plan.diagnostics.iter().any(|found| found.severity == Severity::Error) {
        return plan;
    }
    let keep = Keep { prose, extensions: distil::mentioned_extensions(&decisions) };
    let facts = distil::distil(&input.document.value, &keep);
    let old = before.as_ref().and_then(|text| read::read(text, 0, &mut Vec::new()));
    let facts = match &old {
        Some(old) => distil::in_order_of(old, facts),
        None => facts,
    };
    let text = serde_yaml::to_string(&facts).expect("JSON values are YAML");
    plan.version = facts.pointer("/info/version").and_then(Value::as_str).unwrap_or_default().to_owned();
    let sha256 = Sha256::digest(input.document.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    plan.unrelated = old.and_then(|old| unrelated(&old, &facts));
    // Other words, another order: the same facts, and nothing to record but an address that was not known.
    // A run that was killed between two files has left the record of before beside the document of after.
    let is_recorded = plan.previous.as_ref().is_some_and(|previous| previous.version == plan.version);
    plan.says_the_same = before.as_deref() == Some(text.as_str()) && is_recorded;
    let recorded = |known: &FetchedFrom| {
        fetched.as_ref().is_none_or(|now| now.url == known.url && now.etag.is_some() <= known.etag.is_some())
    };
    if !plan.says_the_same {
        // Where it can be fetched from stays known when a file was given; which state of it that was does not.
        let place = known.fetched.clone().map(|fetched| FetchedFrom { etag: None, ..fetched });
        let document = Document { version: plan.version.clone(), sha256, fetched: fetched.or(place), ..known };
        plan.writes = vec![(facts_path, text), (decisions_path, record::record(&decisions, &document))];
    } else if fetched.is_some() && !known.fetched.as_ref().is_some_and(recorded) {
        let document = Document { sha256, fetched, ..known };
        plan.writes = vec![(decisions_path, record::record(&decisions, &document))];
    }
    plan
}

/// A document with what is known of where it was fetched from; nothing if the server says that it is still the one
/// that was adopted before.
#[cfg(feature = "fetch")]
fn read_url(from: &DocumentSource, dir: &Path, known: &Document) -> Result<Option<Read>, Box<Diagnostic>> {
    let DocumentSource::Url(url) = from else { return Ok(Some((from.clone(), None))) };
    let is_here = dir.join("openapi.yaml").is_file();
    let same = known.fetched.as_ref().filter(|fetched| fetched.url == *url && is_here);
    Ok(match fetch(url, same.and_then(|fetched| fetched.etag.as_deref()))? {
        Fetched::Unchanged => None,
        Fetched::New { text, etag } => {
            let fetched = FetchedFrom { url: url.clone(), etag };
            Some((DocumentSource::Text { name: url.clone(), text }, Some(fetched)))
        }
    })
}

/// Without the feature, reading the URL says so.
#[cfg(not(feature = "fetch"))]
fn read_url(from: &DocumentSource, _: &Path, _: &Document) -> Result<Option<Read>, Box<Diagnostic>> {
    Ok(Some((from.clone(), None)))
}

/// A document, and where it was fetched from.
type Read = (DocumentSource, Option<FetchedFrom>);

/// Why a document seems to be of another API than the one before: hardly a path in common.
fn unrelated(old: &Value, new: &Value) -> Option<String> {
    let paths = |document: &Value| -> BTreeSet<String> {
        document["paths"].as_object().into_iter().flatten().map(|(path, _)| path.clone()).collect()
    };
    let title = |document: &Value| document["info"]["title"].as_str().unwrap_or_default().to_owned();
    let (before, after) = (paths(old), paths(new));
    let common = before.intersection(&after).count();
    let needed = if title(old) == title(new) { 1 } else { before.len().min(after.len()).div_ceil(2) };
    (!before.is_empty() && common < needed)
        .then(|| format!("it is `{}` with {common} of the {} paths of `{}`", title(new), before.len(), title(old)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document(title: &str, paths: &[&str]) -> Value {
        let paths: serde_json::Map<String, Value> = paths.iter().map(|path| ((*path).to_owned(), json!({}))).collect();
        json!({ "info": { "title": title, "version": "1" }, "paths": paths })
    }

    #[test]
    fn a_document_of_another_api_is_recognised_by_its_paths() {
        let shop = document("Shop", &["/orders", "/carts"]);
        assert_eq!(unrelated(&shop, &document("Shop", &["/orders"])), None);
        assert_eq!(unrelated(&shop, &document("The Shop", &["/orders", "/carts", "/refunds"])), None);
        let zoo = document("Zoo", &["/animals", "/orders", "/visitors"]);
        assert_eq!(
            unrelated(&document("Shop", &["/orders", "/carts", "/refunds"]), &zoo).as_deref(),
            Some("it is `Zoo` with 1 of the 3 paths of `Shop`")
        );
        assert!(unrelated(&shop, &document("Shop", &["/animals"])).is_some());
    }
}
