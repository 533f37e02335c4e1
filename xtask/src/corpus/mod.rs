//! `cargo xtask corpus`: what becomes of many documents of others, a row for each. A run that was ended goes on where it was:
//! rows of documents that have not changed are kept, as long as this program has not.

mod compile;
mod documents;
mod measure;
mod rows;

use crate::table::{Table, progress};
use measure::Row;
use rows::Rows;
use std::path::{Path, PathBuf};

/// Measures the documents under `folders` and prints a table; with `compiled` their crates are compiled too.
///
/// # Errors
///
/// If a folder cannot be read, or a document gives no crate, or one with warnings; the table has all of them.
pub(crate) fn corpus(root: &Path, folders: &[PathBuf], compiled: bool) -> Result<(), String> {
    let documents = documents::under(folders)?;
    let mut rows = Rows::open(&root.join("target/corpus"), compiled)?;
    let total = documents.len();
    for (at, document) in documents.iter().enumerate() {
        progress(at, total, &document.name);
        if rows.has(document) {
            continue;
        }
        let mut row = measure::measure(document);
        if compiled && row.error.is_none() {
            row.compiled = compile::compile(root, document);
        }
        rows.add(document, row)?;
    }
    progress(total, total, "");
    let found: Vec<(&str, &Row)> = documents.iter().filter_map(|document| rows.of(document)).collect();
    println!("{}", table(&found));
    let failed = found.iter().filter(|(_, row)| !row.is_right(compiled)).count();
    if failed == 0 { Ok(()) } else { Err(format!("{failed} of {total} documents give no crate, or one with warnings")) }
}

fn table(rows: &[(&str, &Row)]) -> Table {
    let head = ["document", "crate"].into_iter().chain(Row::COUNTS);
    let mut table = Table::new(&head.collect::<Vec<_>>());
    for (name, row) in rows {
        let counts = row.counts.iter().map(ToString::to_string);
        table.row([(*name).to_owned(), row.outcome()].into_iter().chain(counts).collect());
    }
    let sums = (0..Row::COUNTS.len()).map(|at| rows.iter().map(|(_, row)| row.counts[at]).sum::<usize>().to_string());
    table.row([format!("{} documents", rows.len()), String::new()].into_iter().chain(sums).collect());
    table
}
