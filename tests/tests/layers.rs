//! The layers of the generator: each imports only from those above it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// From the top down. What is on one line knows nothing of each other.
const LAYERS: &[&[&str]] = &[
    &["model", "config", "stack", "runtime", "text"],
    &["diagnostic"],
    &["docs_overlay"],
    &["source"],
    &["load"],
    &["sync", "lower"],
    &["analyze"],
    &["naming"],
    &["rust"],
    &["view"],
    &["render"],
    &["tree"],
    &["pipeline"],
    &["cli"],
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the sources are beside the tests") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn level(layer: &str) -> usize {
    let level = LAYERS.iter().position(|line| line.contains(&layer));
    level.unwrap_or_else(|| panic!("`{layer}` has no place in the list of layers: give it one"))
}

/// The modules that a text names after `crate::`.
fn imports(text: &str) -> BTreeSet<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let after = text.split("crate::").skip(1);
    after
        .map(|rest| &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())])
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn a_layer_imports_only_from_layers_above_it() {
    let root = Path::new("../generator/src");
    let mut files = Vec::new();
    rust_files(root, &mut files);
    let mut wrong = Vec::new();
    let mut met = BTreeSet::new();
    for file in files {
        let below = file.strip_prefix(root).expect("it was found there");
        let layer = below.iter().next().expect("a path has a first part").to_string_lossy();
        let layer = layer.trim_end_matches(".rs");
        if matches!(layer, "lib" | "main") {
            continue;
        }
        met.insert(layer.to_owned());
        let text = fs::read_to_string(&file).expect("a source is text");
        for import in imports(&text) {
            if import != layer && level(import) >= level(layer) {
                wrong.push(format!("{} imports `{import}`", below.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "against the order of layers:\n{}", wrong.join("\n"));
    let listed: BTreeSet<_> = LAYERS.iter().flat_map(|line| line.iter()).map(|layer| (*layer).to_owned()).collect();
    assert_eq!(listed, met, "every layer that is listed is there");
}
