//! Recordings nobody made: for every operation of a document plausible requests and answers, in the form in which real
//! ones are kept, so that the whole of the conformance command can be tried without any.
//!
//! Values come from the schemas, made by [`Schemas`]; everything around them is what servers, proxies and other clients
//! are known to do.

mod answers;
mod deliveries;
mod requests;
mod spelling;

pub use deliveries::write_deliveries;

use crate::samples::Schemas;
use serde_json::Value;
use std::path::Path;

/// An answer: its name within the operation, head, ending of the file and body.
pub(crate) struct Answer {
    pub(crate) tag: String,
    pub(crate) head: String,
    pub(crate) ending: &'static str,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn new(tag: impl Into<String>, status: u16, headers: &str, ending: &'static str, body: &str) -> Self {
        Self { tag: tag.into(), head: format!("HTTP/1.1 {status} Status\n{headers}"), ending, body: body.to_owned() }
    }
}

/// One operation of the document.
pub(crate) struct Described<'a> {
    pub(crate) schemas: &'a Schemas,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) operation: &'a Value,
}

impl Described<'_> {
    /// A part of the operation, its reference followed.
    pub(crate) fn part<'a>(&'a self, node: &'a Value) -> &'a Value {
        node["$ref"].as_str().map_or(node, |reference| self.schemas.resolve(reference))
    }
}

/// Writes the recordings of every operation into `directory`, and says how many there are.
///
/// # Errors
///
/// If a file cannot be written.
pub fn write_exchanges(schemas: &Schemas, directory: &Path) -> std::io::Result<usize> {
    let mut count = 0;
    for (path, item) in schemas.root()["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let Some(id) = operation["operationId"].as_str() else { continue };
            let described = Described { schemas, method, path, operation };
            let (requests, answers) = (requests::requests(&described), answers::answers(&described));
            for number in 0..requests.len().max(answers.len()) {
                let (request, answer) = (&requests[number % requests.len()], &answers[number % answers.len()]);
                let stem = format!("{}~{number}_{}", id.replace(':', "."), answer.tag);
                std::fs::write(directory.join(format!("{stem}.http.txt")), format!("{request}\n\n{}", answer.head))?;
                std::fs::write(directory.join(format!("{stem}.{}", answer.ending)), &answer.body)?;
                count += 1;
            }
        }
    }
    Ok(count)
}
