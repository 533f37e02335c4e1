//! `generator sync`: a new version of a document, reviewed before it is written.

use super::console::Console;
use super::proposals::{Proposals, proposals};
use super::{Demand, Exit, Output, unwritable};
use crate::config::Config;
use crate::diagnostic::Code;
use crate::diff::{Report, Verdict};
use crate::load::{DocumentSource, load_dir, read_if_there};
use crate::naming::Level;
use crate::pipeline;
use crate::release;
use crate::source::Input;
use crate::source::distil::Prose;
use crate::sync::{Plan, plan};
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser as _};
use serde_json::json;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What is said about decisions and words of which the new document knows nothing.
pub(super) const STALE: [Code; 4] = [Code::StaleDecision, Code::StaleName, Code::StaleWords, Code::StaleWaiver];

/// Arguments of `sync`.
#[derive(Debug, Args)]
pub struct SyncArgs {
    /// Name of the API: the folder under spec/.
    pub api: String,
    /// The upstream document, JSON or YAML: a file, `-`, or an `http(s)` URL, which is not fetched again while its server
    /// says that it is the same. Left out, that is the URL that the last one came from.
    #[arg(long, value_parser = OsStringValueParser::new().map(DocumentSource::from))]
    pub from: Option<DocumentSource>,
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
    /// Write nothing; say what would be written, and what it means.
    #[arg(long)]
    pub dry_run: bool,
    /// How to print.
    #[command(flatten)]
    pub output: Output,
}

/// Runs the command.
pub(super) fn run(args: &SyncArgs) -> Exit {
    let console = Console::new(args.output);
    let exit = take_over(args, &console);
    console.finish(exit)
}

fn take_over(args: &SyncArgs, console: &Console) -> Exit {
    let prose = if args.keep_prose { Prose::Kept } else { Prose::Dropped };
    let dir = args.spec.join(&args.api);
    let mut plan = plan(&dir, args.from.as_ref(), prose);
    if let Some(exit) = console.print(&mut plan.diagnostics, &plan.files, Demand::ERRORS) {
        return exit;
    }
    if let Some(why) = plan.unrelated.as_ref().filter(|_| !args.new) {
        complain!("error: this document seems to be of another API: {why}");
        complain!("nothing was written; if it is meant, say `--new`");
        return Exit::Usage;
    }
    if plan.writes.is_empty() || plan.says_the_same {
        if !args.dry_run
            && let Err(error) = plan.write()
        {
            return unwritable(&dir, &error);
        }
        console.say(format!("{} {}: up to date", args.api, plan.version));
        return Exit::Done;
    }
    // The new version is read as it would be written, so that what is said about it is what will be said.
    let (old, _) = load_dir(&dir);
    let trial = match trial(&dir, &plan) {
        Ok(trial) => trial,
        Err(error) => return unwritable(&dir, &error),
    };
    let compared = pipeline::compare(Vec::from_iter(old.clone()), Vec::from_iter(trial.clone()), Level::Module);
    let outcome = compared.new;
    // Decisions that apply to nothing any more are what a new version leaves to do, not what stands in its way.
    let (mut stale, mut others): (Vec<_>, Vec<_>) =
        outcome.diagnostics.into_iter().partition(|found| STALE.contains(&found.code));
    if let Some(exit) = console.print(&mut others, &outcome.files, Demand::ERRORS) {
        complain!("nothing was written");
        return exit;
    }
    let open = trial.as_ref().map(|trial| proposals(old.as_ref(), trial)).unwrap_or_default();
    if !args.dry_run
        && let Err(error) = plan.write()
    {
        return unwritable(&dir, &error);
    }
    summarize(args, &plan, trial.as_ref().map(|trial| &trial.config), compared.report, &open, console);
    if !stale.is_empty() {
        console.say("decisions and words that apply to nothing any more:");
        console.print(&mut stale, &outcome.files, Demand::ERRORS);
    }
    Exit::Done
}

/// The API with the new document, read from a copy of its folder.
fn trial(dir: &Path, plan: &Plan) -> io::Result<Option<Input>> {
    let root = Scratch::new()?;
    let copy = root.0.join(dir.file_name().unwrap_or_default());
    fs::create_dir_all(&copy)?;
    for name in ["docs.yaml", "overlay.yaml"] {
        let text = read_if_there(&dir.join(name)).map_err(|diagnostic| io::Error::other(diagnostic.message))?;
        text.map_or(Ok(()), |text| fs::write(copy.join(name), text))?;
    }
    for (path, text) in &plan.writes {
        fs::write(copy.join(path.file_name().unwrap_or_default()), text)?;
    }
    let (mut input, _) = load_dir(&copy);
    if let Some(input) = &mut input {
        for file in std::iter::once(&mut input.document).chain(&mut input.others) {
            let name = Path::new(&file.name).file_name().unwrap_or_default();
            file.name = dir.join(name).display().to_string();
        }
    }
    Ok(input)
}

/// A folder among the temporary ones, removed when dropped.
struct Scratch(PathBuf);

