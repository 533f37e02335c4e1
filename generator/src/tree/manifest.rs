//! Which files a crate was generated with: their SHA-256, a line each, as `sha256sum` writes it.
//!
//! A path may have several lines. While files are being moved each has its text of before and of after, so that a run
//! that was killed is continued by the next; and two versions of a manifest can be merged line by line
//! (`merge=union`) without a conflict.

use super::{OWN_FOLDER, is_inside};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// File name below [`super::OWN_FOLDER`].
pub(super) const NAME: &str = "manifest";

/// What Git needs to know about the files beside it, by file name.
pub(super) const FOR_GIT: [(&str, &str); 2] =
    [(".gitattributes", "manifest merge=union linguist-generated\n"), (".gitignore", "/lock\n/staging-*\n")];

/// Paths, and the hashes of the texts that were written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest(BTreeMap<String, BTreeSet<String>>);

impl Manifest {
    /// Reads a manifest. Lines that are none, such as those of an unfinished merge, say nothing.
    pub(super) fn parse(text: &str) -> Self {
        let mut manifest = Self::default();
        for line in text.lines() {
            if let Some((hash, path)) = line.split_once("  ")
                && hash.len() == 64
                && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
                && is_inside(path)
                && may_be_ours(path)
            {
                manifest.insert(path, hash.to_ascii_lowercase());
            }
        }
        manifest
    }

    /// Adds a file.
    pub(super) fn insert(&mut self, path: &str, hash: String) {
        self.0.entry(path.to_owned()).or_default().insert(hash);
    }

    /// Whether this text was written to this path.
    pub(super) fn has(&self, path: &str, hash: &str) -> bool {
        self.0.get(path).is_some_and(|hashes| hashes.contains(hash))
    }

    /// Whether anything was written to this path.
    pub(super) fn knows(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Whether nothing is known.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All paths.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Both together.
    pub(super) fn union(&self, other: &Self) -> Self {
        let mut union = self.clone();
        for (path, hashes) in &other.0 {
            union.0.entry(path.clone()).or_default().extend(hashes.iter().cloned());
        }
        union
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, hashes) in &self.0 {
            for hash in hashes {
                writeln!(f, "{hash}  {path}")?;
            }
        }
        Ok(())
    }
}

/// Whether a file could have been generated at a path: under a name that file systems take, and of the hidden folders in
/// those of the generator and of workflows. Whoever makes up a line in a manifest has no file of `.git` removed with it.
fn may_be_ours(path: &str) -> bool {
    let is_name = |part: &str| part.len() < 256 && !part.contains('\0');
    let is_hidden = |folder: &str| folder.starts_with('.') && ![OWN_FOLDER, ".github"].contains(&folder);
    path.split('/').all(is_name) && !path.split_once('/').is_some_and(|(folder, _)| is_hidden(folder))
}

/// The hash of a text. Line ends do not count: Git may change them.
pub(super) fn hash(text: &[u8]) -> String {
    let mut state = Sha256::new();
    let mut lines = text.split(|byte| *byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        let is_last = lines.peek().is_none();
        state.update(line.strip_suffix(b"\r").filter(|_| !is_last).unwrap_or(line));
        if !is_last {
            state.update(b"\n");
        }
    }
    state.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_a_merge_count() {
        let (ours, theirs) = (hash(b"ours"), hash(b"theirs"));
        let text = format!("<<<<<<< HEAD\n{ours}  src/a.rs\n=======\n{theirs}  src/a.rs\n>>>>>>> main\n");
        let manifest = Manifest::parse(&text);
        assert!(manifest.has("src/a.rs", &ours) && manifest.has("src/a.rs", &theirs));
        assert_eq!(Manifest::parse(&manifest.to_string()), manifest);
    }

    #[test]
    fn paths_that_nobody_has_generated_are_none() {
        let long = "a".repeat(256);
        let paths = [
            "../../home/me/keys",
            "/etc/passwd",
            ".git/HEAD",
            "src//lib.rs",
            "src/./lib.rs",
            "src/lib.rs/",
            "a\0b",
            &long,
        ];
        for path in paths {
            assert!(Manifest::parse(&format!("{}  {path}\n", hash(b""))).is_empty(), "{path}");
        }
    }

    #[test]
    fn hashes_are_those_of_sha256sum_and_know_both_line_ends() {
        assert_eq!(hash(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hash(b"a\r\nb\r\n"), hash(b"a\nb\n"));
        assert_ne!(hash(b"a\rb"), hash(b"ab"));
    }
}
