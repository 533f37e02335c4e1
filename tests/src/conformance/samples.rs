//! Any document through the crate that is made of it: values of the schemas of its requests and answers are read and
//! written again, right ones and, for answers, ones with each property left out, null or of another kind.

use super::document::{Became, DocumentCrate, Line};
use super::examples::{Body, bodies};
use crate::fidelity::{self, Changed, Outcomes, difference, valid_samples_of};
use crate::samples::Schemas;
use generated_sdk::Json;
use generated_sdk::testing::Strictness;
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

/// What became of the values of a document.
#[derive(Debug, Default)]
pub struct Samples {
    equal: usize,
    failed: usize,
    undecided: usize,
    outcomes: Outcomes,
}

impl Samples {
    /// Whether nothing failed.
    pub fn is_clean(&self) -> bool {
        self.failed == 0
    }
}

impl fmt::Display for Samples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { equal, failed, undecided, outcomes } = self;
        writeln!(f, "{equal} equal, {failed} failed; {undecided} unions undecided")?;
        write!(f, "{outcomes}")
    }
}

/// Makes the crate of a document and tries values of its schemas with it. Prints what fails.
///
/// # Errors
///
/// If no crate can be made of it, or the crate does not compile.
pub fn try_samples(file: &Path, workspace: &Path) -> Result<Samples, String> {
    let made = DocumentCrate::of(file, workspace)?;
    let document = Json::from(made.document.clone());
    let schemas = Schemas::new(made.document.clone());
    let mut result = Samples { undecided: made.undecided, ..Samples::default() };
    let mut seen = BTreeSet::new();
    let mut texts: Vec<(Body, Strictness, Result<String, Changed>)> = Vec::new();
    for body in bodies(&document) {
        let Some(schema) = schemas.root().pointer(&body.schema) else { continue };
        // Operations that answer alike read alike.
        if !seen.insert(format!("{} {schema}", body.of)) {
            continue;
        }
        for sample in valid_samples_of(&schemas, schema) {
            texts.push((body.clone(), Strictness::Strict, Ok(sample.value.to_string())));
            if body.of.status().is_some() {
                let changes = result.outcomes.changes(&schema.to_string(), &sample.value);
                texts.extend(changes.into_iter().map(|change| (body.clone(), Strictness::Lenient, Err(change))));
            }
        }
    }
    let lines = texts.iter().map(|(body, strictness, text)| Line {
        operation: (&body.method, &body.path),
        of: &body.of,
        strictness: *strictness,
        text: text.as_ref().map_or_else(|changed| changed.text.as_str(), String::as_str),
    });
    let lines: Vec<Line<'_>> = lines.collect();
    let read = made.read(&lines)?;
    for ((body, _, text), became) in texts.iter().zip(read) {
        let why = match (text, became) {
            (_, Became::NotRead) => continue,
            (Ok(text), Became::Read { text: written, .. }) => difference("$", text, &written),
            (Ok(text), Became::Refused(path, reason)) => Some(format!("{path}: {reason} in {text}")),
            (Err(changed), Became::Read { assumed, text, .. }) => {
                result.outcomes.record(changed, &fidelity::Became::Read(&text, assumed.len()))
            }
            (Err(changed), Became::Refused(path, reason)) => {
                result.outcomes.record(changed, &fidelity::Became::Refused(&path, &reason))
            }
        };
        match why {
            None if text.is_ok() => result.equal += 1,
            None => {}
            Some(why) => {
                result.failed += 1;
                println!("FAILED {} {} {}: {why}", body.method.to_uppercase(), body.path, body.of);
            }
        }
    }
    Ok(result)
}
