//! Writing a tree into a folder: lock, recover, plan, stage, swap.

use super::lock::Lock;
use super::manifest::{FOR_GIT, NAME};
use super::plan::{Kept, Ownership, Plan, Reason, plan};
use super::staging::{Staging, recover, relocate};
use super::{FileTree, OWN_FOLDER};
use crate::disk::refused;
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
    // What is in there is replaced and removed without a plan.
    if let Ok(own) = fs::canonicalize(&own)
        && let Some(input) =
            options.inputs.iter().find(|path| fs::canonicalize(path).is_ok_and(|it| it.starts_with(&own)))
    {
        return Err(refused(input, "is in the folder that the generator keeps for itself; move it elsewhere"));
    }
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
    let after = announce(own, tree, plan, staging)?;
    match staging.swap(dir, plan) {
        Ok(()) => relocate(&after, &place),
        Err(error) if plan.before.is_empty() => {
            let _ = fs::remove_file(&place);
            Err(error)
        }
        Err(error) => {
            let before = staging.create("before", &plan.before.to_string());
            let _ = before.and_then(|before| relocate(&before, &place));
            Err(error)
        }
    }
}

/// Puts everything on disk that is to be moved, the manifest of afterwards, whose path is the answer, and in its place
/// the one that knows both.
fn announce(own: &Path, tree: &FileTree, plan: &Plan, staging: &Staging) -> io::Result<PathBuf> {
    for (name, text) in FOR_GIT {
        if !own.join(name).exists() {
            relocate(&staging.create(name, text)?, &own.join(name))?;
        }
    }
    staging.fill(tree, plan)?;
    let after = staging.create("after", &plan.after.to_string())?;
    if plan.before != plan.after {
        relocate(&staging.create("both", &plan.before.union(&plan.after).to_string())?, &own.join(NAME))?;
    }
    Ok(after)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Header;

    fn tree(files: &[(&str, &str)]) -> FileTree {
        let mut tree = FileTree::default();
        files.iter().for_each(|(path, text)| tree.insert(*path, Header::Crate.rust() + text));
        tree
    }

    /// A run that ends for good after so many moves, as a killed process does, the manifest's the last: whether it had more
    /// to do.
    fn killed_after(moves: usize, dir: &Path, tree: &FileTree, options: &Options<'_>) -> bool {
        let own = dir.join(OWN_FOLDER);
        let plan = plan(dir, tree, options).unwrap();
        assert_eq!(plan.refused, []);
        let staging = Staging::new(&own).unwrap();
        let after = announce(&own, tree, &plan, &staging).unwrap();
        let mut all = staging.moves(dir, &plan).unwrap();
        all.push((after, own.join(NAME)));
        all.iter().take(moves).for_each(|(from, to)| relocate(from, to).unwrap());
        std::mem::forget(staging);
        moves < all.len()
    }

    #[test]
    fn a_run_that_is_killed_between_any_two_moves_is_repaired() {
        let dir = std::env::temp_dir().join(format!("generator-killed-{}", std::process::id()));
        let old = tree(&[("Cargo.toml", "1"), ("src/lib.rs", "1"), ("src/a.rs", "1"), ("src/b/c.rs", "1")]);
        let new = tree(&[("Cargo.toml", "2"), ("src/lib.rs", "1"), ("src/a/new.rs", "2"), ("src/d.rs", "2")]);
        let mut has_more = true;
        for moves in 0.. {
            if !has_more {
                assert!(moves > 5, "there was something to move");
                break;
            }
            let _ = fs::remove_dir_all(&dir);
            let options = Options { ownership: Ownership::Manifest, ..Options::default() };
            write(&dir, &old, &options).unwrap();
            fs::write(dir.join("src/mine.rs"), "mine").unwrap();
            has_more = killed_after(moves, &dir, &new, &options);
            // The next run may be of either version.
            let next = if moves % 2 == 0 { &new } else { &old };
            write(&dir, next, &options).unwrap_or_else(|error| panic!("after {moves} moves: {error}"));
            for (path, text) in next.iter() {
                assert_eq!(fs::read_to_string(dir.join(path)).unwrap(), text, "{path} after {moves} moves");
            }
            assert_eq!(fs::read_to_string(dir.join("src/mine.rs")).unwrap(), "mine");
            let drift = crate::tree::compare(&dir, next).unwrap();
            assert!(drift.is_empty(), "after {moves} moves: {drift:?}");
            assert_eq!(fs::read_dir(dir.join(OWN_FOLDER)).unwrap().count(), 3, "after {moves} moves");
        }
        fs::remove_dir_all(&dir).unwrap();
    }
}
