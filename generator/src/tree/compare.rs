//! How a folder differs from a tree: what `generate --check` says.

use super::folder::{list, read, read_start};
use super::{FileTree, plan};
use std::io;
use std::path::Path;

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
    /// Generated once, and no longer in the tree.
    Extra {
        /// Path of the file.
        path: String,
    },
}

impl Change {
    /// A file with another text than the one that is generated.
    pub(super) fn stale(path: &str, found: &[u8], text: &str) -> Self {
        let found = String::from_utf8_lossy(found);
        let diff = similar::TextDiff::from_lines(found.as_ref(), text);
        Self::Stale { path: path.to_owned(), diff: diff.unified_diff().header(path, "generated").to_string() }
    }

    /// What is done about it, on a line.
    pub fn plan(&self) -> String {
        match self {
            Self::Missing { path } => format!("new: {path}"),
            Self::Stale { path, .. } => format!("changed: {path}"),
            Self::Extra { path } => format!("removed: {path}"),
        }
    }

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

/// Whether two texts are the same but for how their lines end: a checkout on Windows may turn every line feed into a
/// carriage return and a line feed.
pub(super) fn same_lines(found: &[u8], text: &[u8]) -> bool {
    found == text || without_returns(found).eq(without_returns(text))
}

/// The bytes less each carriage return before a line feed.
fn without_returns(text: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let before_line_feed = |at: usize| text.get(at + 1) == Some(&b'\n');
    text.iter().enumerate().filter(move |(at, byte)| **byte != b'\r' || !before_line_feed(*at)).map(|(_, byte)| *byte)
}

/// Compares a folder with a tree, whatever ends the lines. Files that were not generated are of no interest.
///
/// # Errors
///
/// If the folder cannot be read, or something in it is neither file nor folder.
pub fn compare(dir: &Path, tree: &FileTree) -> io::Result<Drift> {
    let mut changes = Vec::new();
    for (path, text) in tree.iter() {
        match read(dir, path)? {
            None => changes.push(Change::Missing { path: path.to_owned() }),
            Some(found) if !same_lines(&found, text.as_bytes()) => changes.push(Change::stale(path, &found, text)),
            Some(_) => {}
        }
    }
    for folder in tree.folders() {
        let mut found = Vec::new();
        list(dir, folder, &mut found)?;
        for path in found.into_iter().filter(|path| tree.get(path).is_none()) {
            if plan::is_headed(&read_start(dir, &path)?) {
                changes.push(Change::Extra { path });
            }
        }
    }
    changes.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(Drift { changes })
}
