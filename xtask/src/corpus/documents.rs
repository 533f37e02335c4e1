//! Documents in folders: files whose beginning says that they are one.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A document.
pub(super) struct Document {
    /// The file, from the name of the folder that was given on.
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// What changes with it.
    pub(super) stamp: String,
}

/// How much of a file is read to see what it is.
const BEGINNING: u64 = 4096;

/// The documents under folders, by path. A folder in which there are documents is not looked into further: what is below
/// are their parts.
pub(super) fn under(folders: &[PathBuf]) -> Result<Vec<Document>, String> {
    let mut found = Vec::new();
    for folder in folders {
        let mut paths = Vec::new();
        collect(folder, &mut paths)?;
        for path in paths {
            let name =
                path.strip_prefix(folder.parent().unwrap_or(folder)).unwrap_or(&path).to_string_lossy().into_owned();
            found.push(Document { name, stamp: stamp(&path)?, path });
        }
    }
    Ok(found)
}

fn collect(at: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    if at.is_file() {
        found.push(at.to_owned());
        return Ok(());
    }
    let wrong = |error| format!("{}: {error}", at.display());
    let entries = fs::read_dir(at).map_err(wrong)?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(wrong)?;
    paths.sort();
    let (files, folders): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.is_file());
    let documents: Vec<PathBuf> = files.into_iter().filter(|path| is_document(path)).collect();
    if documents.is_empty() {
        return folders.iter().try_for_each(|folder| collect(folder, found));
    }
    found.extend(documents);
    Ok(())
}

fn is_document(path: &Path) -> bool {
    let is_text =
        path.extension().is_some_and(|extension| ["json", "yaml", "yml"].iter().any(|known| extension == *known));
    let mut beginning = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut beginning));
    if !is_text || read.is_err() {
        return false;
    }
    let text = String::from_utf8_lossy(&beginning);
    ["openapi:", "swagger:", "\"openapi\"", "\"swagger\"", "'openapi'", "'swagger'"]
        .iter()
        .any(|key| text.contains(key))
}

/// Size and time of a file.
pub(super) fn stamp(path: &Path) -> Result<String, String> {
    let wrong = |error| format!("{}: {error}", path.display());
    let metadata = fs::metadata(path).map_err(wrong)?;
    let changed = metadata.modified().map_err(wrong)?.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Ok(format!("{}-{}", metadata.len(), changed.as_nanos()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_and_their_parts_are_not() {
        let root = std::env::temp_dir().join(format!("xtask-documents-{}", std::process::id()));
        let write = |name: &str, text: &str| {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
            fs::write(path, text).expect("it can be written");
        };
        write("a/openapi.yaml", "openapi: 3.1.0\n");
        write("a/parts/part.yaml", "openapi: 3.1.0\n");
        write("b/c/api.json", "{\"swagger\": \"2.0\"}");
        write("b/package.json", "{\"name\": \"openapi-tools\"}");
        write("b/readme.md", "openapi: 3.1.0\n");
        let found = under(std::slice::from_ref(&root)).expect("it can be read");
        let names: Vec<&str> = found.iter().map(|document| document.name.as_str()).collect();
        let name = root.file_name().unwrap_or_default().to_string_lossy();
        assert_eq!(names, [format!("{name}/a/openapi.yaml"), format!("{name}/b/c/api.json")]);
        fs::remove_dir_all(root).expect("it was made above");
    }
}
