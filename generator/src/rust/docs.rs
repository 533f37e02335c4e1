//! Documentation comments.

use crate::text::Block;
use proc_macro2::TokenStream;
use quote::quote;

/// `///` lines of blocks; an empty line between two of them.
pub fn doc(blocks: &[Block]) -> TokenStream {
    lines(blocks).map(|line| quote!(#[doc = #line])).collect()
}

/// `//!` lines of blocks.
pub fn doc_inner(blocks: &[Block]) -> TokenStream {
    lines(blocks).map(|line| quote!(#![doc = #line])).collect()
}

fn lines(blocks: &[Block]) -> impl Iterator<Item = String> {
    blocks.iter().enumerate().flat_map(|(index, block)| {
        let gap = (index > 0).then(String::new);
        // Code and the rows of tables end where they end, in lists and quotes too: what is behind a line end that is
        // not theirs would be read as Markdown, and the end of the code as the beginning of a test.
        let is_prose = !block.lines().any(|line| line.contains("```") || line.ends_with("---|"));
        let lines = block.lines().flat_map(move |line| if is_prose { wrapped(line) } else { vec![line.to_owned()] });
        gap.into_iter().chain(lines.map(|line| format!(" {line}").trim_end().to_owned()))
    })
}

/// Lines longer than this are broken: a default can be a list of scopes, and an editor shows a line as one.
const LONGEST: usize = 190;

/// A line of prose as lines, broken between words where it is too long. Markdown reads a line end as a space, in code as
/// well; but it looks for the beginnings of blocks first, and does not know yet then what is inside of code: a fence in
/// it that begins a line begins a documentation test.
fn wrapped(line: &str) -> Vec<String> {
    // Code between three backticks is such a fence itself once it does not end on its line.
    if line.chars().count() <= LONGEST || line.contains("```") {
        return vec![line.to_owned()];
    }
    // What stands in a list or in a quote stays in it, and the words that begin it stand beside what marks it.
    let marks = marks(line);
    if marks > WIDTH / 2 {
        return vec![line.to_owned()];
    }
    let indent: String = line[..marks].chars().map(|c| if c == '>' { '>' } else { ' ' }).collect();
    let (mut lines, mut open, mut width) = (Vec::new(), line[..marks].to_owned(), 0);
    for word in line[marks..].split(' ') {
        let length = word.chars().count();
        if width > 0 && may_begin_a_line(word) && marks + width + 1 + length > WIDTH {
            lines.push(std::mem::replace(&mut open, format!("{indent}{word}")));
            width = length;
        } else {
            let gap = if width > 0 { " " } else { "" };
            open.extend([gap, word]);
            width += gap.len() + length;
        }
    }
    lines.push(open);
    lines
}

/// How long the marks of lists and quotes are that a line begins with, with the blanks around them.
fn marks(line: &str) -> usize {
    let mut words = line;
    loop {
        words = words.trim_start_matches(' ');
        let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let mark = ["* ", "- ", "> "].into_iter().find_map(|mark| words.strip_prefix(mark));
        match mark.or_else(|| number.strip_prefix(". ").filter(|_| number.len() < words.len())) {
            Some(rest) => words = rest,
            None => return line.len() - words.len(),
        }
    }
}

/// Whether a word begins no block, whatever comes after it: no list, fence, title, quotation, table, rule, HTML or
/// footnote. All others stay where they are.
fn may_begin_a_line(word: &str) -> bool {
    let rest = word.trim_start_matches('`');
    match word.chars().next() {
        Some(first) if first.is_ascii_digit() => !word.ends_with(['.', ')']),
        Some('`') => word.len() - rest.len() < 3,
        Some('[') => !word.starts_with("[^"),
        Some(first) => first.is_alphanumeric() || "(\\\"'".contains(first),
        None => false,
    }
}

/// How long the lines are that one is broken into.
const WIDTH: usize = 116;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_broken_between_words_and_say_the_same() {
        let scopes = vec!["orders:read"; 40].join(" ");
        for line in [
            format!("Default `\"{scopes}\"`."),
            format!("* 403: {scopes} - 1. # {scopes}"),
            format!("  * 403: {scopes}"),
            "short".to_owned(),
        ] {
            let lines = wrapped(&line);
            assert!(lines.iter().all(|line| line.len() <= LONGEST), "{lines:?}");
            let again = lines.iter().map(|line| line.trim_start()).collect::<Vec<_>>().join(" ");
            assert_eq!(again, line.trim_start());
            assert!(lines.iter().all(|one| one.starts_with("  ") || !line.starts_with(' ')), "{lines:?}");
            assert!(lines[1..].iter().all(|line| !line.starts_with(['-', '#', '1'])), "{lines:?}");
        }
        let word = "x".repeat(300);
        assert_eq!(wrapped(&word), [word.as_str()]);
    }

    #[test]
    fn no_line_begins_a_block_that_the_text_does_not_begin() {
        let (before, after) = ("a".repeat(115), "b".repeat(118));
        let blocks = [
            "```",
            "~~~",
            "````rust",
            "===",
            "---",
            "***",
            "___",
            "#",
            "######",
            "<script>",
            "<div",
            "</div>",
            "<!--",
            "<?php",
            "<![CDATA[",
            ">",
            "*",
            "-",
            "+",
            "1.",
            "1)",
            "0001.",
            "[^1]:",
            "|---|",
            ":--",
            "",
        ];
        for block in blocks {
            let fence = if block.contains('`') { "`````" } else { "`" };
            let line = format!("* {fence}rust {before} {block} {after} {block} {after}{fence}.");
            let lines = wrapped(&line);
            assert!(lines[1..].iter().all(|line| line.starts_with("  a") || line.starts_with("  b")), "{lines:?}");
            assert_eq!(
                (lines.len() == 1, lines.iter().map(|line| line.trim_start()).collect::<Vec<_>>().join(" ")),
                (block.contains('`'), line)
            );
        }
    }

    #[test]
    fn lines_of_lists_and_quotes_stay_in_them() {
        let (long, word) = ("a".repeat(115), "b".repeat(118));
        for (marks, indent) in [
            ("10. ", "    "),
            ("> ", "> "),
            ("* * * * ", "        "),
            ("  > 1. - ", "  >      "),
            ("        ", "        "),
        ] {
            let lines = wrapped(&format!("{marks}{long} {word} c"));
            assert_eq!(lines, [format!("{marks}{long}"), format!("{indent}{word}"), format!("{indent}c")]);
        }
        // Code in them as well.
        let quoted = format!("> {long} <b> {word} ~~~");
        let code = Block::prose(&format!("> ~~~\n{quoted}\n> ~~~"));
        let lines = lines(&code).collect::<Vec<_>>();
        assert_eq!(lines, [" > ```text", &format!(" {quoted}"), " > ```"]);
    }
}
