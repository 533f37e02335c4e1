//! `cargo xtask semver`: the comparison held against `cargo-semver-checks`, step by step and item by item.

use super::crates::Crates;
use super::findings::{Disagreement, Finding, aliases, disagreement, findings, tally};
use super::releases::{self, Release};
use crate::table::{Table, progress};
use generator::diff::{Report, Verdict};
use generator::naming::Level;
use generator::pipeline;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Compares each version with the next in both ways, and keeps the table in `xtask/semver/<api>.md`.
///
/// # Errors
///
/// If both disagree for no known reason, or if a version cannot be generated or compiled.
pub(crate) fn semver(root: &Path, api: &str, paths: &[PathBuf]) -> Result<(), String> {
    let tool = tool(root)?;
    let documents = releases::documents(paths)?;
    let crates = Crates::new(root, api)?;
    let mut table = Table::new(&["step", "breaking", "additions", "invisible", "`cargo-semver-checks`", "together"]);
    let mut before: Option<(Release, PathBuf)> = None;
    let (mut agreed, mut steps, mut unexplained) = (0, 0, Vec::new());
    for (at, document) in documents.iter().enumerate() {
        progress(at, documents.len(), &document.version);
        let release = crates.make(document)?;
        let rustdoc = crates.rustdoc(&release)?;
        if let Some((old, old_rustdoc)) = &before {
            let report = compare(old, &release);
            let found = checked(&tool, old_rustdoc, &rustdoc)?;
            let together = Together::of(&report, &found, &aliases(old_rustdoc)?);
            let step = format!("{} → {}", old.version, release.version);
            steps += 1;
            match &together {
                Together::Disagree(Disagreement { theirs, ours }) => {
                    let only = |who: &str, items: &[String]| {
                        items.iter().map(|item| format!("\n  {who} only: {item}")).collect::<String>()
                    };
                    unexplained.push(format!("{step}{}{}", only("theirs", theirs), only("ours", ours)));
                }
                _ => agreed += 1,
            }
            let count = |verdict| report.count(verdict).to_string();
            let counts = [Verdict::Breaking, Verdict::Addition, Verdict::Invisible].map(count);
            table.row([vec![step], counts.to_vec(), vec![tally(&found), together.text().to_owned()]].concat());
        }
        before = Some((release, rustdoc));
    }
    progress(documents.len(), documents.len(), "");
    let text = format!(
        "# {api}: each published version and the next\n\n{INTRODUCTION}\n{agreed} of {steps} steps agree.\n\n{table}"
    );
    print!("{text}");
    let kept = root.join("xtask/semver").join(format!("{api}.md"));
    fs::create_dir_all(root.join("xtask/semver"))
        .and_then(|()| fs::write(&kept, text))
        .map_err(|error| format!("{}: {error}", kept.display()))?;
    if unexplained.is_empty() { Ok(()) } else { Err(format!("no agreement:\n{}", unexplained.join("\n"))) }
}

/// What a reader of a table has to know.
const INTRODUCTION: &str = "\
`generator diff` says what a step between two documents means for callers; `cargo-semver-checks` reads the crates that
are generated for both, with the decisions of today, and knows nothing of the documents. Each item that one of them calls
broken is looked for in what the other one says. The tool looks at names: types of fields, arguments and results, and the
server that is the default, are none of its lints, so that a step that changes nothing else is broken to the comparison
alone (*types*). Nor are type aliases, which the calls of operations are: what the tool says of the options of a call,
methods of the type behind all aliases, the comparison says of the alias.
";

fn compare(old: &Release, new: &Release) -> Report {
    pipeline::compare(vec![old.input.clone()], vec![new.input.clone()], Level::Module).report
}

/// Runs the tool on what rustdoc said about two versions.
fn checked(tool: &Path, old: &Path, new: &Path) -> Result<Vec<Finding>, String> {
    let mut command = Command::new(tool);
    command.args(["semver-checks", "--color", "never", "--release-type", "minor", "--baseline-rustdoc"]).arg(old);
    let output = command.arg("--current-rustdoc").arg(new).output().map_err(|error| format!("{tool:?}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let found = findings(&said);
    // It ends with a failure if it found something, and if it could not look.
    let has_looked = said.contains("Checked") && (output.status.success() || !found.is_empty());
    if has_looked { Ok(found) } else { Err(format!("cargo-semver-checks failed:\n{said}")) }
}

/// How both stand to each other.
#[derive(Debug, PartialEq, Eq)]
enum Together {
    /// Neither finds anything that breaks callers.
    Fine,
    /// Both find the same.
    Broken,
    /// Only what the tool does not look at breaks callers.
    Types,
    Disagree(Disagreement),
}

impl Together {
    fn of(report: &Report, found: &[Finding], aliases: &BTreeSet<String>) -> Self {
        let disagreement = disagreement(report, found, aliases);
        match (disagreement == Disagreement::default(), report.verdict(), found) {
            (false, ..) => Self::Disagree(disagreement),
            (true, Some(Verdict::Breaking), []) => Self::Types,
            (true, Some(Verdict::Breaking), _) => Self::Broken,
            (true, ..) => Self::Fine,
        }
    }

    fn text(&self) -> &'static str {
        match self {
            Self::Fine => "agree: fine",
            Self::Broken => "agree: broken",
            Self::Types => "agree: broken, *types*",
            Self::Disagree(_) => "DISAGREE",
        }
    }
}

/// The tool, installed below `target` if cargo does not have it.
fn tool(root: &Path) -> Result<PathBuf, String> {
    let has = |tool: &Path| {
        Command::new(tool).args(["semver-checks", "--version"]).output().is_ok_and(|out| out.status.success())
    };
    let on_path = PathBuf::from("cargo-semver-checks");
    let folder = root.join("target/tools");
    let own = folder.join("bin").join(format!("cargo-semver-checks{}", std::env::consts::EXE_SUFFIX));
    if let Some(found) = [on_path, own.clone()].into_iter().find(|tool| has(tool)) {
        return Ok(found);
    }
    eprintln!("installing cargo-semver-checks into {}", folder.display());
    let mut install = crate::cargo::cargo(root);
    install.args(["install", "cargo-semver-checks", "--locked", "--root"]).arg(&folder);
    // It is used for some minutes: all of its crates in one piece would take longer to optimise than they save.
    install.env("CARGO_PROFILE_RELEASE_LTO", "false").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    let status = install.status();
    if status.is_ok_and(|status| status.success()) && has(&own) {
        Ok(own)
    } else {
        Err("cargo-semver-checks cannot be installed: `cargo install cargo-semver-checks`".to_owned())
    }
}
