//! What becomes of each keyword of OpenAPI and JSON Schema: it is used, or the README says that it is not.

use generator::source::grammar::{Handling, Kind};
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

/// The rows of the table: keywords with the same fate for the same reason.
fn table() -> String {
    let mut rows: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for kind in KINDS {
        for keyword in kind.keywords() {
            let (fate, reason) = match keyword.handling {
                Handling::Understood | Handling::Preserved => continue,
                Handling::Ignored(reason) => ("passed over", reason),
                Handling::Unsupported(reason) => ("SDK0210", reason),
            };
            let name = format!("`{}` of {}", keyword.name, kind.noun());
            match rows.iter_mut().find(|row| (row.0, row.1) == (fate, reason)) {
                Some(row) => row.2.push(name),
                None => rows.push((fate, reason, vec![name])),
            }
        }
    }
    rows.sort_by_key(|row| row.0 != "SDK0210");
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
