//! The commands: reading, running the passes, printing, exit codes. `xtask` calls the same functions.

/// `println!` for output that may be cut off, as by `head`: what nobody reads is no failure. Text of a document may be
/// in it, and reaches the terminal as text.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let text = format!($($text)*);
        let _ = writeln!(std::io::stdout(), "{}", $crate::text::inert(&$crate::text::visible_lines(&text)));
    }};
}

/// `eprintln!` for what a document or a file may have a part in.
macro_rules! complain {
    ($($text:tt)*) => {
        eprintln!("{}", $crate::text::inert(&$crate::text::visible_lines(&format!($($text)*))))
    };
}

mod check;
mod console;
mod diff;
mod docs;
mod explain;
mod explain_at;
mod generate;
mod init;
mod input;
mod new;
mod proposals;
mod samples;
mod schema;
mod shell;
mod show;
mod sync;
mod timings;
pub mod watch;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::stack::run_with_large_stack;
use clap::{Args, Parser, Subcommand, ValueEnum};
use console::Console;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

pub use check::CheckArgs;
pub use console::{Format, Output};
pub use diff::{Deny, DiffArgs};
pub use docs::DocsArgs;
pub use explain::ExplainArgs;
pub use generate::GenerateArgs;
pub use init::InitArgs;
pub use input::InputArgs;
pub use new::NewArgs;
pub use samples::{SamplesArgs, SamplesFormat};
pub use schema::{SchemaArgs, SchemaFormat};
pub use shell::{CompletionsArgs, ManArgs};
pub use show::ShowArgs;
pub use sync::SyncArgs;

/// Turns OpenAPI documents into a Rust SDK.
#[derive(Debug, Parser)]
#[command(
    name = "generator",
    version,
    after_help = "Exit codes: 0 done, 1 drift or a denied change, 2 usage, 3 the document has errors, 4 a file cannot be read or written."
)]
pub struct Cli {
    /// When to print in colours.
    #[arg(long, value_enum, global = true, default_value_t = Color::Auto)]
    pub color: Color,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// When to print in colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the SDK of the workspace.
    Generate(GenerateArgs),
    /// Write a first sdk.yaml for a document, with everything that is assumed about it.
    Init(InitArgs),
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
    /// Print code that calls each operation, as an overlay for the document.
    Samples(SamplesArgs),
    /// Say how much of an API is described in docs.yaml.
    Docs(DocsArgs),
    /// Say what a diagnostic means and what to do about it.
    Explain(ExplainArgs),
    /// Print what can be written in sdk.yaml: its JSON Schema, or a page of all keys.
    Schema(SchemaArgs),
    /// Print completions for a shell.
    Completions(CompletionsArgs),
    /// Print the manual page, or write one for every command.
    Man(ManArgs),
}

/// Runs a command.
pub fn run(cli: Cli) -> ExitCode {
    match cli.color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
    let exit = run_with_large_stack(|| match cli.command {
        Command::Generate(args) => generate::generate(&args),
        Command::New(args) => new::new(&args),
        Command::Check(args) => check::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Sync(args) => sync::run(&args),
        Command::Samples(args) => samples::run(&args),
        Command::Docs(args) => docs::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(args) => shell::man(&args),
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

/// What has to be resolved before a run goes on: errors, and for a strict run warnings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Args)]
pub struct Demand {
    /// Take warnings for errors.
    #[arg(long)]
    pub strict: bool,
    /// Schemas that are missing do not stop a strict run: any value is accepted in their place.
    #[arg(long)]
    pub allow_dangling: bool,
}

impl Demand {
    /// Errors only.
    const ERRORS: Self = Self { strict: false, allow_dangling: false };

    fn is_met(self, diagnostics: &[Diagnostic]) -> bool {
        let limit = if self.strict { Severity::Warning } else { Severity::Error };
        let is_allowed = |diagnostic: &&Diagnostic| !(self.allow_dangling && diagnostic.code == Code::MissingSchema);
        diagnostics.iter().filter(is_allowed).all(|diagnostic| diagnostic.severity < limit)
    }
}

/// Prints diagnostics to standard error, with positions, and says how a run with them ends if it cannot go on.
fn print(diagnostics: &mut [Diagnostic], files: &[(String, Arc<str>)], demand: Demand) -> Option<Exit> {
    Console::text().print(diagnostics, files, demand)
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

/// Says that a folder cannot be compared or written.
fn unwritable(path: &Path, error: &std::io::Error) -> Exit {
    complain!("error: `{}` cannot be written: {error}", path.display());
    Exit::File
}
