//! A file that is sent in parts (feature `upload`): announced to the API, put to the addresses its answer gives, and
//! declared complete. Three kinds of calls behind one.
//!
//! The parts go to a storage host, which gets neither credential nor default headers, only the headers the answer
//! names for it.

mod asynchronous;
#[cfg(feature = "blocking")]
mod blocking;
mod source;
mod steps;

pub use asynchronous::Uploading;

use crate::runtime::{
    client::{Async, Core, Mode},
    json::{Encode, Json},
    operation::{Operation, OperationRef},
    request::Options,
    response::Output,
    retry::RetryPolicy,
    values::File,
};
use std::{fmt, future::IntoFuture, marker::PhantomData, sync::Arc, time::Duration};

/// Size of a part, in bytes, unless the caller sets one.
const PART_SIZE: u64 = 10 << 20;
/// The shortest part storage hosts take, except for the last one.
const SMALLEST_PART: u64 = 5 << 20;

/// An upload that is ready to be awaited (asynchronous clients) or sent (blocking clients).
///
#[doc = include_str!("../../examples/upload.md")]
#[must_use = "an upload does nothing until it is awaited or sent"]
pub struct Upload<T, M: Mode> {
    core: Core<M>,
    job: Job,
    output: PhantomData<fn() -> T>,
}

/// What is uploaded, and how.
struct Job {
    create: OperationRef,
    complete: OperationRef,
    file: File,
    properties: Vec<(String, Json)>,
    part_size: u64,
    options: Options,
    progress: Option<Progress>,
}

type Progress = Arc<dyn Fn(u64, u64) + Send + Sync>;

impl<T: Output, M: Mode> Upload<T, M> {
    /// An upload by the operations that announce a file and declare it complete.
    #[doc(hidden)]
    pub fn new(core: &Core<M>, create: &'static Operation, complete: &'static Operation, file: File) -> Self {
        let job = Job {
            create: OperationRef::Static(create),
            complete: OperationRef::Static(complete),
            file,
            properties: Vec::new(),
            part_size: PART_SIZE,
            options: Options::default(),
            progress: None,
        };
        Self { core: core.clone(), job, output: PhantomData }
    }

    fn change(mut self, change: impl FnOnce(&mut Job)) -> Self {
        change(&mut self.job);
        self
    }

    /// The file's name in the API.
    pub fn name(self, name: impl Into<String>) -> Self {
        self.change(|job| job.file = job.file.clone().name(name))
    }

    /// The media type, in place of the one the name suggests.
    pub fn mime_type(self, mime_type: impl Into<String>) -> Self {
        self.change(|job| job.file = job.file.clone().media_type(mime_type))
    }

    /// Another property of the request that announces the file.
    pub fn property(self, name: impl Into<String>, value: &dyn Encode) -> Self {
        self.change(|job| job.properties.push((name.into(), Json::of(value))))
    }

    /// How long a part is, in bytes; 10 MiB unless set, and no less than 5 MiB. One part is in memory at a time.
    pub fn part_size(self, bytes: u64) -> Self {
        self.change(|job| job.part_size = bytes.max(SMALLEST_PART))
    }

    /// Called after each part with the bytes sent so far and the bytes in all.
    pub fn on_progress(self, progress: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        self.change(|job| job.progress = Some(Arc::new(progress)))
    }

    /// How long an attempt of each of the requests may take.
    pub fn timeout(self, time: Duration) -> Self {
        self.change(|job| job.options.timeout = Some(time))
    }

    /// When and how often failed attempts are made again, of each of the requests.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.change(|job| job.options.retry = Some(policy))
    }
}

impl<T: Output> IntoFuture for Upload<T, Async> {
    type Output = Result<T::Value, crate::runtime::error::Error>;
    type IntoFuture = Uploading<T>;

    fn into_future(self) -> Uploading<T> {
        self.send()
    }
}

impl<T, M: Mode> fmt::Debug for Upload<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Upload({:?})", self.job.file)
    }
}
