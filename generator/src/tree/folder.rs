//! What is in an output folder. Only files and folders in it are followed: a symbolic link would lead the generator
//! out of it, and a pipe would keep it waiting.

use crate::disk::{at, noun, refused};
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The content of the file at a path of the tree, if there is one.
pub(super) fn read(dir: &Path, path: &str) -> io::Result<Option<Vec<u8>>> {
    if !is_file(dir, path)? {
        return Ok(None);
    }
    let place = dir.join(path);
    fs::read(&place).map(Some).map_err(|error| at(&place, &error))
}

/// How the file at a path of the tree begins, if there is one.
pub(super) fn read_start(dir: &Path, path: &str) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    if is_file(dir, path)? {
        let place = dir.join(path);
        let file = fs::File::open(&place).map_err(|error| at(&place, &error))?;
        file.take(400).read_to_end(&mut start).map_err(|error| at(&place, &error))?;
    }
    Ok(start)
}

/// Whether there is a file at a path of the tree, in folders that are no links.
///
/// # Errors
///
/// If something else is in its place.
pub(super) fn is_file(dir: &Path, path: &str) -> io::Result<bool> {
    let mut place = dir.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        let kind = match fs::symlink_metadata(&place) {
            Ok(found) => found.file_type(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(at(&place, &error)),
        };
        let (fits, wanted) = match parts.peek() {
            Some(_) => (kind.is_dir(), "a folder"),
            None => (kind.is_file(), "a file"),
        };
        if !fits {
            return Err(refused(&place, &format!("is {}, and {wanted} has to be there", noun(kind))));
        }
    }
    Ok(true)
}

/// Adds the paths of all files in and below a folder of the tree.
///
/// # Errors
///
/// If something in it is neither file nor folder, or has a name that is not UTF-8.
pub(super) fn list(dir: &Path, folder: &str, found: &mut Vec<String>) -> io::Result<()> {
    let place = dir.join(folder);
    match fs::symlink_metadata(&place) {
        Ok(there) if there.is_dir() => {}
        Ok(there) => return Err(refused(&place, &format!("is {}, not a folder", noun(there.file_type())))),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(at(&place, &error)),
    }
    for entry in fs::read_dir(&place).map_err(|error| at(&place, &error))? {
        let entry = entry.map_err(|error| at(&place, &error))?;
        let kind = entry.file_type().map_err(|error| at(&entry.path(), &error))?;
        let Ok(name) = entry.file_name().into_string() else {
            return Err(refused(&entry.path(), "has a name that is not UTF-8"));
        };
        let path = format!("{folder}/{name}");
        if kind.is_dir() {
            list(dir, &path, found)?;
        } else if kind.is_file() {
            found.push(path);
        } else {
            return Err(refused(&entry.path(), &format!("is {}, neither file nor folder", noun(kind))));
        }
    }
    Ok(())
}

/// Removes the folders above a path of the tree that are empty.
pub(super) fn remove_empty_folders(dir: &Path, path: &str) {
    let folders = Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    for folder in folders {
        // Fails where something else is still in it, which is when it must stay.
        if fs::remove_dir(dir.join(folder)).is_err() {
            return;
        }
    }
}
