//! Files of our own format (`sdk.yaml`, `docs.yaml`) to their types, with the place of the first mistake.

use super::pointer;
use crate::diagnostic::{Code, Diagnostic};
use serde::de::DeserializeOwned;

/// Reads a text; `file` is its index for the diagnostics. An empty text is an empty `T`.
pub fn typed<T: DeserializeOwned + Default>(text: &str, file: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<T> {
    let body = text.trim_start_matches('\u{feff}');
    if body.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Some(T::default());
    }
    match serde_yaml::from_str(body) {
        Ok(value) => Some(value),
        Err(error) => {
            let position = error.location().map(|location| (location.line(), location.column()));
            diagnostics.push(mistake(&error.to_string(), file, position));
            None
        }
    }
}

/// The parser says `path.to[1]: what is wrong at line 5 column 3`.
fn mistake(said: &str, file: usize, position: Option<(usize, usize)>) -> Diagnostic {
    let said = said.rsplit_once(" at line ").map_or(said, |(said, _)| said);
    let (path, said) = match said.split_once(": ") {
        Some((path, rest)) if !path.contains(' ') => (path, rest),
        _ => ("", said),
    };
    let mut at = String::new();
    for segment in path.split(['.', '[']).filter(|segment| !segment.is_empty()) {
        pointer::push(&mut at, segment.trim_end_matches(']'));
    }
    let unknown = |kind: &str| said.strip_prefix(kind).and_then(|rest| rest.split_once(", expected "));
    let mut diagnostic = match (unknown("unknown field "), unknown("unknown variant ")) {
        (Some((key, known)), _) => nearest(Code::UnknownDecision, &format!("there is no key {key} here"), key, known),
        (None, Some((value, known))) => nearest(
            Code::InvalidDecision,
            &format!("{value} is none of the values that this key may have"),
            value,
            known,
        ),
        (None, None) => Diagnostic::new(Code::InvalidDecision, said),
    };
    diagnostic = diagnostic.at_file(file, at);
    if let Some(place) = &mut diagnostic.place {
        place.position = position;
    }
    diagnostic
}

/// A diagnostic about a word, with the known word that is nearest to it, or all of them. All are in backquotes.
fn nearest(code: Code, message: &str, word: &str, known: &str) -> Diagnostic {
    let known: Vec<_> = known.split('`').skip(1).step_by(2).collect();
    let diagnostic = Diagnostic::new(code, message);
    match similar::get_close_matches(word.trim_matches('`'), &known, 1, 0.6).first() {
        Some(close) => diagnostic.help(format!("`{close}` may be meant")),
        None => diagnostic.help(format!("possible are {}", known.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn first(text: &str) -> Diagnostic {
        let mut diagnostics = Vec::new();
        assert!(typed::<Config>(text, 1, &mut diagnostics).is_none());
        diagnostics.remove(0)
    }

    #[test]
    fn an_unknown_key_is_reported_with_its_place() {
        let diagnostic = first("title: A\nenvironment:\n  tokn: A\n");
        assert_eq!(diagnostic.code, Code::UnknownDecision);
        assert_eq!(diagnostic.help.as_deref(), Some("`token` may be meant"));
        let place = diagnostic.place.expect("it has a place");
        assert_eq!((place.file, place.pointer.as_str(), place.position), (1, "/environment", Some((3, 3))));
    }

    #[test]
    fn a_missing_reason_is_reported_with_its_place() {
        let diagnostic = first("pagination:\n  - page: page\nunions:\n  - at: A\n    rule: first\n");
        assert_eq!(diagnostic.code, Code::InvalidDecision);
        assert_eq!(diagnostic.message, "missing field `because`");
        assert_eq!(diagnostic.place.expect("it has a place").pointer, "/unions/0");
    }

    #[test]
    fn an_unknown_value_is_reported_with_the_nearest_one() {
        let diagnostic = first("formats:\n  - { at: [A.b], format: date-tme, because: test }\n");
        assert_eq!(diagnostic.code, Code::InvalidDecision);
        assert_eq!(diagnostic.message, "`date-tme` is none of the values that this key may have");
        assert_eq!(diagnostic.help.as_deref(), Some("`date-time` may be meant"));
        assert_eq!(diagnostic.place.expect("it has a place").pointer, "/formats/0/format");

        let diagnostic = first("formats:\n  - { at: [A.b], format: colour, because: test }\n");
        let known = "possible are plain, date-time, date, decimal, byte, integer, number, exact-number, any";
        assert_eq!(diagnostic.help.as_deref(), Some(known));

        let diagnostic = first("unions:\n  - { at: A, rule: tags, because: test }\n");
        assert_eq!(diagnostic.help.as_deref(), Some("`tag` may be meant"));
        let diagnostic = first("webhooks: { scheme: standard, event: type, keys: [utf8], because: test }\n");
        assert_eq!(diagnostic.help.as_deref(), Some("`standard-webhooks` may be meant"));
        let diagnostic = first("webhooks: { scheme: standard-webhooks, event: type, keys: [utf-8], because: test }\n");
        assert_eq!(diagnostic.help.as_deref(), Some("`utf8` may be meant"));
    }

    #[test]
    fn nothing_but_comments_decides_nothing() {
        let mut diagnostics = Vec::new();
        assert!(typed::<Config>("# nothing yet\n", 1, &mut diagnostics).is_some());
    }
}
