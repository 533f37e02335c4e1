//! A call on the calling thread: the twin of `future.rs`, line by line.

use super::{
    Base, BufferedResponse, RetrySignals, elsewhere, finish, is_streamed,
    limit::{BodyBuffer, Flow},
};
use super::{
    plan::{Plan, Security},
    trace,
};
use crate::runtime::{
    auth::AccessToken,
    client::{Blocking, Core, Source},
    error::Error,
    request::Draft,
    response::{Answer, AttemptsMade},
    retry::Step,
    support::{BoxError, random},
    transport::{BlockingEnd, BlockingNext, BlockingTransport, Body, TransportError, failure},
};

/// Makes a call.
pub(crate) fn execute_blocking(core: Core<Blocking>, draft: Draft) -> Result<Answer, Error> {
    let plan = Plan::new(&core, draft)?;
    let span = trace::call(&plan, core.shared());
    trace::within_blocking(&span, || {
        let result = answer(&core, plan);
        trace::ended(&span, &result);
        result
    })
}

fn answer(core: &Core<Blocking>, plan: Plan) -> Result<Answer, Error> {
    let shared = core.shared();
    let (response, made) = if shared.per_call.is_empty() {
        attempts(core, &plan, Base::Plan)?
    } else {
        let end = AttemptsEnd { core, plan: &plan };
        let next = BlockingNext { chain: &shared.per_call, operation: &plan.operation, end: &end };
        let answered = next.run(plan.request()).map_err(|error| plan.unboxed(error))?;
        let mut response = buffered(&plan, answered).map_err(|failure| plan.unboxed(failure.into()))?;
        let made = AttemptsMade::take(&mut response);
        (response, made)
    };
    plan.conclude(response, made, &shared.clock)
}

/// Makes attempts until the rules say that it is done.
fn attempts(core: &Core<Blocking>, plan: &Plan, base: Base) -> Result<(BufferedResponse, AttemptsMade), Error> {
    let shared = core.shared();
    let mut attempts = plan.attempts(shared.clock.now());
    let mut token = credential(core, plan)?;
    let mut refreshed = false;
    loop {
        let Some(time) = attempts.begin(plan.timeout, shared.clock.now()) else { return Err(plan.too_late(&attempts)) };
        let mut request = base.request(plan, token.as_ref())?;
        request.extensions_mut().insert(plan.attempt_timeout(time));
        let result = attempt(core, plan, request);
        trace::attempt(plan, &result, attempts.made());
        if let (false, Some(rejected), Ok(response)) = (refreshed, &token, &result)
            && response.status() == http::StatusCode::UNAUTHORIZED
            && let Some(fresh) = refresh(core, plan, rejected)?
        {
            token = Some(fresh);
            refreshed = true;
            continue;
        }
        let signals = RetrySignals::of(&result, &plan.api.error, &*shared.clock);
        match attempts.end(&signals.outcome(&result), shared.clock.now(), random::fraction, &shared.budget) {
            Step::Done => return finish(plan, result, &attempts),
            Step::Wait(wait) => shared.clock.block(wait),
        }
    }
}

/// One attempt: through the middleware, over the transport, and back with the whole body. The transport keeps the
/// time, because nobody else can interrupt it.
fn attempt(
    core: &Core<Blocking>,
    plan: &Plan,
    request: http::Request<Body>,
) -> Result<BufferedResponse, TransportError> {
    let shared = core.shared();
    let end = TransportEnd { transport: &*shared.transport, security: &plan.security };
    let next = BlockingNext { chain: &shared.per_attempt, operation: &plan.operation, end: &end };
    buffered(plan, next.run(request).map_err(failure)?)
}

/// The response with its body read, unless it is streamed.
fn buffered(plan: &Plan, mut response: http::Response<Body>) -> Result<BufferedResponse, TransportError> {
    if is_streamed(plan, response.status()) || response.body().as_bytes().is_some_and(<[u8]>::is_empty) {
        return Ok(response);
    }
    let mut buffer = BodyBuffer::new(response.status(), plan.max_response);
    while let Some(piece) = response.body_mut().read_chunk() {
        if let Flow::Enough = buffer.add(piece)? {
            break;
        }
    }
    *response.body_mut() = buffer.finish();
    Ok(response)
}

/// The client's credential, if the call needs it.
fn credential(core: &Core<Blocking>, plan: &Plan) -> Result<Option<AccessToken>, Error> {
    if !plan.security.needs_main() {
        return Ok(None);
    }
    match &core.inner().credentials.main {
        Source::None => Ok(None),
        Source::Fixed(token) => Ok(Some(token.clone())),
        Source::Provider(provider) => provider.token().map(Some).map_err(|error| plan.no_token(error)),
    }
}

/// Another credential than the rejected one, if there is one to be had.
fn refresh(core: &Core<Blocking>, plan: &Plan, rejected: &AccessToken) -> Result<Option<AccessToken>, Error> {
    match &core.inner().credentials.main {
        Source::Provider(provider) => {
            let fresh = provider.refresh(rejected).map_err(|error| plan.no_token(error))?;
            Ok((fresh != *rejected).then_some(fresh))
        }
        Source::None | Source::Fixed(_) => Ok(None),
    }
}

/// The end of the middleware around an attempt.
struct TransportEnd<'a> {
    transport: &'a dyn BlockingTransport,
    security: &'a Security,
}

impl BlockingEnd for TransportEnd<'_> {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Body>, BoxError> {
        self.security.check_destination(request.uri()).map_err(elsewhere)?;
        self.transport.send(request)
    }
}

/// The end of the middleware around a call.
struct AttemptsEnd<'a> {
    core: &'a Core<Blocking>,
    plan: &'a Plan,
}

impl BlockingEnd for AttemptsEnd<'_> {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Body>, BoxError> {
        let (response, made) = attempts(self.core, self.plan, Base::changed(request)?)?;
        Ok(made.put(response))
    }
}
