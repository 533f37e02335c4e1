//! Markdown of rustdoc for those who read it elsewhere, as the README of a crate.

/// Without hidden lines of code and without links to items, and with headings one level deeper.
pub(super) fn readable(text: &str) -> String {
    let mut lines = Vec::new();
    // The fence that ends the block of code, and whether it is Rust.
    let mut open: Option<(String, bool)> = None;
    for line in text.lines() {
        let fence: String = line.trim_start().chars().take_while(|c| *c == '`').collect();
        match &open {
            Some((end, _)) if fence.len() >= end.len() && line.trim() == fence => {
                open = None;
                lines.push(line.to_owned());
            }
            Some((_, true)) => lines.extend(shown(line)),
            Some((_, false)) => lines.push(line.to_owned()),
            None if fence.len() >= 3 => {
                let is_rust = is_rust(&line.trim_start()[fence.len()..]);
                let indent = &line[..line.len() - line.trim_start().len()];
                lines.push(if is_rust { format!("{indent}{fence}rust") } else { line.to_owned() });
                open = Some((fence, is_rust));
            }
            None if line.starts_with('#') => lines.push(format!("#{}", without_items(line))),
            None => lines.push(without_items(line)),
        }
    }
    lines.join("\n")
}

/// Whether rustdoc takes a block of code for Rust.
fn is_rust(info: &str) -> bool {
    const WORDS: [&str; 5] = ["compile_fail", "no_run", "rust", "should_panic", "standalone_crate"];
    let mut words = info.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty());
    words.all(|word| WORDS.contains(&word) || word.starts_with("edition"))
}

/// A line of an example, if rustdoc shows it.
fn shown(line: &str) -> Option<String> {
    let code = line.trim_start();
    if code == "#" || code.starts_with("# ") {
        return None;
    }
    // Two of them stand for one that is shown.
    Some(if code.starts_with("##") { line.replacen("##", "#", 1) } else { line.to_owned() })
}

/// Links to items as the words that they have. What is escaped is no link, and neither is what stands in code: taking a
/// bracket away there would leave its backslash to the next letter, which may be that of HTML.
fn without_items(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(['[', '\\', '`']) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let (words, length) = match link_to_item(rest) {
            Some(link) => link,
            None if rest.starts_with('[') => ("[", 1),
            None => (&rest[..literal(rest)], literal(rest)),
        };
        out.push_str(words);
        rest = &rest[length..];
    }
    out + rest
}

/// The words of the link to an item that a text begins with, and how long it is.
fn link_to_item(text: &str) -> Option<(&str, usize)> {
    let mut end = 1;
    if !text.starts_with('[') {
        return None;
    }
    loop {
        end += text[end..].find([']', '\\', '`'])?;
        if text[end..].starts_with(']') {
            break;
        }
        end += literal(&text[end..]);
    }
    let (words, after) = (&text[1..end], &text[end + 1..]);
    match after.strip_prefix('(').and_then(|after| after.split_once(')')) {
        Some((target, _)) => target.contains("::").then_some((words, end + target.len() + 3)),
        None => (words.len() > 2 && words.starts_with('`') && words.ends_with('`')).then_some((words, end + 1)),
    }
}

/// How long the escape or the code is that a text begins with.
fn literal(text: &str) -> usize {
    if let Some(escaped) = text.strip_prefix('\\') {
        return 1 + escaped.chars().next().map_or(0, char::len_utf8);
    }
    let fence = text.len() - text.trim_start_matches('`').len();
    let mut at = fence;
    while let Some(next) = text[at..].find('`') {
        at += next;
        let run = text[at..].len() - text[at..].trim_start_matches('`').len();
        at += run;
        if run == fence {
            return at;
        }
    }
    fence
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn hidden_lines_and_links_to_items_are_left_out() {
        let table = [
            ("# A\n\n## B", "## A\n\n### B"),
            ("[`Call`] and [calls](crate::Call), [x](y.md) [0]", "`Call` and calls, [x](y.md) [0]"),
            ("a [b", "a [b"),
            ("[`a[0]`](b::c) [[`d`]]", "`a[0]` [`d`]"),
            // What is escaped stays escaped.
            (r"\[\<img src=x y=\>\](a::b)", r"\[\<img src=x y=\>\](a::b)"),
            (r"`[`a`](b::c)` \`[a](b::c) ``[`d`]``", r"`[`a`](b::c)` \`a ``[`d`]``"),
            ("```\nuse a;\n# hidden();\n#\n#[test]\n##![x]\n```\n# A", "```rust\nuse a;\n#[test]\n#![x]\n```\n## A"),
            ("```no_run\n# a\n```", "```rust\n```"),
            ("```toml\n# a comment\n```", "```toml\n# a comment\n```"),
            ("````text\n```\n# a\n````", "````text\n```\n# a\n````"),
        ];
        for (text, expected) in table {
            assert_eq!(readable(text), expected, "{text}");
        }
    }
}
