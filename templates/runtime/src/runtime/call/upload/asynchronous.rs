//! An upload as a future.

use super::{
    Job, Upload, source,
    steps::{Places, Survey, put, report, unreadable},
};
use crate::runtime::{
    client::{Async, Core},
    error::Error,
    execute::execute,
    response::{Answer, Output},
    support::BoxFuture,
};
use bytes::Bytes;
use std::{
    io,
    marker::PhantomData,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

impl<T: Output> Upload<T, Async> {
    /// The future of the upload, for `join!` and its like.
    pub fn send(self) -> Uploading<T> {
        let Self { core, job, .. } = self;
        Uploading { answer: Box::pin(run(core, Arc::new(job))), output: PhantomData }
    }
}

async fn run(core: Core<Async>, job: Arc<Job>) -> Result<Answer, Error> {
    let size = source::size(&job.file).map_err(|cause| unreadable(&job, cause))?;
    let mut survey = Survey::new(size, job.part_size);
    while let Some(range) = survey.next() {
        survey.add(range, &read(&job, range).await?);
    }
    let mut places = Places::read(&execute(core.clone(), &mut survey.announce(&job)).await?)?;
    let mut sent = 0;
    for place in std::mem::take(&mut places.parts) {
        let bytes = read(&job, (place.start, place.end)).await?;
        let answer = execute(core.clone(), &mut put(core.api(), &job, &place, bytes)?).await?;
        places.sent(&place, &answer)?;
        sent += place.end.saturating_sub(place.start);
        report(&job, sent, size);
    }
    execute(core, &mut places.complete(&job)).await
}

/// Reads a part, without holding up other futures where there is a runtime that can do so.
async fn read(job: &Arc<Job>, (start, end): (u64, u64)) -> Result<Bytes, Error> {
    let read = aside(job, move |job| source::read(&job.file, start, end)).await;
    read.map_err(|cause| unreadable(job, cause))
}

#[cfg(all(feature = "async", not(target_arch = "wasm32")))]
async fn aside<T: Send + 'static>(
    job: &Arc<Job>,
    work: impl FnOnce(&Job) -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else { return work(job) };
    let job = Arc::clone(job);
    runtime.spawn_blocking(move || work(&job)).await.unwrap_or_else(|error| Err(io::Error::other(error)))
}

#[cfg(not(all(feature = "async", not(target_arch = "wasm32"))))]
async fn aside<T>(job: &Arc<Job>, work: impl FnOnce(&Job) -> io::Result<T>) -> io::Result<T> {
    work(job)
}

/// The future of an [`Upload`].
#[must_use = "an upload does nothing until it is awaited"]
pub struct Uploading<T> {
    answer: BoxFuture<'static, Result<Answer, Error>>,
    output: PhantomData<fn() -> T>,
}

impl<T: Output> Future for Uploading<T> {
    type Output = Result<T::Value, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.answer.as_mut().poll(context).map(|answer| T::read(answer?, &mut Vec::new()))
    }
}
