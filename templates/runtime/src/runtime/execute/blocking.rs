//! A call on the calling thread: what `asynchronous.rs` does, without interruption. Tests run every case in both modes.

use super::{
    Base, BufferedResponse, Renewal, RetrySignals, Token, elsewhere, is_streamed,
    limit::{BodyBuffer, Flow},
    plan::Plan,
    trace,
    worker::within,
};
use crate::runtime::{
    auth::Provided,
    client::{Blocking, Core, Source},
    error::Error,
    request::Draft,
    response::Answer,
    retry::Step,
    support::{BoxError, Instant, random, saturated},
    transport::{AttemptProgress, BlockingEnd, BlockingNext, Body, FailurePoint, TransportError, failure},
};
use std::time::Duration;

/// Makes a call.
pub(crate) fn execute_blocking(core: Core<Blocking>, draft: &mut Draft) -> Result<Answer, Error> {
    let plan = Plan::new(&core, draft)?;
    let span = trace::call(&plan, core.shared());
    let operation = plan.operation.clone();
    trace::within_blocking(&span, || {
        let begun = trace::Begun::now(&*core.shared().clock);
        let result = answer(&core, plan);
        trace::ended(&span, &operation, &result, begun, &*core.shared().clock);
        result
    })
}

fn answer(core: &Core<Blocking>, plan: Box<Plan>) -> Result<Answer, Error> {
    let shared = core.shared();
    let response = if shared.per_call.is_empty() {
        attempts(core, &plan, Base::Plan)?
    } else {
        let end = AttemptsEnd { core, plan: &plan };
        let next = BlockingNext { chain: &shared.per_call, operation: &plan.operation, end: &end };
        let answered = next.run(plan.request()).map_err(|error| plan.unboxed(error))?;
        buffered(&plan, answered).map_err(|failure| plan.unboxed(failure.into()))?
    };
    plan.conclude(response, &shared.clock)
}

/// Makes attempts until the rules say that it is done.
fn attempts(core: &Core<Blocking>, plan: &Plan, base: Base) -> Result<BufferedResponse, Error> {
    let shared = core.shared();
    let mut attempts = plan.attempts(&*shared.clock);
    let mut renewal = None;
    loop {
        let token = credential(core, plan)?.map(|token| token.renewed(renewal.as_ref()));
        let begun = trace::Begun::now(&*shared.clock);
        let Some(time) = attempts.begin(plan.timeout, &|| shared.clock.now()) else { return Err(plan.too_late()) };
        let mut result = attempt(core, plan, base.request(plan, token.as_ref().map(Token::text))?, time);
        if let Ok(response) = &mut result {
            plan.security.mark(response.status(), response.headers_mut());
        }
        trace::attempt(plan, &result, attempts.made(), begun, &*shared.clock);
        if let (None, Some(Token::Provided(rejected)), Ok(response)) = (&renewal, &token, &result)
            && response.status() == http::StatusCode::UNAUTHORIZED
            && plan.can_be_repeated()
        {
            plan.end(false, &attempts);
            renewal = renewed(core, plan, rejected)?;
            if renewal.is_some() {
                continue;
            }
        }
        let signals = RetrySignals::of(&result, &plan.api.error, &*shared.clock);
        let step = attempts.end(&signals.outcome(&result), &|| shared.clock.now(), random::fraction, &plan.budget);
        plan.end(signals.succeeded, &attempts);
        match step {
            Step::Wait(_) if !plan.can_be_repeated() => return result.map_err(|failure| plan.failed(failure)),
            Step::Done => {
                trace::given_up(plan, &attempts);
                return result.map_err(|failure| plan.failed(failure));
            }
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
    time: Duration,
) -> Result<BufferedResponse, TransportError> {
    let shared = core.shared();
    let progress = AttemptProgress::default();
    plan.begin(&progress);
    let end = TransportEnd { core, plan, ends: shared.clock.now().checked_add(saturated(time)) };
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
fn credential(core: &Core<Blocking>, plan: &Plan) -> Result<Option<Token>, Error> {
    if !plan.security.needs_main() {
        return Ok(None);
    }
    match &core.inner().credentials.main {
        Source::None => Ok(None),
        Source::Fixed(token) => Ok(Some(Token::Fixed(token.clone()))),
        Source::Provider(provider) => {
            let provider = provider.clone();
            let provided = within(plan.left(&*core.shared().clock), move || provider.token());
            let provided = provided.ok_or_else(|| plan.too_late())?;
            provided.map(|token| Some(Token::Provided(token))).map_err(|error| plan.no_token(error))
        }
    }
}

/// Another credential than the rejected one, if there is one to be had.
fn renewed(core: &Core<Blocking>, plan: &Plan, rejected: &Provided) -> Result<Option<Renewal>, Error> {
    let Source::Provider(provider) = &core.inner().credentials.main else { return Ok(None) };
    let (provider, before) = (provider.clone(), rejected.clone());
    let renewed = within(plan.left(&*core.shared().clock), move || provider.renew(&before));
    let renewed = renewed.ok_or_else(|| plan.too_late())?.map_err(|error| plan.no_token(error))?;
    Ok((renewed != rejected.token).then(|| Renewal { rejected: rejected.token.clone(), renewed }))
}

/// The end of the middleware around an attempt.
struct TransportEnd<'a> {
    core: &'a Core<Blocking>,
    plan: &'a Plan,
    /// When the attempt has to have ended.
    ends: Option<Instant>,
}

impl BlockingEnd for TransportEnd<'_> {
    fn send(&self, mut request: http::Request<Body>) -> Result<http::Response<Body>, BoxError> {
        let shared = self.core.shared();
        self.plan.security.check_destination(request.uri()).map_err(elsewhere)?;
        // Middleware has used its time; the transport has the rest.
        let now = shared.clock.now();
        let left = self.ends.map_or(Duration::MAX, |ends| ends.saturating_duration_since(now));
        if left.is_zero() {
            let why = "the time of the attempt was up before the request could be sent";
            return Err(TransportError::new(FailurePoint::Connect, why).into());
        }
        request.extensions_mut().insert(self.plan.attempt_timeout(left, &*shared.clock));
        shared.transport.send(request)
    }
}

/// The end of the middleware around a call.
struct AttemptsEnd<'a> {
    core: &'a Core<Blocking>,
    plan: &'a Plan,
}

impl BlockingEnd for AttemptsEnd<'_> {
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Body>, BoxError> {
        Ok(attempts(self.core, self.plan, Base::changed(request)?)?)
    }
}
