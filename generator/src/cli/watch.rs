//! `generate --watch`: generates again whenever a file that is generated from has changed.

pub use super::generate::Session;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// How often files are looked at: often enough that nobody waits, seldom enough that nobody hears the fan.
const PAUSE: Duration = Duration::from_millis(25);

/// Every file below some folders, with its time and size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamps(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

impl Stamps {
    /// What is there now. What cannot be read is not there.
    pub fn of(folders: &[&Path]) -> Self {
        let mut stamps = Self::default();
        let mut open: Vec<PathBuf> = folders.iter().map(|&folder| folder.to_owned()).collect();
        while let Some(path) = open.pop() {
            let Ok(data) = fs::metadata(&path) else { continue };
            if data.is_dir() {
                open.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
            } else {
                stamps.0.insert(path, (data.modified().ok(), data.len()));
            }
        }
        stamps
    }

    /// Waits until something has changed and nothing changes any more, for editors that write in several steps.
    pub fn wait(&self, folders: &[&Path]) -> Self {
        let mut last = self.clone();
        loop {
            sleep(PAUSE);
            let now = Self::of(folders);
            if now != *self && now == last {
                return now;
            }
            last = now;
        }
    }
}

/// Generates now and after every change below the folder, until the process is ended.
pub(super) fn watch(mut session: Session) -> ! {
    let folder = session.folder().to_owned();
    let mut stamps = Stamps::of(&[&folder]);
    loop {
        // How a run ended is on the screen: watching goes on after a document with mistakes.
        session.run();
        say!("watching {}", folder.display());
        stamps = stamps.wait(&[&folder]);
    }
}
