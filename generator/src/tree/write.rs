//! Writing a tree into a folder: lock, recover, plan, stage, swap.

use super::folder::at;
use super::lock::Lock;
use super::manifest::{FOR_GIT, NAME};
use super::plan::{Kept, Ownership, Plan, Reason, plan};
use super::staging::{Staging, recover};
use super::{FileTree, OWN_FOLDER};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How a tree is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'o> {
    /// How files of an earlier run are known.
    pub ownership: Ownership,
    /// Replace files that were changed or not generated; remove generated ones that were changed.
    pub force: bool,
    /// The document and the files that belong to it, which are never replaced or removed.
    pub inputs: &'o [PathBuf],
}

/// What writing a tree did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were not there before or had another text.
    pub written: Vec<String>,
    /// How many files had the right text already and were left alone.
    pub unchanged: usize,
    /// Files of an earlier run that are no longer generated.
    pub removed: Vec<String>,
    /// Files in the folders of the tree that are somebody else's.
    pub kept: Vec<Kept>,
}

/// Makes a folder hold what the tree says. If it fails, the folder is as it was.
///
/// # Errors
///
/// If a file cannot be read or written, if something in the way is neither file nor folder, or if files that are not
/// the generator's would have to be replaced.
pub fn write(dir: &Path, tree: &FileTree, options: &Options<'_>) -> io::Result<Written> {
    let missing: Vec<&Path> = dir.ancestors().take_while(|folder| !folder.exists()).collect();
    let own = dir.join(OWN_FOLDER);
    let result = Lock::acquire(&own).and_then(|_lock| {
        let written = write_locked(dir, &own, tree, options);
        clean(&own);
        written
    });
    // The lock is gone, and with it what keeps these folders from being empty.
    let _ = fs::remove_dir(&own);
    if result.is_err() {
        // Whatever somebody else has put there keeps a folder from being removed.
        let _ = missing.into_iter().try_for_each(fs::remove_dir);
    }
    result
}

fn write_locked(dir: &Path, own: &Path, tree: &FileTree, options: &Options<'_>) -> io::Result<Written> {
    recover(dir, own)?;
    let plan = plan(dir, tree, options)?;
    if !plan.refused.is_empty() {
        return Err(refusal(&plan.refused));
    }
    let staging = Staging::new(own)?;
    match options.ownership {
        Ownership::Header => {
            staging.fill(tree, &plan)?;
            staging.swap(dir, &plan)?;
        }
        Ownership::Manifest => with_manifest(dir, own, tree, &plan, &staging)?,
    }
    let Plan { written, unchanged, removed, kept, .. } = plan;
    Ok(Written { written, unchanged, removed, kept })
}

/// Until everything is moved the manifest knows both what was there and what will be.
fn with_manifest(dir: &Path, own: &Path, tree: &FileTree, plan: &Plan, staging: &Staging) -> io::Result<()> {
    let place = own.join(NAME);
    let publish = |from: PathBuf, to: &Path| fs::rename(from, to).map_err(|error| at(to, &error));
    for (name, text) in FOR_GIT {
        if !own.join(name).exists() {
            publish(staging.create(name, text)?, &own.join(name))?;
        }
    }
    staging.fill(tree, plan)?;
    let after = staging.create("after", &plan.after.to_string())?;
    if plan.before != plan.after {
        publish(staging.create("both", &plan.before.union(&plan.after).to_string())?, &place)?;
    }
    let result = staging.swap(dir, plan);
    match result {
        Ok(()) => publish(after, &place),
        Err(error) if plan.before.is_empty() => {
            let _ = fs::remove_file(&place);
            Err(error)
        }
        Err(error) => {
            let before = staging.create("before", &plan.before.to_string());
            let _ = before.and_then(|before| publish(before, &place));
            Err(error)
        }
    }
}

/// Takes the files for Git away where there is nothing to tell about.
fn clean(own: &Path) {
    if !own.join(NAME).exists() {
        for (name, _) in FOR_GIT {
            let _ = fs::remove_file(own.join(name));
        }
    }
}

fn refusal(refused: &[Kept]) -> io::Error {
    let mut message = "these files would be lost:".to_owned();
    for Kept { path, reason } in refused {
        let _ = write!(message, "\n  {path:?}: {}", reason.as_str());
    }
    message.push_str(match refused.iter().any(|kept| kept.reason == Reason::Input) {
        true => "\nchoose another folder",
        false => "\nmove them, choose another folder, or have them replaced with --force",
    });
    io::Error::new(io::ErrorKind::AlreadyExists, message)
}
