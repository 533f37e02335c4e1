//! One small document per diagnostic: what is said about it is the snapshot beside it.
//!
//! `problems/SDK0204-name.yaml` (or a folder of that name, with `openapi.yaml` and what else it takes, or with a folder
//! for each of several APIs) has to raise SDK0204.

use generator::diagnostic::{Code, Diagnostic, Severity, report, tally};
use generator::load::{load_dir, load_file};
use generator::naming::Level;
use generator::pipeline;
use generator::source::Input;
use generator::source::support::locate;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The code that no document is known to raise, because it would be a mistake of the generator.
const WITHOUT_DOCUMENT: [Code; 1] = [Code::Rejected];

fn fixtures() -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir("problems").expect("the fixtures are beside the tests");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let mut fixtures: Vec<_> = paths
        .filter(|path| path.extension().is_none_or(|extension| extension != "snap" && extension != "new"))
        .map(|path| (name_of(&path), path))
        .collect();
    fixtures.sort();
    fixtures
}

/// The name of a fixture.
fn name_of(path: &Path) -> String {
    path.file_stem().expect("a fixture has a name").to_string_lossy().into_owned()
}

/// The folders of a fixture of several APIs.
fn apis(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).into_iter().flatten().map(|entry| entry.expect("the folder can be read").path());
    let mut folders: Vec<_> = entries.filter(|path| path.join("openapi.yaml").is_file()).collect();
    folders.sort();
    folders
}

/// What the generator says about a fixture.
fn examine(path: &Path) -> (Vec<Diagnostic>, String) {
    let apis = apis(path);
    let (inputs, loading): (Vec<_>, Vec<_>) = match apis.as_slice() {
        [] if path.is_dir() => vec![load_dir(path)],
        [] => vec![load_file(path, "api")],
        apis => apis.iter().map(|folder| load_dir(folder)).collect(),
    }
    .into_iter()
    .unzip();
    let (inputs, mut loading): (Vec<_>, Vec<_>) =
        (inputs.into_iter().flatten().collect(), loading.into_iter().flatten().collect());
    let text = || vec![(path.display().to_string(), fs::read_to_string(path).unwrap_or_default().into())];
    let files = if inputs.is_empty() { text() } else { inputs.iter().flat_map(Input::files).collect() };
    let level = if apis.is_empty() { Level::Root } else { Level::Module };
    let outcome = pipeline::check(inputs, level);
    loading.extend(outcome.diagnostics);
    // Notes about what a fixture leaves out are beside its point.
    loading.retain(|found| found.code.severity() > Severity::Note || name_of(path).starts_with(found.code.as_str()));
    locate::fill(&mut loading, &files);
    let text = format!("{}{}", report(&loading, &files), tally(&loading));
    (loading, text)
}

#[test]
fn every_problem_is_reported_in_full() {
    for (name, path) in fixtures() {
        let (diagnostics, text) = examine(&path);
        let code = name.split('-').next().unwrap_or_default();
        assert!(diagnostics.iter().any(|found| found.code.as_str() == code), "{name} raises {code}:\n{text}");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../problems");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, text));
    }
}

#[test]
fn every_code_has_a_document() {
    let raised: BTreeSet<_> = fixtures().into_iter().map(|(name, _)| name[..7].to_owned()).collect();
    let codes = Code::ALL.iter().filter(|code| !WITHOUT_DOCUMENT.contains(code));
    let missing: Vec<_> = codes.map(|code| code.as_str()).filter(|code| !raised.contains(*code)).collect();
    assert!(missing.is_empty(), "no document in tests/problems raises {missing:?}");
}

#[test]
fn every_code_is_explained_once() {
    let numbers: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(numbers.len(), Code::ALL.len(), "two codes have the same number");
    for code in Code::ALL {
        assert!(code.explain().trim().ends_with('.'), "{} is explained in sentences", code.as_str());
    }
}
