//! `generator diff`: what changed between two versions, and what of it breaks callers.

use super::input::{Loaded, load_path};
use super::{Demand, Exit, print};
use crate::diff::{Format, Verdict};
use crate::naming::Level;
use crate::pipeline;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The old version: a document, the folder of an API, or a folder with a folder for each API.
    pub old: PathBuf,
    /// The new version.
    pub new: PathBuf,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Exit with 1 if a change has this verdict, or a graver one.
    #[arg(long, value_enum)]
    pub deny: Option<Deny>,
    /// Leave out what no caller notices.
    #[arg(long)]
    pub visible: bool,
}

/// What `--deny` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Changes that break callers.
    Breaking,
    /// All that callers notice.
    Addition,
}

/// Runs the command.
pub(super) fn run(args: &DiffArgs) -> Exit {
    let (mut old, mut new) = match (load_path(&args.old), load_path(&args.new)) {
        (Ok((old, _)), Ok((new, _))) => (old, new),
        (Err(exit), _) | (_, Err(exit)) => return exit,
    };
    // A document alone has no module: then neither has the other side.
    let level = if args.old.is_dir() && args.new.is_dir() { Level::Module } else { Level::Root };
    if let ([old], [new]) = (old.inputs.as_mut_slice(), new.inputs.as_mut_slice()) {
        old.name.clone_from(&new.name);
    }
    let take = |loaded: &mut Loaded| std::mem::take(&mut loaded.inputs);
    let mut compared = pipeline::compare(take(&mut old), take(&mut new), level);
    let sides = [(&mut old, &mut compared.old), (&mut new, &mut compared.new)];
    for (Loaded { diagnostics, files, .. }, outcome) in sides {
        // Warnings are what `check` is for; here only what stands in the way counts.
        let is_error =
            |found: &crate::diagnostic::Diagnostic| found.code.severity() == crate::diagnostic::Severity::Error;
        diagnostics.retain(is_error);
        outcome.diagnostics.retain(is_error);
        let loading = print(diagnostics, files, Demand::ERRORS);
        if let Some(exit) = loading.or(print(&mut outcome.diagnostics, &outcome.files, Demand::ERRORS)) {
            return exit;
        }
    }
    let mut report = compared.report;
    let limit = args.deny.map(|deny| match deny {
        Deny::Breaking => Verdict::Breaking,
        Deny::Addition => Verdict::Addition,
    });
    let denied = limit.is_some_and(|limit| report.verdict().is_some_and(|verdict| verdict <= limit));
    if args.visible {
        report.changes.retain(|change| change.verdict != Verdict::Invisible);
    }
    say!("{}", report.print(args.format).trim_end());
    if denied { Exit::Drift } else { Exit::Done }
}
