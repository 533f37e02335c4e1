//! The generated files as one value, compared with a folder or written into it.
//!
//! A tree owns the folders it writes into, so what is left there from an earlier run is removed. Two folders
//! are shared with people: in `tests/` and `examples/` only files that carry the header are the tree's.
//! Writing first puts everything on disk under another name, then swaps, and swaps back if that fails.

use crate::render::MARK;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Files by their path from the root of the tree, with `/` between folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTree(BTreeMap<String, String>);

impl FileTree {
    /// Adds a file.
    ///
    /// # Panics
    ///
    /// If the path leaves the tree or is there already: paths are made of identifiers from one scope.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let path = path.into();
        let inside = Path::new(&path).components().all(|part| matches!(part, Component::Normal(_)));
        assert!(inside && !path.is_empty(), "{path:?} is a path inside the tree");
        let before = self.0.insert(path, text.into());
        assert!(before.is_none(), "every file is generated once");
    }

    /// Adds all files of another tree.
    pub fn extend(&mut self, other: Self) {
        other.0.into_iter().for_each(|(path, text)| self.insert(path, text));
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Paths and texts, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The folders at the root that the tree writes into.
    fn folders(&self) -> BTreeSet<&str> {
        self.0.keys().filter_map(|path| path.split_once('/')).map(|(folder, _)| folder).collect()
    }
}

/// How a folder differs from a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Every difference, sorted by path.
    pub changes: Vec<Change>,
}

/// One file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// In the tree, not in the folder.
    Missing {
        /// Path of the file.
        path: String,
    },
    /// In both, with different text.
    Stale {
        /// Path of the file.
        path: String,
        /// What would change, as a unified diff.
        diff: String,
    },
    /// In the folder, not in the tree.
    Extra {
        /// Path of the file.
        path: String,
    },
}

impl Change {
    /// The file that differs.
    pub fn path(&self) -> &str {
        match self {
            Self::Missing { path } | Self::Stale { path, .. } | Self::Extra { path } => path,
        }
    }
}

impl Drift {
    /// Whether folder and tree are the same.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
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
}

/// Compares a folder with a tree.
pub fn compare(dir: &Path, tree: &FileTree) -> io::Result<Drift> {
    let mut changes = Vec::new();
    for (path, text) in tree.iter() {
        match read(&dir.join(path))? {
            None => changes.push(Change::Missing { path: path.to_owned() }),
            Some(found) if found != text.as_bytes() => {
                let found = String::from_utf8_lossy(&found);
                let diff = similar::TextDiff::from_lines(found.as_ref(), text);
                let diff = diff.unified_diff().header(path, "generated").to_string();
                changes.push(Change::Stale { path: path.to_owned(), diff });
            }
            Some(_) => {}
        }
    }
    changes.extend(extra(dir, tree)?.into_iter().map(|path| Change::Extra { path }));
    changes.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(Drift { changes })
}

/// Makes a folder hold exactly what the tree says. If it fails, the folder is as it was.
///
/// # Errors
///
/// If a file cannot be read or written, or if the folder holds files of somebody else where the tree would go.
pub fn write(dir: &Path, tree: &FileTree) -> io::Result<Written> {
    refuse_foreign(dir, tree)?;
    let drift = compare(dir, tree)?;
    let mut written = Written::default();
    for change in drift.changes {
        match change {
            Change::Extra { path } => written.removed.push(path),
            Change::Missing { path } | Change::Stale { path, .. } => written.written.push(path),
        }
    }
    written.unchanged = tree.len() - written.written.len();
    if written.written.is_empty() && written.removed.is_empty() {
        return Ok(written);
    }
    let existed = dir.is_dir();
    let result = swap(dir, tree, &written);
    if result.is_err() && !existed {
        // The folder was made for this run; nothing but its own leftovers can be in it.
        let _ = fs::remove_dir_all(dir);
    }
    result.map(|()| written)
}

