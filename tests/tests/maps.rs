//! The maps are true: what README, ARCHITECTURE and the crate documentation say of the passes and the modules.

use generator::pipeline::{PASSES, Step};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

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
