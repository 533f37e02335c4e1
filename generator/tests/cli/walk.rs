//! The walk through releases in the README: what it prints is what the commands print.
//!
//! The documents in `walk/` are the facts of the operations that the steps are about, or of one operation where they are
//! about none; the rest of those releases is the same in both.

use super::{folder, run};
use std::fs;
use std::path::Path;

const README: &str = include_str!("../../../README.md");

/// What `sync` prints of a step, in a workspace whose SDK is version 0.2.0.
fn sync(api: &str, old: &Path, new: &str) -> String {
    fs::create_dir_all(old.join("generated-sdk")).expect("the folder can be written");
    fs::write(old.join("generated-sdk/Cargo.toml"), "[package]\nversion = \"0.2.0\"\n").expect("it can be written");
    fs::write(old.join("new.yaml"), new).expect("it can be written");
    let (code, said, complaints) = run(old, &["sync", api, "--from", "new.yaml"]);
    assert_eq!((code, complaints.as_str()), (0, ""), "{said}");
    said
}

/// The blocks of text of the section on releases.
fn blocks() -> Vec<&'static str> {
    let section = README.split("\n### A new release\n").nth(1).expect("the README has the section");
    let section = section.split("\n### Map of the code\n").next().unwrap_or_default();
    let blocks = section.split("\n````text\n").skip(1);
    blocks.map(|block| block.split("````\n").next().unwrap_or_default()).collect()
}

/// A step between documents that differ in these places and nowhere else; `decisions` are those of the old one.
fn step(name: &str, api: &str, old: &str, decisions: &str, places: &[(&str, &str)]) -> String {
    let folder = folder(name);
    let new = places.iter().fold(old.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "`{from}` is in the document");
        text.replace(from, to)
    });
    fs::write(folder.join("old.yaml"), old).expect("the folder can be written");
    assert_eq!(run(&folder, &["sync", api, "--from", "old.yaml"]).0, 0);
    let file = folder.join("spec").join(api).join("sdk.yaml");
    let decided = fs::read_to_string(&file).expect("it was written") + decisions;
    fs::write(&file, decided).expect("it can be written");
    let said = sync(api, &folder, &new);
    // Of the words of a document that has none yet, all are missing.
    said.split("\nwithout words").next().unwrap_or_default().to_owned()
}

#[test]
fn the_readme_shows_a_step_that_breaks_callers() {
    let old = include_str!("walk/circle-2.6.2.yaml");
    let places = [("version: 2.6.2", "version: 2.7.0"), ("        - MATIC\n", ""), ("      - MATIC\n", "")];
    assert_eq!(blocks()[0], step("walk-breaking", "circle", old, "", &places));
}

#[test]
fn the_readme_shows_a_step_that_only_adds() {
    let old = include_str!("walk/circle-2.8.0.yaml");
    let end = "schemas/AddressDescription'\n    Chain:\n";
    let status = "        status:\n          type: string\n          enum:\n          - active\n          \
                  - pending_verification\n          - verification_succeeded\n";
    let with_status = end.replace("    Chain:\n", &format!("{status}    Chain:\n"));
    let places = [("version: 2.8.0", "version: 2.9.0"), (end, with_status.as_str())];
    assert_eq!(blocks()[1], step("walk-addition", "circle", old, "", &places));
}

#[test]
fn the_readme_shows_a_step_in_which_nothing_but_the_version_changes() {
    let old = include_str!("walk/polar-2026-04.yaml");
    let header = "version_header: { name: Polar-Version, value: \"2026-04\", because: It is current. }\n\
                  waivers: [{ code: SDK0210, because: Tokens come from the caller. }]\n";
    let places = [("version: 2026-04", "version: 2026-10")];
    assert_eq!(blocks()[2], step("walk-version", "polar", old, header, &places));
}
