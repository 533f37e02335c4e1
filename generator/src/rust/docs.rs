//! Words as documentation comments.
//!
//! The words of a document are CommonMark written for another reader. What would mislead rustdoc is taken out
//! or escaped: code that would run as a test, indentation that would become code, links to nowhere, HTML,
//! bare addresses, control characters and marks that reverse the direction of text.

use proc_macro2::TokenStream;
use quote::quote;

/// `///` lines from paragraphs; an empty line between two of them.
pub fn doc(paragraphs: &[String]) -> TokenStream {
    lines(paragraphs).map(|line| quote!(#[doc = #line])).collect()
}

/// `//!` lines from paragraphs.
pub fn doc_inner(paragraphs: &[String]) -> TokenStream {
    lines(paragraphs).map(|line| quote!(#![doc = #line])).collect()
}

fn lines(paragraphs: &[String]) -> impl Iterator<Item = String> {
    let paragraphs = paragraphs.iter().filter(|paragraph| !paragraph.trim().is_empty());
    let lines = paragraphs.enumerate().flat_map(|(index, paragraph)| {
        let gap = (index > 0).then(String::new);
        gap.into_iter().chain(paragraph.lines().map(|line| format!(" {line}").trim_end().to_owned()))
    });
    lines.collect::<Vec<_>>().into_iter()
}

/// Words of a document as paragraphs that mean the same to rustdoc.
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut current = String::new();
    let mut fence: Option<String> = None;
    for line in clean(text).lines() {
        let trimmed = line.trim();
        if let Some(marker) = &fence {
            if trimmed.starts_with(marker.as_str()) && trimmed.trim_matches(['`', '~']).is_empty() {
                current.push_str("```");
                blocks.push(std::mem::take(&mut current));
                fence = None;
            } else {
                current.push_str(&line.trim_end().replace("```", "'''"));
                current.push('\n');
            }
        } else if let Some(marker) = ["```", "~~~"].into_iter().find(|marker| trimmed.starts_with(marker)) {
            flush(&mut current, &mut blocks);
            current.push_str("```text\n");
            fence = Some(marker.to_owned());
        } else if trimmed.is_empty() {
            flush(&mut current, &mut blocks);
        } else if begins_block(trimmed) {
            flush(&mut current, &mut blocks);
            current.push_str(&escape(trimmed));
        } else {
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(&escape(trimmed));
        }
    }
    if fence.is_some() {
        current.push_str("```");
    }
    flush(&mut current, &mut blocks);
    join_lists(blocks)
}

fn flush(current: &mut String, blocks: &mut Vec<String>) {
    if !current.is_empty() {
        blocks.push(std::mem::take(current));
    }
}

/// Lines that stand for themselves: headings, list items, rows of tables, quotes.
fn begins_block(line: &str) -> bool {
    is_list_item(line) || is_row(line) || line.starts_with("# ") || line.starts_with("##") || line.starts_with("> ")
}

fn is_row(line: &str) -> bool {
    line.starts_with('|')
}

fn is_list_item(line: &str) -> bool {
    let numbered = line.split_once(['.', ')']).is_some_and(|(number, rest)| {
        number.len() < 4 && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(' ')
    });
    numbered || ["- ", "* ", "+ "].iter().any(|marker| line.starts_with(marker))
}

/// Items of a list, rows of a table, stand without an empty line between them.
fn join_lists(blocks: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for block in blocks {
        let close = joined.last().is_some_and(|previous| {
            let last = previous.lines().next_back().unwrap_or_default();
            (is_list_item(last) && is_list_item(&block)) || (is_row(last) && is_row(&block))
        });
        match joined.last_mut() {
            Some(previous) if close => {
                previous.push('\n');
                previous.push_str(&block);
            }
            Some(_) | None => joined.push(block),
        }
    }
    joined
}

/// Without characters that no reader of source code should meet.
fn clean(text: &str) -> String {
    let keep = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
    text.chars().filter(|c| *c == '\n' || keep(c)).collect()
}

/// Escapes what is markup to rustdoc and was none, or leads nowhere, in a line outside code.
fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    let balanced = line.matches('`').count().is_multiple_of(2);
    for (index, piece) in line.split('`').enumerate() {
        let code = balanced && index % 2 == 1;
        if index > 0 {
            escaped.push_str(if balanced { "`" } else { "\\`" });
        }
        if code { escaped.push_str(piece) } else { escape_prose(piece, &mut escaped) }
    }
    escaped
}

fn escape_prose(text: &str, escaped: &mut String) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("http://") || rest.starts_with("https://") {
            let end = rest.find(|c: char| c.is_whitespace() || "<>()[]\"'`".contains(c)).unwrap_or(rest.len());
            let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*']);
            escaped.push('<');
            escaped.push_str(url);
            escaped.push('>');
            rest = &rest[url.len()..];
            continue;
        }
        if let Some((link, after)) = inline_link(rest) {
            escaped.push_str(&link);
            rest = after;
            continue;
        }
        if matches!(first, '[' | ']' | '<' | '>') {
            escaped.push('\\');
        }
        escaped.push(first);
        rest = &rest[first.len_utf8()..];
    }
}

/// `[words](https://…)` at the beginning of a text: the link, its words escaped, and what follows. A link to a
/// place inside somebody else's site is reduced to its words.
fn inline_link(text: &str) -> Option<(String, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (target, after) = rest.split_once(')')?;
    if words.contains(['[', ']', '\n']) {
        return None;
    }
    let mut escaped = String::new();
    for c in words.chars() {
        if matches!(c, '<' | '>') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    let absolute = target.starts_with("https://") || target.starts_with("http://");
    let plain = !target.contains(|c: char| c.is_whitespace() || "<>".contains(c));
    Some((if absolute && plain { format!("[{escaped}]({target})") } else { escaped }, after))
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn words_of_a_document_are_safe_for_rustdoc() {
        let table: &[(&str, &[&str])] = &[
            ("One.\nStill one.\n\nTwo.", &["One. Still one.", "Two."]),
            ("- a\n  more\n- b", &["- a more\n- b"]),
            ("    let x = 1;", &["let x = 1;"]),
            ("```rust\npanic!()\n```", &["```text\npanic!()\n```"]),
            ("```\nopen", &["```text\nopen\n```"]),
            ("See [Foo] and [x](/y) and <b>.", &["See \\[Foo\\] and x and \\<b\\>."]),
            ("At https://a.b/c.", &["At <https://a.b/c>."]),
            ("[site](https://a.b) `[x]<y>`", &["[site](https://a.b) `[x]<y>`"]),
            ("a\u{202e}b\u{7}", &["ab"]),
        ];
        for (text, expected) in table {
            assert_eq!(paragraphs(text), *expected, "{text}");
        }
    }
}
