//! Bodies that are written to a file. Not on WebAssembly, which has none.

use super::{ByteReader, ByteStream, download::Source};
use crate::runtime::{
    error::{Error, ErrorKind},
    support::random,
};
use std::{
    fs::{File, Metadata},
    io::{self, Write},
    path::{Path, PathBuf},
};

impl ByteStream {
    /// Writes the body to a file and returns its length in bytes. It is written to a new file beside it with a random
    /// name, which takes the place of `path` once it is complete and is removed if it is not. If `path` is a symbolic
    /// link, the link is replaced and its target left alone. On Unix, a file that is replaced
    /// hands on who may read it.
    ///
    /// # Errors
    ///
    /// If the body breaks off or the file cannot be written, or if `path` is a directory, a pipe, a socket or a device.
    #[cfg(feature = "async")]
    pub async fn save_to(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
        use tokio::io::AsyncWriteExt;
        let path = path.as_ref();
        let (part, file) = Part::create(path).map_err(|cause| self.source.file(path, cause))?;
        let mut file = tokio::fs::File::from_std(file);
        let mut length = 0;
        while let Some(piece) = self.next().await {
            let piece = piece?;
            file.write_all(&piece).await.map_err(|cause| self.source.file(path, cause))?;
            length += piece.len() as u64;
        }
        file.sync_all().await.map_err(|cause| self.source.file(path, cause))?;
        drop(file);
        part.becomes(path).map_err(|cause| self.source.file(path, cause))?;
        Ok(length)
    }
}

impl ByteReader {
    /// Writes the body to a file and returns its length in bytes. It is written to a new file beside it with a random
    /// name, which takes the place of `path` once it is complete and is removed if it is not. If `path` is a symbolic
    /// link, the link is replaced and its target left alone. On Unix, a file that is replaced
    /// hands on who may read it.
    ///
    /// # Errors
    ///
    /// If the body breaks off or the file cannot be written, or if `path` is a directory, a pipe, a socket or a device.
    pub fn save_to(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let (part, mut file) = Part::create(path).map_err(|cause| self.source.file(path, cause))?;
        let mut length = 0;
        while let Some(piece) = self.source.read_chunk() {
            let piece = piece.map_err(|cause| self.source.broken(cause))?;
            file.write_all(&piece).map_err(|cause| self.source.file(path, cause))?;
            length += piece.len() as u64;
        }
        file.sync_all().map_err(|cause| self.source.file(path, cause))?;
        drop(file);
        part.becomes(path).map_err(|cause| self.source.file(path, cause))?;
        Ok(length)
    }
}

impl Source {
    fn file(&self, path: &Path, cause: io::Error) -> Error {
        let message = format!("cannot write `{}`", path.display());
        Error::with_message(ErrorKind::File, &self.operation, message).with_source(cause)
    }
}

/// A file that is not complete yet; it is removed when it is dropped.
struct Part {
    path: PathBuf,
    complete: bool,
}

impl Part {
    /// Makes a file beside another, under a name that nobody can foresee. What is there already, a symbolic link among
    /// it, is never opened (CWE-59).
    fn create(beside: &Path) -> io::Result<(Self, File)> {
        let replaced = replaced(beside)?;
        // Not the other name and more: that one may be as long as names can be.
        let path = beside.with_file_name(format!(".{}.part", random::uuid_v4()));
        let file = File::options().write(true).create_new(true).open(&path)?;
        let part = Self { path, complete: false };
        if let Some(replaced) = replaced {
            restrict(&file, &replaced)?;
        }
        Ok((part, file))
    }

    fn becomes(mut self, path: &Path) -> io::Result<()> {
        std::fs::rename(&self.path, path)?;
        self.complete = true;
        Ok(())
    }
}

/// The file that will be replaced, if there is one. What is neither a file nor a link, such as a pipe or a device, was not
/// made to be replaced by a file.
fn replaced(path: &Path) -> io::Result<Option<Metadata>> {
    match std::fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Ok(Some(found)),
        Ok(found) if found.is_symlink() => Ok(None),
        Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(_) => Err(io::Error::new(io::ErrorKind::AlreadyExists, "what is there is no regular file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Lets nobody read or write the file who may not do so with the one whose place it takes.
#[cfg(unix)]
fn restrict(file: &File, replaced: &Metadata) -> io::Result<()> {
    use std::{fs::Permissions, os::unix::fs::PermissionsExt};
    file.set_permissions(Permissions::from_mode(replaced.permissions().mode() & 0o777))
}

#[cfg(not(unix))]
fn restrict(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.complete {
            // Nothing more can be done about a file that cannot be removed.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
