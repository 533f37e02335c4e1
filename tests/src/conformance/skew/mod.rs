//! A server of another release: today's SDK reads the answers that other versions of a document describe.

mod table;

pub use table::keep;

use super::{answer_of, examples, find};
use crate::fidelity::read_leniently;
use crate::samples::{Fullness, Schemas};
use generated_sdk::Json;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// What became of the answers of one version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// `info.version` of the document.
    pub version: String,
    /// Operations that the SDK has, and those that it has not.
    pub operations: (usize, usize),
    /// Answers that came back equal without an assumption.
    pub equal: usize,
    /// Those that needed one, by its path.
    pub assumed: BTreeMap<String, usize>,
    /// How many needed one.
    pub mended: usize,
    /// Those that were refused, by operation.
    pub refused: BTreeMap<String, usize>,
}

/// Answers that are tried per media type and fullness: every branch of every union is tried elsewhere.
const SAMPLES: usize = 8;

/// Reads the success answers of every document of the folders, those of its examples and those made from its schemas: the
/// rows of each API, in the order of their versions.
///
/// # Errors
///
/// If a folder or a document cannot be read, or if it is a document of no API of the SDK.
pub fn skew(folders: &[PathBuf]) -> Result<BTreeMap<&'static str, Vec<Row>>, String> {
    let mut rows: BTreeMap<_, Vec<Row>> = BTreeMap::new();
    for file in documents(folders)? {
        let (api, row) = of_document(&file)?;
        rows.entry(api).or_default().push(row);
    }
    let numbers = |version: &str| -> Vec<u64> {
        version.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
    };
    rows.values_mut().for_each(|rows| rows.sort_by_key(|row| numbers(&row.version)));
    Ok(rows)
}

/// The documents in the folders, in the order of the folders and of the names in them.
fn documents(folders: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let is_document =
        |path: &PathBuf| path.extension().is_some_and(|end| ["json", "yaml", "yml"].iter().any(|one| end == *one));
    let mut all = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_document).collect();
        inside.sort();
        all.extend(inside);
    }
    Ok(all)
}

fn of_document(file: &Path) -> Result<(&'static str, Row), String> {
    let unreadable = |error: &dyn fmt::Display| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(|error| unreadable(&error))?;
    let document: Value = serde_yaml::from_str(&text).map_err(|error| unreadable(&error))?;
    let mut row =
        Row { version: document["info"]["version"].as_str().unwrap_or_default().to_owned(), ..Row::default() };
    let (mut here, mut gone) = (BTreeSet::new(), BTreeSet::new());
    // Another API may have the same method and path: the document is of the one that has most of its operations.
    let mut apis: BTreeMap<&'static str, usize> = BTreeMap::new();
    for answer in answers(&document) {
        let name = format!("{} {}", answer.method.to_uppercase(), answer.path);
        let Some(entry) = find(&answer.operation, &answer.method, &answer.path) else {
            gone.insert(name);
            continue;
        };
        here.insert(name);
        *apis.entry(entry.operation.api.name).or_default() += 1;
        let Some(round_trip) = answer.of.status().and_then(|status| answer_of(entry, status)) else { continue };
        let inner = entry.operation.envelope.map(|property| answer.value.get(property));
        // Documents that require no property allow an answer without its envelope, which is no answer to anything.
        if inner == Some(None) {
            continue;
        }
        let inner = inner.flatten();
        row.count(&answer, read_leniently("$", round_trip, &inner.unwrap_or(&answer.value).to_string()));
    }
    row.operations = (here.len(), gone.len());
    let api = apis.into_iter().max_by_key(|(_, count)| *count);
    let (api, _) = api.ok_or_else(|| format!("{}: the SDK has none of its operations", file.display()))?;
    Ok((api, row))
}

impl Row {
    fn count(&mut self, answer: &examples::Example, outcome: Result<Vec<String>, String>) {
        match outcome {
            Ok(paths) if paths.is_empty() => self.equal += 1,
            Ok(paths) => {
                self.mended += 1;
                paths.into_iter().for_each(|path| *self.assumed.entry(path).or_default() += 1);
            }
            Err(why) => {
                let name = format!("{} {}", answer.method.to_uppercase(), answer.path);
                println!("REFUSED {} {name} {}: {why}", self.version, answer.name);
                *self.refused.entry(name).or_default() += 1;
            }
        }
    }
}

/// The success answers that a document describes: its examples, and values of its schemas.
fn answers(document: &Value) -> Vec<examples::Example> {
    let is_success = |answer: &examples::Example| answer.of.status().is_some_and(|status| (200..300).contains(&status));
    let mut found: Vec<_> = examples::examples(&Json::from(document.clone())).into_iter().filter(is_success).collect();
    let schemas = Schemas::new(document.clone());
    for (path, item) in schemas.root()["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                if !status.parse::<u16>().is_ok_and(|status| (200..300).contains(&status)) {
                    continue;
                }
                let response = response["$ref"].as_str().map_or(response, |reference| schemas.resolve(reference));
                let media = response["content"].as_object().into_iter().flatten();
                for (_, media) in media.filter(|(kind, media)| kind.contains("json") && media["schema"].is_object()) {
                    for (name, fullness) in [("full", Fullness::Full), ("minimal", Fullness::Minimal)] {
                        let values = schemas.valid(&media["schema"], fullness).into_iter().take(SAMPLES);
                        found.extend(values.map(|built| examples::Example {
                            operation: operation["operationId"].as_str().unwrap_or_default().to_owned(),
                            method: method.clone(),
                            path: path.clone(),
                            of: examples::Of::Answer(status.clone()),
                            name: name.to_owned(),
                            value: Json::from(built.value),
                            schema: String::new(),
                        }));
                    }
                }
            }
        }
    }
    found
}
