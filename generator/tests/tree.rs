//! Writing a tree: only what changed, nothing of others, all or nothing.

use generator::render::Header;
use generator::tree::{Change, FileTree, Kept, Options, Ownership, Reason, Written, compare};
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

fn write(folder: &Folder, tree: &FileTree) -> std::io::Result<Written> {
    generator::tree::write(&folder.0, tree, &Options::default())
}

fn tree(files: &[(&str, &str)]) -> FileTree {
    let mut tree = FileTree::default();
    tree.insert("Cargo.toml", Header::Workspace.toml());
    files.iter().for_each(|(path, text)| tree.insert(*path, *text));
    tree
}

/// The text of a generated file.
fn made(text: &str) -> String {
    Header::Crate.rust() + text
}

/// A crate of its own: files are known by a manifest.
fn new(folder: &Folder, files: &[(&str, &str)]) -> std::io::Result<Written> {
    new_with(folder, files, Options::default())
}

fn new_with(folder: &Folder, files: &[(&str, &str)], options: Options<'_>) -> std::io::Result<Written> {
    let mut tree = FileTree::default();
    files.iter().for_each(|(path, text)| tree.insert(*path, made(text)));
    generator::tree::write(&folder.0, &tree, &Options { ownership: Ownership::Manifest, ..options })
}

impl Folder {
    fn put(&self, path: &str, text: &str) {
        fs::create_dir_all(self.0.join(path).parent().unwrap()).unwrap();
        fs::write(self.0.join(path), text).unwrap();
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_default()
    }
}

#[test]
fn only_what_changed_is_written_and_orphans_go() {
    let folder = Folder::new("changes");
    let first = tree(&[("src/a.rs", "a"), ("src/b/c.rs", &made("c")), ("src/b/d.rs", &made("d"))]);
    assert_eq!(write(&folder, &first).unwrap().written.len(), 4);

    let second = tree(&[("src/a.rs", "a"), ("src/e.rs", "e"), ("Makefile", "new")]);
    folder.put("Cargo.toml", &(Header::Workspace.toml() + "old"));
    let drift = compare(&folder.0, &second).unwrap();
    let paths: Vec<&str> = drift.changes.iter().map(Change::path).collect();
    assert_eq!(paths, ["Cargo.toml", "Makefile", "src/b/c.rs", "src/b/d.rs", "src/e.rs"]);
    assert!(matches!(&drift.changes[0], Change::Stale { diff, .. } if diff.contains("-old")));

    let written = write(&folder, &second).unwrap();
    assert_eq!((written.written.len(), written.unchanged, written.removed.len()), (3, 1, 2));
    assert!(!folder.0.join("src/b").exists(), "an empty folder goes with its last file");
    assert!(compare(&folder.0, &second).unwrap().is_empty());
    assert!(!folder.0.join(".generator").exists(), "nothing is left of the run");
}

#[test]
fn files_of_people_stay_and_are_named() {
    let folder = Folder::new("people");
    new(&folder, &[("src/lib.rs", "lib"), ("src/a.rs", "a"), ("src/b.rs", "b")]).unwrap();
    folder.put("src/mine.rs", "mine");
    folder.put("src/b.rs", &made("b, changed by hand"));
    folder.put("NOTES", "mine");
    let written = new(&folder, &[("src/lib.rs", "lib 2")]).unwrap();
    assert_eq!(
        (&written.written[..], &written.removed[..]),
        (&["src/lib.rs".to_owned()][..], &["src/a.rs".to_owned()][..])
    );
    let kept: Vec<_> = written.kept.iter().map(|Kept { path, reason }| (path.as_str(), *reason)).collect();
    assert_eq!(kept, [("src/b.rs", Reason::Changed), ("src/mine.rs", Reason::NotGenerated)]);
    for (path, text) in [("src/mine.rs", "mine"), ("NOTES", "mine"), ("src/b.rs", &made("b, changed by hand"))] {
        assert_eq!(folder.text(path), text);
    }
}

