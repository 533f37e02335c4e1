//! What writing a tree does to each file of a folder, decided before anything is touched.

use super::compare::same_lines;
use super::folder::{list, read, read_start};
use super::manifest::{Manifest, NAME, hash};
use super::merge::merge;
use super::write::Options;
use super::{FileTree, Kind, OWN_FOLDER, last_text};
use crate::disk::at;
use crate::render::is_header;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How a file is known to have been generated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ownership {
    /// By its header. For a crate in a repository that says how it is generated, as the SDK of the workspace: changes
    /// to its files are in the history, and merging or switching branches is no reason to refuse.
    #[default]
    Header,
    /// By its header, and because its text is the one that was written, by the hashes in `.generator/manifest`. For a
    /// crate of its own, where somebody may go on by hand.
    Manifest,
}

/// A file that is not the generator's to replace or remove.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Path of the file.
    pub path: String,
    /// Why the file was kept.
    pub reason: Reason,
}

/// Why a file is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was generated, and changed by hand since.
    Changed,
    /// It was not generated.
    NotGenerated,
    /// It is the document, or one of the files that belong to it.
    Input,
    /// It was changed by hand into something that is no TOML.
    NotToml,
}

impl Reason {
    /// For a message.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed since it was generated",
            Self::NotGenerated => "not generated",
            Self::Input => "what is generated from",
            Self::NotToml => "no valid TOML",
        }
    }
}

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Files of the tree that are missing or have another text.
    pub(super) written: Vec<String>,
    /// How many have the right text already.
    pub(super) unchanged: usize,
    /// Files of an earlier run that the tree does not have.
    pub(super) removed: Vec<String>,
    /// Files that stay as they are.
    pub(super) kept: Vec<Kept>,
    /// Files that would have to be replaced and must not be.
    pub(super) refused: Vec<Kept>,
    /// What is written where that is not the text of the tree.
    pub(super) merged: BTreeMap<String, String>,
    /// The manifest that is there.
    pub(super) before: Manifest,
    /// The manifest that has to be there.
    pub(super) after: Manifest,
}

impl Plan {
    /// The text that a file of the tree gets.
    pub(super) fn text<'t>(&'t self, tree: &'t FileTree, path: &str) -> &'t str {
        let merged = self.merged.get(path).map(String::as_str);
        merged.or_else(|| tree.get(path)).expect("the plan to write was made from the tree")
    }
}

/// Decides about every file of the tree and every file in its folders.
pub(super) fn plan(dir: &Path, tree: &FileTree, options: &Options<'_>) -> io::Result<Plan> {
    let mut folder = Folder {
        dir,
        options,
        inputs: options.inputs.iter().filter_map(|path| fs::canonicalize(path).ok()).collect(),
        plan: Plan::default(),
        was_generated: false,
    };
    if options.ownership == Ownership::Manifest {
        let text = read(dir, &format!("{OWN_FOLDER}/{NAME}"))?.unwrap_or_default();
        folder.plan.before = Manifest::parse(&String::from_utf8_lossy(&text));
        folder.was_generated = !folder.plan.before.is_empty();
    }
    let mut unchanged = Vec::new();
    for (path, text) in tree.iter() {
        match tree.kind(path) {
            Kind::Starter => folder.starter(path, text, &mut unchanged)?,
            Kind::Shared if options.ownership == Ownership::Manifest && !options.force => {
                folder.shared(path, text, &mut unchanged)?;
            }
            Kind::Generated | Kind::Shared => folder.file(path, text, &mut unchanged)?,
        }
    }
    let before_extra = folder.plan.kept.len();
    folder.extra(tree)?;
    let Folder { mut plan, was_generated, .. } = folder;
    if !was_generated && !options.force {
        // Nothing in this folder is ours: it is somebody's project.
        let foreign = plan.kept.split_off(before_extra);
        let (inputs, foreign): (Vec<_>, Vec<_>) = foreign.into_iter().partition(|kept| kept.reason == Reason::Input);
        plan.kept.extend(inputs);
        plan.refused.extend(foreign);
    }
    // Where case does not count, removing `A.rs` removes `a.rs`: that one is written again.
    let removed: BTreeSet<String> = plan.removed.iter().map(|path| path.to_lowercase()).collect();
    let (again, unchanged): (Vec<_>, Vec<_>) =
        unchanged.into_iter().partition(|path| removed.contains(&path.to_lowercase()));
    plan.written.extend(again);
    plan.unchanged = unchanged.len();
    Ok(plan)
}

struct Folder<'o> {
    dir: &'o Path,
    options: &'o Options<'o>,
    inputs: Vec<PathBuf>,
    plan: Plan,
    /// Something in the folder was generated.
    was_generated: bool,
}

