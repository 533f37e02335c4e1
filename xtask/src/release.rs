//! `cargo xtask release-check`: whether the version of the SDK moved as far as its interface did since a revision.

use generator::diff::{Verdict, summary};
use generator::load::load_dir;
use generator::naming::Level;
use generator::pipeline;
use generator::release::{Version, version_of};
use generator::source::Input;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Compares the interface at the revision `base` with the one of the working tree.
///
/// # Errors
///
/// If the version is lower than the changes ask for, or if the revision cannot be read.
pub(crate) fn check(root: &Path, base: &str) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("release-check-{}", std::process::id()));
    let checked = extract(root, base, &folder).and_then(|()| compare(root, base, &folder));
    // What is left of a copy harms nobody.
    let _ = fs::remove_dir_all(&folder);
    checked
}

/// Writes the decisions and the manifest of a revision into a folder.
fn extract(root: &Path, base: &str, folder: &Path) -> Result<(), String> {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").current_dir(root).args(arguments).output();
        let output = output.map_err(|error| format!("git cannot be run: {error}"))?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    };
    let listed = git(&["ls-tree", "-r", "--name-only", base, "--", "spec", "generated-sdk/Cargo.toml"])?;
    for path in String::from_utf8_lossy(&listed).lines() {
        let target = folder.join(path);
        let text = git(&["show", &format!("{base}:{path}")])?;
        let written = fs::create_dir_all(target.parent().unwrap_or(folder)).and_then(|()| fs::write(&target, text));
        written.map_err(|error| format!("{}: {error}", target.display()))?;
    }
    Ok(())
}

fn compare(root: &Path, base: &str, folder: &Path) -> Result<(), String> {
    let report = pipeline::compare(&specs(folder)?, &specs(root)?, Level::Module).report;
    let version = |root: &Path| version_of(&root.join("generated-sdk")).ok_or("the SDK has no version".to_owned());
    let (before, now): (Version, Version) = (version(folder)?, version(root)?);
    let needed = before.after(report.verdict());
    eprint!("{}", summary(&report));
    if now >= needed {
        eprintln!("version {now} after {before} at {base}: enough, {needed} is needed");
        return Ok(());
    }
    let breaking = report.changes.iter().filter(|change| change.verdict == Verdict::Breaking);
    let listed: Vec<String> =
        breaking.map(|change| format!("  {} {}: {}", change.subject.word(), change.label, change.what)).collect();
    Err(format!("version {now} has to be at least {needed} after {before} at {base}\n{}", listed.join("\n")))
}

/// Every API of `spec/`, in the order of their names.
fn specs(root: &Path) -> Result<Vec<Input>, String> {
    let spec = root.join("spec");
    let entries = fs::read_dir(&spec).map_err(|error| format!("{}: {error}", spec.display()))?;
    let mut folders: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    Ok(folders.iter().filter_map(|folder| load_dir(folder).0).collect())
}
