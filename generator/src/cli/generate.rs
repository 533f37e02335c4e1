//! `generator generate` and `generator new`: a tree, written or compared.

use super::timings::Timings;
use super::watch::watch;
use super::{Demand, Exit, load_specs, print, unwritable};
use crate::diagnostic::Diagnostic;
use crate::load::load_file;
use crate::naming::is_device;
use crate::pipeline;
use crate::pipeline::{Layout, Outcome};
use crate::source::Input;
use crate::tree;
use crate::tree::{Change, Drift, Kept, Options, Ownership};
use crate::view::manifest::Manifest;
use clap::Args;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub struct GenerateArgs {
    /// The folder with a folder for each API.
    #[arg(default_value = "spec")]
    pub spec: PathBuf,
    /// The crate to write.
    #[arg(long, default_value = "generated-sdk")]
    pub out: PathBuf,
    /// Name of the crate, where it is not the workspace's SDK.
    #[arg(long)]
    pub name: Option<String>,
    /// The `mod.rs` of a runtime that the crate compiles in place of a copy, relative to the crate's `src`.
    #[arg(long, requires = "name")]
    pub runtime: Option<String>,
    /// Write nothing; list every file that is missing, stale or extra.
    #[arg(long)]
    pub check: bool,
    /// Take warnings for errors.
    #[arg(long)]
    pub strict: bool,
    /// Replace files in the folder that were not generated, or were changed since.
    #[arg(long)]
    pub force: bool,
    /// Go on, and generate again whenever a document, a decision or a description is saved.
    #[arg(long, conflicts_with = "check")]
    pub watch: bool,
    /// Print how long each pass takes, and how much memory it leaves in use.
    #[arg(long)]
    pub timings: bool,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// An OpenAPI document, JSON or YAML.
    pub document: PathBuf,
    /// The folder of the new crate.
    #[arg(long)]
    pub out: PathBuf,
    /// Name of the crate, such as my-sdk.
    #[arg(long)]
    pub name: String,
    /// Take warnings for errors.
    #[arg(long)]
    pub strict: bool,
    /// Replace files in the folder that were not generated, or were changed since.
    #[arg(long)]
    pub force: bool,
}

/// Runs `generate`.
pub(super) fn generate(args: &GenerateArgs) -> Exit {
    // How a run ended is on the screen: watching goes on after a document with mistakes.
    let again = || {
        generate_once(args);
    };
    if args.watch { watch(&args.spec, again) } else { generate_once(args) }
}

fn generate_once(args: &GenerateArgs) -> Exit {
    let started = Instant::now();
    let mut timings = Timings::new();
    let mut loaded = match load_specs(&args.spec) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let layout = match &args.name {
        Some(name) => Layout::Modules { name: name.clone(), runtime: args.runtime.clone() },
        None => Layout::Workspace,
    };
    timings.ended("all", "read");
    let outcome = if args.timings {
        pipeline::generate_observed(loaded.inputs, &layout, &mut |api, pass| timings.ended(api, pass))
    } else {
        pipeline::generate(loaded.inputs, &layout)
    };
    let outcome = match accept(&mut loaded.diagnostics, &loaded.files, outcome, Demand::strict(args.strict)) {
        Ok(outcome) => outcome,
        Err(exit) => return exit,
    };
    if args.check {
        return match tree::compare(&args.out, &outcome.tree) {
            Ok(drift) => tell_drift(&drift, &args.out),
            Err(error) => unwritable(&args.out, &error),
        };
    }
    let inputs = inputs(&outcome);
    let options = Options { ownership: Ownership::Header, force: args.force, inputs: &inputs };
    let exit = write(&args.out, &outcome, &options, started);
    if args.timings {
        timings.ended("all", "tree");
        timings.print();
    }
    exit
}

