//! The generated files as one value, compared with a folder or written into it.
//!
//! The folder belongs to its owner. A file in it is replaced or removed only if it was generated: it begins with the
//! generator's header and, in a crate of its own, is unchanged since it was written ([`Ownership`]). Everything else
//! is named and left. Writing puts all files on disk under another name, then moves them into place, and moves them
//! back if that fails; one run at a time.

mod compare;
mod folder;
mod lock;
mod manifest;
mod plan;
mod staging;
mod write;

pub use compare::{Change, Drift, compare};
pub use plan::{Kept, Ownership, Reason};
pub use write::{Options, Written, write};

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

/// The folder inside an output folder that the generator keeps for itself.
const OWN_FOLDER: &str = ".generator";

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
        assert!(is_inside(&path), "{path:?} is a path inside the tree");
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

/// Whether a path leads to a place below the folder that it is joined to.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}
