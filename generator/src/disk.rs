//! Single files on disk: each is written beside its place first, and then moved there. What is in a place and is no file
//! stays: through a link, somebody's file elsewhere would be written over, and a pipe would keep the generator waiting.

use std::ffi::OsString;
use std::fs::{self, File, FileType};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Writes all files or none, and the folders that they are in.
///
/// # Errors
///
/// If something that is no file is in a place, or a file cannot be written or moved; what was there stays, or is put back.
pub(crate) fn replace(writes: &[(PathBuf, String)]) -> io::Result<()> {
    for (path, _) in writes {
        check(path)?;
        check(&beside(path))?;
    }
    let before: Vec<Option<Vec<u8>>> = writes.iter().map(|(path, _)| fs::read(path).ok()).collect();
    let mut moved = 0;
    let written = writes.iter().try_for_each(|(path, text)| put(path, text.as_bytes()));
    let result = written.and_then(|()| {
        writes.iter().try_for_each(|(path, _)| {
            fs::rename(beside(path), path).map_err(|error| at(path, &error))?;
            moved += 1;
            Ok(())
        })
    });
    if result.is_err() {
        for ((path, _), before) in writes[..moved].iter().zip(&before) {
            // As much as can be put back is; the first failure is the one to report.
            let _ = match before {
                Some(before) => put(path, before).and_then(|()| fs::rename(beside(path), path)),
                None => fs::remove_file(path),
            };
        }
        writes.iter().for_each(|(path, _)| drop(fs::remove_file(beside(path))));
    }
    result
}

/// Writes a text beside a place.
fn put(path: &Path, text: &[u8]) -> io::Result<()> {
    let beside = beside(path);
    let written = fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).and_then(|()| {
        // One that a run has left that was killed.
        let _ = fs::remove_file(&beside);
        let mut file = File::options().write(true).create_new(true).open(&beside)?;
        if let Ok(there) = fs::metadata(path) {
            fs::set_permissions(&beside, there.permissions())?;
        }
        file.write_all(text)
    });
    written.map_err(|error| at(path, &error))
}

/// An error if there is something at a path that is no file.
fn check(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(there) if !there.is_file() => {
            Err(refused(path, &format!("is {}, and a file has to be there", noun(there.file_type()))))
        }
        _ => Ok(()),
    }
}

/// Where a file is until it is moved to its place.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".generator-new");
    path.with_file_name(name)
}

/// An error with the place where it occurred.
pub(crate) fn at(place: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{place:?}: {error}"))
}

/// An error about what is at a place.
pub(crate) fn refused(place: &Path, why: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, format!("{place:?} {why}"))
}

/// What something in a place is called.
pub(crate) fn noun(kind: FileType) -> &'static str {
    if kind.is_symlink() {
        "a symbolic link"
    } else if kind.is_dir() {
        "a folder"
    } else if kind.is_file() {
        "a file"
    } else {
        "a pipe, socket or device"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_are_written_or_none() {
        let folder = std::env::temp_dir().join(format!("generator-disk-{}", std::process::id()));
        let file = |name: &str| folder.join(name);
        fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
        let texts = |names: &[&str]| -> Vec<(PathBuf, String)> {
            names.iter().map(|name| (file(name), "new".to_owned())).collect()
        };
        fs::write(file("a.yaml"), "old").expect("it can be written");
        fs::write(file("a.yaml.new"), "mine").expect("it can be written");
        fs::create_dir(file("b.yaml")).expect("it can be made");
        let error = replace(&texts(&["a.yaml", "b.yaml"])).expect_err("a folder is where the second file would be");
        assert!(error.to_string().contains("b.yaml\" is a folder"), "{error}");
        assert_eq!(fs::read_to_string(file("a.yaml")).expect("it is there"), "old");
        assert_eq!(fs::read_dir(&folder).expect("it is there").count(), 3, "no temporary file is left");
        replace(&texts(&["a.yaml", "c/d.yaml"])).expect("nothing is in the way");
        assert_eq!(fs::read_to_string(file("c/d.yaml")).expect("it is there"), "new");
        assert_eq!(fs::read_to_string(file("a.yaml.new")).expect("it is there"), "mine");
        fs::remove_dir_all(&folder).expect("it can be removed");
    }
}