/// Runs `new`.
pub(super) fn new(args: &NewArgs) -> Exit {
    let started = Instant::now();
    let module = args.name.replace('-', "_").to_lowercase();
    if let Some(why) = unusable(&args.name, &module) {
        complain!("error: `{}` is no name for a crate: {why}", args.name);
        return Exit::Usage;
    }
    let (input, mut diagnostics) = load_file(&args.document, &module);
    let files = input.as_ref().map(Input::files).unwrap_or_else(|| super::only_file(&args.document));
    let Some(input) = input else {
        return print(&mut diagnostics, &files, Demand::Errors).unwrap_or(Exit::Document);
    };
    let outcome = pipeline::generate(vec![input], &Layout::Crate(args.name.clone()));
    match accept(&mut diagnostics, &files, outcome, Demand::strict(args.strict)) {
        Ok(outcome) => {
            let inputs = [vec![args.document.clone()], inputs(&outcome)].concat();
            let options = Options { ownership: Ownership::Manifest, force: args.force, inputs: &inputs };
            write(&args.out, &outcome, &options, started)
        }
        Err(exit) => exit,
    }
}

/// The files that were read.
fn inputs(outcome: &Outcome) -> Vec<PathBuf> {
    outcome.files.iter().map(|(name, _)| PathBuf::from(name)).collect()
}

/// Why a crate cannot have a name.
fn unusable(name: &str, module: &str) -> Option<&'static str> {
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if !plain {
        return Some("letters, digits, `-` and `_`, a letter first");
    }
    if syn::parse_str::<syn::Ident>(module).is_err() {
        return Some("it is a word of the language");
    }
    if is_device(module) {
        return Some("Windows keeps it for a device");
    }
    let is_dependency = ["alloc", "core", "proc_macro", "std", "test"].contains(&module)
        || Manifest::dependencies().iter().any(|dependency| dependency.replace('-', "_") == module);
    is_dependency.then_some("it depends on a crate of that name")
}

/// Prints what is to be said, and goes on if it is not too bad.
fn accept(
    loading: &mut [Diagnostic],
    files: &[(String, Arc<str>)],
    mut outcome: Outcome,
    demand: Demand,
) -> Result<Outcome, Exit> {
    let loaded = print(loading, files, demand);
    let generated = print(&mut outcome.diagnostics, &outcome.files, demand);
    match loaded.or(generated) {
        None => Ok(outcome),
        Some(exit) => {
            complain!("nothing was written");
            Err(exit)
        }
    }
}

fn write(out: &Path, outcome: &Outcome, options: &Options<'_>, started: Instant) -> Exit {
    match tree::write(out, &outcome.tree, options) {
        Ok(written) => {
            for api in &outcome.apis {
                say!("{}", api.summary());
            }
            written.removed.iter().for_each(|path| say!("removed: {path}"));
            for Kept { path, reason } in &written.kept {
                say!("left: {} ({})", path.escape_debug(), reason.as_str());
            }
            say!(
                "{}: {} files written, {} unchanged, {} removed, {:.1} s",
                out.display(),
                written.written.len(),
                written.unchanged,
                written.removed.len(),
                started.elapsed().as_secs_f32()
            );
            Exit::Done
        }
        Err(error) => unwritable(out, &error),
    }
}

/// Lines of a difference that are shown for each file.
const SHOWN: usize = 40;

fn tell_drift(drift: &Drift, out: &Path) -> Exit {
    if drift.is_empty() {
        say!("{} is up to date", out.display());
        return Exit::Done;
    }
    for change in &drift.changes {
        match change {
            Change::Missing { path } => say!("missing: {path}"),
            Change::Extra { path } => say!("extra: {path}"),
            Change::Stale { path, diff } => {
                say!("stale: {path}");
                diff.lines().take(SHOWN).for_each(|line| say!("    {line}"));
                if diff.lines().count() > SHOWN {
                    say!("    ... and {} more lines", diff.lines().count() - SHOWN);
                }
            }
        }
    }
    say!("{} differs in {} files; run `cargo xtask generate`", out.display(), drift.changes.len());
    Exit::Drift
}