impl Folder<'_> {
    /// A file of the tree.
    fn file(&mut self, path: &str, text: &str, unchanged: &mut Vec<String>) -> io::Result<()> {
        let has_manifest = self.options.ownership == Ownership::Manifest;
        let new = if has_manifest { hash(text.as_bytes()) } else { String::new() };
        if has_manifest {
            self.plan.after.insert(path, new.clone());
        }
        let Some(found) = read(self.dir, path)? else {
            self.plan.written.push(path.to_owned());
            return Ok(());
        };
        let headed = is_headed(&found);
        self.was_generated |= headed;
        if same_lines(&found, text.as_bytes()) {
            unchanged.push(path.to_owned());
            return Ok(());
        }
        let kept = |reason| Kept { path: path.to_owned(), reason };
        if self.is_input(path)? {
            self.plan.refused.push(kept(Reason::Input));
        } else if self.options.force || headed && self.is_as_written(path, &found) {
            self.plan.written.push(path.to_owned());
        } else if has_manifest && self.plan.before.has(path, &new) {
            // The generator has nothing to say that it has not said before.
            self.plan.kept.push(kept(Reason::Changed));
        } else {
            let known = headed || self.plan.before.knows(path);
            self.plan.refused.push(kept(if known { Reason::Changed } else { Reason::NotGenerated }));
        }
        Ok(())
    }

    /// A file that its owner goes on with.
    fn starter(&mut self, path: &str, text: &str, unchanged: &mut Vec<String>) -> io::Result<()> {
        self.plan.after.insert(path, hash(text.as_bytes()));
        match read(self.dir, path)? {
            Some(found) if found == text.as_bytes() => unchanged.push(path.to_owned()),
            Some(found) if self.is_recorded(path, &found) && !self.is_input(path)? => {
                self.plan.written.push(path.to_owned());
            }
            Some(_) => {}
            // Whoever has deleted it does not want it.
            None if self.plan.before.knows(path) => {}
            None => self.plan.written.push(path.to_owned()),
        }
        Ok(())
    }

    /// A file that the generator and its owner both write.
    fn shared(&mut self, path: &str, text: &str, unchanged: &mut Vec<String>) -> io::Result<()> {
        let found = read(self.dir, path)?.and_then(|found| String::from_utf8(found).ok());
        let Some(own) = found.filter(|own| {
            let known = is_headed(own.as_bytes()) || self.plan.before.knows(path);
            known && !self.is_recorded(path, own.as_bytes()) && !same_lines(own.as_bytes(), text.as_bytes())
        }) else {
            return self.file(path, text, unchanged);
        };
        self.was_generated = true;
        let last = read(self.dir, &last_text(path))?.and_then(|last| String::from_utf8(last).ok());
        match merge(last.as_deref(), &own, text) {
            Ok(merged) if same_lines(merged.as_bytes(), own.as_bytes()) => unchanged.push(path.to_owned()),
            Ok(merged) => {
                self.plan.written.push(path.to_owned());
                self.plan.merged.insert(path.to_owned(), merged);
            }
            Err(_) => self.plan.refused.push(Kept { path: path.to_owned(), reason: Reason::NotToml }),
        }
        self.plan.after.insert(path, hash(text.as_bytes()));
        Ok(())
    }

    /// Whether a text is the one that was written to this path.
    fn is_recorded(&self, path: &str, text: &[u8]) -> bool {
        self.options.ownership == Ownership::Manifest && self.plan.before.has(path, &hash(text))
    }

    /// Files that the tree does not have: in its folders, and what an earlier run has written elsewhere.
    fn extra(&mut self, tree: &FileTree) -> io::Result<()> {
        let mut found = Vec::new();
        for folder in tree.folders() {
            list(self.dir, folder, &mut found)?;
        }
        found.extend(self.plan.before.paths().map(str::to_owned));
        found.sort_unstable();
        found.dedup();
        for path in found.into_iter().filter(|path| tree.get(path).is_none()) {
            // Where a folder was there is something else by now: what was in it is gone.
            let start = match read_start(self.dir, &path) {
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => continue,
                start => start?,
            };
            if start.is_empty() && !super::folder::is_file(self.dir, &path)? {
                continue;
            }
            let headed = is_headed(&start);
            self.was_generated |= headed;
            let kept = |reason| Kept { path: path.clone(), reason };
            if self.is_input(&path)? {
                self.plan.kept.push(kept(Reason::Input));
            } else if !headed && !self.plan.before.knows(&path) {
                self.plan.kept.push(kept(Reason::NotGenerated));
            } else if !headed {
                let text = read(self.dir, &path)?.unwrap_or_default();
                match self.is_recorded(&path, &text) {
                    true => self.plan.removed.push(path),
                    false => self.plan.kept.push(kept(Reason::Changed)),
                }
            } else if self.options.force || {
                let text = read(self.dir, &path)?.unwrap_or_default();
                self.is_as_written(&path, &text)
            } {
                self.plan.removed.push(path);
            } else {
                self.plan.kept.push(kept(Reason::Changed));
            }
        }
        Ok(())
    }

    /// Whether a file with a header is as the generator left it, as far as anyone can know.
    fn is_as_written(&self, path: &str, text: &[u8]) -> bool {
        match self.options.ownership {
            Ownership::Header => true,
            Ownership::Manifest => self.plan.before.has(path, &hash(text)),
        }
    }

    fn is_input(&self, path: &str) -> io::Result<bool> {
        if self.inputs.is_empty() {
            return Ok(false);
        }
        let place = self.dir.join(path);
        let place = fs::canonicalize(&place).map_err(|error| at(&place, &error))?;
        Ok(self.inputs.contains(&place))
    }
}

/// Whether a text begins with the header of a generated file.
pub(super) fn is_headed(text: &[u8]) -> bool {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    is_header(&String::from_utf8_lossy(&line[..line.len().min(400)]))
}
