//! Where the bytes of an upload come from.

use bytes::Bytes;
use std::{
    fmt,
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

/// Where the bytes of an upload come from.
#[derive(Clone)]
pub struct FileSource(Kind);

#[derive(Clone)]
enum Kind {
    Path(PathBuf),
    Bytes { name: String, bytes: Bytes },
}

impl FileSource {
    /// A file on disk. It must not change while it is sent.
    pub fn path(path: impl AsRef<Path>) -> Self {
        Self(Kind::Path(path.as_ref().to_owned()))
    }

    /// Bytes at hand, under a name.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self(Kind::Bytes { name: name.into(), bytes: bytes.into() })
    }

    /// The name of the file, without its directories.
    pub(super) fn name(&self) -> String {
        match &self.0 {
            Kind::Path(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            Kind::Bytes { name, .. } => name.clone(),
        }
    }

    /// What it is called in messages.
    pub(super) fn described(&self) -> String {
        match &self.0 {
            Kind::Path(path) => path.display().to_string(),
            Kind::Bytes { name, .. } => name.clone(),
        }
    }

    /// Its length in bytes.
    pub(super) fn size(&self) -> io::Result<u64> {
        match &self.0 {
            Kind::Path(path) => Ok(std::fs::metadata(path)?.len()),
            Kind::Bytes { bytes, .. } => Ok(bytes.len() as u64),
        }
    }

    /// The bytes from `start` to before `end`; fewer are an error.
    pub(super) fn read(&self, start: u64, end: u64) -> io::Result<Bytes> {
        let short = || io::Error::new(io::ErrorKind::UnexpectedEof, "it is shorter than it was");
        match &self.0 {
            Kind::Path(path) => {
                let mut file = File::open(path)?;
                file.seek(SeekFrom::Start(start))?;
                let length = usize::try_from(end.saturating_sub(start)).map_err(|_| short())?;
                let mut part = vec![0; length];
                file.read_exact(&mut part)?;
                Ok(part.into())
            }
            Kind::Bytes { bytes, .. } => {
                let start = usize::try_from(start).map_err(|_| short())?;
                let end = usize::try_from(end).map_err(|_| short())?;
                if start > end || end > bytes.len() { Err(short()) } else { Ok(bytes.slice(start..end)) }
            }
        }
    }
}

impl fmt::Debug for FileSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileSource({})", self.described())
    }
}

/// The media type a file name suggests.
pub(super) fn media_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "avif" => "image/avif",
        "csv" => "text/csv",
        "epub" => "application/epub+zip",
        "gif" => "image/gif",
        "gz" | "tgz" => "application/gzip",
        "html" => "text/html",
        "jpeg" | "jpg" => "image/jpeg",
        "json" => "application/json",
        "md" => "text/markdown",
        "mov" => "video/quicktime",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "tar" => "application/x-tar",
        "txt" => "text/plain",
        "wav" => "audio/wav",
        "webm" => "video/webm",
        "webp" => "image/webp",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
