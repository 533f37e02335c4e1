//! Any document through the crate that is made of it: every media example of its requests and answers is read by the
//! operation's own reader and written again.

use super::examples::{Example, Of, examples};
use super::outcome::{Counts, Outcome};
use crate::fidelity::difference;
use crate::samples::Schemas;
use generated_sdk::Json;
use generated_sdk::testing::Strictness;
use generator::diagnostic::{Code, Severity};
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

/// The crate of a document, with a program that reads bodies by it.
pub struct DocumentCrate {
    /// The document in one file, as it is read.
    pub document: Value,
    /// How many unions of it nothing decides.
    pub undecided: usize,
    workspace: PathBuf,
}

/// A JSON text, and whose reader reads it.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Method and path of the operation.
    pub operation: (&'a str, &'a str),
    /// What of the operation.
    pub of: &'a Of,
    /// Whether what is not right is mended.
    pub strictness: Strictness,
    /// The text.
    pub text: &'a str,
}

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// It was read and written again.
    Read {
        /// How many values of unions were kept raw.
        raw: usize,
        /// The paths of what was assumed.
        assumed: Vec<String>,
        /// What was written.
        text: String,
    },
    /// It was refused at a path, for a reason.
    Refused(String, String),
    /// The operation reads no JSON there.
    NotRead,
}

impl DocumentCrate {
    /// Makes the crate of a document.
    ///
    /// # Errors
    ///
    /// If no crate can be made of it.
    pub fn of(file: &Path, workspace: &Path) -> Result<Self, String> {
        let (input, loading) = load_file(file, "document_sdk");
        let input = input.ok_or_else(|| first(&loading).unwrap_or_else(|| "no document".to_owned()))?;
        let document = input.document.value.clone();
        let outcome = generate(vec![input], &Layout::Crate("document-sdk".to_owned()));
        if let Some(error) = first(&outcome.diagnostics) {
            return Err(error);
        }
        let made = Self {
            document,
            undecided: outcome.diagnostics.iter().filter(|one| one.code == Code::UndecidedUnion).count(),
            workspace: workspace.to_owned(),
        };
        let folder = made.folder();
        write(&folder, &outcome.tree, workspace).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(made)
    }

    fn folder(&self) -> PathBuf {
        self.workspace.join("target").join("conformance")
    }

    /// Reads texts and writes them again.
    ///
    /// # Errors
    ///
    /// If the crate does not compile, or the program that reads fails.
    pub fn read(&self, lines: &[Line<'_>]) -> Result<Vec<Became>, String> {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(["run", "--quiet", "--offline", "--package", "reader", "--target-dir"]);
        command.arg(self.workspace.join("target"));
        command.current_dir(self.folder()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("cargo: {error}"))?;
        let mut text = String::new();
        for Line { operation: (method, path), of, strictness, text: body } in lines {
            text.push_str(&format!("{method}\t{path}\t{of}\t{strictness:?}\t{}\n", body.replace(['\n', '\r'], " ")));
        }
        let mut input = child.stdin.take().expect("it was requested");
        let writing = std::thread::spawn(move || input.write_all(text.as_bytes()));
        let output = child.wait_with_output().map_err(|error| format!("cargo: {error}"))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("its crate does not compile or run:\n{said}"));
        }
        writing.join().map_err(|_| "the bodies could not be written")?.map_err(|error| error.to_string())?;
        let read: Vec<Became> = String::from_utf8_lossy(&output.stdout).lines().map(became).collect();
        if read.len() == lines.len() { Ok(read) } else { Err(format!("{} answers to {}", read.len(), lines.len())) }
    }
}

/// What a line of the reader says.
fn became(line: &str) -> Became {
    let mut parts = line.splitn(3, '\t');
    let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let third = parts.next().unwrap_or_default().to_owned();
    match (first, first.parse::<usize>()) {
        ("none", _) => Became::NotRead,
        (_, Ok(raw)) => {
            let assumed = second.split(' ').filter(|path| !path.is_empty()).map(str::to_owned).collect();
            Became::Read { raw, assumed, text: third }
        }
        (_, Err(_)) => Became::Refused(second.to_owned(), third),
    }
}

/// Makes the crate of a document and counts what becomes of its examples.
///
/// # Errors
///
/// If no crate can be made of it, or the crate does not compile.
pub fn try_document(file: &Path, workspace: &Path) -> Result<Counts, String> {
    let made = DocumentCrate::of(file, workspace)?;
    let found = of_document(&made.document, &fs::read_to_string(file).unwrap_or_default());
    let mut counts = Counts::default();
    if found.is_empty() {
        return Ok(counts);
    }
    let texts: Vec<String> = found.iter().map(|example| example.value.to_string()).collect();
    let lines = found.iter().zip(&texts).map(|(Example { method, path, of, .. }, text)| Line {
        operation: (method, path),
        of,
        strictness: Strictness::Lenient,
        text,
    });
    let lines: Vec<Line<'_>> = lines.collect();
    let read = made.read(&lines)?;
    let schemas = Schemas::new(made.document);
    for ((example, text), became) in found.iter().zip(&texts).zip(read) {
        counts.count(&name(example), judge(&schemas, example, text, became));
    }
    Ok(counts)
}

/// The examples of a document, with numbers as its text spells them where it is JSON and a single file.
fn of_document(bundled: &Value, text: &str) -> Vec<Example> {
    let exact = Json::parse(text).map(|document| examples(&document)).unwrap_or_default();
    let found = examples(&Json::from(bundled.clone()));
    if exact.len() == found.len() { exact } else { found }
}

/// The first error, in words.
fn first(diagnostics: &[generator::diagnostic::Diagnostic]) -> Option<String> {
    let error = diagnostics.iter().find(|one| one.severity == Severity::Error)?;
    Some(format!("{}: {}", error.code.as_str(), error.message))
}

fn name(example: &Example) -> String {
    format!("{} {} {} {}", example.method.to_uppercase(), example.path, example.of, example.name)
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

/// What came of an example. A raw value counts where the example is right by its schema, so that a variant must allow it.
fn judge(schemas: &Schemas, example: &Example, text: &str, became: Became) -> Outcome {
    let (raw, assumed, written) = match became {
        Became::NotRead => return Outcome::Skipped("no JSON is read here".to_owned()),
        Became::Refused(path, reason) => return Outcome::Failed(format!("{path}: {reason}")),
        Became::Read { raw, assumed, text } => (raw, assumed, text),
    };
    if let Some(differs) = difference("$", text, &written) {
        return Outcome::Failed(differs);
    }
    let is_raw = raw > 0 && schemas.allows(&example.schema, &example.value.to_value());
    Outcome::read(usize::from(is_raw), assumed)
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

/// The program, compiled with an API of the SDK, so that it is known to fit what is generated.
#[cfg(test)]
mod reader {
    mod document_sdk {
        pub(super) use generated_sdk::circle::catalog;
        pub(super) use generated_sdk::{runtime, testing};
    }

    include!("document/reader.rs.txt");

    #[test]
    fn it_reads_what_an_operation_sends_and_answers() {
        let _: fn() = main;
        let entry = OPERATIONS.iter().find(|entry| entry.request.is_some()).expect("some operation has a body");
        let (method, path) = (entry.operation.method.as_str(), entry.operation.template());
        assert!(reader(method, &path, "request").is_some());
        assert!(reader("PATCH", "/nowhere", "200").is_none());
        assert_eq!(outcome(None, "{}", Strictness::Strict), "none");
        let (_, round_trip) = entry.answers[0];
        assert!(outcome(Some(round_trip), "5", Strictness::Strict).starts_with("failed\t$\t"));
    }
}
