//! Characters that nobody sees, or that change how others are seen: shown as escapes.

use std::borrow::Cow;

/// Whether a character is a control character, turns the direction of text, or cannot be seen. The joiners of
/// scripts and of emoji are none of these.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// A text as one line in which everything can be seen: `\n` for a line break, `\u{202e}` for the mark that turns the
/// direction.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |_| false)
}

/// A text in which everything but the line breaks can be seen; tabs are spaces.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    match text.contains(['\r', '\t']) {
        false => escaped(text, |c| c == '\n'),
        true => {
            let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
            Cow::Owned(escaped(&text, |c| c == '\n').into_owned())
        }
    }
}

/// JSON of a value, as serde writes it, in which everything can be seen: the escapes are those of JSON, so that it says
/// the same.
pub fn json(text: &str) -> Cow<'_, str> {
    // What cannot be seen stands in strings only; line breaks stand between values. Commands stand in strings as well.
    let hides = |c: char| c != '\n' && is_hidden(c);
    let commands: Vec<usize> = commands(text).collect();
    if !text.contains(hides) && commands.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let mut commands = commands.into_iter().peekable();
    for (at, c) in text.char_indices() {
        if commands.next_if_eq(&at).is_some() || hides(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| shown.push_str(&format!("\\u{unit:04x}")));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// A text that is only text in the log of a build service, which takes lines that begin with `::` for commands (GitHub),
/// and `##` before a word in a bracket anywhere in a line (`##[group]` of GitHub, `##vso[task.setvariable]` of Azure,
/// `##teamcity[..]`): a backslash goes between.
pub fn inert(text: &str) -> Cow<'_, str> {
    if !text.contains("::") && commands(text).next().is_none() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for line in text.split_inclusive('\n') {
        let words = line.trim_start();
        let (blanks, words) = line.split_at(line.len() - words.len());
        shown.push_str(blanks);
        shown.push_str(if words.starts_with("::") { "\\" } else { "" });
        let mut last = 0;
        for at in commands(words) {
            shown.push_str(&words[last..=at]);
            shown.push('\\');
            last = at + 1;
        }
        shown.push_str(&words[last..]);
    }
    Cow::Owned(shown)
}

/// Where `##word[` begins.
fn commands(text: &str) -> impl Iterator<Item = usize> {
    let brackets =
        text.match_indices('[').map(|(at, _)| text[..at].trim_end_matches(|c: char| c.is_ascii_alphabetic()));
    brackets.filter(|before| before.ends_with("##")).map(|before| before.len() - 2)
}

fn escaped(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    let hides = |c: char| is_hidden(c) && !keep(c);
    if !text.contains(hides) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if hides(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::{inert, json, visible, visible_lines};

    #[test]
    fn json_says_the_same_when_everything_can_be_seen() {
        let value = serde_json::json!({ "a\u{202e}": ["\u{7f}\u{e0041}\n", 1] });
        let written = format!("{value:#}");
        let shown = json(&written);
        assert!(shown.contains(r"\u202e") && shown.contains(r"\u007f\udb40\udc41"), "{shown}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).ok(), Some(value));
    }

    #[test]
    fn commands_of_build_services_are_text() {
        assert_eq!(inert("a ::b\n  ::add-mask::c\n::d"), "a ::b\n  \\::add-mask::c\n\\::d");
        assert_eq!(inert("a ##vso[b]##[c] ###[d] ## e[f] # g"), "a #\\#vso[b]#\\#[c] ##\\#[d] ## e[f] # g");
        let value = serde_json::json!({ "a##[b]": "##vso[c]##" });
        let shown = json(&value.to_string()).into_owned();
        assert_eq!(inert(&shown), shown);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).ok(), Some(value));
    }

    #[test]
    fn what_cannot_be_seen_is_an_escape() {
        assert_eq!(visible("a\u{202e}b\0c\nd\te\u{feff}"), "a\\u{202e}b\\u{0}c\\nd\\te\\u{feff}");
        assert_eq!(visible_lines("a\r\n\tb\u{1b}[1m\rc"), "a\n    b\\u{1b}[1m\nc");
        assert_eq!(visible("e\u{301} 👩\u{200d}💻"), "e\u{301} 👩\u{200d}💻");
    }
}
