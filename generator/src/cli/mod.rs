//! The commands: reading, running the passes, printing, exit codes. `xtask` calls the same functions.

/// `println!` for output that may be cut off, as by `head`: what nobody reads is no failure. Text of a document may be
/// in it, and reaches the terminal as text.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), "{}", $crate::text::visible_lines(&format!($($text)*)));
    }};
}

/// `eprintln!` for what a document or a file may have a part in.
macro_rules! complain {
    ($($text:tt)*) => {
        eprintln!("{}", $crate::text::visible_lines(&format!($($text)*)))
    };
}

mod check;
mod diff;
mod docs;
mod explain;
mod explain_at;
mod generate;
mod proposals;
mod show;
mod sync;
mod timings;
pub mod watch;

use crate::diagnostic::{Code, Diagnostic, Severity, report, tally};
use crate::load::{DOCUMENTS, load_dir, load_file};
use crate::naming::Level;
use crate::source::Input;
use crate::source::support::locate;
use crate::stack::with_room;
use clap::{Parser, Subcommand};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

pub use check::{CheckArgs, Format};
pub use diff::{Deny, DiffArgs};
pub use docs::DocsArgs;
pub use explain::ExplainArgs;
pub use generate::{GenerateArgs, NewArgs};
pub use show::ShowArgs;
pub use sync::SyncArgs;

/// Turns OpenAPI documents into a Rust SDK.
#[derive(Debug, Parser)]
#[command(
    name = "generator",
    after_help = "Exit codes: 0 done, 1 drift or a denied change, 2 usage, 3 the document has errors, 4 a file cannot be read or written."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the SDK of the workspace.
    Generate(GenerateArgs),
    /// Turn any document into a crate of its own.
    New(NewArgs),
    /// Say what is wrong with a document, and what each part of it becomes.
    Check(CheckArgs),
    /// Print what a document has become after a pass.
    Show(ShowArgs),
    /// Say what changed between two versions, and what of it breaks callers.
    Diff(DiffArgs),
    /// Take a new version of an upstream document over into spec/.
    Sync(SyncArgs),
    /// Say how much of an API is described in docs.yaml.
    Docs(DocsArgs),
    /// Say what a diagnostic means and what to do about it.
    Explain(ExplainArgs),
}

/// Runs a command.
pub fn run(cli: Cli) -> ExitCode {
    let exit = with_room(|| match cli.command {
        Command::Generate(args) => generate::generate(&args),
        Command::New(args) => generate::new(&args),
        Command::Check(args) => check::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Sync(args) => sync::run(&args),
        Command::Docs(args) => docs::run(&args),
        Command::Explain(args) => explain::run(&args),
    });
    exit.into()
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Everything is as it should be.
    Done = 0,
    /// What is on disk is not what would be generated, or a change is there that was denied.
    Drift = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// The document, or a decision about it, has errors.
    Document = 3,
    /// A file cannot be read or written.
    File = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What has to be settled before a run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Errors.
    Errors,
    /// Errors and warnings: `--strict`.
    Warnings,
}

impl Demand {
    /// From the flag on the command line.
    pub fn strict(flag: bool) -> Self {
        if flag { Self::Warnings } else { Self::Errors }
    }

    fn is_met(self, diagnostics: &[Diagnostic]) -> bool {
        let limit = match self {
            Self::Errors => Severity::Error,
            Self::Warnings => Severity::Warning,
        };
        diagnostics.iter().all(|diagnostic| diagnostic.code.severity() < limit)
    }
}

/// Prints diagnostics to standard error, with positions, and says how a run with them ends if it cannot go on.
fn print(diagnostics: &mut [Diagnostic], files: &[(String, Arc<str>)], demand: Demand) -> Option<Exit> {
    locate::fill(diagnostics, files);
    eprint!("{}", report(diagnostics, files));
    if !diagnostics.is_empty() {
        complain!("{}", tally(diagnostics));
    }
    verdict(diagnostics, demand)
}

/// How a run with these diagnostics ends, if it cannot go on.
fn verdict(diagnostics: &[Diagnostic], demand: Demand) -> Option<Exit> {
    if demand.is_met(diagnostics) {
        None
    } else if diagnostics.iter().any(|diagnostic| diagnostic.code == Code::UnreadableFile) {
        Some(Exit::File)
    } else {
        Some(Exit::Document)
    }
}

/// All APIs of a folder such as `spec/`.
struct Loaded {
    inputs: Vec<Input>,
    diagnostics: Vec<Diagnostic>,
    /// Names and texts of all files.
    files: Vec<(String, Arc<str>)>,
}

/// Reads every folder in `spec` as an API, in the order of their names.
fn load_specs(spec: &Path) -> Result<Loaded, Exit> {
    let folders = std::fs::read_dir(spec).and_then(|entries| {
        let mut folders = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
        folders.retain(|path| path.is_dir());
        folders.sort();
        // The folder of a single API will do as well.
        Ok(if is_api(spec) { vec![spec.to_owned()] } else { folders })
    });
    let folders = folders.map_err(|error| {
        complain!("error: the folder `{}` cannot be read: {error}", spec.display());
        Exit::File
    })?;
    if folders.is_empty() {
        complain!("error: `{}` has no folder with an API in it", spec.display());
        return Err(Exit::File);
    }
    let mut loaded = Loaded { inputs: Vec::new(), diagnostics: Vec::new(), files: Vec::new() };
    for folder in folders {
        let (input, diagnostics) = load_dir(&folder);
        let first = loaded.files.len();
        for mut diagnostic in diagnostics {
            if let Some(place) = &mut diagnostic.place {
                place.file += first;
            }
            loaded.diagnostics.push(diagnostic);
        }
        loaded.files.extend(input.as_ref().map_or_else(|| only_file(&folder.join("openapi.yaml")), Input::files));
        loaded.inputs.extend(input);
    }
    Ok(loaded)
}

/// Reads a document, or every API of a folder, and where they stand in what is made of them.
fn load_path(path: &Path) -> Result<(Loaded, Level), Exit> {
    if path.is_dir() {
        return Ok((load_specs(path)?, Level::Module));
    }
    let (input, diagnostics) = load_file(path, "api");
    let files = input.as_ref().map_or_else(|| only_file(path), Input::files);
    Ok((Loaded { inputs: input.into_iter().collect(), diagnostics, files }, Level::Root))
}

/// Whether a folder holds a document.
fn is_api(folder: &Path) -> bool {
    DOCUMENTS.iter().any(|name| folder.join(name).is_file())
}

/// The file list of an input that could not be made: the document alone.
fn only_file(path: &Path) -> Vec<(String, Arc<str>)> {
    // What came through a pipe does not come again.
    let text = if path.is_file() { std::fs::read_to_string(path).unwrap_or_default() } else { String::new() };
    vec![(path.display().to_string(), text.into())]
}

/// Says that a folder cannot be compared or written.
fn unwritable(path: &Path, error: &std::io::Error) -> Exit {
    complain!("error: `{}` cannot be written: {error}", path.display());
    Exit::File
}
