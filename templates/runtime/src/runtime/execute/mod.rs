//! The one way every call takes: attempts with credential and middleware around a transport, until the rules of
//! retrying are done. Written once as a future and once for blocking clients; whatever decides is shared.

mod blocking;
mod future;
mod limit;

pub(crate) use blocking::execute_blocking;
pub(crate) use future::execute;

use super::{
    api::ErrorRules,
    body::Body,
    error::{Error, read::code},
    plan::Plan,
    response::AttemptsMade,
    retry::{Attempts, Outcome, retry_after},
    transport::TransportError,
};
use bytes::Bytes;
use http::StatusCode;
use std::time::{Duration, SystemTime};

/// A response whose body is at hand, unless the call streams it.
type Whole = http::Response<Body>;

/// What the rules of retrying want to know about an attempt.
struct Seen {
    code: Option<String>,
    transient: bool,
    retry_after: Option<Duration>,
}

impl Seen {
    fn of(result: &Result<Whole, TransportError>, rules: &ErrorRules, now: SystemTime) -> Self {
        let nothing = Self { code: None, transient: false, retry_after: None };
        let Ok(response) = result else { return nothing };
        if response.status().is_success() {
            return nothing;
        }
        let code = response.body().as_bytes().and_then(|body| code(rules, body));
        let transient = code.as_deref().is_some_and(|code| rules.transient_codes.contains(&code));
        Self { code, transient, retry_after: retry_after::read(response.headers(), now) }
    }

    fn outcome(&self, result: &Result<Whole, TransportError>) -> Outcome<'_> {
        match result {
            Ok(response) => Outcome::Answer {
                status: response.status(),
                code: self.code.as_deref(),
                transient: self.transient,
                retry_after: self.retry_after,
            },
            Err(failure) => Outcome::Failure { point: failure.point() },
        }
    }
}

/// The result of the last attempt, with what it took to get it.
fn finish(plan: &Plan, result: Result<Whole, TransportError>, attempts: &Attempts) -> Result<Whole, Error> {
    match result {
        Ok(mut response) => {
            let made = AttemptsMade { attempts: attempts.made(), applied: attempts.may_have_been_applied() };
            response.extensions_mut().insert(made);
            Ok(response)
        }
        Err(failure) => Err(plan.failed(failure, attempts)),
    }
}

/// Whether a response is handed on while it arrives. Errors never are: their body is small, and needed.
fn is_streamed(plan: &Plan, status: StatusCode) -> bool {
    plan.streamed && status.is_success()
}

/// The request of one attempt, which can be made again.
fn split(request: http::Request<Body>) -> Result<(http::request::Parts, Bytes), TransportError> {
    let (parts, body) = request.into_parts();
    let bytes = body.try_into_bytes().map_err(|_| {
        let why = "middleware replaced the request body by a stream, which cannot be sent again";
        TransportError::new(super::transport::FailurePoint::Request, why)
    })?;
    Ok((parts, bytes))
}
