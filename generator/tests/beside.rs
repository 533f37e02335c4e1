//! Files that a command writes into somebody's folder one by one: a first `sdk.yaml` and its schema, a new version of a
//! document, manual pages. What else is there stays, and what is no file is refused at once.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const DOCUMENT: &str = "openapi: 3.1.0
info: { title: Shop, version: '1' }
servers: [{ url: 'https://shop.example' }]
security: []
paths: { /orders: { get: { operationId: listOrders, responses: { '204': { description: None } } } } }
";

/// An empty folder with a document.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("beside-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    put(&folder, "shop.yaml", DOCUMENT);
    folder
}

fn put(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("the folder can be written");
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_generator"));
    let output = command.args(arguments).current_dir(folder).output().expect("the generator starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().expect("it ends by itself"), said)
}

#[test]
fn init_replaces_nothing_but_what_init_has_written() {
    let folder = folder("init");
    put(&folder, "sdk.schema.json", "mine");
    let (code, said) = run(&folder, &["init", "shop.yaml"]);
    assert!(code == 2 && said.contains("sdk.schema.json"), "{said}");
    assert!(text(&folder, "sdk.schema.json") == "mine" && !folder.join("sdk.yaml").exists());
    assert_eq!(run(&folder, &["init", "shop.yaml", "--force"]).0, 0);
    // The schema of another version is one too.
    put(&folder, "sdk.schema.json", r#"{ "title": "sdk.yaml" }"#);
    fs::remove_file(folder.join("sdk.yaml")).expect("it was written");
    assert_eq!(run(&folder, &["init", "shop.yaml"]).0, 0);
    assert!(text(&folder, "sdk.schema.json").contains("\"properties\""));

    // The document is never replaced.
    for name in ["sdk.yaml", "sdk.schema.json"] {
        put(&folder, name, DOCUMENT);
        let (code, said) = run(&folder, &["init", name, "--force"]);
        assert!(code == 2 && said.contains("it is the document"), "{said}");
        assert_eq!(text(&folder, name), DOCUMENT);
    }
}

#[test]
fn what_is_no_file_is_neither_followed_nor_waited_for() {
    let started = Instant::now();
    let places = [
        ("sdk.yaml", &["init", "shop.yaml", "--force"][..]),
        ("sdk.schema.json", &["init", "shop.yaml", "--force"]),
        ("generator-new.1", &["man", "--out", "."]),
        ("openapi.yaml", &["sync", "beside-no-file", "--from", "shop.yaml", "--spec", ".."]),
        (".openapi.yaml.generator-new", &["sync", "beside-no-file", "--from", "shop.yaml", "--spec", ".."]),
        ("docs.yaml", &["sync", "beside-no-file", "--from", "shop.yaml", "--spec", ".."]),
    ];
    for (name, arguments) in places {
        for kind in ["link", "pipe"] {
            let folder = folder("no-file");
            put(&folder, "mine", "mine");
            match kind {
                "link" if name == "docs.yaml" => continue,
                "link" => symlink("mine", folder.join(name)).expect("the folder can be written"),
                _ => assert!(Command::new("mkfifo").arg(folder.join(name)).status().expect("it starts").success()),
            }
            let (code, said) = run(&folder, arguments);
            assert!(code == 4 && said.contains(name), "{kind} {name}: {code} {said}");
            assert_eq!(text(&folder, "mine"), "mine", "{kind} {name}");
        }
    }
    assert!(started.elapsed() < Duration::from_secs(60), "nobody waited for what comes through a pipe");
}

#[test]
fn sync_keeps_what_is_beside_and_repairs_what_was_cut_off() {
    let folder = folder("sync");
    let sync = ["sync", "beside-sync", "--from", "new.yaml", "--spec", ".."];
    put(&folder, "openapi.yaml.new", "mine");
    put(&folder, "new.yaml", DOCUMENT);
    let (code, said) = run(&folder, &sync);
    assert_eq!(code, 0, "{said}");
    assert_eq!(text(&folder, "openapi.yaml.new"), "mine");
    // Killed after the document and before the record of its version.
    let record = text(&folder, "sdk.yaml");
    put(&folder, "new.yaml", &DOCUMENT.replace("version: '1'", "version: '2'"));
    assert_eq!(run(&folder, &sync).0, 0);
    let after = text(&folder, "sdk.yaml");
    put(&folder, "sdk.yaml", &record);
    assert_eq!(run(&folder, &sync).0, 0);
    assert_eq!(text(&folder, "sdk.yaml"), after);
}

#[test]
fn a_document_in_the_folder_of_the_generator_is_not_lost() {
    let folder = folder("own");
    for name in ["manifest", "lock", "staging-1/shop.yaml", "Cargo.toml.last"] {
        let document = Path::new("out/.generator").join(name);
        fs::create_dir_all(folder.join(&document).parent().expect("it is in a folder")).expect("it can be made");
        put(&folder, &document.to_string_lossy(), DOCUMENT);
        let (code, said) = run(&folder, &["new", &document.to_string_lossy(), "--name", "shop", "--out", "out"]);
        assert!(code == 4 && said.contains("keeps for itself"), "{name}: {said}");
        assert_eq!(text(&folder, &document.to_string_lossy()), DOCUMENT);
    }
}
