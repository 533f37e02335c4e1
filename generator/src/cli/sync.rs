//! `generator sync`: a new version of a document, reviewed before it is written.

use super::{Demand, Exit, print, unwritable};
use crate::diff::{Report, Verdict};
use crate::load::load_dir;
use crate::naming::Level;
use crate::pipeline;
use crate::release;
use crate::source::Input;
use crate::source::distil::Prose;
use crate::sync::{Plan, plan};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

/// Arguments of `sync`.
#[derive(Debug, Args)]
pub struct SyncArgs {
    /// Name of the API: the folder under spec/.
    pub api: String,
    /// The upstream document, JSON or YAML.
    #[arg(long)]
    pub from: PathBuf,
    /// The folder with a folder for each API.
    #[arg(long, default_value = "spec")]
    pub spec: PathBuf,
    /// The crate whose version is the last one that was published.
    #[arg(long, default_value = "generated-sdk")]
    pub sdk: PathBuf,
    /// Keep the words of the document.
    #[arg(long)]
    pub keep_prose: bool,
    /// The document may be of another API than the one before.
    #[arg(long)]
    pub new: bool,
}

/// Runs the command.
pub(super) fn run(args: &SyncArgs) -> Exit {
    let prose = if args.keep_prose { Prose::Kept } else { Prose::Dropped };
    let dir = args.spec.join(&args.api);
    let mut plan = plan(&dir, &args.from, prose);
    if let Some(exit) = print(&mut plan.diagnostics, &plan.files, Demand::Errors) {
        return exit;
    }
    if let Some(why) = plan.unrelated.as_ref().filter(|_| !args.new) {
        complain!("error: this document seems to be of another API: {why}");
        complain!("nothing was written; if it is meant, say `--new`");
        return Exit::Usage;
    }
    if plan.writes.is_empty() {
        say!("{} {}: up to date", args.api, plan.version);
        return Exit::Done;
    }
    // The new version is read as it would be written, so that what is said about it is what will be said.
    let (old, _) = load_dir(&dir);
    let trial = match trial(&dir, &plan) {
        Ok(trial) => trial,
        Err(error) => return unwritable(&dir, &error),
    };
    let compared = pipeline::compare(old.as_slice(), trial.as_slice(), Level::Module);
    let mut outcome = compared.new;
    if let Some(exit) = print(&mut outcome.diagnostics, &outcome.files, Demand::Errors) {
        complain!("nothing was written");
        return exit;
    }
    if let Err(error) = plan.write() {
        return unwritable(&dir, &error);
    }
    tell(args, &plan, compared.report);
    Exit::Done
}

/// The API with the new document, read from a copy of its folder.
fn trial(dir: &Path, plan: &Plan) -> std::io::Result<Option<Input>> {
    let root = std::env::temp_dir().join(format!("generator-sync-{}", std::process::id()));
    let copy = root.join(dir.file_name().unwrap_or_default());
    fs::create_dir_all(&copy)?;
    for name in ["docs.yaml", "overlay.yaml"] {
        if dir.join(name).exists() {
            fs::copy(dir.join(name), copy.join(name))?;
        }
    }
    for (path, text) in &plan.writes {
        fs::write(copy.join(path.file_name().unwrap_or_default()), text)?;
    }
    let (mut input, _) = load_dir(&copy);
    fs::remove_dir_all(&root)?;
    if let Some(input) = &mut input {
        for file in std::iter::once(&mut input.document).chain(&mut input.others) {
            let name = Path::new(&file.name).file_name().unwrap_or_default();
            file.name = dir.join(name).display().to_string();
        }
    }
    Ok(input)
}

/// Says what the new version means.
fn tell(args: &SyncArgs, plan: &Plan, mut report: Report) {
    let invisible = report.count(Verdict::Invisible);
    report.changes.retain(|change| change.verdict != Verdict::Invisible);
    let is_first = plan.previous.is_none();
    if !is_first {
        say!("{}", report.print(crate::diff::Format::Text).trim_end());
        say!("and {invisible} that no caller notices: `generator diff` lists them");
    }
    if plan.changes_in_place() {
        say!("\nATTENTION: the document still says version {}, and its content is different:", plan.version);
        say!("a published version was changed in place; users of the version before have it too");
    }
    if plan.version.contains("${") {
        say!("\nATTENTION: the version `{}` is a placeholder that nobody filled in", plan.version);
    }
    if let (false, Some(current)) = (is_first, release::version_of(&args.sdk)) {
        let proposed = current.after(report.verdict());
        say!("\nproposed version: {proposed} after {current}; the entry for CHANGELOG.md:\n");
        say!("{}", release::entry(&proposed.to_string(), &report).trim_end());
    }
    let written: Vec<String> = plan.writes.iter().map(|(path, _)| path.display().to_string()).collect();
    say!("\n{} {}: wrote {}", args.api, plan.version, written.join(" and "));
    say!("next: `cargo xtask generate --strict` and `generator docs`, which list decisions and words that are missing");
}
