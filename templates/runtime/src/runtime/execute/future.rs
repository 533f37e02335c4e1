//! A call as a future.

use super::{
    Base, BufferedResponse, RetrySignals, elsewhere,
    exchange::{Exchange, Reading, ResponseFuture},
    finish,
};
use super::{
    plan::{Plan, Security},
    trace,
};
use crate::runtime::{
    auth::AccessToken,
    client::{Async, Core, Source},
    error::Error,
    request::Draft,
    response::{Answer, AttemptsMade},
    retry::Step,
    support::{BoxError, BoxFuture, random},
    transport::{AttemptProgress, Body, End, Next, Transport},
};

/// Makes a call. What is known before anything is sent is computed here, so that the future stays small.
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
        attempts(core, &plan, Base::Plan).await?
    } else {
        Box::pin(through_middleware(core, &plan)).await?
    };
    plan.conclude(response, made, &shared.clock)
}

/// Makes attempts within the middleware around the call.
async fn through_middleware(core: &Core<Async>, plan: &Plan) -> Result<(BufferedResponse, AttemptsMade), Error> {
    let end = AttemptsEnd { core, plan };
    let next = Next { chain: &core.shared().per_call, operation: &plan.operation, end: &end };
    let answered = next.run(plan.request()).await.map_err(|error| plan.unboxed(error))?;
    let whole = Reading::new(plan, Box::pin(std::future::ready(Ok(answered)))).await;
    let mut response = whole.map_err(|failure| plan.unboxed(failure.into()))?;
    let made = AttemptsMade::take(&mut response);
    Ok((response, made))
}

/// Makes attempts until the rules say that it is done.
async fn attempts(core: &Core<Async>, plan: &Plan, base: Base) -> Result<(BufferedResponse, AttemptsMade), Error> {
    let shared = core.shared();
    let mut attempts = plan.attempts(shared.clock.now());
    let mut token = credential(core, plan).await?;
    let mut refreshed = false;
    loop {
        let Some(time) = attempts.begin(plan.timeout, shared.clock.now()) else { return Err(plan.too_late(&attempts)) };
        let progress = AttemptProgress::default();
        let end = TransportEnd { transport: &*shared.transport, security: &plan.security, progress };
        let answer = start(core, plan, &base, token.as_ref(), &end)?;
        let result = Exchange::new(plan, answer, &*shared.clock, time, &end.progress).await;
        trace::attempt(plan, &result, attempts.made());
        if let (false, Some(rejected), Ok(response)) = (refreshed, &token, &result)
            && response.status() == http::StatusCode::UNAUTHORIZED
            && let Some(fresh) = refresh(core, plan, rejected).await?
        {
            token = Some(fresh);
            refreshed = true;
            continue;
        }
        let signals = RetrySignals::of(&result, &plan.api.error, &*shared.clock);
        match attempts.end(&signals.outcome(&result), shared.clock.now(), random::fraction, &shared.budget) {
            Step::Done => return finish(plan, result, &attempts),
            Step::Wait(wait) => shared.clock.sleep(wait).await,
        }
    }
}

/// Sends the request of an attempt through the middleware and over the transport. No future of its own, so that the
/// request is moved to where it is sent from, and not kept beside it.
fn start<'a>(
    core: &'a Core<Async>,
    plan: &'a Plan,
    base: &Base,
    token: Option<&AccessToken>,
    end: &'a TransportEnd<'a>,
) -> Result<ResponseFuture<'a>, Error> {
    let request = base.request(plan, token)?;
    Ok(Next { chain: &core.shared().per_attempt, operation: &plan.operation, end }.run(request))
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
struct TransportEnd<'a> {
    transport: &'a dyn Transport,
    security: &'a Security,
    progress: AttemptProgress,
}

impl End for TransportEnd<'_> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>> {
        match self.security.check_destination(request.uri()) {
            Ok(()) => self.transport.send_attempt(request, &self.progress),
            Err(why) => Box::pin(std::future::ready(Err(elsewhere(why).into()))),
        }
    }
}

/// The end of the middleware around a call.
struct AttemptsEnd<'a> {
    core: &'a Core<Async>,
    plan: &'a Plan,
}

impl End for AttemptsEnd<'_> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>> {
        Box::pin(async move {
            let base = Base::changed(request)?;
            let (response, made) = attempts(self.core, self.plan, base).await?;
            Ok(made.put(response))
        })
    }
}
