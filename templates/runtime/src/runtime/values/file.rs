//! What becomes a file, and files as JSON.

use crate::runtime::{
    json::{Decode, DecodeError, Encode, Fields, Placeholder, Value, Writer, serde_via_json},
    support::file::File,
    values::patch_from,
};
use bytes::Bytes;
#[cfg(not(target_arch = "wasm32"))]
use std::path::{Path, PathBuf};

impl From<Bytes> for File {
    fn from(bytes: Bytes) -> Self {
        Self::bytes(bytes)
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl From<&[u8]> for File {
    fn from(bytes: &[u8]) -> Self {
        Self::bytes(Bytes::copy_from_slice(bytes))
    }
}

impl<const N: usize> From<&[u8; N]> for File {
    fn from(bytes: &[u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

/// The text itself, no path.
impl From<&str> for File {
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

/// The text itself, no path.
impl From<String> for File {
    fn from(text: String) -> Self {
        Self::bytes(text)
    }
}

/// The file at the path.
#[cfg(not(target_arch = "wasm32"))]
impl From<PathBuf> for File {
    fn from(path: PathBuf) -> Self {
        Self::path(path)
    }
}

/// The file at the path.
#[cfg(not(target_arch = "wasm32"))]
impl From<&Path> for File {
    fn from(path: &Path) -> Self {
        Self::path(path)
    }
}

/// What is left to read of an open file, which can be sent once.
#[cfg(not(target_arch = "wasm32"))]
impl From<std::fs::File> for File {
    fn from(mut file: std::fs::File) -> Self {
        use std::io::Seek;
        let length = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.len());
        let left = length.and_then(|length| length.checked_sub(file.stream_position().ok()?));
        match left {
            Some(left) => Self::reader(file).size(left),
            None => Self::reader(file),
        }
    }
}

patch_from!(File: Vec<u8>, &[u8], &str, String);
#[cfg(not(target_arch = "wasm32"))]
patch_from!(File: PathBuf, &Path);

/// The text, as bytes.
impl Decode for File {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        Bytes::decode(value).map(Self::bytes)
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Self::bytes(Bytes::new())
    }

    const PLACEHOLDER: Placeholder = Placeholder::Text;
}

impl Encode for File {
    fn encode(&self, writer: &mut Writer) {
        writer.file(self);
    }
}

serde_via_json!(File);

/// What a part of a request takes that the document declares as a file or a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileOrText {
    /// A file, with name and media type.
    File(File),
    /// Text, sent as a plain field.
    Text(String),
}

macro_rules! file_or_text {
    ($variant:ident: $($source:ty),+) => {$(
        impl From<$source> for FileOrText {
            fn from(source: $source) -> Self {
                Self::$variant(source.into())
            }
        }
    )+};
}

file_or_text!(File: File, Bytes, Vec<u8>, &[u8]);
#[cfg(not(target_arch = "wasm32"))]
file_or_text!(File: PathBuf, &Path);
file_or_text!(Text: &str, String);
patch_from!(FileOrText: File, Bytes, Vec<u8>, &[u8], &str, String);
#[cfg(not(target_arch = "wasm32"))]
patch_from!(FileOrText: PathBuf, &Path);

/// As text.
impl Decode for FileOrText {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        String::decode(value).map(Self::Text)
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Self::Text(String::new())
    }

    const PLACEHOLDER: Placeholder = Placeholder::Text;
}

impl Encode for FileOrText {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::File(file) => file.encode(writer),
            Self::Text(text) => writer.string(text),
        }
    }
}

serde_via_json!(FileOrText);
