//! Diagnostics as text for people, in the manner of rustc, and as JSON for programs. The positions are already
//! filled in, as far as anyone knows them.

use super::{Code, Diagnostic, Location, Severity};
use crate::text::{visible, visible_lines};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// So many places are listed for problems that say the same.
const PLACES: usize = 3;

/// Renders diagnostics; `files` are the names and texts that [`Location::file`] indexes. Problems that say the
/// same about several places are reported once.
pub fn report(diagnostics: &[Diagnostic], files: &[(String, Arc<str>)]) -> String {
    let mut text = String::new();
    for group in groups(diagnostics) {
        let Diagnostic { code, severity, message, place: _, notes, help } = group[0];
        let _ = writeln!(text, "{}[{}]: {}", noun(*severity), code.as_str(), visible(&brief(message)));
        for place in group.iter().take(PLACES).filter_map(|diagnostic| diagnostic.place.as_ref()) {
            let position = place.position.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
            let pointer = if place.pointer.is_empty() { String::new() } else { format!("  #{}", place.pointer) };
            let (file, pointer) = (visible(file_name(place, files)), visible(&brief(&pointer)).into_owned());
            let _ = writeln!(text, "  --> {file}{position}{pointer}");
        }
        if group.len() > PLACES {
            let _ = writeln!(text, "  ... and {} more", group.len() - PLACES);
        }
        for note in notes {
            let _ = writeln!(text, "  = note: {}", indented(note));
        }
        if let Some(help) = help {
            let _ = writeln!(text, "  = help: {}", indented(help));
        }
        text.push('\n');
    }
    text
}

/// The same as JSON: one object for each diagnostic, in order.
pub fn to_json(diagnostics: &[Diagnostic], files: &[(String, Arc<str>)]) -> Value {
    let object = |diagnostic: &Diagnostic| {
        let Diagnostic { code, severity, message, place, notes, help } = diagnostic;
        let position = place.as_ref().and_then(|place| place.position);
        json!({
            "code": code.as_str(),
            "severity": noun(*severity),
            "message": message,
            "file": place.as_ref().map(|place| file_name(place, files)),
            "pointer": place.as_ref().map(|place| &place.pointer),
            "line": position.map(|(line, _)| line),
            "column": position.map(|(_, column)| column),
            "notes": notes,
            "help": help,
        })
    };
    diagnostics.iter().map(object).collect()
}

/// How many errors, warnings and notes there are, such as `2 errors, 1 warning`; empty if none.
pub fn tally(diagnostics: &[Diagnostic]) -> String {
    let mut parts = Vec::new();
    for level in [Severity::Error, Severity::Warning, Severity::Note] {
        let of_level: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic.severity == level).collect();
        if let [_, others @ ..] = of_level.as_slice() {
            let plural = if others.is_empty() { "" } else { "s" };
            parts.push(format!("{} {}{plural}", of_level.len(), noun(level)));
        }
    }
    parts.join(", ")
}

/// Diagnostics that differ in nothing but their place, each group where its first member is.
fn groups(diagnostics: &[Diagnostic]) -> Vec<Vec<&Diagnostic>> {
    type Said<'d> = (Code, &'d str, &'d [String], Option<&'d str>);
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut known: BTreeMap<Said<'_>, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let Diagnostic { code, severity: _, message, place, notes, help } = diagnostic;
        let said = (*code, message.as_str(), notes.as_slice(), help.as_deref());
        match known.get(&said) {
            Some(group) if place.is_some() => groups[*group].push(diagnostic),
            _ => {
                known.insert(said, groups.len());
                groups.push(vec![diagnostic]);
            }
        }
    }
    groups
}

fn file_name<'f>(place: &Location, files: &'f [(String, Arc<str>)]) -> &'f str {
    files.get(place.file).map_or("", |(name, _)| name)
}

fn noun(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// Names and values of a document can be megabytes long: how such a text begins and ends says which it is.
pub fn brief(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 2_000;
    const END: usize = 400;
    let count = text.chars().count();
    if count <= LONGEST {
        return Cow::Borrowed(text);
    }
    let beginning: String = text.chars().take(LONGEST - END).collect();
    let end: String = text.chars().skip(count - END).collect();
    Cow::Owned(format!("{beginning} … {} more characters … {end}", count - LONGEST))
}

/// Further lines stand under the first.
fn indented(text: &str) -> String {
    visible_lines(&brief(text)).replace('\n', "\n          ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_megabytes_is_shown_by_its_beginning_and_end() {
        let name = format!("first{}last", "é".repeat(1_000_000));
        let pointer = format!("/{name}");
        let long = Diagnostic::new(Code::DanglingReference, format!("`{name}` leads nowhere")).at(pointer).note(&name);
        let text = report(&[long.help(name)], &[("a.yaml".to_owned(), "".into())]);
        assert!(text.len() < 4 * 5_000, "{} bytes", text.len());
        assert_eq!((text.matches("first").count(), text.matches("last").count()), (4, 4));
        assert_eq!(text.matches("… 998009 more characters …").count(), 2);
    }
}