impl Scratch {
    /// One that nobody has made before: whoever makes it first could have put links into it.
    fn new() -> io::Result<Self> {
        for number in 0.. {
            let path = std::env::temp_dir().join(format!("generator-sync-{}-{number}", std::process::id()));
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is among the temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The version that requests name, where that is the one of the document before.
fn held_back<'c>(plan: &Plan, config: Option<&'c Config>) -> Option<&'c str> {
    let sent = config?.version_header.as_ref()?.value.as_deref()?;
    let before = plan.previous.as_ref()?.version.as_str();
    (sent == before && plan.version != before).then_some(sent)
}

/// Says what the new version means, and what it leaves to decide.
fn summarize(
    args: &SyncArgs,
    plan: &Plan,
    config: Option<&Config>,
    mut report: Report,
    open: &Proposals,
    console: &Console,
) {
    console.set("version", plan.version.as_str());
    console.set("report", report.json());
    console.set("decide", json!({ "names": open.names, "renamed": open.renamed, "deprecated": open.deprecated, "presence": open.presence, "words": open.words }));
    let (verdict, invisible) = (report.verdict(), report.count(Verdict::Invisible));
    report.changes.retain(|change| change.verdict != Verdict::Invisible);
    let is_first = plan.previous.is_none();
    if !is_first {
        console.say(report.print(crate::diff::Format::Text).trim_end());
        console.say(format!("and {invisible} that no caller notices: `generator diff` lists them"));
    }
    if plan.changes_in_place() {
        console.say(format!(
            "\nATTENTION: the document still says version {}, and its content is different:",
            plan.version
        ));
        console.say("a published version was changed in place; users of the version before have it too");
    }
    if let Some(header) = held_back(plan, config) {
        console.say(format!(
            "\nATTENTION: `version_header` in sdk.yaml still says {header}, so that servers answer in that version:"
        ));
        console.say(format!("say {} there if they know it, and read the difference again", plan.version));
    }
    if plan.version.contains("${") {
        console.say(format!("\nATTENTION: the version `{}` is a placeholder that nobody filled in", plan.version));
    }
    if let (false, Some(current)) = (is_first, release::version_of(&args.sdk)) {
        let proposed = current.after(verdict);
        if proposed == current {
            console.say(format!("\nnothing of the SDK changes: its version stays {current}"));
        } else {
            console.say(format!("\nproposed version: {proposed} after {current}; the entry for CHANGELOG.md:\n"));
            console.say(release::entry(&proposed.to_string(), &report).trim_end());
        }
    }
    let next = release::version_of(&args.sdk).map(|current| current.after(verdict).to_string());
    decide(open, &args.spec.join(&args.api), next.as_deref().unwrap_or(&plan.version), console);
    let written: Vec<String> = plan.writes.iter().map(|(path, _)| path.display().to_string()).collect();
    let did = if args.dry_run { "would write" } else { "wrote" };
    console.say(format!("\n{} {}: {did} {}", args.api, plan.version, written.join(" and ")));
    console.set(if args.dry_run { "would_write" } else { "written" }, written);
    console.say("next: `cargo xtask generate --strict`, which lists the decisions that are missing or apply to nothing any more");
}

/// Words that are listed one by one.
const SHOWN: usize = 20;

/// Says what is to be decided before the new version is published.
fn decide(open: &Proposals, dir: &Path, next: &str, console: &Console) {
    let dir = dir.display();
    let list = |lines: &[String]| lines.iter().for_each(|line| console.say(format!("  {line}")));
    if !open.names.is_empty() {
        console.say("\nnew operations and their names, which only a breaking change can change later; below those that could be");
        console.say(format!("shorter are the lines for `operations: overrides:` in {dir}/sdk.yaml:"));
        list(&open.names);
    }
    if !open.renamed.is_empty() {
        console
            .say("\noperations that are called otherwise now; below each is the line for `operations: overrides:` in");
        console.say(format!("{dir}/sdk.yaml that keeps its name:"));
        list(&open.renamed);
    }
    if !open.presence.is_empty() {
        console.say("\nproperties that were required and may be missing now: releases of the version before read them from newer");
        console.say("servers if these lines are in their sdk.yaml:");
        list(&open.presence);
    }
    if !open.deprecated.is_empty() {
        console
            .say(format!("\ndeprecated from now on; with these lines in {dir}/sdk.yaml the compiler says since when:"));
        console.say("  deprecations:\n    - at:");
        let places = open.deprecated.iter().map(|place| serde_json::Value::from(place.as_str()));
        places.for_each(|place| console.say(format!("        - {place}")));
        console.say(format!("      since: {next:?}"));
    }
    if !open.words.is_empty() {
        console.say(format!("\nwithout words in {dir}/docs.yaml: {}", open.words.len()));
        list(&open.words[..open.words.len().min(SHOWN)]);
        if open.words.len() > SHOWN {
            console.say(format!("  and {} more: `generator docs --missing` lists them", open.words.len() - SHOWN));
        }
    }
}
