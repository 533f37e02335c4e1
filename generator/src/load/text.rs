//! Texts of files and of standard input; the error says why not and what to do.

use crate::diagnostic::{Code, Diagnostic};
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Reads a text file that nobody has named on the command line. A pipe in its place would keep the generator waiting,
/// and a device could be endless.
pub(super) fn read_file(path: &Path) -> Result<String, Box<Diagnostic>> {
    match fs::metadata(path) {
        Ok(there) if !there.is_file() && !there.is_dir() => {
            let message = format!("`{}` is a pipe, socket or device", path.display());
            Err(unreadable(message, "put a file in its place"))
        }
        _ => read_text(path),
    }
}

/// Reads a text file, or whatever else has a text, such as the pipe of `<(command)`.
///
/// # Errors
///
/// If there is no file, it may not be read, or it is not text in UTF-8.
pub fn read_text(path: &Path) -> Result<String, Box<Diagnostic>> {
    let name = path.display();
    let bytes = fs::File::open(path).and_then(read_bounded).map_err(|error| match error.kind() {
        ErrorKind::NotFound => unreadable(format!("there is no file `{name}`"), "give the path of a document"),
        ErrorKind::IsADirectory => unreadable(format!("`{name}` is a folder"), "give the path of a document in it"),
        ErrorKind::PermissionDenied => unreadable(format!("`{name}` may not be read"), "check its permissions"),
        _ => unreadable(format!("`{name}` cannot be read: {error}"), "give the path of a document"),
    })?;
    let bytes = bytes.ok_or_else(|| endless(&format!("`{name}`")))?;
    text_of(bytes, &name.to_string())
}

/// All bytes there are; none if they are too many, as those of a device that has no end.
fn read_bounded(from: impl Read) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(super::LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= super::LARGEST).then_some(bytes))
}

fn endless(what: &str) -> Box<Diagnostic> {
    unreadable(format!("{what} does not end"), "a document has 256 MiB at most")
}

/// Reads standard input to its end.
pub(super) fn read_stdin() -> Result<String, Box<Diagnostic>> {
    let read = read_bounded(std::io::stdin().lock());
    let read =
        read.map_err(|error| unreadable(format!("standard input cannot be read: {error}"), "pipe a document into it"))?;
    text_of(read.ok_or_else(|| endless("standard input"))?, "standard input")
}

/// Bytes as text.
pub(super) fn text_of(bytes: Vec<u8>, name: &str) -> Result<String, Box<Diagnostic>> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(unreadable(format!("`{name}` is UTF-16"), "save it as UTF-8"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
        unreadable(format!("`{name}` is not UTF-8: line {line} has other bytes"), "save it as UTF-8")
    })
}

pub(super) fn unreadable(message: String, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::UnreadableFile, message).help(help))
}
