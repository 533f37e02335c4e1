//! Files that are sent: bytes at hand, a file on disk, or a stream.

mod media_type;

pub(crate) use media_type::{choose, first_concrete};

use super::BoxError;
use bytes::Bytes;
use futures_core::Stream;
use std::{
    fmt,
    io::{self, Read},
    path::{Path, PathBuf},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// A file that is sent in a request: its bytes, with a name and a media type where it has them.
///
/// Bytes and paths become one by `into()`. A file on disk or a stream is read while it is sent and is never in memory as
/// a whole. A file of bytes or of a path is sent again where a call is retried; a stream and a reader can be sent once,
/// and a call with one is not retried after its first byte was read.
///
#[doc = include_str!("../../examples/file.md")]
#[derive(Clone)]
pub struct File {
    content: Content,
    name: Option<String>,
    media_type: Option<String>,
    size: Option<u64>,
    progress: Option<Progress>,
}

/// Is called with the bytes that were sent so far, and with their number in all where it is known.
type Progress = Arc<dyn Fn(u64, Option<u64>) + Send + Sync>;

/// Pieces of a file, as they come.
pub(crate) type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// Where the bytes of a file come from.
#[derive(Clone)]
pub(crate) enum Content {
    /// They are at hand.
    Bytes(Bytes),
    /// A file on disk; on WebAssembly there is none.
    #[cfg_attr(target_arch = "wasm32", allow(dead_code))]
    Path(PathBuf),
    /// A source that can be read once.
    Once(Arc<Mutex<Option<Source>>>),
}

/// A source that can be read once.
pub(crate) enum Source {
    Reader(Box<dyn Read + Send>),
    Stream(Pieces),
}

impl File {
    fn new(content: Content) -> Self {
        Self { content, name: None, media_type: None, size: None, progress: None }
    }

    /// Bytes at hand.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self::new(Content::Bytes(bytes.into()))
    }

    /// A file on disk, which must not change while it is sent. It has the name of the path's last component, and the
    /// media type that the extension suggests, unless they are set. A pipe or a device has no length and is refused: open
    /// it and give a [`reader`](Self::reader).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn path(path: impl AsRef<Path>) -> Self {
        Self::new(Content::Path(path.as_ref().to_owned()))
    }

    /// Whatever can be read, from where it stands to its end. It can be sent once.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self::new(Content::Once(Arc::new(Mutex::new(Some(Source::Reader(Box::new(reader)))))))
    }

    /// Bytes that arrive piece by piece, for asynchronous clients. They can be sent once.
    pub fn stream<B, E>(stream: impl Stream<Item = Result<B, E>> + Send + 'static) -> Self
    where
        B: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        let pieces: Pieces = Box::pin(Converted(Box::pin(stream)));
        Self::new(Content::Once(Arc::new(Mutex::new(Some(Source::Stream(pieces))))))
    }

    /// The name that the server is given for it (`filename`).
    #[must_use]
    pub fn name(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// Its media type, such as `image/png`, in place of the one that the document names or the name suggests.
    #[must_use]
    pub fn media_type(self, media_type: impl Into<String>) -> Self {
        Self { media_type: Some(media_type.into()), ..self }
    }

    /// The length in bytes of a reader or a stream, which is sent in `Content-Length`; without it the request is sent in
    /// chunks, which some servers refuse. A source of another length is an error when it is sent.
    #[must_use]
    pub fn size(self, bytes: u64) -> Self {
        Self { size: Some(bytes), ..self }
    }

    /// Calls a function while the file is sent, with the bytes handed to the transport so far and the bytes in all, where
    /// their number is known. Where the request is sent again, it begins from 0.
    #[must_use]
    pub fn on_progress(self, progress: impl Fn(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        Self { progress: Some(Arc::new(progress)), ..self }
    }

    /// The bytes, if they are at hand.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Path(_) | Content::Once(_) => None,
        }
    }

    /// The name that the server is given: the one that was set, or that of the path.
    pub fn file_name(&self) -> Option<String> {
        self.name.clone().or_else(|| match &self.content {
            Content::Path(path) => Some(path.file_name()?.to_string_lossy().into_owned()),
            Content::Bytes(_) | Content::Once(_) => None,
        })
    }

    /// The media type that was set.
    pub(crate) fn stated_media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    pub(crate) fn content(&self) -> &Content {
        &self.content
    }

    /// The length of a source, if it was set.
    pub(crate) fn stated_size(&self) -> Option<u64> {
        self.size
    }

    /// Whether somebody wants to know how far it has been sent.
    pub(crate) fn reports_progress(&self) -> bool {
        self.progress.is_some()
    }

    pub(crate) fn report(&self, sent: u64, total: Option<u64>) {
        if let Some(progress) = &self.progress {
            progress(sent, total);
        }
    }

    /// What it is called in messages.
    pub(crate) fn described(&self) -> String {
        match (&self.content, &self.name) {
            (Content::Path(path), _) => path.display().to_string(),
            (_, Some(name)) => name.clone(),
            (Content::Bytes(_) | Content::Once(_), None) => "file".to_owned(),
        }
    }
}

