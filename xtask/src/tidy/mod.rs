//! `cargo xtask tidy`: what holds for the text of the repository and no compiler checks. Add a check as a function from
//! the files to its findings, and to the list in [`tidy`].

mod files;
mod guides;
mod links;
mod phrases;

use std::fs;
use std::path::{Path, PathBuf};

/// A file that people write or read, by its path below the root, with `/`.
struct Text {
    path: String,
    text: String,
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Finding {
    path: String,
    line: usize,
    message: String,
}

/// Runs every check and prints what it finds.
///
/// # Errors
///
/// With the number of findings.
pub(crate) fn tidy(root: &Path) -> Result<(), String> {
    let texts = texts(root)?;
    let findings =
        [files::check(&texts), guides::check(&texts), links::check(root, &texts), phrases::check(&texts)].concat();
    for Finding { path, line, message } in &findings {
        println!("{path}:{line}: {message}");
    }
    if findings.is_empty() { Ok(()) } else { Err(format!("{} findings", findings.len())) }
}

/// Rust, Markdown and the words about APIs of the workspace, sorted by path.
fn texts(root: &Path) -> Result<Vec<Text>, String> {
    let mut folders = vec![PathBuf::new()];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        let unreadable = |error: std::io::Error| format!("`{}` cannot be read: {error}", folder.display());
        for entry in fs::read_dir(root.join(&folder)).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = folder.join(&name);
            if entry.file_type().map_err(unreadable)?.is_dir() {
                // Hidden folders are those of tools; `target` is output.
                if name != "target" && (!name.starts_with('.') || name == ".github") {
                    folders.push(path);
                }
            } else if name.ends_with(".rs") || name.ends_with(".md") || name == "docs.yaml" {
                let text = fs::read_to_string(entry.path()).map_err(unreadable)?;
                texts.push(Text { path: slashed(&path), text });
            }
        }
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(texts)
}

/// A path as it is written in links.
fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

impl Text {
    fn is_markdown(&self) -> bool {
        self.path.ends_with(".md")
    }

    /// Written by the generator.
    fn is_generated(&self) -> bool {
        self.path.starts_with("generated-sdk/") || self.path.starts_with("tests/sdk/")
    }

    fn finding(&self, line: usize, message: String) -> Finding {
        Finding { path: self.path.clone(), line, message }
    }

    /// Lines outside of fenced code, with their numbers.
    fn prose(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut fenced = false;
        self.text.lines().enumerate().filter_map(move |(index, line)| {
            let is_fence = line.trim_start().starts_with("```");
            fenced ^= is_fence;
            (!fenced && !is_fence).then_some((index + 1, line))
        })
    }
}

#[cfg(test)]
fn text(path: &str, text: &str) -> Text {
    Text { path: path.to_owned(), text: text.to_owned() }
}
