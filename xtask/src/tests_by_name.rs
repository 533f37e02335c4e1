//! `cargo xtask test NAME`: builds and runs only the test targets that have a test of this name.

use crate::cargo::{cargo, metadata};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Something that cargo builds with tests in it.
struct Target {
    package: String,
    /// How cargo selects it: `--lib`, or `--test` and its name.
    selection: Vec<String>,
    /// Where its sources are.
    sources: PathBuf,
}

/// Runs the tests whose path contains `name`, as `cargo test` filters them; with `bless`, snapshots become what the tests
/// see.
///
/// # Errors
///
/// If there is none, or one fails.
pub(crate) fn test(root: &Path, name: &str, bless: bool) -> Result<(), String> {
    let targets: Vec<Target> = targets(&metadata(root)?).into_iter().filter(|target| target.has(name)).collect();
    if targets.is_empty() {
        return Err(format!("no test is called `{name}`: give a part of a test's name, or of the file it is in"));
    }
    let mut failed = Vec::new();
    for Target { package, selection, .. } in targets {
        let mut command = cargo(root);
        command.args(["test", "--package", &package]).args(&selection);
        // The name of a whole binary is no part of the names of its tests, whether or not it is written as a module.
        if selection.last().is_some_and(|selected| selected != name.trim_end_matches("::")) {
            command.arg(name);
        }
        if bless {
            command.env("INSTA_UPDATE", "always");
        }
        eprintln!("cargo test --package {package} {}: {name}", selection.join(" "));
        if !command.status().is_ok_and(|status| status.success()) {
            failed.push(package);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("tests of {} failed", failed.join(", "))) }
}

/// Every library, binary and test of the workspace, but not the generated crates, whose tests are their examples.
fn targets(metadata: &Value) -> Vec<Target> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = text(&package["name"]);
        if name.ends_with("-sdk") {
            continue;
        }
        for target in package["targets"].as_array().into_iter().flatten() {
            let (selected, source) = (text(&target["name"]), PathBuf::from(text(&target["src_path"])));
            let selection = match target["kind"][0].as_str() {
                Some("lib") => vec!["--lib".to_owned()],
                Some("bin") => vec!["--bin".to_owned(), selected],
                Some("test") => vec!["--test".to_owned(), selected],
                _ => continue,
            };
            // A program beside a library has one file: the rest is the library's.
            let is_root =
                source.ends_with("lib.rs") || source.ends_with("main.rs") && !source.with_file_name("lib.rs").exists();
            let sources = if is_root { source.parent().unwrap_or(&source).to_owned() } else { source };
            found.push(Target { package: name.clone(), selection, sources });
        }
    }
    found
}

impl Target {
    /// Whether some test of it may be meant: a module by its file, a function or the row of a table by its name.
    fn has(&self, name: &str) -> bool {
        let files = rust_files(&self.sources);
        let mut parts = name.split("::").filter(|part| !part.is_empty());
        parts.all(|part| files.iter().any(|(path, text)| is_module(path, part) || has_test(text, part)))
    }
}

fn is_module(path: &Path, part: &str) -> bool {
    path.file_stem().is_some_and(|stem| stem.to_string_lossy().contains(part))
        && fs::read_to_string(path).is_ok_and(|text| text.contains("#[test]"))
}

fn has_test(text: &str, part: &str) -> bool {
    let mut is_test = false;
    let mut is_table = false;
    text.lines().map(str::trim).any(|line| {
        // `cases! { name: … }` makes a test of every row.
        is_table = (is_table || line.contains("cases! {")) && line != "}";
        let function = line.split_once("fn ").and_then(|(_, rest)| rest.split('(').next()).filter(|_| is_test);
        let row = line.split_once(':').map(|(name, _)| name).filter(|_| is_table);
        is_test = line.contains("#[test]") || is_test && (line.starts_with('#') || line.starts_with("//"));
        function.or(row).is_some_and(|found| found.contains(part))
    })
}

fn rust_files(sources: &Path) -> Vec<(PathBuf, String)> {
    if sources.is_file() {
        return fs::read_to_string(sources).map(|text| (sources.to_owned(), text)).into_iter().collect();
    }
    let entries = fs::read_dir(sources).into_iter().flatten().flatten().map(|entry| entry.path());
    let rust = entries.filter(|path| path.is_dir() || path.extension().is_some_and(|extension| extension == "rs"));
    rust.flat_map(|path| rust_files(&path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_found_in_its_target_alone() {
        let targets = targets(&metadata(crate::workspace()).expect("cargo describes the workspace"));
        let with = |name: &str| -> Vec<String> {
            let found = targets.iter().filter(|target| target.has(name));
            found.map(|target| format!("{} {}", target.package, target.selection.join(" "))).collect()
        };
        assert_eq!(with("a_test_is_found_in_its_target_alone"), ["xtask --bin xtask"]);
        assert_eq!(with("post_503"), ["sdk-runtime --test calls"]);
        assert_eq!(with("every_code_has_a_document"), ["sdk-tests --test problems"]);
        assert_eq!(with("no_test_has_this_".repeat(2).as_str()), [""; 0]);
    }
}