/// Name of the folder inside the target that holds files on their way in and out.
const STAGING: &str = ".generator-staging";

fn swap(dir: &Path, tree: &FileTree, plan: &Written) -> io::Result<()> {
    let staging = dir.join(STAGING);
    if staging.exists() {
        fs::remove_dir_all(&staging)?;
    }
    let (incoming, outgoing) = (staging.join("in"), staging.join("out"));
    for path in &plan.written {
        let text = tree.get(path).expect("the plan to write was made from the tree");
        create_file(&incoming.join(path), text)?;
    }
    let mut moves: Vec<(PathBuf, PathBuf)> = Vec::new();
    let result = move_all(dir, &incoming, &outgoing, plan, &mut moves);
    if result.is_err() {
        for (from, to) in moves.iter().rev() {
            // As much as can be put back is; the first failure is the one to report.
            let _ = fs::rename(to, from);
        }
    }
    fs::remove_dir_all(&staging)?;
    plan.removed.iter().for_each(|path| remove_empty_folders(dir, path));
    result
}

fn move_all(
    dir: &Path,
    incoming: &Path,
    outgoing: &Path,
    plan: &Written,
    moves: &mut Vec<(PathBuf, PathBuf)>,
) -> io::Result<()> {
    let mut rename = |from: PathBuf, to: PathBuf| -> io::Result<()> {
        fs::create_dir_all(to.parent().expect("a path below a folder has a parent"))?;
        fs::rename(&from, &to)?;
        moves.push((from, to));
        Ok(())
    };
    for path in plan.removed.iter().chain(&plan.written) {
        if dir.join(path).exists() {
            rename(dir.join(path), outgoing.join(path))?;
        }
    }
    for path in &plan.written {
        rename(incoming.join(path), dir.join(path))?;
    }
    Ok(())
}

fn create_file(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().expect("a path below a folder has a parent"))?;
    fs::write(path, text)
}

fn remove_empty_folders(dir: &Path, path: &str) {
    let folders = Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    for folder in folders {
        // Fails where something else is still in it, which is when it must stay.
        if fs::remove_dir(dir.join(folder)).is_err() {
            return;
        }
    }
}

/// Fails if the folder holds files where the tree would go and none of them is ours.
fn refuse_foreign(dir: &Path, tree: &FileTree) -> io::Result<()> {
    let mut foreign = None;
    for path in tree.0.keys() {
        match read(&dir.join(path))? {
            Some(text) if is_headed(&text) => return Ok(()),
            Some(_) => foreign = foreign.or(Some(path.clone())),
            None => {}
        }
    }
    let foreign = match foreign {
        None => extra(dir, tree)?.into_iter().next(),
        found => found,
    };
    match foreign {
        None => Ok(()),
        Some(path) => {
            let message =
                format!("{} was not generated and would be lost; choose an empty folder", dir.join(path).display());
            Err(io::Error::new(io::ErrorKind::AlreadyExists, message))
        }
    }
}

/// Files that the tree owns and does not have.
fn extra(dir: &Path, tree: &FileTree) -> io::Result<Vec<String>> {
    let mut extra = Vec::new();
    for folder in tree.folders() {
        let mut found = Vec::new();
        walk(dir, folder, &mut found)?;
        let shared = matches!(folder, "tests" | "examples");
        for path in found.into_iter().filter(|path| tree.get(path).is_none()) {
            if !shared || read(&dir.join(&path))?.is_some_and(|text| is_headed(&text)) {
                extra.push(path);
            }
        }
    }
    Ok(extra)
}

fn is_headed(text: &[u8]) -> bool {
    let start = &text[..text.len().min(400)];
    start.windows(MARK.len()).any(|window| window == MARK.as_bytes())
}

fn walk(dir: &Path, folder: &str, found: &mut Vec<String>) -> io::Result<()> {
    let entries = match fs::read_dir(dir.join(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() { walk(dir, &path, found)? } else { found.push(path) }
    }
    Ok(())
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}
