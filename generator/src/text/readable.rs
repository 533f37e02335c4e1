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

/// Links to items as the words that they have.
fn without_items(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find('[') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(end) = rest.find(']') else { break };
        let (words, after) = (&rest[1..end], &rest[end + 1..]);
        let target = after.strip_prefix('(').and_then(|after| after.split_once(')'));
        match target {
            Some((target, after)) if target.contains("::") => {
                out.push_str(words);
                rest = after;
            }
            None if words.len() > 2 && words.starts_with('`') && words.ends_with('`') => {
                out.push_str(words);
                rest = after;
            }
            _ => {
                out.push_str(&rest[..=end]);
                rest = after;
            }
        }
    }
    out + rest
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
