//! A report as text, as Markdown and as JSON.

use super::{Change, Direction, Location, Migration, Report, Verdict};
use crate::text::{code, inert, prose, visible};
use clap::ValueEnum;
use serde_json::{Value, json};
use std::fmt::Write;

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// For a pull request.
    Markdown,
    /// For programs.
    Json,
    /// For a workflow of GitHub: an annotation for each change that callers notice.
    Github,
}

/// The verdicts, the gravest first.
const VERDICTS: [Verdict; 3] = [Verdict::Breaking, Verdict::Addition, Verdict::Invisible];

impl Report {
    /// The report in a format.
    pub fn print(&self, format: Format) -> String {
        match format {
            Format::Text => self.text(),
            Format::Markdown => self.markdown(),
            Format::Github => self.annotations(),
            Format::Json => crate::text::json(&format!("{:#}", self.json())).into_owned() + "\n",
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for change in &self.changes {
            let Change { verdict, subject, label, what, direction, rust, code, reason, .. } = change;
            let _ = writeln!(text, "{}: {} {}: {}", verdict.word(), subject.word(), visible(label), visible(what));
            let direction = direction.map(|direction| format!(" ({})", direction.word())).unwrap_or_default();
            if !rust.is_empty() {
                let _ = writeln!(text, "    in Rust: {}{direction}", visible(rust));
            }
            for (side, place) in [("old", &change.old), ("new", &change.new)] {
                if let Some(place) = place {
                    let _ = writeln!(text, "    {side}: {}", visible(&location(place)));
                }
            }
            for line in code {
                let _ = writeln!(text, "    {}", visible(line));
            }
            let _ = writeln!(text, "    {}", visible(reason));
            if let Some(migration) = &change.migration {
                let _ = writeln!(text, "    before: {}", visible(&migration.before));
                let _ = writeln!(text, "    after:  {}", visible(&migration.after));
            }
            text.push('\n');
        }
        text + &summary(self)
    }

    /// <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>
    fn annotations(&self) -> String {
        let mut text = String::new();
        for change in &self.changes {
            let level = match change.verdict {
                Verdict::Breaking => "warning",
                Verdict::Addition => "notice",
                Verdict::Invisible => continue,
            };
            let property = |text: &str| visible(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C");
            let mut properties = format!("title={}", change.verdict.word());
            if let Some(Location { file, position, .. }) = change.new.as_ref().or(change.old.as_ref()) {
                let _ = write!(properties, ",file={}", property(file));
                if let Some((line, column)) = position {
                    let _ = write!(properties, ",line={line},col={column}");
                }
            }
            let what = format!("{} {}: {}", change.subject.word(), change.label, change.what);
            let _ = writeln!(text, "::{level} {properties}::{}", visible(&what).replace('%', "%25"));
        }
        text + &inert(&summary(self))
    }

    fn markdown(&self) -> String {
        let mut text = String::new();
        for verdict in VERDICTS {
            let changes: Vec<&Change> = self.changes.iter().filter(|change| change.verdict == verdict).collect();
            if changes.is_empty() {
                continue;
            }
            let _ = writeln!(text, "### {} ({})\n", heading(verdict), changes.len());
            for change in changes {
                text.push_str(&note(change));
            }
            text.push('\n');
        }
        text + &summary(self)
    }

    /// The report for programs.
    pub fn json(&self) -> Value {
        let place = |place: &Option<Location>| {
            place.as_ref().map(|Location { pointer, file, position }| {
                let (line, column) = position.map_or((None, None), |(line, column)| (Some(line), Some(column)));
                json!({ "file": file, "pointer": pointer, "line": line, "column": column })
            })
        };
        let changes = self.changes.iter().map(|change| {
            json!({
                "api": change.api,
                "verdict": change.verdict.word(),
                "subject": change.subject.word(),
                "label": change.label,
                "what": change.what,
                "direction": change.direction.map(Direction::word),
                "old": place(&change.old),
                "new": place(&change.new),
                "rust": change.rust,
                "code": change.code,
                "reason": change.reason,
                "deprecated": change.deprecated,
                "migration": change.migration.as_ref().map(|one| json!({ "before": one.before, "after": one.after })),
            })
        });
        let versions = self.versions.iter().map(|(api, old, new)| json!({ "api": api, "old": old, "new": new }));
        json!({
            "verdict": self.verdict().map(Verdict::word),
            "counts": {
                "breaking": self.count(Verdict::Breaking),
                "addition": self.count(Verdict::Addition),
                "invisible": self.count(Verdict::Invisible),
            },
            "versions": versions.collect::<Vec<_>>(),
            "changes": changes.collect::<Vec<_>>(),
        })
    }
}

/// How many changes there are of each verdict, between which versions.
pub fn summary(report: &Report) -> String {
    let mut text = String::new();
    for (api, old, new) in &report.versions {
        let shown = |version: &Option<String>| visible(version.as_deref().unwrap_or("none")).into_owned();
        let _ = writeln!(text, "{api}: {} → {}", shown(old), shown(new));
    }
    let counts =
        VERDICTS.map(|verdict| format!("{} {}", report.count(verdict), plural(verdict, report.count(verdict))));
    let _ = writeln!(text, "{}", counts.join(", "));
    text
}

/// An item of a list in Markdown for each change that callers notice, with the code before and after.
pub fn migration_notes<'c>(changes: impl IntoIterator<Item = &'c Change>) -> String {
    changes.into_iter().map(note).collect()
}

fn note(change: &Change) -> String {
    let Change { subject, label, what, rust, reason, .. } = change;
    let name = if rust.is_empty() { String::new() } else { format!(" ({})", code(rust)) };
    let mut text = format!("- {} {}{name}: {}. {}\n", subject.word(), code(label), prose(what), prose(reason));
    if let Some(Migration { before, after }) = &change.migration {
        let (before, after) = (visible(before), visible(after));
        let _ = write!(text, "\n  ```diff\n  - {before}\n  + {after}\n  ```\n\n");
    }
    text
}

fn heading(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Breaking => "Breaking",
        Verdict::Addition => "Additions",
        Verdict::Invisible => "Invisible",
    }
}

fn plural(verdict: Verdict, count: usize) -> &'static str {
    match (verdict, count) {
        (Verdict::Breaking, _) => "breaking",
        (Verdict::Addition, 1) => "addition",
        (Verdict::Addition, _) => "additions",
        (Verdict::Invisible, _) => "invisible",
    }
}

fn location(place: &Location) -> String {
    match place.position {
        Some((line, column)) => format!("{}:{line}:{column}  #{}", place.file, place.pointer),
        None => format!("{}  #{}", place.file, place.pointer),
    }
}
