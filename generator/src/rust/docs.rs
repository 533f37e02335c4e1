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
        // Code and the rows of tables end where they end.
        let is_prose = !block.lines().any(|line| line.trim_start().starts_with("```") || line.starts_with('|'));
        let lines = block.lines().flat_map(move |line| if is_prose { wrapped(line) } else { vec![line.to_owned()] });
        gap.into_iter().chain(lines.map(|line| format!(" {line}").trim_end().to_owned()))
    })
}

/// Lines longer than this are broken: a default can be a list of scopes, and an editor shows a line as one.
const LONGEST: usize = 190;

/// A line of prose as lines, broken between words where it is too long. Markdown reads a line end as a space, in code as
/// well.
fn wrapped(line: &str) -> Vec<String> {
    if line.chars().count() <= LONGEST {
        return vec![line.to_owned()];
    }
    let marker = line.split_once(' ').map_or("", |(first, _)| first);
    let is_item = ["*", "-"].contains(&marker);
    let indent = if is_item { "  " } else { "" };
    let (mut lines, mut open) = (Vec::new(), String::new());
    for word in line.split(' ') {
        // A word that would begin a list, a title or a quotation stays where it is.
        let is_mark = ["*", "-", "+", ">"].contains(&word)
            || word.starts_with('#')
            || word.ends_with(['.', ')']) && word.len() < 4;
        if !open.is_empty() && !is_mark && open.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::replace(&mut open, format!("{indent}{word}")));
        } else {
            let gap = if open.is_empty() { "" } else { " " };
            open = format!("{open}{gap}{word}");
        }
    }
    lines.push(open);
    lines
}

/// How long the lines are that one is broken into.
const WIDTH: usize = 116;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_broken_between_words_and_say_the_same() {
        let scopes = vec!["orders:read"; 40].join(" ");
        for line in [format!("Default `\"{scopes}\"`."), format!("* 403: {scopes} - 1. # {scopes}"), "short".to_owned()]
        {
            let lines = wrapped(&line);
            assert!(lines.iter().all(|line| line.len() <= LONGEST), "{lines:?}");
            let again = lines.iter().map(|line| line.trim_start()).collect::<Vec<_>>().join(" ");
            assert_eq!(again, line);
            assert!(lines[1..].iter().all(|line| !line.starts_with(['-', '#', '1'])), "{lines:?}");
        }
        let word = "x".repeat(300);
        assert_eq!(wrapped(&word), [word.as_str()]);
    }
}
