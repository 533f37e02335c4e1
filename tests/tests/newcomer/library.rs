//! The generator as a library: a crate whose `build.rs` generates it.

use clap::Parser as _;
use generator::cli::{Cli, run as run_generator};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[path = "../../build-script/build.rs"]
mod script;

/// Is run as a process of its own, with the variables that cargo gives a build script.
#[test]
#[ignore = "`a_crate_is_generated_by_its_build_script` runs it"]
fn as_cargo_runs_it() {
    script::main();
}

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("build-script")
}

/// Runs the build script of the example on a folder with its files.
fn run(folder: &Path, out: &Path) -> (bool, String) {
    let mut command = Command::new(std::env::current_exe().expect("a test runs"));
    command.args(["--ignored", "--exact", "library::as_cargo_runs_it", "--nocapture"]);
    command.env("OUT_DIR", out).env("CARGO_MANIFEST_DIR", folder).current_dir(folder);
    let Output { status, stdout, stderr } = command.output().expect("the test starts again");
    (status.success(), String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr))
}

/// A copy of the example without what would have the generator compiled once more.
fn copy(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).expect("the target folder can be written");
    for file in ["openapi.yaml", "src/lib.rs"] {
        fs::copy(example().join(file), folder.join(file)).expect("the target folder can be written");
    }
    let manifest = fs::read_to_string(example().join("Cargo.toml")).expect("the example is here");
    let (before, after) = manifest.split_once("[build-dependencies]\n").expect("it has one");
    let (_, after) = after.split_once("\n\n").expect("other sections follow");
    // The profile of this workspace, so that what is compiled already need not be compiled again.
    let profile = "\n[profile.dev]\ndebug = \"line-tables-only\"\n";
    let manifest = format!("{before}{after}{profile}").replace("[package]\n", "[package]\nbuild = false\n");
    fs::write(folder.join("Cargo.toml"), manifest).expect("the target folder can be written");
    folder
}

#[test]
fn a_crate_is_generated_by_its_build_script() {
    let folder = copy("build-script");
    let out = folder.join("out");
    let (done, said) = run(&folder, &out);
    assert!(done && said.contains("cargo::rerun-if-changed=openapi.yaml"), "{said}");
    assert!(said.contains("cargo::rerun-if-changed=sdk.yaml"), "decisions that come count: {said}");

    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("the target folder can be written");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--quiet", "--offline", "--no-default-features", "--features", "full,testing"]);
    let output = cargo.arg("--target-dir").arg(target).env("OUT_DIR", &out).current_dir(&folder).output();
    let Output { status, stderr, .. } = output.expect("cargo starts");
    let errors = String::from_utf8_lossy(&stderr);
    assert!(status.success() && errors.is_empty(), "{errors}");
}

/// A manifest from the features to the last dependency of the crate itself.
fn features_and_dependencies(manifest: &str) -> &str {
    let begin = manifest.find("[features]").expect("it has features");
    let end = ["[build-dependencies]", "[dev-dependencies]"].iter().filter_map(|section| manifest.find(section)).min();
    &manifest[begin..end.expect("other dependencies follow")]
}

#[test]
fn the_example_has_the_features_and_dependencies_of_a_crate_that_is_made() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build-script-made");
    let _ = fs::remove_dir_all(&folder);
    let document = example().join("openapi.yaml");
    let texts = [&*document.to_string_lossy(), "--name", "notes", "--out", &*folder.to_string_lossy()];
    let cli = Cli::try_parse_from([&["generator", "new"], &texts[..]].concat()).expect("the arguments are right");
    run_generator(cli);
    let [made, example] =
        [folder, example()].map(|folder| fs::read_to_string(folder.join("Cargo.toml")).expect("both have a manifest"));
    assert_eq!(features_and_dependencies(&example), features_and_dependencies(&made));
}

#[test]
fn a_build_says_what_is_wrong() {
    let folder = copy("build-script-wrong");
    let out = folder.join("out");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("it was copied");
    let without =
        ["testing = []\n", "httpdate = \"1\"\n", "web-time = \"1\"\n"].iter().fold(manifest.clone(), |text, line| {
            assert!(text.contains(line), "{line}");
            text.replace(line, "")
        });
    fs::write(folder.join("Cargo.toml"), without).expect("the target folder can be written");
    let (done, said) = run(&folder, &out);
    assert!(!done && said.contains("[features]\ntesting = []") && said.contains("httpdate = \"1\""), "{said}");
    assert!(said.contains("[target.'cfg(target_arch = \"wasm32\")'.dependencies]\nweb-time = \"1\""), "{said}");

    // A feature or a dependency that is there and lacks something is as good as missing.
    let part = ["\"dep:flate2\", \"dep:h2\", ", "\"http2\", "].iter().fold(manifest.clone(), |text, part| {
        assert!(text.contains(part), "{part}");
        text.replace(part, "")
    });
    fs::write(folder.join("Cargo.toml"), part).expect("the target folder can be written");
    let (done, said) = run(&folder, &out);
    assert!(!done && said.contains("[features]\nasync = [\"dep:flate2\", \"dep:h2\", "), "{said}");
    assert!(said.contains("reqwest = { version = \"0.13\", "), "{said}");

    fs::write(folder.join("Cargo.toml"), manifest).expect("the target folder can be written");
    fs::write(folder.join("sdk.yaml"), "operations: { overrides: 1 }\n").expect("the target folder can be written");
    let (done, said) = run(&folder, &out);
    assert!(!done && said.contains("--> sdk.yaml:1:"), "{said}");
    assert!(!out.exists(), "a failed build writes nothing");
}
