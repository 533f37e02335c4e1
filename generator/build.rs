//! Puts the files of the runtime into the binary, so that `generator new` works without the sources at hand, and an
//! example of each diagnostic, for `generator explain`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/runtime/src/runtime");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut list = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(&root).expect("it was found below the root");
        let name: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
        writeln!(list, "    ({:?}, include_str!({:?})),", name.join("/"), file.display().to_string())
            .expect("writing to a string does not fail");
    }
    list.push_str("]\n");
    let target = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("runtime_files.rs");
    std::fs::write(&target, list).unwrap_or_else(|error| panic!("{}: {error}", target.display()));
    examples();
}

/// Names and texts.
type Files = Vec<(String, String)>;

/// The smallest document of the tests for each diagnostic: a file, or a folder of files that belong together.
fn examples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/problems");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut smallest: BTreeMap<String, (usize, PathBuf, Files)> = BTreeMap::new();
    for path in std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let is_report = path.extension().is_some_and(|extension| extension == "snap");
        if is_report || !path.with_extension("snap").exists() {
            continue;
        }
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let code = name.split('-').next().unwrap_or_default().to_owned();
        let files = texts(&path);
        let size = files.iter().map(|(_, text)| text.len()).sum();
        if smallest.get(&code).is_none_or(|known| (size, &path) < (known.0, &known.1)) {
            smallest.insert(code, (size, path, files));
        }
    }
    let mut list = String::from("&[\n");
    for (code, (_, path, files)) in &smallest {
        let report = path.with_extension("snap").display().to_string();
        writeln!(list, "    Example {{ code: {code:?}, files: &{files:?}, report: include_str!({report:?}) }},")
            .expect("writing to a string does not fail");
    }
    list.push_str("]\n");
    let target = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("examples.rs");
    std::fs::write(&target, list).unwrap_or_else(|error| panic!("{}: {error}", target.display()));
}

/// The files of an example by name. What is no text is the problem of one of them, and shown as far as it is one.
fn texts(path: &Path) -> Files {
    if !path.is_dir() {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return vec![(name, String::from_utf8_lossy(&bytes).into_owned())];
    }
    let mut below: Vec<PathBuf> =
        std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    below.sort();
    let inside = |path: &PathBuf| {
        let folder =
            path.is_dir().then(|| path.file_name()).flatten().map(|name| format!("{}/", name.to_string_lossy()));
        let folder = folder.unwrap_or_default();
        texts(path).into_iter().map(|(name, text)| (format!("{folder}{name}"), text)).collect::<Vec<_>>()
    };
    below.iter().flat_map(inside).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    // Without this a new file would go unnoticed; each file is tracked by its `include_str!`.
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "md") {
            files.push(path);
        }
    }
}
