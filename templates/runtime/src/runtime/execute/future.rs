//! A call as a future.

use super::{
    Base, Seen, Whole, finish, is_streamed,
    limit::{Flow, Gathered},
};
use crate::runtime::{
    BoxError, BoxFuture,
    body::Body,
    client::{Core, Source},
    error::{Error, ErrorKind},
    middleware::{End, Next},
    mode::Async,
    plan::Plan,
    random,
    request::Draft,
    response::{Answer, AttemptsMade},
    retry::Step,
    secret::AccessToken,
    time::Clock,
    trace,
    transport::{FailurePoint, Transport, TransportError, failure},
};
use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::Poll,
    time::Duration,
};

/// Makes a call. What is known before anything is sent is settled here, so that the future stays small.
pub(crate) fn execute(core: Core<Async>, draft: Draft) -> BoxFuture<'static, Result<Answer, Error>> {
    match Plan::new(&core, draft) {
        Ok(plan) => {
            let span = trace::call(&plan, core.shared());
            let plan = Box::new(plan);
            trace::within(span.clone(), async move {
                let result = answer(&core, plan).await;
                trace::ended(&span, &result);
                result
            })
        }
        Err(error) => Box::pin(std::future::ready(Err(error))),
    }
}

async fn answer(core: &Core<Async>, plan: Box<Plan>) -> Result<Answer, Error> {
    let shared = core.shared();
    let (response, made) = if shared.per_call.is_empty() {
        attempts(core, &plan, Base::Plan(&plan)).await?
    } else {
        Box::pin(through_middleware(core, &plan)).await?
    };
    plan.conclude(response, made, &shared.clock)
}

/// Makes attempts within the middleware around the call.
async fn through_middleware(core: &Core<Async>, plan: &Plan) -> Result<(Whole, AttemptsMade), Error> {
    let end = Loop { core, plan };
    let next = Next { chain: &core.shared().per_call, operation: &plan.operation, end: &end };
    let answered = next.run(plan.request()).await.map_err(|error| plan.unboxed(error))?;
    let mut response = whole(plan, answered).await.map_err(|failure| plan.unboxed(failure.into()))?;
    let made = AttemptsMade::take(&mut response);
    Ok((response, made))
}

/// Makes attempts until the rules say that it is done.
async fn attempts(core: &Core<Async>, plan: &Plan, base: Base<'_>) -> Result<(Whole, AttemptsMade), Error> {
    let shared = core.shared();
    let mut attempts = plan.attempts(shared.clock.now());
    let mut token = credential(core, plan).await?;
    let mut refreshed = false;
    loop {
        let Some(time) = attempts.begin(plan.timeout, shared.clock.now()) else { return Err(plan.too_late(&attempts)) };
        let (mut parts, body) = base.request();
        let applied = plan.security.apply(token.as_ref(), &mut parts);
        applied.map_err(|why| Error::told(ErrorKind::Auth, &plan.operation, why))?;
        let request = http::Request::from_parts(parts, body);
        let result = {
            let exchange = pin!(exchange(core, plan, request));
            in_time(exchange, &*shared.clock, time).await.unwrap_or_else(|| Err(late(time)))
        };
        trace::attempt(plan, &result, attempts.made());
        if let (false, Some(rejected), Ok(response)) = (refreshed, &token, &result)
            && response.status() == http::StatusCode::UNAUTHORIZED
            && let Some(fresh) = refresh(core, plan, rejected).await?
        {
            token = Some(fresh);
            refreshed = true;
            continue;
        }
        let seen = Seen::of(&result, &plan.api.error, &*shared.clock);
        match attempts.end(&seen.outcome(&result), shared.clock.now(), random::fraction, &shared.budget) {
            Step::Done => return finish(plan, result, &attempts),
            Step::Wait(wait) => shared.clock.sleep(wait).await,
        }
    }
}

/// One attempt: through the middleware, over the transport, and back with the whole body.
async fn exchange(core: &Core<Async>, plan: &Plan, request: http::Request<Body>) -> Result<Whole, TransportError> {
    let shared = core.shared();
    let end = Carrier(&*shared.transport);
    let next = Next { chain: &shared.per_attempt, operation: &plan.operation, end: &end };
    let response = next.run(request).await.map_err(failure)?;
    whole(plan, response).await
}

fn late(time: Duration) -> TransportError {
    TransportError::new(FailurePoint::Timeout, format!("nothing within {} ms", time.as_millis()))
}

/// The response with its body read, unless it is streamed.
async fn whole(plan: &Plan, response: http::Response<Body>) -> Result<Whole, TransportError> {
    if is_streamed(plan, response.status()) || response.body().as_bytes().is_some_and(<[u8]>::is_empty) {
        return Ok(response);
    }
    let (parts, mut body) = response.into_parts();
    let mut gathered = Gathered::new(parts.status, plan.max_response);
    while let Some(piece) = body.next_chunk().await {
        if let Flow::Enough = gathered.add(piece)? {
            break;
        }
    }
    Ok(http::Response::from_parts(parts, gathered.finish()))
}

/// What a future gives if it is done in time. Who pinned it drops it, and so cancels what it does, when it is not.
async fn in_time<T>(mut work: Pin<&mut impl Future<Output = T>>, clock: &dyn Clock, time: Duration) -> Option<T> {
    let mut alarm: Option<BoxFuture<'static, ()>> = None;
    poll_fn(|context| {
        if let Poll::Ready(done) = work.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        // The clock is only started for work that has to wait.
        let alarm = alarm.get_or_insert_with(|| clock.sleep(time));
        alarm.as_mut().poll(context).map(|()| None)
    })
    .await
}

/// The client's credential, if the call needs it.
async fn credential(core: &Core<Async>, plan: &Plan) -> Result<Option<AccessToken>, Error> {
    if !plan.security.needs_main() {
        return Ok(None);
    }
    match &core.inner().credentials.main {
        Source::None => Ok(None),
        Source::Fixed(token) => Ok(Some(token.clone())),
        Source::Provider(provider) => provider.token().await.map(Some).map_err(|error| plan.no_token(error)),
    }
}

/// Another credential than the rejected one, if there is one to be had.
async fn refresh(core: &Core<Async>, plan: &Plan, rejected: &AccessToken) -> Result<Option<AccessToken>, Error> {
    match &core.inner().credentials.main {
        Source::Provider(provider) => {
            let fresh = provider.refresh(rejected).await.map_err(|error| plan.no_token(error))?;
            Ok((fresh != *rejected).then_some(fresh))
        }
        Source::None | Source::Fixed(_) => Ok(None),
    }
}

/// The end of the middleware around an attempt.
struct Carrier<'a>(&'a dyn Transport);

impl End for Carrier<'_> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>> {
        self.0.send(request)
    }
}

/// The end of the middleware around a call.
struct Loop<'a> {
    core: &'a Core<Async>,
    plan: &'a Plan,
}

impl End for Loop<'_> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>> {
        Box::pin(async move {
            let base = Base::changed(request)?;
            let (response, made) = attempts(self.core, self.plan, base).await?;
            Ok(made.put(response))
        })
    }
}
