//! What a release needs: the step of its version, and its entry in `CHANGELOG.md`.

use crate::diff::{Change, Report, Verdict, migration_notes};
use crate::text::prose;
use std::fmt::{self, Write};
use std::path::Path;

/// A version of a crate, without what follows a `-` or a `+`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// What changes with a breaking change, from 1.0.0 on.
    pub major: u64,
    /// What changes with an addition; before 1.0.0, with a breaking change.
    pub minor: u64,
    /// What changes otherwise.
    pub patch: u64,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl Version {
    /// From text such as `0.1.0`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(['-', '+']).next()?.split('.').map(|part| part.parse().ok());
        let version = Self { major: parts.next()??, minor: parts.next()??, patch: parts.next()?? };
        parts.next().is_none().then_some(version)
    }

    /// The least version that Cargo's rules allow after this one, for changes whose gravest has this verdict.
    #[must_use]
    pub fn after(self, verdict: Option<Verdict>) -> Self {
        let Self { major, minor, patch } = self;
        match (verdict, major) {
            (None, _) => self,
            (Some(Verdict::Breaking), 0) => Self { major, minor: minor + 1, patch: 0 },
            (Some(Verdict::Breaking), _) => Self { major: major + 1, minor: 0, patch: 0 },
            (Some(Verdict::Addition), 1..) => Self { major, minor: minor + 1, patch: 0 },
            (Some(Verdict::Addition | Verdict::Invisible), _) => Self { major, minor, patch: patch + 1 },
        }
    }
}

/// The version in the manifest of a crate.
pub fn version_of(krate: &Path) -> Option<Version> {
    let manifest = std::fs::read_to_string(krate.join("Cargo.toml")).ok()?;
    manifest.lines().find_map(|line| Version::parse(line.strip_prefix("version = \"")?.strip_suffix('"')?))
}

/// An entry of `CHANGELOG.md` in the form of Keep a Changelog 1.1.0, with what to write instead for each change that
/// breaks callers.
pub fn entry(version: &str, report: &Report) -> String {
    let mut text = format!("## [{version}]\n");
    for (api, old, new) in &report.versions {
        let words = [old, new].map(|version| prose(version.as_deref().unwrap_or("none")));
        let _ = write!(text, "\n{}: {} → {}.\n", prose(api), words[0], words[1]);
    }
    for title in ["Added", "Changed", "Deprecated", "Removed"] {
        let notes = migration_notes(report.changes.iter().filter(|change| section(change) == Some(title)));
        if !notes.is_empty() {
            let _ = write!(text, "\n### {title}\n\n{notes}");
        }
    }
    text
}

/// The section of the changelog that a change belongs to, if callers notice it.
fn section(change: &Change) -> Option<&'static str> {
    match change.verdict {
        Verdict::Breaking if change.new.is_none() && change.old.is_some() => Some("Removed"),
        Verdict::Breaking => Some("Changed"),
        Verdict::Addition if change.deprecated => Some("Deprecated"),
        Verdict::Addition => Some("Added"),
        Verdict::Invisible => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_of_a_version_follows_its_changes() {
        let after = |version: &str, verdict| Version::parse(version).expect("a version").after(verdict).to_string();
        assert_eq!(after("0.1.4", Some(Verdict::Breaking)), "0.2.0");
        assert_eq!(after("0.1.4", Some(Verdict::Addition)), "0.1.5");
        assert_eq!(after("1.2.3", Some(Verdict::Breaking)), "2.0.0");
        assert_eq!(after("1.2.3", Some(Verdict::Addition)), "1.3.0");
        assert_eq!(after("1.2.3", Some(Verdict::Invisible)), "1.2.4");
        assert_eq!(after("1.2.3", None), "1.2.3");
        assert_eq!(Version::parse("1.2"), None);
    }

    #[test]
    fn an_entry_says_which_documents_it_is_about() {
        let versions = vec![("shop".to_owned(), Some("1".to_owned()), Some("2".to_owned()))];
        let report = Report { versions, changes: Vec::new() };
        assert_eq!(entry("1.2.4", &report), "## [1.2.4]\n\nshop: 1 → 2.\n");
    }
}
