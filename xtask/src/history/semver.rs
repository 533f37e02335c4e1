//! `cargo xtask semver`: the verdict of the comparison held against `cargo-semver-checks`, step by step.

use super::crates::Crates;
use super::releases::{self, Release};
use super::table::{Table, progress};
use generator::diff::{Report, Verdict};
use generator::naming::Level;
use generator::pipeline;
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
    let mut table = Table::new(&["step", "breaking", "additions", "invisible", "cargo-semver-checks", "both agree"]);
    let mut before: Option<(Release, PathBuf)> = None;
    let mut unexplained = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        progress(at, documents.len(), &document.version);
        let release = crates.make(document)?;
        let rustdoc = crates.rustdoc(&release)?;
        if let Some((old, old_rustdoc)) = &before {
            let report = compare(old, &release);
            let theirs = checked(&tool, old_rustdoc, &rustdoc)?;
            let agreement = agreement(&report, &theirs);
            let step = format!("{} → {}", old.version, release.version);
            if agreement == Agreement::No {
                unexplained.push(format!("{step}: {}", theirs.failed.join(", ")));
            }
            let count = |verdict| report.count(verdict).to_string();
            let counts = [Verdict::Breaking, Verdict::Addition, Verdict::Invisible].map(count);
            table.row([vec![step], counts.to_vec(), vec![theirs.text(), agreement.text().to_owned()]].concat());
        }
        before = Some((release, rustdoc));
    }
    progress(documents.len(), documents.len(), "");
    let text = format!("# {api}: each published version and the next\n\n{table}");
    print!("{text}");
    let kept = root.join("xtask/semver").join(format!("{api}.md"));
    fs::create_dir_all(root.join("xtask/semver"))
        .and_then(|()| fs::write(&kept, text))
        .map_err(|error| format!("{}: {error}", kept.display()))?;
    if unexplained.is_empty() { Ok(()) } else { Err(format!("no agreement:\n{}", unexplained.join("\n"))) }
}

fn compare(old: &Release, new: &Release) -> Report {
    pipeline::compare(vec![old.input.clone()], vec![new.input.clone()], Level::Module).report
}

/// What `cargo-semver-checks` says about a step.
struct Checked {
    /// Lints that ask for a major version.
    failed: Vec<String>,
}

impl Checked {
    fn text(&self) -> String {
        if self.failed.is_empty() { "nothing".to_owned() } else { format!("`{}`", self.failed.join("`, `")) }
    }
}

/// Runs the tool on what rustdoc said about two versions.
fn checked(tool: &Path, old: &Path, new: &Path) -> Result<Checked, String> {
    let mut command = Command::new(tool);
    command.args(["semver-checks", "--color", "never", "--release-type", "minor", "--baseline-rustdoc"]).arg(old);
    let output = command.arg("--current-rustdoc").arg(new).output().map_err(|error| format!("{tool:?}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    if !said.contains("Summary") && !said.contains("Checked") {
        return Err(format!("cargo-semver-checks failed:\n{said}"));
    }
    let lint = |line: &str| {
        let name = line.strip_prefix("--- failure ")?.split_once(':')?.0;
        Some(name.to_owned())
    };
    Ok(Checked { failed: said.lines().filter_map(lint).collect() })
}

/// Whether both say the same of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Agreement {
    Yes,
    /// The tool reads names and not what they mean.
    TypesOnly,
    No,
}

impl Agreement {
    fn text(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::TypesOnly => {
                "yes: types of fields and arguments, and the server that is the default, are not among its lints"
            }
            Self::No => "NO",
        }
    }
}

fn agreement(report: &Report, theirs: &Checked) -> Agreement {
    let breaking = report.changes.iter().filter(|change| change.verdict == Verdict::Breaking);
    // What is gone is a line with `-`; what has another type, or another order, one with `~`.
    let is_seen_by_names = |line: &String| line.starts_with('-') || line.contains(" is gone");
    let by_names = breaking.clone().any(|change| change.code.iter().any(is_seen_by_names));
    match (breaking.count() > 0, !theirs.failed.is_empty()) {
        (true, true) | (false, false) => Agreement::Yes,
        (true, false) if !by_names => Agreement::TypesOnly,
        (true, false) | (false, true) => Agreement::No,
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
    let status =
        crate::cargo::cargo(root).args(["install", "cargo-semver-checks", "--locked", "--root"]).arg(&folder).status();
    if status.is_ok_and(|status| status.success()) && has(&own) {
        Ok(own)
    } else {
        Err("cargo-semver-checks cannot be installed: `cargo install cargo-semver-checks`".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lint_that_nothing_explains_is_a_disagreement() {
        let theirs = |failed: &[&str]| Checked { failed: failed.iter().map(|&name| name.to_owned()).collect() };
        assert_eq!(agreement(&Report::default(), &theirs(&[])), Agreement::Yes);
        assert_eq!(agreement(&Report::default(), &theirs(&["struct_missing"])), Agreement::No);
    }
}