#[test]
fn a_file_that_was_changed_is_replaced_only_by_force() {
    let folder = Folder::new("changed");
    let force = Options { force: true, ..Options::default() };
    new(&folder, &[("Cargo.toml", "1"), ("src/lib.rs", "1")]).unwrap();
    folder.put("Cargo.toml", "version = \"2.0.0\"");

    // The generator has nothing new to say about it.
    let written = new(&folder, &[("Cargo.toml", "1"), ("src/lib.rs", "2")]).unwrap();
    assert_eq!(written.kept, [Kept { path: "Cargo.toml".to_owned(), reason: Reason::Changed }]);
    assert_eq!((folder.text("Cargo.toml"), folder.text("src/lib.rs")), ("version = \"2.0.0\"".to_owned(), made("2")));

    let error = new(&folder, &[("Cargo.toml", "3"), ("src/lib.rs", "3")]).unwrap_err().to_string();
    assert!(error.contains("\"Cargo.toml\": changed since it was generated") && error.contains("--force"), "{error}");
    assert_eq!(folder.text("src/lib.rs"), made("2"), "a run that is refused writes nothing");

    new_with(&folder, &[("Cargo.toml", "3"), ("src/lib.rs", "3")], force).unwrap();
    assert_eq!((folder.text("Cargo.toml"), folder.text("src/lib.rs")), (made("3"), made("3")));
}

#[test]
fn without_a_manifest_nobody_knows_whether_a_file_was_changed() {
    let folder = Folder::new("lost");
    new(&folder, &[("src/lib.rs", "1"), ("src/a.rs", "1")]).unwrap();
    fs::remove_file(folder.0.join(".generator/manifest")).unwrap();
    assert!(new(&folder, &[("src/lib.rs", "2")]).unwrap_err().to_string().contains("src/lib.rs"));
    assert_eq!(new(&folder, &[("src/lib.rs", "1")]).unwrap().kept[0].path, "src/a.rs");
    assert_eq!(new(&folder, &[("src/lib.rs", "2")]).unwrap().written, ["src/lib.rs"]);
}

#[test]
fn line_ends_that_git_has_changed_are_no_change() {
    let folder = Folder::new("crlf");
    new(&folder, &[("src/lib.rs", "1\n"), ("src/a.rs", "1\n")]).unwrap();
    for path in ["src/lib.rs", "src/a.rs"] {
        folder.put(path, &folder.text(path).replace('\n', "\r\n"));
    }
    let written = new(&folder, &[("src/lib.rs", "2\n")]).unwrap();
    assert_eq!((written.written, written.removed), (vec!["src/lib.rs".to_owned()], vec!["src/a.rs".to_owned()]));
}

#[test]
fn a_checkout_with_other_line_ends_is_not_stale() {
    let folder = Folder::new("crlf-checkout");
    let tree = tree(&[("src/lib.rs", "//! Words.\n\npub mod a;\n"), ("src/a.rs", "const A: &str = \"\r\";\n")]);
    write(&folder, &tree).unwrap();
    for path in ["Cargo.toml", "src/lib.rs"] {
        folder.put(path, &folder.text(path).replace('\n', "\r\n"));
    }
    assert!(compare(&folder.0, &tree).unwrap().is_empty());
    assert_eq!(write(&folder, &tree).unwrap().written, Vec::<String>::new());
    // A carriage return that ends no line is text.
    folder.put("src/a.rs", "const A: &str = \"\";\n");
    assert_eq!(compare(&folder.0, &tree).unwrap().changes.len(), 1);
}

#[test]
fn the_document_is_never_lost() {
    let folder = Folder::new("document");
    folder.put("src/openapi.yaml", "openapi: 3.1.0");
    let inputs = [folder.0.join("src/../src/openapi.yaml")];
    let options = |force| Options { inputs: &inputs, force, ..Options::default() };
    for force in [false, true] {
        let written = new_with(&folder, &[("src/lib.rs", "1")], options(force)).unwrap();
        assert_eq!(written.kept, [Kept { path: "src/openapi.yaml".to_owned(), reason: Reason::Input }]);
        let error = new_with(&folder, &[("src/openapi.yaml", "1")], options(force)).unwrap_err().to_string();
        assert!(error.contains("\"src/openapi.yaml\": what is generated from"), "{error}");
        assert_eq!(folder.text("src/openapi.yaml"), "openapi: 3.1.0");
    }
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let folder = Folder::new("foreign");
    folder.put("src/main.rs", "fn main() {}");
    let error = new(&folder, &[("src/lib.rs", "a")]).unwrap_err().to_string();
    assert!(error.contains("\"src/main.rs\": not generated"), "{error}");
    assert!(!folder.0.join("src/lib.rs").exists() && !folder.0.join(".generator").exists());
    let force = Options { force: true, ..Options::default() };
    new_with(&folder, &[("src/lib.rs", "a")], force).unwrap();
    assert_eq!(folder.text("src/main.rs"), "fn main() {}");
}

