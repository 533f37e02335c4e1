//! What the README promises is held by tests that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the tests are that the table names: those of the runtime, beside the code they need too, the generator's, and
/// those of the SDK as a whole.
const TESTS: [&str; 4] =
    ["../templates/runtime/tests/calls", "../templates/runtime/src", "../generator/tests", "tests"];

/// Names of the files with tests, and of the tests in them: functions, and rows of tables of cases.
fn tests() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut files, mut names) = (BTreeSet::new(), BTreeSet::new());
    for folder in TESTS {
        tests_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files, &mut names);
    }
    (files, names)
}

fn tests_below(folder: &Path, files: &mut BTreeSet<String>, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            tests_below(&path, files, names);
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("tests are text");
        if !text.contains("#[test]") && !text.contains("cases! {") {
            continue;
        }
        files.insert(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        let mut is_test = false;
        let mut is_table = false;
        for line in text.lines().map(str::trim) {
            is_table = (is_table || line.starts_with("cases! {")) && line != "}";
            let function = line.strip_prefix("fn ").and_then(|rest| rest.split('(').next());
            let row = line.split_once(": ").map(|(name, _)| name).filter(|name| is_name(name));
            names.extend(function.filter(|_| is_test).or(row.filter(|_| is_table)).map(str::to_owned));
            is_test = line == "#[test]" || is_test && (line.starts_with('#') || line.starts_with("//"));
        }
    }
}

/// Whether a piece of code in a table can be the name of a test.
fn is_name(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_part)
}

/// The rows of the table: what is promised, and what stands in backticks in the cell of its tests.
fn promises() -> Vec<(String, Vec<String>)> {
    let readme = include_str!("../../README.md");
    let section = readme.split("\n## What you can rely on\n").nth(1).expect("the README has the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|row| {
        let mut cells = row.trim_matches('|').split(" | ");
        let promise = cells.next().expect("rows have cells").trim().to_owned();
        let tests = cells.next().unwrap_or_else(|| panic!("`{promise}` names no tests"));
        (promise, tests.split('`').skip(1).step_by(2).map(str::to_owned).collect())
    })
    .collect()
}

#[test]
fn every_promise_names_tests_that_exist() {
    let (files, names) = tests();
    let promises = promises();
    assert!(promises.len() > 20, "the table was found: {} rows", promises.len());
    for (promise, tests) in promises {
        let (mut found, mut missing) = (0, Vec::new());
        for test in tests {
            let exists = if test.ends_with(".rs") { files.contains(&test) } else { names.contains(&test) };
            if exists {
                found += 1;
            } else if test.ends_with(".rs") || is_name(&test) {
                missing.push(test);
            }
        }
        assert!(missing.is_empty(), "`{promise}`: there is no {missing:?}");
        assert!(found > 0, "`{promise}` names no test");
    }
}

#[test]
fn the_commands_of_the_comparison_run_tests_that_exist() {
    let readme = include_str!("../../README.md");
    let section = readme.split("\n## Compared with other generators\n").nth(1).expect("the README has the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let commands: Vec<&str> =
        section.lines().filter(|line| line.starts_with("| ")).filter_map(|row| row.split('`').rev().nth(1)).collect();
    assert!(commands.len() > 8, "the table was found: {commands:?}");
    for command in commands.iter().filter(|command| command.starts_with("cargo test")) {
        let words: Vec<&str> = command.split(' ').collect();
        let [_, _, _, package, _, target, filter] = words.as_slice() else { panic!("`{command}` runs chosen tests") };
        let folder = match *package {
            "sdk-tests" => "tests",
            "sdk-runtime" => "../templates/runtime/tests",
            other => panic!("`{command}`: {other} has no tests"),
        };
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(target);
        let mut sources = Vec::new();
        match target.is_dir() {
            true => sources_below(&target, &mut sources),
            false => sources.push(target.with_extension("rs")),
        }
        let is_chosen = |path: &PathBuf| {
            let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("`{command}`: {error}"));
            let functions = || text.split("fn ").skip(1).filter_map(|rest| rest.split('(').next());
            path.file_stem().is_some_and(|stem| stem == *filter) || functions().any(|name| name.contains(filter))
        };
        assert!(sources.iter().any(is_chosen), "`{command}` runs nothing");
    }
}

fn sources_below(folder: &Path, sources: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        match path.is_dir() {
            true => sources_below(&path, sources),
            false if path.extension().is_some_and(|extension| extension == "rs") => sources.push(path),
            false => {}
        }
    }
}
