//! Code speaks the words of its field: ARCHITECTURE.md has the glossary, this keeps other words out of identifiers, prose,
//! file names and the text of templates.

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
    ("spelt", "written"),
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
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

/// Where code is written by hand, prose about it included.
const FOLDERS: [&str; 9] = [
    "../generator/src",
    "../generator/tests",
    "../templates",
    "../tests/benches",
    "../tests/build-script",
    "../tests/examples",
    "../tests/src",
    "../tests/tests",
    "../xtask/src",
];

/// The files that list the words.
const LISTS: [&str; 2] = ["../tests/tests/glossary.rs", "../xtask/src/tidy/phrases.rs"];

#[test]
fn code_its_prose_and_file_names_use_the_words_of_the_glossary() {
    let mut found = Vec::new();
    let mut checked = 0;
    for folder in FOLDERS {
        let mut all = Vec::new();
        files(Path::new(folder), &mut all);
        let is_code = |file: &PathBuf| {
            let is = |end: &str| file.extension().is_some_and(|extension| extension == end);
            let is_listed = LISTS.iter().any(|list| file == Path::new(list));
            let is_built = file.components().any(|part| part.as_os_str() == "target");
            (is("rs") || is("jinja")) && !is_listed && !is_built
        };
        for file in all.iter().filter(|file| is_code(file)) {
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            check(file, &name, "the file name", &mut found);
            let text = fs::read_to_string(file).expect("code is text");
            text.lines().for_each(|line| check(file, line, "the line", &mut found));
            checked += 1;
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(checked > 500, "{checked} files are not all");
}

#[test]
fn words_of_identifiers_are_found() {
    let mut found = Vec::new();
    check(Path::new("a.rs"), "let TakenIn = x; // told", "the line", &mut found);
    check(Path::new("a.rs"), "fn is_settled(mistaken)", "the line", &mut found);
    assert_eq!(found.len(), 3, "{found:?}");
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
