//! One run at a time in an output folder. The lock is the operating system's, so that it ends with the run however
//! that ends.

use crate::disk::{at, refused};
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// So long another run is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

/// Held while a folder is read and written.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Waits for other runs. `folder` is made if it is not there.
    pub(super) fn acquire(folder: &Path) -> io::Result<Self> {
        let started = Instant::now();
        let path = folder.join("lock");
        loop {
            make_folder(folder)?;
            if fs::symlink_metadata(&path).is_ok_and(|there| !there.is_file()) {
                return Err(refused(&path, "is not a file"));
            }
            let file = match File::options().create(true).truncate(false).write(true).open(&path) {
                Ok(file) => file,
                // Another run has ended and cleaned up in between.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(at(&path, &error)),
            };
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => return Ok(Self { file, path }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if started.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(10));
                }
                Err(TryLockError::WouldBlock) => {
                    let seconds = PATIENCE.as_secs();
                    return Err(refused(&path, &format!("has been locked by another run for {seconds} seconds")));
                }
                // Some network file systems have no locks.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                    return Ok(Self { file, path });
                }
                Err(TryLockError::Error(error)) => return Err(at(&path, &error)),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Where a run that waits could not see that its file is gone, the file stays.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
        let _ = self.file.unlock();
    }
}

fn make_folder(folder: &Path) -> io::Result<()> {
    match fs::symlink_metadata(folder) {
        Ok(there) if there.is_dir() => Ok(()),
        Ok(_) => Err(refused(folder, "is not a folder")),
        Err(_) if folder.parent().is_some_and(is_something_else) => {
            Err(refused(folder.parent().unwrap_or(folder), "is not a folder"))
        }
        Err(_) => fs::create_dir_all(folder).map_err(|error| at(folder, &error)),
    }
}

/// Whether there is something at a path, and it neither is a folder nor leads to one.
fn is_something_else(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok() && !path.is_dir()
}

/// Whether an open file is still the one at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(there)) => (open.dev(), open.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
