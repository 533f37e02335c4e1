//! From a document to a crate that its owner would publish: what FastAPI, a Spring application and a server that still has
//! Swagger 2.0 say of themselves goes `init`, `new`, `cargo test`, and is decided on and generated again.

use clap::Parser as _;
use generator::cli::{Cli, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};

/// A document, the crate it becomes, a file with a method, that method, and the operation and its name once it is decided.
struct Story {
    document: &'static str,
    name: &'static str,
    file: &'static str,
    method: &'static str,
    operation: &'static str,
    decided: &'static str,
}

const STORIES: [Story; 3] = [
    Story {
        document: "fastapi.json",
        name: "notes",
        file: "src/resources/notes.rs",
        method: "pub fn read(",
        operation: "read_note_notes__note_id__get",
        decided: "find",
    },
    Story {
        document: "spring.json",
        name: "orders",
        file: "src/resources/customer.rs",
        method: "pub fn get(",
        operation: "getCustomer",
        decided: "by_id",
    },
    Story {
        document: "swagger.yaml",
        name: "engine",
        file: "src/resources/container.rs",
        method: "pub fn inspect(",
        operation: "ContainerInspect",
        decided: "look_at",
    },
];

/// Runs the generator, and says whether it ended with this code.
pub(super) fn ends(code: u8, arguments: &[&str]) -> bool {
    let cli = Cli::try_parse_from([&["generator"], arguments].concat()).expect("the arguments are right");
    format!("{:?}", run(cli)) == format!("{:?}", ExitCode::from(code))
}

pub(super) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

pub(super) fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A file of the stories.
pub(super) fn document(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/newcomer/stories").join(name);
    path.to_str().expect("the workspace has a name in UTF-8").to_owned()
}

/// `init` and `new` of a document, in a folder for its crate.
fn made(story: &Story, folder: &Path) -> PathBuf {
    let out = folder.join(story.name);
    let place = out.to_str().expect("the target folder has a name in UTF-8");
    assert!(
        ends(0, &["init", &document(story.document), "--out", place, "--name", story.name]),
        "{}: init",
        story.name
    );
    assert!(ends(0, &["new", place]), "{}: new", story.name);
    out
}

#[test]
fn a_decision_changes_the_crate_and_what_its_owner_has_edited_stays() {
    let folder = folder("stories-decided");
    for story in &STORIES {
        let out = made(story, &folder);
        let place = out.to_str().expect("the target folder has a name in UTF-8");
        assert!(ends(0, &["new", place, "--check"]), "{}: it is as it was made", story.name);
        assert!(text(&out.join(story.file)).contains(story.method), "{}", text(&out.join(story.file)));

        let Story { operation, decided, .. } = story;
        let rule = format!("{{ operation: {operation}, method: {decided}, because: That is what people say. }}");
        let decisions = text(&out.join("sdk.yaml")) + &format!("\noperations: {{ overrides: [{rule}] }}\n");
        fs::write(out.join("sdk.yaml"), decisions).expect("the target folder can be written");
        let changelog = text(&out.join("CHANGELOG.md")) + "\nWritten by hand.\n";
        fs::write(out.join("CHANGELOG.md"), &changelog).expect("the target folder can be written");
        assert!(ends(1, &["new", place, "--check"]), "{}: there is something to generate", story.name);
        assert!(ends(0, &["new", place]), "{}: new once more", story.name);
        let resource = text(&out.join(story.file));
        let is_renamed = resource.contains(&format!("pub fn {decided}(")) && !resource.contains(story.method);
        assert!(is_renamed, "{}: {resource}", story.name);
        assert_eq!(text(&out.join("CHANGELOG.md")), changelog);
        assert!(ends(0, &["new", place, "--check"]), "{}: it is as it was made", story.name);
    }
}

/// The profile of this workspace, so that what is compiled already need not be compiled again.
const WORKSPACE: &str = r#"[workspace]
resolver = "3"
members = ["notes", "orders", "engine"]

[profile.dev]
debug = "line-tables-only"

[profile.dev.package]
notes = { debug = false }
orders = { debug = false }
engine = { debug = false }
"#;

/// The crates beside each other in a workspace, ready to be built, their tests without the HTTP clients: those take
/// minutes to compile, are the same in every crate, and no test uses them.
fn workspace(name: &str) -> PathBuf {
    let folder = folder(name);
    for story in &STORIES {
        let manifest = made(story, &folder).join("Cargo.toml");
        let (whole, name) = (text(&manifest), story.name);
        let own = format!("{name} = {{ path = \".\", features = [\"blocking\", \"testing\"] }}");
        let less = format!("{name} = {{ path = \".\", default-features = false, features = [\"full\", \"testing\"] }}");
        assert!(whole.contains(&own), "{whole}");
        fs::write(manifest, whole.replace(&own, &less)).expect("the target folder can be written");
    }
    fs::write(folder.join("Cargo.toml"), WORKSPACE).expect("the target folder can be written");
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("the target folder can be written");
    folder
}

pub(super) fn cargo(folder: &Path, arguments: &[&str], flags: &str) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder");
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).env("CARGO_TARGET_DIR", target).current_dir(folder);
    if !flags.is_empty() {
        command.env("RUSTDOCFLAGS", flags);
    }
    let Output { status, stdout, stderr } = command.output().expect("cargo starts");
    let (said, errors) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "cargo {}: {said}{errors}", arguments.join(" "));
}

const FEATURES: [&str; 4] = ["--offline", "--no-default-features", "--features", "full,testing"];

const PACKAGES: [&str; 6] = ["--package", "notes", "--package", "orders", "--package", "engine"];

/// The crate whose own tests are compiled too. They are those of the runtime, the same in every crate, and the runtime
/// takes as long to compile for them as for everything else.
const WHOLE: [&str; 2] = ["--package", "notes"];

#[test]
fn the_tests_and_examples_of_a_crate_pass() {
    let folder = workspace("stories-tested");
    cargo(&folder, &[&["test", "--quiet", "--test", "*"], &PACKAGES[..], &FEATURES[..]].concat(), "");
    cargo(&folder, &[&["test", "--quiet", "--lib"], &WHOLE[..], &FEATURES[..]].concat(), "");
}

#[test]
fn crates_are_clean_and_can_be_packaged() {
    let folder = workspace("stories-clean");
    let targets = ["--lib", "--examples", "--test", "*"];
    for (targets, packages) in [(&targets[..], &PACKAGES[..]), (&["--all-targets"], &WHOLE[..])] {
        let clippy = [&["clippy", "--quiet"], targets, packages, &FEATURES[..], &["--", "--deny", "warnings"]].concat();
        cargo(&folder, &clippy, "");
    }
    let doc = [&["doc", "--quiet", "--no-deps"], &PACKAGES[..], &FEATURES[..]].concat();
    cargo(&folder, &doc, "--deny warnings");
    // What `cargo publish --dry-run` does but for asking the registry and compiling once more.
    let package = ["package", "--quiet", "--no-verify", "--offline", "--allow-dirty"];
    cargo(&folder, &[&package, &PACKAGES[..]].concat(), "");
}
