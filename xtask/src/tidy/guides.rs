//! Code that users copy is compiled: no block of documentation is left out, in Markdown or in Rust. Each guide says what
//! goes wrong and how one notices, and its code fits on the page.

use super::{Finding, Text};

/// The section that every guide has.
const SECTION: &str = "## What goes wrong";

/// How many characters a line of code has on a page of rustdoc in a window of 1300 pixels, before it is cut off.
const WIDTH: usize = 96;

pub(super) fn check(texts: &[Text]) -> Vec<Finding> {
    // What is generated comes from a template that is checked; a changelog is written.
    let is_written = |text: &&Text| !text.is_generated() || text.path.ends_with("CHANGELOG.md");
    texts.iter().filter(is_written).flat_map(findings).collect()
}

fn is_guide(text: &Text) -> bool {
    text.is_markdown() && text.path.starts_with("spec/") && text.path.contains("/guide/")
}

/// Lines of code that are too long to be read without scrolling. Those that begin with `#` are hidden.
fn too_long(text: &Text) -> Vec<Finding> {
    let mut in_code = false;
    let mut found = Vec::new();
    for (index, line) in text.text.lines().enumerate() {
        let is_fence = line.starts_with("```");
        let is_hidden = line == "#" || line.starts_with("# ");
        if in_code && !is_fence && !is_hidden && line.chars().count() > WIDTH {
            found.push(text.finding(index + 1, format!("a line of code in a guide has {WIDTH} characters at most")));
        }
        in_code ^= is_fence;
    }
    found
}

fn findings(text: &Text) -> Vec<Finding> {
    // A block may show blocks, between longer fences.
    let mut longer = None;
    let fences = text.text.lines().enumerate().filter_map(|(index, line)| {
        let mut line = line.trim_start();
        if !text.is_markdown() {
            line = ["//!", "///"].iter().find_map(|comment| line.strip_prefix(comment))?.trim_start();
        }
        let ticks = line.chars().take_while(|c| *c == '`').count();
        match longer {
            Some(length) => {
                longer = (ticks < length).then_some(length);
                return None;
            }
            None => longer = (ticks > 3).then_some(ticks),
        }
        let info = line.strip_prefix("```")?;
        let is_ignored = info.split(',').any(|word| word.trim() == "ignore");
        is_ignored.then(|| text.finding(index + 1, "this code is not compiled: make it complete".to_owned()))
    });
    let mut found: Vec<Finding> = fences.collect();
    if is_guide(text) || text.is_markdown() && text.path.contains("/examples/") && !text.is_generated() {
        found.extend(too_long(text));
    }
    // `index.md` stands on a first page and is about no task.
    let is_page = is_guide(text) && !text.path.ends_with("/index.md");
    if is_page && !text.prose().any(|(_, line)| line == SECTION) {
        found.push(text.finding(1, format!("it has no section `{SECTION}`")));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::check;

    #[test]
    fn code_that_does_not_fit_on_a_page_is_found() {
        let long = "x".repeat(97);
        let guide = format!("# A\n{long}\n```\n{long}\n# {long}\n{}\n```\n## What goes wrong\n{long}\n", &long[1..]);
        let found: Vec<_> = check(&[text("spec/guide/10-a.md", &guide)]).into_iter().map(|found| found.line).collect();
        assert_eq!(found, [4]);
    }

    #[test]
    fn code_that_is_not_compiled_and_guides_that_know_no_problem_are_found() {
        let texts = [
            text("README.md", "```rust,ignore\nx\n```\n```sh\nls\n```\n"),
            text("spec/guide/10-a.md", "# A\n\n## What goes wrong\n\n```rust, ignore\nx\n```\n"),
            text("spec/acme/guide/20-b.md", "# B\n\n```text\n## What goes wrong\n```\n"),
            text("spec/guide/index.md", "# Begin\n"),
            text("generated-sdk/CHANGELOG.md", "```rust,ignore\nx\n```\n"),
            text("generated-sdk/README.md", "```rust,ignore\nx\n```\n"),
            text("a.rs", "//! ```ignore\n//! x\n//! ```\nconst X: &str = \"\n```ignore\n\";\n/// ```ignore\n"),
            text("README.md", "````text\n```rust,ignore\nx\n```\n````\n```rust,ignore\nx\n```\n"),
        ];
        let found: Vec<_> = check(&texts).into_iter().map(|found| (found.path, found.line)).collect();
        let expected = [
            ("README.md", 1),
            ("spec/guide/10-a.md", 5),
            ("spec/acme/guide/20-b.md", 1),
            ("generated-sdk/CHANGELOG.md", 1),
            ("a.rs", 1),
            ("a.rs", 7),
            ("README.md", 6),
        ];
        assert_eq!(found, expected.map(|(path, line)| (path.to_owned(), line)));
    }
}
