//! `generator diff`: what changed between two versions, and what of it breaks callers.

use super::console::commands;
use super::input::{Loaded, load_source};
use super::sync::STALE;
use super::{Demand, Exit, print};
use crate::diagnostic::{Diagnostic, Severity};
use crate::diff::{Format, Verdict};
use crate::load::DocumentSource;
use crate::naming::Level;
use crate::pipeline;
use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Args, ValueEnum};

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The old version: a document, the folder of an API, or a folder with a folder for each API. Decisions are those in
    /// the `sdk.yaml` beside the document, as far as they apply.
    #[arg(value_parser = OsStringValueParser::new().map(DocumentSource::from))]
    pub old: DocumentSource,
    /// The new version.
    #[arg(value_parser = OsStringValueParser::new().map(DocumentSource::from))]
    pub new: DocumentSource,
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
    let (old, new) = match (load_source(&args.old), load_source(&args.new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(exit), _) | (_, Err(exit)) => return exit,
    };
    let ((mut old, level), (mut new, other)) = (old, new);
    // A document alone has no module: then neither has the other side.
    let level = if level == other { level } else { Level::Root };
    if let ([old], [new]) = (old.inputs.as_mut_slice(), new.inputs.as_mut_slice()) {
        old.name.clone_from(&new.name);
    }
    let take = |loaded: &mut Loaded| std::mem::take(&mut loaded.inputs);
    let mut compared = pipeline::compare(take(&mut old), take(&mut new), level);
    let sides = [(&mut old, &mut compared.old), (&mut new, &mut compared.new)];
    for (Loaded { diagnostics, files, .. }, outcome) in sides {
        // Warnings are what `check` is for; here only what stands in the way counts, and decisions are about one of both
        // versions.
        let is_error = |found: &Diagnostic| found.severity == Severity::Error && !STALE.contains(&found.code);
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
    let printed = report.print(args.format);
    match args.format {
        Format::Github => commands(printed.trim_end()),
        _ => say!("{}", printed.trim_end()),
    }
    if denied { Exit::Drift } else { Exit::Done }
}
