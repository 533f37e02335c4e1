//! Parts of a file, by where they begin and end.

use crate::runtime::support::file::{Content, File, open};
use bytes::Bytes;
use std::io::{self, Read, Seek, SeekFrom};

/// The length of a file in bytes.
pub(super) fn size(file: &File) -> io::Result<u64> {
    match file.content() {
        Content::Path(path) => Ok(open(path)?.1),
        Content::Bytes(bytes) => Ok(bytes.len() as u64),
        Content::Once(_) => Err(once()),
    }
}

/// The bytes from `start` to before `end`; fewer are an error.
pub(super) fn read(file: &File, start: u64, end: u64) -> io::Result<Bytes> {
    let short = || io::Error::new(io::ErrorKind::UnexpectedEof, "it is shorter than it was");
    match file.content() {
        Content::Path(path) => {
            let (mut file, _) = open(path)?;
            file.seek(SeekFrom::Start(start))?;
            let length = usize::try_from(end.saturating_sub(start)).map_err(|_| short())?;
            let mut part = vec![0; length];
            file.read_exact(&mut part)?;
            Ok(part.into())
        }
        Content::Bytes(bytes) => {
            let start = usize::try_from(start).map_err(|_| short())?;
            let end = usize::try_from(end).map_err(|_| short())?;
            if start > end || end > bytes.len() { Err(short()) } else { Ok(bytes.slice(start..end)) }
        }
        Content::Once(_) => Err(once()),
    }
}

/// The parts are read twice: for their checksums and to be sent.
fn once() -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "a file that is sent in parts is a path or bytes, and no stream")
}
