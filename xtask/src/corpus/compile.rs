//! The crate of a document, compiled.

use super::documents::Document;
use crate::cargo::cargo;
use generator::load::load_file;
use generator::pipeline::{Layout, generate};
use generator::tree::{Options, write};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// The name of every crate, so that each is compiled in the place of the one before.
const NAME: &str = "corpus-sdk";

/// Makes the crate and checks it; gives what the compiler says, the first lines of it.
pub(super) fn compile(root: &Path, document: &Document) -> Option<String> {
    Some(made(root, document).and_then(|krate| check(root, &krate)).err().unwrap_or_default())
}

fn made(root: &Path, document: &Document) -> Result<PathBuf, String> {
    let (input, _) = load_file(&document.path, &NAME.replace('-', "_"));
    let outcome = generate(vec![input.ok_or("it cannot be read")?], &Layout::Crate(NAME.to_owned()));
    // Outside the workspace, which it does not belong to.
    let folder = std::env::temp_dir().join(NAME);
    let wrong = |error: std::io::Error| format!("{}: {error}", folder.display());
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(wrong)?;
    write(&folder, &outcome.tree, &Options::default()).map_err(|error| error.to_string())?;
    // The versions of dependencies are those of the workspace.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).map_err(wrong)?;
    Ok(folder)
}

fn check(root: &Path, krate: &Path) -> Result<(), String> {
    let mut command = cargo(krate);
    command
        .args(["check", "--quiet", "--lib", "--all-features"])
        .env("CARGO_TARGET_DIR", root.join("target/corpus/build"));
    let output = command.stdout(Stdio::null()).output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr);
    let first: Vec<&str> = said.lines().take(3).map(str::trim).collect();
    if output.status.success() && said.trim().is_empty() { Ok(()) } else { Err(first.join(" ")) }
}
