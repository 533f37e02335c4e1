//! What is checked in is what comes out, and the same comes out every time.

use generator::load::load_dir;
use generator::pipeline::{Layout, generate};
use generator::source::Input;
use generator::tree::{Change, FileTree, compare};
use serde_json::Value;
use std::path::Path;

fn inputs() -> Vec<Input> {
    let folders = ["../spec/circle", "../spec/polar"];
    folders.iter().map(|folder| load_dir(Path::new(folder)).0.expect("the documents of the SDK can be read")).collect()
}

fn tree(inputs: &[Input]) -> FileTree {
    generate(inputs, &Layout::Workspace).tree
}

/// The first file in which two trees differ, with both texts from where they part.
fn difference(one: &FileTree, other: &FileTree) -> Option<String> {
    let (mut left, mut right) = (one.iter(), other.iter());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return None,
            (Some(a), Some(b)) if a == b => {}
            (a, b) => {
                let lines = |file: Option<(&str, &str)>| {
                    file.map(|(path, text)| format!("{path}: {}", text.lines().skip(2).take(12).collect::<String>()))
                };
                return Some(format!("{:?}\n{:?}", lines(a), lines(b)));
            }
        }
    }
}

#[test]
fn the_sdk_is_what_comes_out() {
    let drift = compare(Path::new("../generated-sdk"), &tree(&inputs())).expect("the SDK can be read");
    let paths: Vec<&str> = drift.changes.iter().map(Change::path).collect();
    assert!(paths.is_empty(), "run `cargo xtask generate`; different are {paths:?}");
}

#[test]
fn the_same_comes_out_whatever_the_order_of_keys() {
    let inputs = inputs();
    let tree = tree(&inputs);
    let mut turned = inputs;
    turned.iter_mut().for_each(|input| turn(&mut input.document.value));
    let again = self::tree(&turned);
    assert_eq!(difference(&tree, &again), None);
}

/// Turns the order of the keys of every object around.
fn turn(value: &mut Value) {
    match value {
        Value::Object(object) => {
            let entries: Vec<_> = std::mem::take(object).into_iter().collect();
            for (key, mut value) in entries.into_iter().rev() {
                turn(&mut value);
                object.insert(key, value);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(turn),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_kind_of_drift_is_told() {
    let folder = std::env::temp_dir().join(format!("sdk-drift-{}", std::process::id()));
    let mut tree = FileTree::default();
    tree.insert("src/lib.rs", "//! Words.\n");
    tree.insert("src/gone.rs", "//! Words.\n");
    std::fs::create_dir_all(folder.join("src")).expect("the folder for temporary files can be written");
    std::fs::write(folder.join("src/lib.rs"), "//! Other words.\n").expect("the folder can be written");
    std::fs::write(folder.join("src/left.rs"), "//! Words.\n").expect("the folder can be written");
    let drift = compare(&folder, &tree).expect("the folder can be read");
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    match drift.changes.as_slice() {
        [Change::Missing { path: gone }, Change::Extra { path: left }, Change::Stale { path: stale, diff }] => {
            assert_eq!((gone.as_str(), left.as_str(), stale.as_str()), ("src/gone.rs", "src/left.rs", "src/lib.rs"));
            assert!(diff.contains("-//! Other words.\n+//! Words."), "{diff}");
        }
        changes => panic!("{changes:?}"),
    }
}
