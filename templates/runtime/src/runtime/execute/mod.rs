//! The one way every call takes: attempts with credential and middleware around a transport, until the retry
//! policy ends them. Written once as a future and once for blocking clients; whatever decides is shared.

mod asynchronous;
#[cfg(feature = "blocking")]
mod blocking;
mod deadline;
mod exchange;
mod limit;
pub(crate) mod plan;
pub(crate) mod record;
mod trace;
#[cfg(feature = "blocking")]
mod worker;

pub(crate) use asynchronous::execute;
#[cfg(feature = "blocking")]
pub(crate) use blocking::execute_blocking;
pub(crate) use trace::shrunk;

use crate::runtime::{
    auth::{AccessToken, Provided},
    error::{Error, ErrorKind},
    operation::ErrorRules,
    response::failure::code,
    retry::{Outcome, retry_after},
    support::Clock,
    transport::{Body, FailurePoint, RequestBody, TransportError},
};
use http::StatusCode;
use plan::Plan;
use std::time::Duration;

/// A response whose body is at hand, unless the call streams it.
type BufferedResponse = http::Response<Body>;

/// What decides whether an attempt is retried.
struct RetrySignals {
    succeeded: bool,
    code: Option<String>,
    transient: bool,
    retry_after: Option<Duration>,
}

impl RetrySignals {
    fn of(result: &Result<BufferedResponse, TransportError>, rules: &ErrorRules, clock: &dyn Clock) -> Self {
        let nothing = Self { succeeded: false, code: None, transient: false, retry_after: None };
        let Ok(response) = result else { return nothing };
        if response.status().is_success() {
            return Self { succeeded: true, ..nothing };
        }
        let now = clock.time_of_day();
        let code = response.body().as_bytes().and_then(|body| code(rules, body));
        let transient = code.as_deref().is_some_and(|code| rules.transient_codes.contains(&code));
        Self { succeeded: false, code, transient, retry_after: retry_after::read(response.headers(), now) }
    }

    fn outcome<'a>(&'a self, result: &'a Result<BufferedResponse, TransportError>) -> Outcome<'a> {
        match result {
            Ok(response) => Outcome::Answer {
                status: response.status(),
                headers: response.headers(),
                code: self.code.as_deref(),
                transient: self.transient,
                retry_after: self.retry_after,
            },
            Err(failure) => Outcome::Failure { point: failure.point() },
        }
    }
}

/// The credential of an attempt.
enum Token {
    /// The client's own, or one that was just renewed: the server's word about it is final.
    Fixed(AccessToken),
    /// From a provider, which may have another.
    Provided(Provided),
}

impl Token {
    fn text(&self) -> &AccessToken {
        match self {
            Self::Fixed(token) => token,
            Self::Provided(provided) => &provided.token,
        }
    }

    /// The token itself, unless the server has rejected it in this call.
    fn renewed(self, renewal: Option<&Renewal>) -> Self {
        match (self, renewal) {
            (Self::Provided(provided), Some(renewal)) if provided.token == renewal.rejected => {
                Self::Fixed(renewal.renewed.clone())
            }
            (token, _) => token,
        }
    }
}

/// A token that the server has rejected, and the one in its place.
struct Renewal {
    rejected: AccessToken,
    renewed: AccessToken,
}

/// What every attempt sends, but for the credential.
enum Base {
    /// What the plan says.
    Plan,
    /// What middleware around the call made of it.
    Changed(Box<(http::request::Parts, RequestBody)>),
}

impl Base {
    /// The request that middleware passed on, to be sent by every attempt.
    fn changed(request: http::Request<Body>) -> Result<Self, TransportError> {
        let (parts, body) = request.into_parts();
        let body = RequestBody::try_from(body).map_err(|_| {
            let why = "middleware replaced the request body by a stream, which cannot be sent again";
            TransportError::new(FailurePoint::Request, why)
        })?;
        Ok(Self::Changed(Box::new((parts, body))))
    }

    /// The request of one attempt, with its credential.
    fn request(&self, plan: &Plan, token: Option<&AccessToken>) -> Result<http::Request<Body>, Error> {
        let mut request = match self {
            Self::Plan => plan.request(),
            Self::Changed(changed) => http::Request::from_parts(changed.0.clone(), changed.1.to_body()),
        };
        let authorized = plan.security.apply(token, &mut request);
        authorized.map_err(|why| Error::with_message(ErrorKind::Auth, &plan.operation, why))?;
        Ok(request)
    }
}

/// The failure of a request that middleware sent elsewhere than its credential may go.
fn elsewhere(why: String) -> TransportError {
    TransportError::new(FailurePoint::Request, why)
}

/// Whether a body is streamed. Those of errors never are: they are small, and needed.
fn is_streamed(plan: &Plan, status: StatusCode) -> bool {
    plan.streamed && status.is_success()
}
