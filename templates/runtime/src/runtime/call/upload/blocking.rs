//! An upload on the calling thread: the twin of `asynchronous.rs`.

use super::{
    Job, Upload, source,
    steps::{Places, Survey, put, report, unreadable},
};
use crate::runtime::{
    client::{Blocking, Core},
    error::Error,
    execute::execute_blocking,
    response::{Answer, Output},
};

impl<T: Output> Upload<T, Blocking> {
    /// Uploads the file.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or any of the requests fails.
    pub fn send(self) -> Result<T::Value, Error> {
        T::read(run(self.core, &self.job)?, &mut Vec::new())
    }
}

fn run(core: Core<Blocking>, job: &Job) -> Result<Answer, Error> {
    let read = |(start, end)| source::read(&job.file, start, end).map_err(|cause| unreadable(job, cause));
    let size = source::size(&job.file).map_err(|cause| unreadable(job, cause))?;
    let mut survey = Survey::new(size, job.part_size);
    while let Some(range) = survey.next() {
        survey.add(range, &read(range)?);
    }
    let mut places = Places::read(&execute_blocking(core.clone(), &mut survey.announce(job))?)?;
    let mut sent = 0;
    for place in std::mem::take(&mut places.parts) {
        let bytes = read((place.start, place.end))?;
        let answer = execute_blocking(core.clone(), &mut put(core.api(), job, &place, bytes)?)?;
        places.sent(&place, &answer)?;
        sent += place.end.saturating_sub(place.start);
        report(job, sent, size);
    }
    execute_blocking(core, &mut places.complete(job))
}
