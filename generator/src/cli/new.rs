//! `generator new`: a crate of its own, from one document and the decisions about it.

use super::console::Console;
use super::generate::{inputs, report_drift, write};
use super::{Demand, Exit, InputArgs, Output};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{Loaded, load};
use crate::naming::is_device;
use crate::pipeline::{self, Layout};
use crate::source::Input;
use crate::tree::{self, Options, Ownership};
use crate::view::manifest::Manifest;
use clap::Args;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// What to read.
    #[command(flatten)]
    pub input: InputArgs,
    /// The folder of the crate; left out: that of `sdk.yaml`.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Name of the crate, such as my-sdk; left out: `package.name` of `sdk.yaml`.
    #[arg(long)]
    pub name: Option<String>,
    /// Write nothing; list every generated file that is missing, stale or extra.
    #[arg(long)]
    pub check: bool,
    /// Write nothing; list what would be written and removed.
    #[arg(long, conflicts_with = "check")]
    pub dry_run: bool,
    /// What stops the run.
    #[command(flatten)]
    pub demand: Demand,
    /// How to print.
    #[command(flatten)]
    pub output: Output,
    /// Replace files in the folder that were not generated, or were changed since.
    #[arg(long)]
    pub force: bool,
}

/// Runs `new`.
pub(super) fn new(args: &NewArgs) -> Exit {
    let console = Console::new(args.output);
    let exit = run(args, &console);
    console.finish(exit)
}

fn run(args: &NewArgs, console: &Console) -> Exit {
    let started = Instant::now();
    let Loaded { input, mut diagnostics, files } = load(&args.input.request());
    if let Some(exit) = console.print(&mut diagnostics, &files, args.demand) {
        complain!("nothing was written");
        return exit;
    }
    let Some(mut input) = input else { return Exit::Document };
    let (name, out) = match (name(args, &input, console), out(args, &input)) {
        (Ok(name), Ok(out)) => (name, out),
        (Err(exit), _) | (_, Err(exit)) => return exit,
    };
    input.name = module(&name);
    let mut outcome = pipeline::generate(vec![input], &Layout::Crate(name));
    if let Some(exit) = console.print(&mut outcome.diagnostics, &outcome.files, args.demand) {
        complain!("nothing was written");
        return exit;
    }
    let read =
        [args.input.document.iter().filter_map(|source| source.file()).map(Path::to_owned).collect(), inputs(&outcome)];
    let read = read.concat();
    let options = Options { ownership: Ownership::Manifest, force: args.force, inputs: &read };
    if !args.check && !args.dry_run {
        return write(console, &out, &outcome, &options, started);
    }
    let drift = tree::preview(&out, &outcome.tree, &options);
    report_drift(console, drift, &out, args.check.then_some("generator new"))
}

/// The name of the crate.
fn name(args: &NewArgs, input: &Input, console: &Console) -> Result<String, Exit> {
    if let Some(name) = &args.name {
        return match unusable(name) {
            Some(why) => {
                complain!("error: `{name}` is no name for a crate: {why}");
                Err(Exit::Usage)
            }
            None => Ok(name.clone()),
        };
    }
    let Some(name) = input.config.package.as_ref().and_then(|package| package.name.clone()) else {
        complain!(
            "error: the crate has no name: say `--name NAME`, or write it into `sdk.yaml`:\n\npackage:\n  name: my-sdk"
        );
        return Err(Exit::Usage);
    };
    let Some(why) = unusable(&name) else { return Ok(name) };
    let message = format!("`{name}` is no name for a crate: {why}");
    let at = input.config_file.unwrap_or_default();
    let diagnostic = Diagnostic::new(Code::InvalidDecision, message).at_file(at, "/package/name");
    Err(console.print(&mut [diagnostic], &input.files(), Demand::ERRORS).unwrap_or(Exit::Document))
}

/// The folder of the crate.
fn out(args: &NewArgs, input: &Input) -> Result<PathBuf, Exit> {
    if let Some(out) = &args.out {
        return Ok(out.clone());
    }
    let decisions = input.config_file.and_then(|index| input.others.get(index - 1));
    let Some(decisions) = decisions else {
        complain!("error: say with `--out DIR` where the crate goes; with an `sdk.yaml` it goes beside that");
        return Err(Exit::Usage);
    };
    let folder = Path::new(&decisions.name).parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(folder.unwrap_or(Path::new(".")).to_owned())
}

fn module(name: &str) -> String {
    name.replace('-', "_").to_lowercase()
}

/// Why a crate cannot have a name.
fn unusable(name: &str) -> Option<&'static str> {
    let module = module(name);
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if !plain {
        return Some("letters, digits, `-` and `_`, a letter first");
    }
    if syn::parse_str::<syn::Ident>(&module).is_err() {
        return Some("it is a word of the language");
    }
    if is_device(&module) {
        return Some("Windows keeps it for a device");
    }
    let is_dependency = ["alloc", "core", "proc_macro", "std", "test"].contains(&module.as_str())
        || Manifest::dependencies().iter().any(|dependency| dependency.replace('-', "_") == module);
    is_dependency.then_some("it depends on a crate of that name")
}
