//! The maps are true: what README, ARCHITECTURE and the crate documentation say of the passes and the modules.

use generator::pipeline::{PASSES, Step};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use syn::{ImplItem, Item, Type};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_passes_are_quoted_as_they_run() {
    let passes = PASSES.join(" → ");
    for path in ["README.md", "ARCHITECTURE.md", "generator/src/lib.rs"] {
        let text = read(path);
        let quotes = text.lines().filter(|line| line.contains(" → render → "));
        let quotes: Vec<_> = quotes.map(|line| line.trim_start_matches("//! ").trim_matches('`')).collect();
        assert_eq!(quotes, [passes.as_str()], "{path}");
    }
}

#[test]
fn what_holds_after_each_pass_is_written_down() {
    let text = read("ARCHITECTURE.md");
    let table = text.split("\n| after | holds |\n").nth(1).expect("ARCHITECTURE.md has the table");
    let rows = table.lines().skip(1).take_while(|line| line.starts_with("| "));
    let passes: Vec<_> = rows.filter_map(|row| row.split('|').nth(1)).map(str::trim).collect();
    assert_eq!(passes, PASSES);
}

#[test]
fn the_passes_that_are_shown_run() {
    for step in [Step::Bundle, Step::Downlevel, Step::Lower, Step::Analyze, Step::Name] {
        assert!(PASSES.contains(&step.name()), "{step:?}");
    }
}

#[test]
fn every_module_has_a_line_in_the_map() {
    let text = read("generator/src/lib.rs");
    let modules: BTreeSet<_> = text
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ").or(line.strip_prefix("mod ")))
        .map(|name| name.trim_end_matches(';'))
        .collect();
    let lines: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("//! - [`")).collect();
    let mapped: BTreeSet<_> = lines.iter().filter_map(|line| line.split("`]: ").next()).collect();
    assert_eq!(mapped, modules);
    assert_eq!(mapped.len(), lines.len(), "each stands once");
}

/// The files of Rust below a folder of the workspace, by their paths from its root.
fn sources(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join(folder)).expect("the folder can be read") {
        let entry = entry.expect("it is there");
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => found.extend(sources(&path)),
            false => found.extend(path.ends_with(".rs").then_some(path)),
        }
    }
    found
}

#[test]
fn a_paging_style_is_in_the_nine_files_that_are_listed() {
    let text = read("CONTRIBUTING.md");
    let section = text.split("\n## Add a paging style\n").nth(1).expect("there is such a section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let is_source = |span: &&str| span.ends_with(".rs") && span.contains("/src/");
    let listed: BTreeSet<_> = section.split('`').skip(1).step_by(2).filter(is_source).map(str::to_owned).collect();
    let says = ["PaginationStyle::Offset", "Position::Offset", "    Offset {", "pub offset:"];
    let all = ["generator/src", "templates/runtime/src"].into_iter().flat_map(sources);
    let named: BTreeSet<_> = all.filter(|path| says.iter().any(|one| read(path).contains(one))).collect();
    // What is recognised without a decision is more than a style needs.
    let needed: BTreeSet<_> = named.into_iter().filter(|path| !path.contains("/recognize/")).collect();
    assert_eq!(listed, needed);
    assert_eq!(listed.len(), 9);
}

/// Methods that the compiler warns of, with their type and the version that is said to have begun with it.
fn deprecated(folder: &Path) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the SDK can be read").map(|entry| entry.expect("it is there").path()) {
        if entry.is_dir() {
            found.extend(deprecated(&entry));
            continue;
        }
        let text = fs::read_to_string(&entry).expect("the SDK can be read");
        if entry.extension().is_none_or(|extension| extension != "rs") || !text.contains("#[deprecated") {
            continue;
        }
        let file = syn::parse_file(&text).expect("the SDK is Rust");
        let blocks = file.items.iter().filter_map(|item| match item {
            Item::Impl(block) => Some(block),
            _ => None,
        });
        for block in blocks {
            let Type::Path(owner) = block.self_ty.as_ref() else { continue };
            let owner = owner.path.segments.last().expect("a path has an end").ident.to_string();
            for item in &block.items {
                let ImplItem::Fn(method) = item else { continue };
                let marks = method.attrs.iter().filter(|attribute| attribute.path().is_ident("deprecated"));
                for mark in marks {
                    let mut since = String::new();
                    let read = mark.parse_nested_meta(|meta| {
                        let value: syn::LitStr = meta.value()?.parse()?;
                        if meta.path.is_ident("since") {
                            since = value.value();
                        }
                        Ok(())
                    });
                    read.expect("it says since when, and why");
                    found.push((owner.clone(), method.sig.ident.to_string(), since));
                }
            }
        }
    }
    found
}

#[test]
fn what_is_deprecated_is_listed_under_its_version() {
    let changelog = read("generated-sdk/CHANGELOG.md");
    let found: Vec<_> =
        ["polar", "circle"].iter().flat_map(|api| deprecated(&root().join("generated-sdk/src").join(api))).collect();
    assert!(!found.is_empty(), "Polar's document deprecates some");
    for (owner, method, since) in found {
        let section = changelog.split("\n## [").find(|section| section.starts_with(&format!("{since}]")));
        let section = section.unwrap_or_else(|| panic!("{owner}::{method}: there is no version {since}"));
        let list = section.split("\n### Deprecated\n").nth(1).unwrap_or_default();
        let list = list.split("\n### ").next().unwrap_or_default();
        let names = |line: &str| {
            let is_named = [format!("::{method}`"), format!("`{method}`")].iter().any(|name| line.contains(name));
            line.contains(&format!("{owner}::")) && is_named
        };
        assert!(list.split("\n- ").any(names), "{owner}::{method} is not listed under {since}");
    }
}

/// The types that a file declares, in the words that the model uses: without documentation, and with values that are owned.
fn declared(path: &str) -> Vec<String> {
    let text = read(path).replace("&'static str", "String").replace("&'static [", "Vec<").replace(']', ">");
    let (mut declared, mut is_inside) = (Vec::new(), false);
    for line in text.lines() {
        is_inside |= ["pub struct ", "pub enum "].iter().any(|head| line.starts_with(head));
        let line_of_type = line.trim();
        if is_inside && !["//", "#"].iter().any(|no| line_of_type.starts_with(no)) {
            declared.push(line_of_type.to_owned());
        }
        is_inside &= line != "}";
    }
    declared
}

#[test]
fn pages_are_described_alike_in_the_model_and_in_the_runtime() {
    let mut model = declared("generator/src/model/pagination.rs");
    let item = model.iter().position(|line| line == "pub item: Ty,").expect("the model knows the type of an item");
    model.remove(item);
    let runtime = declared("templates/runtime/src/runtime/operation/pagination.rs");
    assert_eq!(runtime, model);
    assert!(runtime.contains(&"pub enum PaginationStyle {".to_owned()), "{runtime:?}");
}

#[test]
fn lines_of_generated_code_can_be_read_without_scrolling() {
    let mut folders = vec![root().join("generated-sdk/src/polar"), root().join("generated-sdk/src/circle")];
    let mut long = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).expect("the SDK can be read").map(|entry| entry.expect("it is there").path())
        {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("the SDK can be read");
                // One word, such as a pattern of the document, has no place where it could end.
                let is_long = |line: &&str| {
                    let words = line.split(' ').map(|word| word.chars().count());
                    line.chars().count() > 200 && words.max().unwrap_or_default() < 150
                };
                long.extend(text.lines().filter(is_long).map(|line| format!("{}: {line}", path.display())));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}
