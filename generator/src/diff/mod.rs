//! Compares two versions of an API: what changed, and what of it the users of the SDK notice.
//!
//! Two things are compared. The models after decisions and naming say *what* changed, in the words of the document.
//! The generated code, read by [`Surface`], says *whether it breaks callers*: a change is breaking if something public
//! is gone, has another name or another type; it is an addition if something public came; else it is invisible. A
//! difference in the code that no change of the model explains is a change of its own, so nothing is missed.

mod advice;
mod canonical;
mod change;
mod compare;
mod credentials;
mod describe;
mod effect;
mod gates;
mod groups;
mod items;
mod pairs;
mod report;
mod signature;
mod surface;

pub use advice::Migration;
pub use describe::{Description, describe};
pub use gates::Gates;
pub use items::Subject;
pub use report::{Format, migration_notes, summary};
pub use surface::Surface;

use crate::config::Config;
use crate::model::Api;
use crate::naming::Names;

/// One version of an API.
pub struct Side<'a> {
    /// Its model.
    pub api: &'a Api,
    /// Its names.
    pub names: &'a Names,
    /// Its decisions.
    pub config: &'a Config,
    /// What the code generated for it offers. Files that both versions have in common may be left out of both.
    pub surface: &'a Surface,
}

/// What a change means for code that uses the SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Code that compiled, or did what it should, no longer does.
    Breaking,
    /// There is more than before.
    Addition,
    /// No code has to change, and none can tell.
    Invisible,
}

impl Verdict {
    /// The word for people and programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Addition => "addition",
            Self::Invisible => "invisible",
        }
    }
}

/// Which way the data of an item travels, seen from the SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// In requests.
    Sent,
    /// In responses and webhooks.
    Received,
    /// In both, or in none.
    Both,
}

impl Direction {
    /// The word for people and programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Both => "sent and received",
        }
    }
}

/// A place in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// JSON pointer into the document.
    pub pointer: String,
    /// The file, as people give it.
    pub file: String,
    /// Line and column, 1-based.
    pub position: Option<(usize, usize)>,
}

/// A change, with its consequence.
#[derive(Clone, Debug)]
pub struct Change {
    /// Module of the API.
    pub api: String,
    /// What it means for callers.
    pub verdict: Verdict,
    /// What kind of thing changed.
    pub subject: Subject,
    /// What the document calls it.
    pub label: String,
    /// What happened to it, a clause.
    pub what: String,
    /// Which way its data travels, if it is data.
    pub direction: Option<Direction>,
    /// Where it stood.
    pub old: Option<Location>,
    /// Where it stands.
    pub new: Option<Location>,
    /// Its path in the SDK, of the new version if it is there.
    pub rust: String,
    /// What differs in the generated code, a line each.
    pub code: Vec<String>,
    /// Why the verdict, a sentence.
    pub reason: String,
    /// What to write in place of what was written.
    pub migration: Option<Migration>,
    /// It is `deprecated` in the new version and was not before.
    pub deprecated: bool,
}

/// What changed between two versions of the APIs of a crate.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Each API with its old and its new version; an API that is only on one side has one of them.
    pub versions: Vec<(String, Option<String>, Option<String>)>,
    /// The changes, breaking ones first.
    pub changes: Vec<Change>,
}

impl Report {
    /// How many changes there are of a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.changes.iter().filter(|change| change.verdict == verdict).count()
    }

    /// The gravest verdict, if anything changed.
    pub fn verdict(&self) -> Option<Verdict> {
        self.changes.iter().map(|change| change.verdict).min()
    }
}

/// Compares two versions of an API.
pub fn diff(old: &Side<'_>, new: &Side<'_>) -> Vec<Change> {
    let mut changes = compare::compare(old, new);
    changes.sort_by(|a, b| (a.verdict, a.subject, &a.label).cmp(&(b.verdict, b.subject, &b.label)));
    changes
}
