//! `cargo xtask history` and `cargo xtask semver`: every published version of a document through sync, the generator
//! and the compiler, and what each step between two versions means for callers.

mod crates;
mod decisions;
mod findings;
mod releases;
mod semver;

pub(crate) use semver::semver;

use crate::table::{Table, progress};
use crates::Crates;
use releases::Release;
use std::path::{Path, PathBuf};

/// How far each version goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    /// To a crate.
    Generated,
    /// To a crate that the compiler has accepted.
    Compiled,
}

/// Takes over, generates and compiles every version of the documents at `paths`, files or folders of them, with the
/// decisions of today about `api` as far as they apply, and prints a table.
///
/// # Errors
///
/// If a version cannot be read, generated or compiled; the table has all of them.
pub(crate) fn history(root: &Path, api: &str, paths: &[PathBuf], until: Until) -> Result<(), String> {
    let documents = releases::documents(paths)?;
    let crates = Crates::new(root, api)?;
    let mut table = Table::new(&[
        "version",
        "operations",
        "types",
        "decisions that apply",
        "left out",
        "warnings",
        "`cargo check`",
    ]);
    let mut failed = 0;
    for (at, document) in documents.iter().enumerate() {
        progress(at, documents.len(), &document.version);
        let made = crates.make(document).and_then(|release| {
            let checked = match until {
                Until::Generated => "not compiled".to_owned(),
                Until::Compiled => format!("{} s", crates.check(&release)?),
            };
            Ok((release, checked))
        });
        let row = match made {
            Ok((release, checked)) => {
                let Release { operations, types, decisions, left_out, warnings, .. } = &release;
                let counts = [operations, types, decisions, left_out, warnings].map(ToString::to_string);
                [vec![document.version.clone()], counts.to_vec(), vec![checked]].concat()
            }
            Err(error) => {
                failed += 1;
                eprintln!("\r{}: {error}", document.path.display());
                [vec![document.version.clone()], vec![String::new(); 5], vec!["FAILED".to_owned()]].concat()
            }
        };
        table.row(row);
    }
    progress(documents.len(), documents.len(), "");
    println!("{table}");
    let total = documents.len();
    if failed == 0 { Ok(()) } else { Err(format!("{failed} of {total} versions of {api} failed")) }
}
