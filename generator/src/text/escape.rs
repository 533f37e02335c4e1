//! Plain text as Markdown that says the same, and code spans.
//!
//! A character is escaped where CommonMark, its tables or its autolinks could see markup in it, and nowhere else, so
//! that what is written stays readable in the source.

use super::hidden::{is_hidden, visible};

/// Where inline Markdown stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// Anywhere but in a table.
    Line,
    /// In a cell of a table, which a `|` would end, in code too.
    Cell,
}

/// Appends a text, all of it as text. Addresses become code: neither rustdoc nor a forge makes links of them.
pub(super) fn push_text(text: &str, context: Context, out: &mut String) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if !out.ends_with(|c: char| c.is_ascii_alphabetic())
            && let Some(address) = address(rest)
        {
            push_code(address, context, out);
            rest = &rest[address.len()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        push_char(c, rest, out);
    }
}

fn push_char(c: char, rest: &str, out: &mut String) {
    let (previous, next) = (out.chars().next_back(), rest.chars().next());
    let starts_line = out.is_empty() || out.ends_with('\n');
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match c {
        '\n' | '\r' | '\t' => {
            if !is_space(previous) {
                out.push(' ');
            }
            return;
        }
        c if is_hidden(c) => {
            out.push('\\');
            out.extend(c.escape_default());
            return;
        }
        ' ' if starts_line => return,
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' => out.push('\\'),
        // Inside a word it is no mark of emphasis.
        '_' if !(previous.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)) => {
            out.push('\\');
        }
        '&' if begins_entity(rest) => out.push('\\'),
        '#' if starts_line || is_space(previous) => out.push('\\'),
        '+' | '-' | '=' if starts_line => out.push('\\'),
        '.' | ')' if is_space(next) && ends_in_number(out) => out.push('\\'),
        // What is left of addresses: a forge would take all that follows for one, the beginning of code as well.
        ':' if rest.starts_with("//") && ends_in_word(out, &["http", "https", "ftp"]) => out.push('\\'),
        '.' if ends_in_word(out, &["www"]) => out.push('\\'),
        _ => {}
    }
    out.push(c);
}

/// Whether what follows a `&` makes it a reference such as `&lt;`.
fn begins_entity(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(rest.len());
    end > 0 && rest[end..].starts_with(';')
}

/// Whether the last line is a number and nothing else yet, so that a full stop would make it a list.
fn ends_in_number(text: &str) -> bool {
    let digits = text.bytes().rev().take(10).take_while(u8::is_ascii_digit).count();
    (1..10).contains(&digits) && (digits == text.len() || text[..text.len() - digits].ends_with('\n'))
}

/// Whether a text ends in one of some words, which may be part of a longer one.
fn ends_in_word(text: &str, words: &[&str]) -> bool {
    let end = |length: usize| text.len().checked_sub(length).and_then(|start| text.get(start..));
    words.iter().any(|word| end(word.len()).is_some_and(|end| end.eq_ignore_ascii_case(word)))
}

/// The address at the beginning of a text, as far as it goes without what ends a sentence.
fn address(text: &str) -> Option<&str> {
    let begins = |scheme: &&str| text.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme));
    let scheme = ["https://", "http://", "ftp://", "www."].into_iter().find(begins)?;
    let ends = |c: char| c.is_whitespace() || is_hidden(c) || "<>()[]\"'`|\\".contains(c);
    let end = text.find(ends).unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    (address.len() > scheme.len()).then_some(address)
}

/// Appends a code span that shows the text as it is, whatever it holds.
pub(super) fn push_code(text: &str, context: Context, out: &mut String) {
    let text = visible(text);
    if text.is_empty() {
        return push_code("\"\"", context, out);
    }
    // Tables are cut into cells before their code is read, and differ about a `|` in it.
    if context == Context::Cell && text.contains('|') {
        let mut escaped = String::new();
        push_text(&text, context, &mut escaped);
        return out.push_str(&escaped);
    }
    if out.ends_with('`') {
        out.push(' ');
    }
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let padded = text.starts_with('`')
        || text.ends_with('`')
        || (text.starts_with(' ') && text.ends_with(' ') && !text.trim_matches(' ').is_empty());
    let pad = if padded { " " } else { "" };
    out.extend([fence.as_str(), pad, &text, pad, &fence]);
}

/// Whether a text is the URL of a server and has no character that could end a link.
pub fn is_url(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%[]".contains(c);
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[') && rest.chars().all(plain)
    })
}

/// The length of the longest run of a character.
pub(super) fn longest_run(text: &str, wanted: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
