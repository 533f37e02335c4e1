//! What writing a tree would do to a folder: `new --check` and `--dry-run`.

use super::compare::{Change, Drift};
use super::folder::read;
use super::plan::{Kept, Reason, plan};
use super::{FileTree, Kind, Options};
use std::io;
use std::path::Path;

/// Says what [`super::write`] would change, and which generated files somebody has changed. Files that are their
/// owner's count only where they are missing and were never written.
///
/// # Errors
///
/// If the folder cannot be read, or something in it is neither file nor folder.
pub fn preview(dir: &Path, tree: &FileTree, options: &Options<'_>) -> io::Result<Drift> {
    let plan = plan(dir, tree, options)?;
    let changed = plan.kept.iter().filter(|Kept { path, reason }| {
        *reason == Reason::Changed && tree.get(path).is_some() && tree.kind(path) == Kind::Generated
    });
    let differing = plan.refused.iter().chain(changed).map(|kept| &kept.path);
    let mut changes = Vec::new();
    for path in plan.written.iter().chain(differing) {
        let Some(text) = tree.get(path).map(|_| plan.text(tree, path)) else { continue };
        changes.push(match read(dir, path)? {
            None => Change::Missing { path: path.clone() },
            Some(found) => Change::stale(path, &found, text),
        });
    }
    changes.extend(plan.removed.iter().map(|path| Change::Extra { path: path.clone() }));
    changes.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(Drift { changes })
}
