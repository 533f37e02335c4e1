//! The generated files as one value, compared with a folder or written into it.
//!
//! The folder belongs to its owner. A file in it is replaced or removed only if it was generated: it begins with the
//! generator's header and, in a crate of its own, is unchanged since it was written ([`Ownership`]). Everything else
//! is named and left ([`Kind`] says what else there is). Writing puts all files on disk under another name, then moves them into place, and moves them
//! back if that fails; one run at a time.

mod compare;
mod folder;
mod lock;
mod manifest;
mod merge;
mod plan;
mod preview;
mod staging;
mod write;

pub use compare::{Change, Drift, compare};
pub use plan::{Kept, Ownership, Reason};
pub use preview::preview;
pub use write::{Options, Written, write};

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

/// The folder inside an output folder that the generator keeps for itself.
const OWN_FOLDER: &str = ".generator";

/// Whose a file is once it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The generator's: it has a header, and is written anew each time.
    #[default]
    Generated,
    /// The owner's to go on with: written once, and anew only while nobody has changed it. Deleted, it stays away.
    Starter,
    /// Both write it: TOML, in which the generator changes what it wrote itself and nobody has changed since.
    Shared,
}

/// Files by their path from the root of the tree, with `/` between folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTree(BTreeMap<String, (Kind, String)>);

/// Where a tree keeps the text that was generated last for a file of [`Kind::Shared`].
pub(crate) fn last_text(path: &str) -> String {
    format!("{OWN_FOLDER}/{path}.last")
}

impl FileTree {
    /// Adds a file of [`Kind::Generated`].
    ///
    /// # Panics
    ///
    /// If the path leaves the tree or is there already: paths are made of identifiers from one scope.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.insert_kind(Kind::Generated, path, text);
    }

    /// Adds a file.
    ///
    /// # Panics
    ///
    /// As [`FileTree::insert`].
    pub fn insert_kind(&mut self, kind: Kind, path: impl Into<String>, text: impl Into<String>) {
        let (path, text) = (path.into(), text.into());
        assert!(is_inside(&path), "{path:?} is a path inside the tree");
        if kind == Kind::Shared {
            self.insert(last_text(&path), text.clone());
        }
        let before = self.0.insert(path, (kind, text));
        assert!(before.is_none(), "every file is generated once");
    }

    /// Adds all files of another tree.
    pub fn extend(&mut self, other: Self) {
        for (path, entry) in other.0 {
            let before = self.0.insert(path, entry);
            assert!(before.is_none(), "every file is generated once");
        }
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(|(_, text)| text.as_str())
    }

    /// Paths and texts, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, (_, text))| (path.as_str(), text.as_str()))
    }

    /// Whose a file is.
    fn kind(&self, path: &str) -> Kind {
        self.0.get(path).map(|(kind, _)| *kind).unwrap_or_default()
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The folders at the root whose files are the generator's.
    fn folders(&self) -> BTreeSet<&str> {
        let generated = self.0.iter().filter(|(_, (kind, _))| *kind == Kind::Generated);
        let folders = generated.filter_map(|(path, _)| path.split_once('/')).map(|(folder, _)| folder);
        folders.filter(|folder| *folder != OWN_FOLDER).collect()
    }
}

/// Whether a path leads to a place below the folder that it is joined to, and is written as the tree writes paths.
fn is_inside(path: &str) -> bool {
    let is_name = |part: &str| !["", ".", ".."].contains(&part);
    path.split('/').all(is_name) && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}
