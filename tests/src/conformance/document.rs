//! Any document through the crate that is made of it: every media example of its requests and answers is read by the
//! operation's own reader and written again.

use super::examples::{Example, examples};
use super::outcome::{Counts, Outcome};
use crate::fidelity::difference;
use generator::diagnostic::Severity;
use generator::load::load_file;
use generator::pipeline::{Layout, generate};
use generator::tree::{self, Options};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The program that reads examples with the crate: a line in for each, a line out.
const READER: &str = include_str!("document/reader.rs.txt");

/// The profile and lints of this workspace, so that what is compiled already need not be compiled again.
const WORKSPACE: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"document-sdk\", \"reader\"]\n\n\
                         [profile.dev]\ndebug = \"line-tables-only\"\n";

const MANIFEST: &str = "[package]\nname = \"reader\"\nedition = \"2024\"\n\n[dependencies]\ndocument-sdk = \
                        { path = \"../document-sdk\", default-features = false, features = [\"full\", \"testing\"] }\n";

/// Makes the crate of a document and counts what becomes of its examples.
///
/// # Errors
///
/// If no crate can be made of it, or the crate does not compile.
pub fn try_document(file: &Path, workspace: &Path) -> Result<Counts, String> {
    let (input, loading) = load_file(file, "document_sdk");
    let input = input.ok_or_else(|| first(&loading).unwrap_or_else(|| "no document".to_owned()))?;
    let found = examples(&input.document.value);
    let mut counts = Counts::default();
    if found.is_empty() {
        return Ok(counts);
    }
    let outcome = generate(vec![input], &Layout::Crate("document-sdk".to_owned()));
    if let Some(error) = first(&outcome.diagnostics) {
        return Err(error);
    }
    let folder = workspace.join("target").join("conformance");
    write(&folder, &outcome.tree, workspace).map_err(|error| format!("{}: {error}", folder.display()))?;
    let read = run(&folder, workspace, &found)?;
    for (example, answer) in found.iter().zip(&read) {
        counts.count(&name(example), judge(example, answer));
    }
    Ok(counts)
}

/// The first error, in words.
fn first(diagnostics: &[generator::diagnostic::Diagnostic]) -> Option<String> {
    let error = diagnostics.iter().find(|one| one.code.severity() == Severity::Error)?;
    Some(format!("{}: {}", error.code.as_str(), error.message))
}

fn name(example: &Example) -> String {
    let of = example.status.map_or("request".to_owned(), |status| status.to_string());
    format!("{} {} {of} {}", example.method.to_uppercase(), example.path, example.name)
}

fn write(folder: &Path, tree: &tree::FileTree, workspace: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder.join("reader/src"))?;
    let options = Options { force: true, ..Options::default() };
    tree::write(&folder.join("document-sdk"), tree, &options)
        .map_err(|error| std::io::Error::other(format!("{error:?}")))?;
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::write(folder.join("Cargo.toml"), WORKSPACE)?;
    fs::write(folder.join("reader/Cargo.toml"), MANIFEST)?;
    fs::write(folder.join("reader/src/main.rs"), READER)
}

/// The line that the reader writes for each example.
fn run(folder: &Path, workspace: &Path, examples: &[Example]) -> Result<Vec<String>, String> {
    let target: PathBuf = workspace.join("target");
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["run", "--quiet", "--offline", "--package", "reader", "--target-dir"]).arg(target);
    command.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("cargo: {error}"))?;
    let mut text = String::new();
    for Example { method, path, status, value, .. } in examples {
        let status = status.map_or("request".to_owned(), |status| status.to_string());
        text.push_str(&format!("{method}\t{path}\t{status}\t{value}\n"));
    }
    let mut input = child.stdin.take().expect("it was asked for");
    let writing = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().map_err(|error| format!("cargo: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(format!("its crate does not compile or run:\n{said}"));
    }
    writing.join().map_err(|_| "the examples could not be written")?.map_err(|error| error.to_string())?;
    let lines: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
    if lines.len() == examples.len() {
        Ok(lines)
    } else {
        Err(format!("{} answers to {} examples", lines.len(), examples.len()))
    }
}

/// What a line of the reader says of an example: how often a union stayed raw, what was assumed, what was written.
fn judge(example: &Example, line: &str) -> Outcome {
    let mut parts = line.splitn(3, '\t');
    let (raw, assumed, written) = (parts.next(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let raw = match raw {
        Some("none") => return Outcome::Skipped("no JSON is read here".to_owned()),
        Some(count) => match count.parse::<usize>() {
            Ok(raw) => raw,
            Err(_) => return Outcome::Failed(written.to_owned()),
        },
        None => return Outcome::Failed("no answer".to_owned()),
    };
    if let Some(differs) = difference("$", &example.value.to_string(), written) {
        return Outcome::Failed(differs);
    }
    Outcome::read(raw, assumed.split(' ').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

/// A `real-*` file: answers that were really published, and the types of the SDK that read them. None for any other file.
pub fn try_real(text: &str) -> Option<Counts> {
    let file: Value = serde_json::from_str(text).ok().filter(|file: &Value| file.get("openapi").is_none())?;
    let single = file.get("value").map(|_| &file);
    let several = file.get("values").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if single.is_none() && several.is_empty() {
        return None;
    }
    let mut counts = Counts::default();
    for one in single.into_iter().chain(several) {
        let name = one.get("decode as").and_then(Value::as_str)?;
        counts.count(name, super::real::try_value(name, &one["value"]));
    }
    Some(counts)
}
