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

/// Compares a folder with a tree. Files that were not generated are of no interest.
///
/// # Errors
///
/// If the folder cannot be read, or something in it is neither file nor folder.
pub fn compare(dir: &Path, tree: &FileTree) -> io::Result<Drift> {
    let mut changes = Vec::new();
    for (path, text) in tree.iter() {
        match read(dir, path)? {
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
