//! What a command has to say: for people, for programs, or as annotations of a workflow on GitHub.

use super::{Demand, Exit, verdict};
use crate::diagnostic::{Diagnostic, Severity, brief, report, tally, to_json};
use crate::source::support::locate;
use crate::text::{inert, visible, visible_lines};
use clap::{Args, ValueEnum};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

/// How to print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: one object with all diagnostics and what the command did.
    Json,
    /// For a workflow of GitHub: an annotation for each diagnostic.
    Github,
}

/// How a command prints.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Output {
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Leave out notes, which stop nothing, and what each document has.
    #[arg(long)]
    pub quiet: bool,
}

/// Where a command says what it has to say.
pub(super) struct Console {
    pub(super) format: Format,
    quiet: bool,
    result: RefCell<Map<String, Value>>,
    diagnostics: RefCell<Vec<Value>>,
}

impl Console {
    pub(super) fn new(output: Output) -> Self {
        let Output { format, quiet } = output;
        Self { format, quiet, result: RefCell::default(), diagnostics: RefCell::default() }
    }

    /// For a command that prints for people only.
    pub(super) fn text() -> Self {
        Self::new(Output::default())
    }

    /// A line for people.
    pub(super) fn say(&self, text: impl AsRef<str>) {
        if self.format != Format::Json {
            say!("{}", text.as_ref());
        }
    }

    /// A line that a quiet run leaves out.
    pub(super) fn detail(&self, text: impl AsRef<str>) {
        if !self.quiet {
            self.say(text);
        }
    }

    /// A result for programs.
    pub(super) fn set(&self, key: &str, value: impl Into<Value>) {
        self.result.borrow_mut().insert(key.to_owned(), value.into());
    }

    /// Prints diagnostics, with positions, and says how a run with them ends if it cannot go on.
    pub(super) fn print(
        &self,
        diagnostics: &mut [Diagnostic],
        files: &[(String, Arc<str>)],
        demand: Demand,
    ) -> Option<Exit> {
        locate::fill(diagnostics, files);
        let is_shown = |diagnostic: &&Diagnostic| !self.quiet || diagnostic.severity > Severity::Note;
        let shown: Vec<Diagnostic> = diagnostics.iter().filter(is_shown).cloned().collect();
        match self.format {
            Format::Text => {
                anstream::eprint!("{}", painted(&inert(&report(&shown, files))));
                if !shown.is_empty() {
                    complain!("{}", tally(&shown));
                }
            }
            Format::Json => {
                if let Value::Array(all) = to_json(&shown, files) {
                    self.diagnostics.borrow_mut().extend(all);
                }
            }
            Format::Github => {
                for diagnostic in &shown {
                    commands(&annotation(diagnostic, files));
                }
            }
        }
        verdict(diagnostics, demand)
    }

    /// Says for programs what came of it.
    pub(super) fn finish(self, exit: Exit) -> Exit {
        if self.format == Format::Json {
            let mut whole = Map::new();
            whole.insert("diagnostics".to_owned(), Value::Array(self.diagnostics.into_inner()));
            whole.extend(self.result.into_inner());
            say!("{}", crate::text::json(&format!("{:#}", Value::Object(whole))));
        }
        exit
    }
}

/// A report in colours, which are left out where nobody would see them.
fn painted(report: &str) -> String {
    let mut painted = String::with_capacity(report.len() * 2);
    for line in report.lines() {
        let line = visible_lines(line);
        let colour = |word: &str| match word {
            "error" => "1;31",
            "warning" => "1;33",
            _ => "1;36",
        };
        let head = ["error", "warning", "note"].into_iter().find(|word| line.starts_with(&format!("{word}[")));
        let _ = match (head, line.split_once("]: "), line.strip_prefix("  = ").and_then(|rest| rest.split_once(": "))) {
            (Some(word), Some((code, message)), _) => {
                writeln!(painted, "\x1b[{}m{code}]\x1b[0m\x1b[1m: {message}\x1b[0m", colour(word))
            }
            (_, _, Some((word, rest))) => writeln!(painted, "\x1b[1;34m  =\x1b[0m \x1b[1m{word}\x1b[0m: {rest}"),
            _ => match line.strip_prefix("  --> ") {
                Some(place) => writeln!(painted, "\x1b[1;34m  -->\x1b[0m {place}"),
                None => writeln!(painted, "{line}"),
            },
        };
    }
    painted
}

/// Prints lines that are meant for GitHub: `say!` would make text of them.
pub(super) fn commands(lines: &str) {
    let _ = writeln!(std::io::stdout(), "{}", visible_lines(lines));
}

/// <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>
fn annotation(diagnostic: &Diagnostic, files: &[(String, Arc<str>)]) -> String {
    let Diagnostic { code, severity, message, place, notes, help } = diagnostic;
    let level = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let data = |text: &str| visible_lines(text).replace('%', "%25").replace('\n', "%0A");
    let property = |text: &str| visible(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C");
    let mut properties = format!("title={}", code.as_str());
    if let Some(place) = place {
        if let Some((name, _)) = files.get(place.file) {
            let _ = write!(properties, ",file={}", property(name));
        }
        if let Some((line, column)) = place.position {
            let _ = write!(properties, ",line={line},col={column}");
        }
    }
    let mut text = brief(message).into_owned();
    notes.iter().for_each(|note| text.push_str(&format!("\nnote: {}", brief(note))));
    help.iter().for_each(|help| text.push_str(&format!("\nhelp: {}", brief(help))));
    format!("::{level} {properties}::{}", data(&text))
}
