//! The folder `guide` beside the decisions: Markdown files, a page of the documentation each.

use super::text::read_file;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Guide, Guides, Input, SourceFile};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// What the folder is called.
pub const FOLDER: &str = "guide";

/// The file whose text stands on the first page.
const FRONT: &str = "index";

/// Reads the guides in a folder, in the order of the names of their files.
pub(super) fn read(folder: &Path, input: &mut Input, diagnostics: &mut Vec<Diagnostic>) -> Guides {
    let mut guides = Guides::default();
    for path in markdown_files(folder) {
        let file = input.others.len() + 1;
        let mut report = |diagnostic: Diagnostic| diagnostics.push(diagnostic.at_file(file, ""));
        let text = read_file(&path).unwrap_or_else(|diagnostic| {
            report(*diagnostic);
            String::new()
        });
        match page(&path, &text, &guides) {
            _ if text.is_empty() => {}
            Ok(Page::Front) => guides.front = Some(text.clone()),
            Ok(Page::Guide(guide)) => guides.pages.push(guide),
            Err(diagnostic) => report(*diagnostic),
        }
        let name = path.display().to_string();
        input.others.push(SourceFile { name, text: text.into(), value: Value::Null });
    }
    guides
}

/// The files in the folder that are guides, in their order.
pub(super) fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_markdown = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "md");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_markdown).collect();
    paths.sort();
    paths
}

enum Page {
    Front,
    Guide(Guide),
}

/// What a file is, beside those that were read before it.
fn page(path: &Path, text: &str, before: &Guides) -> Result<Page, Box<Diagnostic>> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let invalid = |message: String, help: &str| Box::new(Diagnostic::new(Code::InvalidDecision, message).help(help));
    if stem == FRONT {
        return Ok(Page::Front);
    }
    let name = name(&stem).ok_or_else(|| {
        let message = format!("`{stem}` is no name for a guide");
        invalid(message, "lower-case letters, digits and `-`, a letter first; a number before it, as in `10-orders.md`, orders guides")
    })?;
    if before.pages.iter().any(|guide| guide.name == name) {
        return Err(invalid(format!("two guides are called `{name}`"), "rename one of the files"));
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let title = first.strip_prefix("# ").map(str::trim).filter(|title| !title.is_empty());
    let title = title.ok_or_else(|| {
        invalid("a guide begins with its heading".to_owned(), "write `# ` and what it is about in the first line")
    })?;
    Ok(Page::Guide(Guide { name, title: title.to_owned(), text: text.to_owned() }))
}

/// The name of a guide: that of its file, without the number that orders it.
fn name(stem: &str) -> Option<String> {
    let rest = stem.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if rest.len() < stem.len() { rest.strip_prefix('-')? } else { rest };
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    // A file of that name would be the module around it.
    let fits = rest.starts_with(|c: char| c.is_ascii_lowercase()) && rest.chars().all(is_part) && rest != "mod";
    fits.then(|| rest.replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::{Page, name, page};
    use crate::source::{Guide, Guides};
    use std::path::Path;

    #[test]
    fn a_number_orders_a_guide_and_is_no_part_of_its_name() {
        let table = [
            ("orders", Some("orders")),
            ("10-first-order", Some("first_order")),
            ("2fa", None),
            ("10-", None),
            ("Orders", None),
            ("a_b", None),
            ("10-mod", None),
        ];
        for (stem, expected) in table {
            assert_eq!(name(stem).as_deref(), expected, "{stem}");
        }
    }

    #[test]
    fn a_guide_has_a_heading_and_a_name_of_its_own() {
        let said = |file: &str, text: &str, before: &Guides| match page(Path::new(file), text, before) {
            Ok(Page::Front) => "front".to_owned(),
            Ok(Page::Guide(Guide { name, title, .. })) => format!("{name}: {title}"),
            Err(diagnostic) => diagnostic.message.clone(),
        };
        let none = Guides::default();
        assert_eq!(said("guide/index.md", "Words.", &none), "front");
        assert_eq!(said("guide/10-orders.md", "\n# All orders \n\nWords.", &none), "orders: All orders");
        assert_eq!(said("guide/orders.md", "Words.\n# Orders", &none), "a guide begins with its heading");
        let guide = Guide { name: "orders".to_owned(), title: String::new(), text: String::new() };
        let before = Guides { front: None, pages: vec![guide] };
        assert_eq!(said("guide/20-orders.md", "# Orders", &before), "two guides are called `orders`");
    }
}
