//! Text to tree: JSON or YAML, whichever it is, with every problem at its line. No nesting, size or alias in
//! the text can exhaust stack or memory: both parsers stop at 128 levels, `tree` keeps account of what aliases
//! multiply, and `places` of what long keys do.

mod places;
pub(in crate::source) mod tree;

use super::read::tree::{Merges, TOO_LARGE, Tree, Watch};
use crate::diagnostic::{Code, Diagnostic};
use serde::de::DeserializeSeed;
use serde_json::Value;

/// Brackets that may be open at once before the text is not even given to the YAML parser, whose time grows
/// with the square of that number. Text in which this many are left open by chance is not met.
const OPEN_BRACKETS: usize = 10_000;

/// Reads a text; `file` is its index for the diagnostics. A tree may come with diagnostics (keys that occur
/// twice); without a tree there is at least one error.
pub fn read(text: &str, file: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::NotADocument, "the file is empty")
                .at_file(file, "")
                .help("give it a document, or give the right file"),
        );
        return None;
    }
    let (result, watch) = if looks_like_json(text) {
        match read_json(text) {
            (Err(problem), _) if problem.is_syntax() => retry_as_yaml(text, problem),
            other => other,
        }
    } else {
        read_yaml(text)
    };
    match result {
        Ok(value) => {
            diagnostics.extend(watch.duplicates.into_iter().map(|path| duplicate(path, file)));
            match places::check(&value, text, file) {
                Some(outgrown) => {
                    diagnostics.push(outgrown);
                    None
                }
                None => Some(value),
            }
        }
        Err(problem) => {
            diagnostics.push(problem.into_diagnostic(file));
            None
        }
    }
}

/// A text that no parser accepts.
struct Problem {
    code: Code,
    message: String,
    position: Option<(usize, usize)>,
}

impl Problem {
    fn is_syntax(&self) -> bool {
        self.code == Code::BrokenSyntax
    }

    fn into_diagnostic(self, file: usize) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(self.code, self.message).at_file(file, "");
        if let Some(place) = &mut diagnostic.place {
            place.position = self.position;
        }
        match self.code {
            Code::TooDeep => {
                diagnostic.help("no API needs more than 128 levels: look for a file that is not a document")
            }
            Code::TooLarge => diagnostic.help("write the repeated parts as components and refer to them with `$ref`"),
            _ => diagnostic,
        }
    }
}

type Reading = (Result<Value, Problem>, Watch);

fn looks_like_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '['])
}

fn read_json(text: &str) -> Reading {
    let text = text.trim_start_matches('\u{feff}');
    let mut watch = Watch::new(text, Merges::Kept);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = Tree(&mut watch).deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    let result = result.map_err(|error| {
        let position = (error.line() > 0).then(|| (error.line(), error.column()));
        let message = error.to_string();
        problem(message.split(" at line ").next().unwrap_or_default(), position)
    });
    (result, watch)
}

/// YAML's flow style looks like JSON. Where YAML does not accept the text either, JSON's complaint is the better one.
fn retry_as_yaml(text: &str, problem: Problem) -> Reading {
    match read_yaml(text) {
        (Err(second), watch) if second.is_syntax() => (Err(problem), watch),
        other => other,
    }
}

fn read_yaml(text: &str) -> Reading {
    let text = text.trim_start_matches('\u{feff}');
    let mut watch = Watch::new(text, Merges::Applied);
    if let Some(position) = bracket_flood(text) {
        return (Err(problem("recursion limit exceeded", Some(position))), watch);
    }
    let result = Tree(&mut watch).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| {
        let position = error.location().map(|location| (location.line(), location.column()));
        let message = error.to_string();
        problem(message.split(" at line ").next().unwrap_or_default(), position)
    });
    (result, watch)
}

fn problem(message: &str, position: Option<(usize, usize)>) -> Problem {
    let (code, message) = if message.contains("recursion limit") {
        (Code::TooDeep, "the document is nested more than 128 levels deep".to_owned())
    } else if message.contains(TOO_LARGE) || message.contains("repetition limit") {
        (Code::TooLarge, TOO_LARGE.to_owned())
    } else {
        (Code::BrokenSyntax, message.to_owned())
    };
    Problem { code, message, position }
}

/// Where too many brackets are open at once.
fn bracket_flood(text: &str) -> Option<(usize, usize)> {
    let mut open = 0_usize;
    for (line, content) in text.lines().enumerate() {
        for (column, byte) in content.bytes().enumerate() {
            match byte {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            if open > OPEN_BRACKETS {
                return Some((line + 1, column + 1));
            }
        }
    }
    None
}

fn duplicate(mut path: Vec<String>, file: usize) -> Diagnostic {
    path.reverse();
    let mut pointer = String::new();
    path.iter().for_each(|segment| super::support::pointer::push(&mut pointer, segment));
    let key = path.last().expect("the path of a duplicate ends in its key");
    Diagnostic::new(Code::DuplicateKey, format!("the key `{key}` occurs twice in the same object"))
        .at_file(file, pointer)
        .note("the last one counts")
        .help("remove or rename one of them")
}