impl Content {
    /// Whether it can be sent from its beginning.
    pub(crate) fn is_whole(&self) -> bool {
        match self {
            Self::Bytes(_) | Self::Path(_) => true,
            Self::Once(source) => lock(source).is_some(),
        }
    }

    /// Whether only an asynchronous client can send it.
    pub(crate) fn is_stream(&self) -> bool {
        match self {
            Self::Bytes(_) | Self::Path(_) => false,
            Self::Once(source) => matches!(*lock(source), Some(Source::Stream(_))),
        }
    }
}

/// A file on disk, open to be read, and its length. Whatever else a path can name, such as a pipe or a device, has no
/// length that could be announced, and opening a pipe may take for ever.
pub(crate) fn open(path: &Path) -> io::Result<(std::fs::File, u64)> {
    let length = |metadata: std::fs::Metadata| match (metadata.is_file(), metadata.is_dir()) {
        (true, _) => Ok(metadata.len()),
        (_, true) => Err(io::ErrorKind::IsADirectory.into()),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file; open it and give a reader")),
    };
    length(std::fs::metadata(path)?)?;
    let file = std::fs::File::open(path)?;
    let length = length(file.metadata()?)?;
    Ok((file, length))
}

/// The source itself. A panic of whoever read it does not make it unreadable.
pub(crate) fn lock(source: &Mutex<Option<Source>>) -> MutexGuard<'_, Option<Source>> {
    source.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Without the bytes.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content {
            Content::Bytes(bytes) => write!(f, "File({}, {} bytes)", self.described(), bytes.len()),
            Content::Path(_) | Content::Once(_) => write!(f, "File({})", self.described()),
        }
    }
}

/// Files are equal if they have the same name and media type and the same bytes at hand, path, or source.
impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        let content = match (&self.content, &other.content) {
            (Content::Bytes(one), Content::Bytes(other)) => one == other,
            (Content::Path(one), Content::Path(other)) => one == other,
            (Content::Once(one), Content::Once(other)) => Arc::ptr_eq(one, other),
            (Content::Bytes(_) | Content::Path(_) | Content::Once(_), _) => false,
        };
        content && self.name == other.name && self.media_type == other.media_type && self.size == other.size
    }
}

impl Eq for File {}

impl std::hash::Hash for File {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match &self.content {
            Content::Bytes(bytes) => bytes.hash(state),
            Content::Path(path) => path.hash(state),
            Content::Once(source) => Arc::as_ptr(source).hash(state),
        }
        self.name.hash(state);
    }
}

/// A stream whose items are made into pieces of a body.
struct Converted<S>(Pin<Box<S>>);

impl<B: Into<Bytes>, E: Into<BoxError>, S: Stream<Item = Result<B, E>>> Stream for Converted<S> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map(|item| item.map(|piece| piece.map(Into::into).map_err(Into::into)))
    }
}
