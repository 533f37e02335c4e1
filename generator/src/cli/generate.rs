//! `generator generate`: the tree of a workspace's SDK, written or compared.

use super::console::Console;
use super::input::{Loaded, load_specs, load_specs_by};
use super::timings::Timings;
use super::watch::watch;
use super::{Demand, Exit, Output, unwritable};
use crate::load::Shelf;
use crate::pipeline;
use crate::pipeline::{Layout, Memo, Outcome};
use crate::stack::run_with_large_stack;
use crate::tree;
use crate::tree::{Change, Drift, Kept, Options, Ownership};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Arguments of `generate`.
#[derive(Clone, Debug, Args)]
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
    /// Write nothing; list what would be written and removed.
    #[arg(long, conflicts_with = "check")]
    pub dry_run: bool,
    /// What stops the run.
    #[command(flatten)]
    pub demand: Demand,
    /// How to print.
    #[command(flatten)]
    pub output: Output,
    /// Go on, and generate again whenever a document, a decision or a description is saved.
    #[arg(long, conflicts_with_all = ["check", "dry_run"])]
    pub watch: bool,
    /// Print how long each pass takes, and how much memory it leaves in use.
    #[arg(long)]
    pub timings: bool,
    /// Replace files in the folder that were not generated, or were changed since.
    #[arg(long)]
    pub force: bool,
}

/// Runs `generate`.
pub(super) fn generate(args: &GenerateArgs) -> Exit {
    if args.watch { watch(Session::new(args.clone())) } else { once(args) }
}

fn once(args: &GenerateArgs) -> Exit {
    let console = Console::new(args.output);
    let exit = run(args, &console);
    console.finish(exit)
}

fn run(args: &GenerateArgs, console: &Console) -> Exit {
    let started = Instant::now();
    let mut timings = Timings::new();
    let mut loaded = match load_specs(&args.spec) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    if let Some(exit) = refused(console, &mut loaded, args.demand) {
        return exit;
    }
    timings.ended("all", "read");
    let outcome = if args.timings {
        pipeline::generate_observed(loaded.inputs, &args.layout(), &mut |api, pass| timings.ended(api, pass))
    } else {
        pipeline::generate(loaded.inputs, &args.layout())
    };
    let exit = finish(args, console, outcome, started);
    if args.timings {
        timings.ended("all", "tree");
        timings.print();
    }
    exit
}

/// A generation that is repeated: what did not change is neither read nor made again.
pub struct Session {
    args: GenerateArgs,
    shelf: Shelf,
    memo: Memo,
}

impl Session {
    /// One that has made nothing yet.
    pub fn new(args: GenerateArgs) -> Self {
        Self { args, shelf: Shelf::default(), memo: Memo::default() }
    }

    /// The folder with the APIs.
    pub fn folder(&self) -> &Path {
        &self.args.spec
    }

    /// Generates; how it ended is on the screen, and may be different next time.
    pub fn run(&mut self) -> Exit {
        run_with_large_stack(|| {
            let console = Console::new(self.args.output);
            let exit = self.generate(&console);
            console.finish(exit)
        })
    }

    fn generate(&mut self, console: &Console) -> Exit {
        let started = Instant::now();
        let mut loaded = match load_specs_by(&self.args.spec, |folder| self.shelf.load_dir(folder)) {
            Ok(loaded) => loaded,
            Err(exit) => return exit,
        };
        if let Some(exit) = refused(console, &mut loaded, self.args.demand) {
            return exit;
        }
        let outcome = pipeline::generate_again(&loaded.inputs, &self.args.layout(), &mut self.memo);
        finish(&self.args, console, outcome, started)
    }
}

impl GenerateArgs {
    fn layout(&self) -> Layout {
        match &self.name {
            Some(name) => Layout::Modules { name: name.clone(), runtime: self.runtime.clone() },
            None => Layout::Workspace,
        }
    }
}

/// Says what there is to say about the files; how the run ends if it cannot go on.
fn refused<I>(console: &Console, loaded: &mut Loaded<I>, demand: Demand) -> Option<Exit> {
    let exit = console.print(&mut loaded.diagnostics, &loaded.files, demand)?;
    complain!("nothing was written");
    Some(exit)
}

/// Writes or compares what came out.
fn finish(args: &GenerateArgs, console: &Console, mut outcome: Outcome, started: Instant) -> Exit {
    if let Some(exit) = console.print(&mut outcome.diagnostics, &outcome.files, args.demand) {
        complain!("nothing was written");
        return exit;
    }
    if args.check || args.dry_run {
        let drift = tree::compare(&args.out, &outcome.tree);
        return report_drift(console, drift, &args.out, args.check.then_some("cargo xtask generate"));
    }
    let inputs = inputs(&outcome);
    let options = Options { ownership: Ownership::Header, force: args.force, inputs: &inputs };
    write(console, &args.out, &outcome, &options, started)
}

/// The files that were read.
pub(super) fn inputs(outcome: &Outcome) -> Vec<PathBuf> {
    outcome.files.iter().map(|(name, _)| PathBuf::from(name)).collect()
}

/// Writes a tree, and says what became of each file.
pub(super) fn write(console: &Console, out: &Path, outcome: &Outcome, options: &Options<'_>, started: Instant) -> Exit {
    let written = match tree::write(out, &outcome.tree, options) {
        Ok(written) => written,
        Err(error) => return unwritable(out, &error),
    };
    outcome.apis.iter().for_each(|api| console.detail(api.summary()));
    written.removed.iter().for_each(|path| console.say(format!("removed: {path}")));
    for Kept { path, reason } in &written.kept {
        console.say(format!("left: {} ({})", path.escape_debug(), reason.as_str()));
    }
    let kept = written.kept.iter().map(|kept| json!({ "path": kept.path, "reason": kept.reason.as_str() }));
    console.set("left", kept.collect::<Vec<_>>());
    console.say(format!(
        "{}: {} files written, {} unchanged, {} removed, {:.2} s",
        out.display(),
        written.written.len(),
        written.unchanged,
        written.removed.len(),
        started.elapsed().as_secs_f32()
    ));
    console.set("written", written.written);
    console.set("removed", written.removed);
    Exit::Done
}

/// Lines of a difference that are shown for each file.
const SHOWN: usize = 40;

/// Lists what differs; `command` is what removes the difference, and it is no fault without one.
pub(super) fn report_drift(
    console: &Console,
    drift: std::io::Result<Drift>,
    out: &Path,
    command: Option<&str>,
) -> Exit {
    let drift = match drift {
        Ok(drift) => drift,
        Err(error) => return unwritable(out, &error),
    };
    console.set("changes", drift.changes.iter().map(Change::plan).collect::<Vec<_>>());
    let Some(command) = command else {
        drift.changes.iter().for_each(|change| console.say(change.plan()));
        return Exit::Done;
    };
    if drift.is_empty() {
        console.say(format!("{} is up to date", out.display()));
        return Exit::Done;
    }
    for change in &drift.changes {
        match change {
            Change::Missing { path } => console.say(format!("missing: {path}")),
            Change::Extra { path } => console.say(format!("extra: {path}")),
            Change::Stale { path, diff } => {
                console.say(format!("stale: {path}"));
                diff.lines().take(SHOWN).for_each(|line| console.say(format!("    {line}")));
                if diff.lines().count() > SHOWN {
                    console.say(format!("    ... and {} more lines", diff.lines().count() - SHOWN));
                }
            }
        }
    }
    console.say(format!("{} differs in {} files; run `{command}`", out.display(), drift.changes.len()));
    Exit::Drift
}
