//! Links of Markdown lead somewhere: relative ones to a file, `#…` to a heading, and paths in backticks that begin with a
//! folder of the workspace to something that is there. Nothing is fetched: links to other sites are not looked at.

use super::{Finding, Text};
use std::collections::BTreeSet;
use std::path::Path;

pub(super) fn check(root: &Path, texts: &[Text]) -> Vec<Finding> {
    let exists = |path: &str| root.join(path).exists();
    let markdown = texts.iter().filter(|text| text.is_markdown());
    markdown.flat_map(|text| findings(text, texts, &exists)).collect()
}

fn findings(text: &Text, texts: &[Text], exists: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let mut found = Vec::new();
    for (line, prose) in text.prose() {
        for target in links(prose) {
            if let Some(message) = broken(text, target, texts, exists) {
                found.push(text.finding(line, message));
            }
        }
        // A guide that says to write a file names it before it is there.
        let is_new = prose.contains("A new file `");
        for path in code_spans(prose).filter(|span| is_path(span) && !is_new) {
            let path = path.trim_end_matches('/');
            if !exists(path) && !exists(&resolve(&text.path, path)) {
                found.push(text.finding(line, format!("there is no `{path}`")));
            }
        }
    }
    found
}

/// Why a link leads nowhere.
fn broken(from: &Text, target: &str, texts: &[Text], exists: &dyn Fn(&str) -> bool) -> Option<String> {
    // Links of guides to items are checked by rustdoc.
    if target == "crate" || target.contains("://") || target.contains("::") || target.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let path = if path.is_empty() { from.path.clone() } else { resolve(&from.path, path) };
    if !exists(&path) {
        return Some(format!("the link `{target}` leads to no file"));
    }
    let anchor = anchor?;
    let to = texts.iter().find(|text| text.path == path && text.is_markdown())?;
    (!anchors(to).contains(anchor)).then(|| format!("`{path}` has no heading for `#{anchor}`"))
}

/// A link in a file, as a path below the root.
fn resolve(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// Targets of `[text](target)`.
fn links(prose: &str) -> impl Iterator<Item = &str> {
    prose.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target)
}

fn code_spans(prose: &str) -> impl Iterator<Item = &str> {
    prose.split('`').skip(1).step_by(2)
}

/// Whether a piece of code is a path of this workspace: it begins with one of its folders and has no placeholders.
fn is_path(span: &str) -> bool {
    const FOLDERS: [&str; 6] = ["generator/", "templates/", "spec/", "generated-sdk/", "tests/", "xtask/"];
    let is_plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    FOLDERS.iter().any(|folder| span.starts_with(folder)) && span.chars().all(is_plain)
}

/// Anchors of the headings of a file, made as GitHub makes them.
fn anchors(text: &Text) -> BTreeSet<String> {
    let headings = text.prose().filter_map(|(_, line)| line.strip_prefix('#'));
    let anchor = |heading: &str| {
        let kept = heading.trim_start_matches('#').trim().chars();
        let kept = kept.filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::{findings, resolve};

    #[test]
    fn broken_links_are_found_and_good_ones_are_not() {
        let guide = text(
            "docs/guide.md",
            "# A guide\n[up](../README.md) [here](#a-guide) [there](../README.md#use-it) [out](https://x.test/y) [`Item`](crate::Item)\n\
             [gone](gone.md) [no](../README.md#no)\n`generator/src/` `generator/src/no.rs` `spec/<api>/` `a/b`\n\
             A new file `tests/new.rs`.\n\
             ```text\n[code](gone.md)\n```\n",
        );
        let texts = [guide, text("README.md", "## Use it\n")];
        let exists = |path: &str| ["docs/guide.md", "README.md", "generator/src"].contains(&path);
        let found: Vec<_> =
            findings(&texts[0], &texts, &exists).into_iter().map(|found| (found.line, found.message)).collect();
        let expected = [
            (3, "the link `gone.md` leads to no file"),
            (3, "`README.md` has no heading for `#no`"),
            (4, "there is no `generator/src/no.rs`"),
        ];
        assert_eq!(found, expected.map(|(line, message)| (line, message.to_owned())));
    }

    #[test]
    fn links_are_relative_to_their_file() {
        assert_eq!(resolve("a/b/c.md", "../d/./e.md"), "a/d/e.md");
        assert_eq!(resolve("README.md", "templates/runtime"), "templates/runtime");
    }
}
