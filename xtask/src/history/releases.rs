//! Published versions of a document, in their order.

use generator::load::load_file;
use generator::source::Input;
use std::fs;
use std::path::{Path, PathBuf};

/// A document that was published.
pub(super) struct Published {
    pub path: PathBuf,
    /// `info.version`.
    pub version: String,
}

/// A version that was adopted and generated.
pub(super) struct Release {
    pub version: String,
    pub input: Input,
    /// The folder of its crate.
    pub krate: PathBuf,
    /// A number that is another one when the crate is.
    pub hash: u64,
    /// Its Cargo features.
    pub features: Vec<String>,
    pub operations: usize,
    pub types: usize,
    /// How many decisions apply.
    pub decisions: usize,
    /// How many decisions of today are about what this version does not have.
    pub left_out: usize,
    /// What is said about the document.
    pub warnings: usize,
}

/// The documents at the paths, and in those that are folders, by version. Where versions are the same, the order of the
/// paths is that of the documents; in a folder it is that of the file names.
pub(super) fn documents(paths: &[PathBuf]) -> Result<Vec<Published>, String> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let entries = fs::read_dir(path).map_err(|error| format!("{}: {error}", path.display()))?;
            let mut inside: Vec<PathBuf> =
                entries.flatten().map(|entry| entry.path()).filter(|path| is_document(path)).collect();
            inside.sort();
            files.extend(inside);
        } else {
            files.push(path.clone());
        }
    }
    let mut found = Vec::new();
    for path in files {
        let (input, _) = load_file(&path, "api");
        let input = input.ok_or_else(|| format!("{}: not an OpenAPI document", path.display()))?;
        let version = input.document.value["info"]["version"].as_str().unwrap_or_default().to_owned();
        found.push(Published { path, version });
    }
    found.sort_by_cached_key(|one: &Published| numbers(&one.version));
    Ok(found)
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|extension| ["json", "yaml", "yml"].iter().any(|known| extension == *known))
}

/// The numbers in a version, so that 2.11 comes after 2.9.
fn numbers(version: &str) -> Vec<u64> {
    version.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        let mut versions = ["2.11.0", "2.9.0", "2026-04", "1.8.0", "2025-12"];
        versions.sort_by_key(|version| numbers(version));
        assert_eq!(versions, ["1.8.0", "2.9.0", "2.11.0", "2025-12", "2026-04"]);
    }
}