#[test]
fn a_run_that_fails_leaves_no_folder() {
    let folder = Folder::new("failure");
    let out = Folder(folder.0.join("deep/out"));
    // No file system has names of this length.
    let error = new(&out, &[("src/a.rs", "a"), (&"x".repeat(300), "b")]).unwrap_err().to_string();
    assert!(error.contains("xxx"), "{error}");
    assert!(!folder.0.exists());
}

#[test]
fn a_run_that_was_killed_is_repaired_by_the_next() {
    let folder = Folder::new("killed");
    new(&folder, &[("src/lib.rs", "1"), ("src/a.rs", "1")]).unwrap();
    // Killed with a file of the new tree in its place, one of the old moved away, and a file of somebody moved by force.
    let staging = folder.0.join(".generator/staging-1/out/src");
    fs::create_dir_all(&staging).unwrap();
    fs::rename(folder.0.join("src/a.rs"), staging.join("a.rs")).unwrap();
    fs::write(staging.join("mine.rs"), "mine").unwrap();
    folder.put("src/lib.rs", &made("2"));
    let written = new(&folder, &[("src/lib.rs", "2"), ("src/c.rs", "2")]).unwrap();
    assert_eq!((written.written, written.removed), (vec!["src/c.rs".to_owned()], vec!["src/a.rs".to_owned()]));
    assert_eq!(folder.text("src/mine.rs"), "mine");
    assert!(!folder.0.join(".generator/staging-1").exists());
}

#[test]
fn runs_at_the_same_time_leave_one_whole_tree() {
    let folder = Folder::new("race");
    let files =
        |text: &'static str| -> Vec<(String, &str)> { (0..40).map(|at| (format!("src/{at}.rs"), text)).collect() };
    std::thread::scope(|scope| {
        for text in ["one", "two", "three", "four"] {
            let (folder, files) = (&folder, files(text));
            scope.spawn(move || {
                let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
                (0..5).for_each(|_| drop(new(folder, &files).expect("runs wait for each other")));
            });
        }
    });
    let texts: std::collections::BTreeSet<String> = (0..40).map(|at| folder.text(&format!("src/{at}.rs"))).collect();
    assert_eq!(texts.len(), 1, "{texts:?}");
    let left: Vec<_> =
        fs::read_dir(folder.0.join(".generator")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "the manifest and what Git needs to know: {left:?}");
}

#[cfg(unix)]
#[test]
fn what_is_neither_file_nor_folder_is_refused_with_its_path() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    let elsewhere = Folder::new("elsewhere");
    elsewhere.put("a.rs", "mine");
    type Make = fn(&std::path::Path, &std::path::Path);
    let cases: [(&str, Make); 6] = [
        ("src", |elsewhere, place| symlink(elsewhere, place).unwrap()),
        ("src/a.rs", |elsewhere, place| symlink(elsewhere.join("a.rs"), place).unwrap()),
        ("src/other.rs", |_, place| drop(UnixListener::bind(place).unwrap())),
        ("src/b/c.rs", |_, place| fs::create_dir_all(place).unwrap()),
        (".generator", |elsewhere, place| symlink(elsewhere, place).unwrap()),
        // The next run puts back what it finds in the folders of those that were killed.
        (".generator/staging-1", |elsewhere, place| symlink(elsewhere, place).unwrap()),
    ];
    for (path, make) in cases {
        let folder = Folder::new("special");
        fs::create_dir_all(folder.0.join(path).parent().unwrap()).unwrap();
        make(&elsewhere.0, &folder.0.join(path));
        let error = new(&folder, &[("src/a.rs", "a"), ("src/b/c.rs", "c")]).unwrap_err().to_string();
        assert!(error.contains(&format!("{:?}", folder.0.join(path))), "{path}: {error}");
        assert_eq!(elsewhere.text("a.rs"), "mine");
    }
    let folder = Folder::new("bytes");
    fs::create_dir_all(folder.0.join("src")).unwrap();
    fs::write(folder.0.join("src").join(OsStr::from_bytes(b"\xff.rs")), "").unwrap();
    let error = new(&folder, &[("src/a.rs", "a")]).unwrap_err().to_string();
    assert!(error.contains("\\xFF.rs\" has a name that is not UTF-8"), "{error}");
}
