//! Files on their way in and out, in a folder of this run's own. A run that was killed leaves it behind; the next one
//! puts back what is missing and removes it.

use super::folder::{is_file, list, remove_empty_folders};
use super::plan::Plan;
use super::{FileTree, OWN_FOLDER};
use crate::disk::{at, refused};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const PREFIX: &str = "staging-";

/// The staging folder of a run; removed when dropped.
#[derive(Debug)]
pub(super) struct Staging(PathBuf);

impl Staging {
    /// An empty folder below the generator's own.
    pub(super) fn new(own: &Path) -> io::Result<Self> {
        let path = own.join(format!("{PREFIX}{}", std::process::id()));
        fs::create_dir(&path).map_err(|error| at(&path, &error))?;
        Ok(Self(path))
    }

    /// Writes a file to be moved somewhere later, and gives its path.
    pub(super) fn create(&self, name: &str, text: &str) -> io::Result<PathBuf> {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a path below a folder has a parent"))
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| at(&path, &error))?;
        Ok(path)
    }

    /// Puts the files that a plan writes on disk.
    pub(super) fn fill(&self, tree: &FileTree, plan: &Plan) -> io::Result<()> {
        for path in &plan.written {
            self.create(&format!("in/{path}"), plan.text(tree, path))?;
        }
        Ok(())
    }

    /// Carries out a plan. If it fails, the folder is as it was.
    pub(super) fn swap(&self, dir: &Path, plan: &Plan) -> io::Result<()> {
        let moves = self.moves(dir, plan)?;
        for (at, (from, to)) in moves.iter().enumerate() {
            if let Err(error) = relocate(from, to) {
                for (from, to) in moves[..at].iter().rev() {
                    // As much as can be put back is; the first failure is the one to report.
                    let _ = fs::rename(to, from);
                }
                plan.written.iter().for_each(|path| remove_empty_folders(dir, path));
                return Err(error);
            }
        }
        plan.removed.iter().for_each(|path| remove_empty_folders(dir, path));
        Ok(())
    }

    /// What has to be moved, from where to where, in this order: first everything that is in the way, and last the folder
    /// of what was moved out, after which nothing of it is put back any more.
    pub(super) fn moves(&self, dir: &Path, plan: &Plan) -> io::Result<Vec<(PathBuf, PathBuf)>> {
        let (incoming, outgoing) = (self.0.join("in"), self.0.join("out"));
        let mut moves = Vec::new();
        for path in plan.removed.iter().chain(&plan.written) {
            if is_file(dir, path)? {
                moves.push((dir.join(path), outgoing.join(path)));
            }
        }
        let done = (!moves.is_empty()).then(|| (outgoing, self.0.join("done")));
        moves.extend(plan.written.iter().map(|path| (incoming.join(path), dir.join(path))));
        moves.extend(done);
        Ok(moves)
    }
}

/// Moves a file, into folders that are made where they are not there.
pub(super) fn relocate(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to.parent().expect("a path below a folder has a parent"))
        .and_then(|()| fs::rename(from, to))
        .map_err(|error| at(to, &error))
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next run.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Puts back what runs that were killed have moved away, and removes their staging folders. Nobody else is running.
pub(super) fn recover(dir: &Path, own: &Path) -> io::Result<()> {
    for entry in fs::read_dir(own).map_err(|error| at(own, &error))? {
        let entry = entry.map_err(|error| at(own, &error))?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if !name.starts_with(PREFIX) {
            continue;
        }
        // Through a link, files from anywhere would be put into the folder.
        if !entry.file_type().map_err(|error| at(&entry.path(), &error))?.is_dir() {
            return Err(refused(&entry.path(), "is not a folder"));
        }
        let out = format!("{OWN_FOLDER}/{name}/out");
        let mut moved = Vec::new();
        list(dir, &out, &mut moved)?;
        for path in moved {
            let home = path.strip_prefix(&format!("{out}/")).expect("it is listed below this folder");
            if !is_file(dir, home)? {
                relocate(&dir.join(&path), &dir.join(home))?;
            }
        }
        fs::remove_dir_all(entry.path()).map_err(|error| at(&entry.path(), &error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_that_fails_is_undone() {
        let dir = std::env::temp_dir().join(format!("generator-swap-{}", std::process::id()));
        let own = dir.join(OWN_FOLDER);
        fs::create_dir_all(&own).unwrap();
        fs::create_dir_all(dir.join("src")).unwrap();
        for name in ["src/a.rs", "src/gone.rs", "src/own"] {
            fs::write(dir.join(name), name).unwrap();
        }
        let staging = Staging::new(&own).unwrap();
        let mut tree = FileTree::default();
        let written = ["src/a.rs", "src/new/b.rs", "src/own/below.rs"];
        written.iter().for_each(|path| tree.insert(*path, "new"));
        // What somebody puts there after the plan was made: a file where a folder has to be.
        let written = written.map(str::to_owned).to_vec();
        let plan = Plan { written, removed: vec!["src/gone.rs".to_owned()], ..Plan::default() };
        staging.fill(&tree, &plan).unwrap();
        let error = staging.swap(&dir, &plan).unwrap_err();
        assert!(error.to_string().contains("src/own"), "{error}");
        for name in ["src/a.rs", "src/gone.rs", "src/own"] {
            assert_eq!(fs::read_to_string(dir.join(name)).unwrap(), name);
        }
        assert!(!dir.join("src/new").exists());
        fs::remove_dir_all(dir).unwrap();
    }
}
