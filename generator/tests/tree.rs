//! Writing a tree: only what changed, nothing of others, all or nothing.

use generator::render::Header;
use generator::tree::{Change, FileTree, compare, write};
use std::fs;
use std::path::PathBuf;

/// An empty folder that is there for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("generator-tree-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn tree(files: &[(&str, &str)]) -> FileTree {
    let mut tree = FileTree::default();
    tree.insert("Cargo.toml", Header::Workspace.toml());
    files.iter().for_each(|(path, text)| tree.insert(*path, *text));
    tree
}

#[test]
fn only_what_changed_is_written_and_orphans_go() {
    let folder = Folder::new("changes");
    let first = tree(&[("src/a.rs", "a"), ("src/b/c.rs", "c"), ("src/b/d.rs", "d")]);
    assert_eq!(write(&folder.0, &first).unwrap().written.len(), 4);

    let second = tree(&[("src/a.rs", "changed")]);
    let drift = compare(&folder.0, &second).unwrap();
    let paths: Vec<&str> = drift.changes.iter().map(Change::path).collect();
    assert_eq!(paths, ["src/a.rs", "src/b/c.rs", "src/b/d.rs"]);
    assert!(
        matches!(&drift.changes[0], Change::Stale { diff, .. } if diff.contains("-a") && diff.contains("+changed"))
    );

    let written = write(&folder.0, &second).unwrap();
    assert_eq!((written.written.len(), written.unchanged, written.removed.len()), (1, 1, 2));
    assert!(!folder.0.join("src/b").exists(), "an empty folder goes with its last file");
    assert!(compare(&folder.0, &second).unwrap().is_empty());
}

#[test]
fn files_of_people_stay() {
    let folder = Folder::new("people");
    write(&folder.0, &tree(&[("tests/generated.rs", "g"), ("src/a.rs", "a")])).unwrap();
    fs::write(folder.0.join("tests/own.rs"), "mine").unwrap();
    fs::write(folder.0.join("NOTES"), "mine").unwrap();
    let written = write(&folder.0, &tree(&[("tests/other.rs", "o")])).unwrap();
    assert!(folder.0.join("tests/own.rs").exists() && folder.0.join("NOTES").exists());
    assert_eq!(written.written, ["tests/other.rs"]);
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let folder = Folder::new("foreign");
    fs::create_dir_all(folder.0.join("src")).unwrap();
    fs::write(folder.0.join("src/main.rs"), "fn main() {}").unwrap();
    let error = write(&folder.0, &tree(&[("src/a.rs", "a")])).unwrap_err();
    assert!(error.to_string().contains("src/main.rs was not generated"), "{error}");
    assert!(!folder.0.join("src/a.rs").exists());
}

#[test]
fn a_failed_run_leaves_everything_as_it_was() {
    let folder = Folder::new("failure");
    write(&folder.0, &tree(&[("src/a.rs", "a"), ("src/z.rs", "z")])).unwrap();
    // A file of people stands where a folder would have to be; that shows only after others were moved.
    fs::create_dir_all(folder.0.join("tests")).unwrap();
    fs::write(folder.0.join("tests/own"), "mine").unwrap();
    let bad = tree(&[("src/a.rs", "changed"), ("tests/own/below.rs", "cannot be")]);
    assert!(write(&folder.0, &bad).is_err());
    for (path, text) in [("src/a.rs", "a"), ("src/z.rs", "z"), ("tests/own", "mine")] {
        assert_eq!(fs::read_to_string(folder.0.join(path)).unwrap(), text, "{path}");
    }
    assert!(!folder.0.join(".generator-staging").exists());
}
