//! Where a document comes from: a file, standard input or a URL.

use super::text::{read_stdin, read_text, unreadable};
use crate::diagnostic::Diagnostic;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentSource {
    /// A file.
    File(PathBuf),
    /// Standard input, written `-`.
    Stdin,
    /// An `http` or `https` URL.
    Url(String),
    /// A text that was read already.
    Text {
        /// Its name in messages.
        name: String,
        /// The text.
        text: String,
    },
}

impl From<OsString> for DocumentSource {
    fn from(text: OsString) -> Self {
        match text.to_str() {
            Some("-") => Self::Stdin,
            Some(url) if url.starts_with("https://") || url.starts_with("http://") => Self::Url(url.to_owned()),
            _ => Self::File(text.into()),
        }
    }
}

impl From<PathBuf> for DocumentSource {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

impl fmt::Display for DocumentSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Stdin => f.write_str("<stdin>"),
            Self::Url(url) => f.write_str(url),
            Self::Text { name, .. } => f.write_str(name),
        }
    }
}

impl DocumentSource {
    /// A source that `sdk.yaml` names, from its folder.
    pub(super) fn from_folder(folder: &Path, text: &str) -> Self {
        match Self::from(OsString::from(text)) {
            Self::File(path) => Self::File(folder.join(path)),
            other => other,
        }
    }

    /// The file, if it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Stdin | Self::Url(_) | Self::Text { .. } => None,
        }
    }

    /// The folder of the file, if it is one.
    pub fn folder(&self) -> Option<&Path> {
        self.file().map(|path| path.parent().unwrap_or(Path::new("")))
    }

    /// Its text.
    pub(super) fn read(&self) -> Result<String, Box<Diagnostic>> {
        match self {
            Self::File(path) => read_text(path),
            Self::Stdin => read_stdin(),
            Self::Url(url) => fetch(url),
            Self::Text { text, .. } => Ok(text.clone()),
        }
    }
}

#[cfg(feature = "fetch")]
fn fetch(url: &str) -> Result<String, Box<Diagnostic>> {
    match super::fetch::fetch(url, None) {
        Ok(super::fetch::Fetched::New { text, .. }) => Ok(text),
        Ok(super::fetch::Fetched::Unchanged) => Err(unreadable(format!("`{url}` has no content"), "download it")),
        Err(why) => Err(why),
    }
}

#[cfg(not(feature = "fetch"))]
fn fetch(url: &str) -> Result<String, Box<Diagnostic>> {
    Err(unreadable(format!("`{url}` is not fetched: this generator was built without feature `fetch`"), "download it"))
}
