//! What becomes of each keyword of OpenAPI and JSON Schema: it is used, or the README says that it is not.

use generator::load::load_file;
use generator::pipeline::{Layout, generate};
use generator::source::grammar::{self, Handling, Kind};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const KINDS: &[Kind] = &[
    Kind::Document,
    Kind::Info,
    Kind::Contact,
    Kind::License,
    Kind::Server,
    Kind::ServerVariable,
    Kind::Tag,
    Kind::ExternalDocs,
    Kind::Components,
    Kind::PathItem,
    Kind::Operation,
    Kind::Parameter,
    Kind::RequestBody,
    Kind::MediaType,
    Kind::Encoding,
    Kind::Response,
    Kind::Header,
    Kind::Example,
    Kind::Link,
    Kind::Schema,
    Kind::Discriminator,
    Kind::SecurityScheme,
    Kind::Flows,
    Kind::Flow,
];

/// What becomes of a keyword by which nobody who calls the API could tell two documents apart.
const SILENT: &str = "nothing";

/// The rows of the table: keywords with the same fate for the same reason.
fn table() -> String {
    let mut rows: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for kind in KINDS {
        for keyword in kind.keywords() {
            let (fate, reason) = match keyword.handling {
                Handling::Understood | Handling::Preserved => continue,
                Handling::Metadata(reason) => (SILENT, reason),
                Handling::Ignored(reason) => ("SDK0210, a note", reason),
                Handling::Unsupported(reason) => ("SDK0210", reason),
            };
            let name = format!("`{}` of {}", keyword.name, kind.noun());
            match rows.iter_mut().find(|row| (row.0, row.1) == (fate, reason)) {
                Some(row) => row.2.push(name),
                None => rows.push((fate, reason, vec![name])),
            }
        }
    }
    rows.sort_by_key(|row| (row.0 == SILENT, row.0.len()));
    let lines = rows.iter().map(|(fate, reason, names)| format!("| {} | {fate} | {reason} |", names.join(", ")));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_table_in_the_readme_names_every_keyword_that_is_not_used() {
    let readme = include_str!("../../README.md");
    let head = "| keyword | what becomes of it | why |\n|---|---|---|\n";
    let found = readme.split(head).nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
    assert!(found == table(), "the rows have to be\n{}", table());
}

/// Text of all sources of the generator but the grammar itself.
fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            if !path.ends_with("grammar") {
                sources(&path, all);
            }
        } else {
            all.push_str(&fs::read_to_string(&path).expect("sources are text"));
        }
    }
}

#[test]
fn what_is_handed_on_is_read() {
    let mut all = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    for kind in KINDS {
        for keyword in kind.keywords().iter().filter(|keyword| keyword.handling == Handling::Preserved) {
            let name = keyword.name;
            let is_read = all.contains(&format!("\"x-sdk-{name}\"")) || all.contains(&format!("\"{name}\""));
            assert!(is_read, "nothing reads `{name}` of {}", kind.noun());
        }
    }
}

/// Where the keywords of a document are, by kind of object and keyword.
fn places(kind: Kind, value: &Value, at: &mut String, found: &mut BTreeMap<(Kind, String), Vec<String>>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        let Some(holds) = kind.holds(key) else { continue };
        grammar::within(at, key, |at| {
            if kind.keyword(key).is_some() {
                found.entry((kind, key.clone())).or_default().push(at.clone());
            }
            grammar::each(holds, value, at, &mut |kind, value, at| places(kind, value, at, found));
        });
    }
}

/// The document without what is at the pointer.
fn without(document: &Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').expect("a keyword is in an object");
    let mut document = document.clone();
    let parent = document.pointer_mut(parent).and_then(Value::as_object_mut).expect("it was found there");
    parent.remove(&key.replace("~1", "/").replace("~0", "~"));
    document
}

/// Everything that comes of a document but copies of it, and what is said about it.
fn outcome(document: &Value) -> (Vec<(String, String)>, Vec<String>) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("keywords.json");
    fs::write(&path, document.to_string()).expect("the target folder can be written");
    let (input, diagnostics) = load_file(&path, "shop");
    let outcome = generate(input.into_iter().collect(), &Layout::Crate("shop".to_owned()));
    let said = diagnostics.iter().chain(&outcome.diagnostics).map(|said| said.message.clone()).collect();
    let files = outcome.tree.iter().filter(|(path, _)| !path.starts_with("src/runtime/"));
    (files.map(|(path, text)| (path.to_owned(), text.to_owned())).collect(), said)
}

#[test]
fn what_is_used_makes_a_difference() {
    // Every keyword that is used, and nothing that is there only for another one's sake.
    let document: Value = serde_yaml::from_str(include_str!("keywords.yaml")).expect("the document is YAML");
    let mut found = BTreeMap::new();
    places(Kind::Document, &document, &mut String::new(), &mut found);
    let whole = outcome(&document);
    let used = |handling: Handling| !handling.is_without_effect();
    let mut problems = Vec::new();
    for kind in KINDS {
        for keyword in kind.keywords().iter().filter(|keyword| used(keyword.handling)) {
            let name = format!("`{}` of {}", keyword.name, kind.noun());
            let places = found.remove(&(*kind, keyword.name.to_owned())).unwrap_or_default();
            if places.is_empty() {
                problems.push(format!("{name} is not in the document"));
            } else if places.iter().all(|at| outcome(&without(&document, at)) == whole) {
                problems.push(format!("{name} makes no difference"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
