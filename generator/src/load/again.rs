//! Reading folders again: one whose files are the same is not read again.

use super::guides::markdown_files;
use super::{DECISIONS, DOCUMENTS, GUIDES, load_dir, package_file};
use crate::diagnostic::Diagnostic;
use crate::source::Input;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was read earlier.
#[derive(Default)]
pub struct Shelf(BTreeMap<PathBuf, Arc<Input>>);

impl Shelf {
    /// [`load_dir`]. It is the value of last time if every file has the text of last time, and no other file is there
    /// that would be read.
    pub fn load_dir(&mut self, dir: &Path) -> (Option<Arc<Input>>, Vec<Diagnostic>) {
        if let Some(known) = self.0.get(dir).filter(|known| is_current(known, dir)) {
            return (Some(known.clone()), Vec::new());
        }
        let (input, diagnostics) = load_dir(dir);
        let input = input.map(Arc::new);
        match &input {
            // What there is to say about a folder is said each time.
            Some(input) if diagnostics.is_empty() => drop(self.0.insert(dir.to_owned(), input.clone())),
            _ => drop(self.0.remove(dir)),
        }
        (input, diagnostics)
    }
}

/// Whether reading a folder would give the same.
fn is_current(known: &Input, dir: &Path) -> bool {
    let files = known.files();
    let is_same = |(name, text): &(String, std::sync::Arc<str>)| {
        let path = Path::new(name);
        path.is_file() && fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
    };
    let beside = [DECISIONS, "docs.yaml", "overlay.yaml"].into_iter().chain(DOCUMENTS).map(|name| dir.join(name));
    let is_known = |path: PathBuf| !path.exists() || files.iter().any(|(name, _)| Path::new(name) == path);
    let package = package_file(dir);
    let guides = [dir.join(GUIDES), package.with_file_name(GUIDES)].map(|folder| markdown_files(&folder));
    files.iter().all(is_same) && beside.chain([package]).chain(guides.into_iter().flatten()).all(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_read_again_when_a_file_of_it_has_changed() {
        let root = std::env::temp_dir().join(format!("shelf-{}", std::process::id()));
        let dir = root.join("shop");
        let write = |name: &str, text: &str| fs::write(dir.join(name), text).expect("the folder can be written");
        for folder in ["guide", "../guide"] {
            fs::create_dir_all(dir.join(folder)).expect("the folder for temporary files can be written");
        }
        write("openapi.yaml", "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\npaths: { $ref: parts.yaml }\n");
        write("parts.yaml", "{}\n");
        let mut shelf = Shelf::default();
        let mut load = || shelf.load_dir(&dir).0.expect("it is a document");
        let first = load();
        assert!(Arc::ptr_eq(&first, &load()));
        for (name, text) in [
            ("openapi.yaml", "openapi: 3.1.0\ninfo: { title: Shop, version: '2' }\npaths: { $ref: parts.yaml }\n"),
            ("parts.yaml", "{ /a: {} }\n"),
            ("sdk.yaml", "title: A\n"),
            ("docs.yaml", "{}\n"),
            ("guide/orders.md", "# Orders\n"),
            ("guide/carts.md", "# Carts\n"),
            ("../package.yaml", "version: \"1.0.0\"\n"),
            ("../guide/index.md", "All of it.\n"),
        ] {
            let before = load();
            write(name, text);
            let after = load();
            assert!(!Arc::ptr_eq(&before, &after), "{name}");
            assert!(Arc::ptr_eq(&after, &load()), "{name}");
        }
        fs::remove_dir_all(&root).expect("it can be removed");
    }
}
