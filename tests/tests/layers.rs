//! The layers of the generator and of the runtime: each imports only from those above it.

use sdk_tests::imports;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// From the top down. What is on one line knows nothing of each other.
const LAYERS: &[&[&str]] = &[
    &["disk", "model", "stack", "runtime", "text"],
    &["config"],
    &["diagnostic"],
    &["docs_overlay"],
    &["source"],
    &["load"],
    &["sync", "lower"],
    &["analyze"],
    &["naming"],
    &["rust"],
    &["view"],
    &["diff"],
    &["release"],
    &["render"],
    &["tree"],
    &["pipeline"],
    &["propose", "builder"],
    &["cli"],
];

/// From the top down.
const RUNTIME: &[&[&str]] = &[
    &["support"],
    &["json"],
    &["values"],
    &["operation"],
    &["error"],
    &["transport"],
    &["retry", "auth"],
    &["request"],
    &["response"],
    &["client"],
    &["execute"],
    &["events", "page"],
    &["call"],
    &["webhooks", "testing"],
    &["interface"],
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

/// The path of the module that a file is, without the `mod` of `mod.rs`.
fn module(file: &Path) -> Vec<String> {
    let parts = file.with_extension("");
    let parts = parts.iter().map(|part| part.to_string_lossy().into_owned());
    parts.filter(|part| part != "mod").collect()
}

/// Checks the modules of a folder, which is the module `prefix` of its crate and whose own source is `root`.
fn check(folder: &str, root: &str, prefix: &[&str], layers: &[&[&str]]) {
    let folder = Path::new(folder);
    let level = |layer: &str| {
        let level = layers.iter().position(|line| line.contains(&layer));
        level.unwrap_or_else(|| panic!("`{layer}` has no place in the list of layers: give it one"))
    };
    let read = |file: &Path| fs::read_to_string(file).expect("a source is text");
    // What the root exports as a whole, it exports from the file of the list.
    let interface = folder.join("interface.rs");
    let lists = std::iter::once(folder.join(root)).chain(interface.exists().then_some(interface));
    let exports: BTreeMap<_, _> = lists.flat_map(|file| imports::exports(&read(&file)).expect("it is Rust")).collect();
    let mut files = Vec::new();
    rust_files(folder, &mut files);
    let mut wrong = BTreeSet::new();
    let mut met = BTreeSet::new();
    for file in files {
        let below = file.strip_prefix(folder).expect("it was found there");
        let own = module(below);
        let Some(layer) = own.first().filter(|layer| !matches!(layer.as_str(), "lib" | "main")) else { continue };
        met.insert(layer.clone());
        let module: Vec<_> = prefix.iter().map(|part| (*part).to_owned()).chain(own.iter().cloned()).collect();
        for path in imports::paths(&read(&file), &module).unwrap_or_else(|error| panic!("{}: {error}", below.display()))
        {
            let inside = path.len() > prefix.len() && prefix.iter().zip(&path).all(|(part, other)| part == other);
            let Some(name) = path.get(prefix.len()).filter(|_| inside) else { continue };
            // What the root exports belongs to the module it comes from. Macros stand at the root of the crate.
            let import = exports.get(name).unwrap_or(name);
            if import != layer && level(import) >= level(layer) {
                wrong.insert(format!("{} imports `{import}`", below.display()));
            }
        }
    }
    let wrong: Vec<_> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "against the order of layers:\n{}", wrong.join("\n"));
    let listed: BTreeSet<_> = layers.iter().flat_map(|line| line.iter()).map(|layer| (*layer).to_owned()).collect();
    assert_eq!(listed, met, "every layer that is listed is there");
}

#[test]
fn a_layer_imports_only_from_layers_above_it() {
    check("../generator/src", "lib.rs", &[], LAYERS);
}

#[test]
fn a_layer_of_the_runtime_imports_only_from_layers_above_it() {
    check("../templates/runtime/src/runtime", "mod.rs", &["runtime"], RUNTIME);
}

#[test]
fn architecture_quotes_the_layers() {
    let architecture = fs::read_to_string("../ARCHITECTURE.md").expect("it is beside the README");
    let section = architecture.split("\n## Layers\n").nth(1).expect("it has the section");
    let blocks = section.split("```text\n").skip(1).filter_map(|rest| rest.split("```").next()).take(2);
    let text = |layers: &[&[&str]]| layers.iter().map(|line| line.join(", ") + "\n").collect::<String>();
    assert_eq!(blocks.collect::<Vec<_>>(), [text(LAYERS), text(RUNTIME)], "copy the second into ARCHITECTURE.md");
}
