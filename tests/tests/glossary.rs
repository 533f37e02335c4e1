//! The generator and the runtime speak the words of their field: ARCHITECTURE.md has the glossary, this keeps other words out of
//! identifiers, file names and the text of templates.

use std::fs;
use std::path::{Path, PathBuf};

/// Words that hide what is meant, each with plainer ones.
const BANNED: &[(&str, &str)] = &[
    ("told", "reported, selected, known"),
    ("taken", "used, read, accepted"),
    ("asked", "requested, required"),
    ("settle", "resolve, normalize"),
    ("settled", "resolved, decided"),
    ("settles", "resolves, decides"),
    ("heir", "subtype"),
    ("heirs", "subtypes"),
    ("knob", "option"),
    ("knobs", "options"),
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// A line of Rust without comments and the insides of strings.
fn code(line: &str) -> String {
    let line = line.split("//").next().unwrap_or_default();
    line.split('"').step_by(2).collect::<Vec<_>>().join(" ")
}

/// The words of text and of the identifiers in it: `MostWords_of` has three.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in text.chars() {
        let starts = c.is_uppercase() && !before.is_uppercase();
        if !c.is_alphabetic() || starts {
            words.push(String::new());
        }
        if c.is_alphabetic() {
            words.last_mut().expect("it is never empty").extend(c.to_lowercase());
        }
        before = c;
    }
    words
}

fn check(file: &Path, text: &str, what: &str, found: &mut Vec<String>) {
    for word in words(text) {
        if let Some((_, instead)) = BANNED.iter().find(|(banned, _)| *banned == word) {
            found.push(format!("{}: {what} `{}` has `{word}`: {instead}", file.display(), text.trim()));
        }
    }
}

#[test]
fn identifiers_file_names_and_templates_use_the_words_of_the_glossary() {
    let mut all = Vec::new();
    files(Path::new("../generator/src"), &mut all);
    files(Path::new("../generator/tests"), &mut all);
    files(Path::new("../templates/runtime/src"), &mut all);
    let sources = all.len();
    for entry in fs::read_dir("../templates").expect("templates are there") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_some_and(|extension| extension == "jinja") {
            all.push(path);
        }
    }
    files(Path::new("../templates/models"), &mut all);
    let mut found = Vec::new();
    for (at, file) in all.iter().enumerate() {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        check(file, &name, "the file name", &mut found);
        let Ok(text) = fs::read_to_string(file) else { continue };
        if at >= sources || file.extension().is_some_and(|extension| extension == "rs") {
            for line in text.lines() {
                let line = if at < sources { code(line) } else { line.to_owned() };
                check(file, &line, "the line", &mut found);
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn words_of_identifiers_are_found() {
    let mut found = Vec::new();
    check(Path::new("a.rs"), &code("let TakenIn = x; // told"), "the line", &mut found);
    check(Path::new("a.rs"), &code("fn is_settled(mistaken: \"asked\")"), "the line", &mut found);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn the_glossary_has_each_term_once() {
    let text = fs::read_to_string("../ARCHITECTURE.md").expect("it is beside the README");
    let glossary = text.split("\n## Glossary\n").nth(1).expect("it has a glossary");
    let glossary = glossary.split("\n## ").next().unwrap_or_default();
    let terms: Vec<&str> = glossary.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next()).collect();
    let mut sorted = terms.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), terms.len(), "a term stands once");
    assert!(terms.len() > 30, "{terms:?}");
}
