//! A call as a future.

use super::{
    Base, BufferedResponse, Renewal, RetrySignals, Token,
    deadline::Until,
    elsewhere,
    exchange::{Exchange, Reading, ResponseFuture},
    plan::{Plan, Security},
    trace,
};
use crate::runtime::{
    auth::Provided,
    client::{Async, Core, Source},
    error::Error,
    request::Draft,
    response::Answer,
    retry::Step,
    support::{BoxError, BoxFuture, random},
    transport::{AttemptProgress, Body, End, Next, Transport},
};

/// Makes a call. What is known before anything is sent is computed here, so that the future stays small.
pub(crate) fn execute(core: Core<Async>, draft: &mut Draft) -> BoxFuture<'static, Result<Answer, Error>> {
    match Plan::new(&core, draft) {
        Ok(plan) => {
            let span = trace::call(&plan, core.shared());
            let operation = plan.operation.clone();
            trace::within(span.clone(), async move {
                let begun = trace::Begun::now(&*core.shared().clock);
                let result = answer(&core, plan).await;
                trace::ended(&span, &operation, &result, begun, &*core.shared().clock);
                result
            })
        }
        Err(error) => Box::pin(std::future::ready(Err(error))),
    }
}

async fn answer(core: &Core<Async>, plan: Box<Plan>) -> Result<Answer, Error> {
    let shared = core.shared();
    let response = match plan.left(&*shared.clock) {
        None => response(core, &plan).await?,
        Some(left) => {
            let response = Until::new(Box::pin(response(core, &plan)), &*shared.clock, left);
            response.await.ok_or_else(|| plan.too_late())??
        }
    };
    plan.conclude(response, &shared.clock)
}

async fn response(core: &Core<Async>, plan: &Plan) -> Result<BufferedResponse, Error> {
    if core.shared().per_call.is_empty() {
        attempts(core, plan, Base::Plan).await
    } else {
        Box::pin(through_middleware(core, plan)).await
    }
}

/// Makes attempts within the middleware around the call.
async fn through_middleware(core: &Core<Async>, plan: &Plan) -> Result<BufferedResponse, Error> {
    let end = AttemptsEnd { core, plan };
    let next = Next { chain: &core.shared().per_call, operation: &plan.operation, end: &end };
    let answered = next.run(plan.request()).await.map_err(|error| plan.unboxed(error))?;
    let whole = Reading::new(plan, Box::pin(std::future::ready(Ok(answered)))).await;
    whole.map_err(|failure| plan.unboxed(failure.into()))
}

/// Makes attempts until the rules say that it is done.
async fn attempts(core: &Core<Async>, plan: &Plan, base: Base) -> Result<BufferedResponse, Error> {
    let shared = core.shared();
    let mut attempts = plan.attempts(&*shared.clock);
    let mut renewal = None;
    loop {
        let token = credential(core, plan).await?.map(|token| token.renewed(renewal.as_ref()));
        let begun = trace::Begun::now(&*shared.clock);
        let Some(time) = attempts.begin(plan.timeout, &|| shared.clock.now()) else { return Err(plan.too_late()) };
        let progress = AttemptProgress::default();
        let end = TransportEnd { transport: &*shared.transport, security: &plan.security, progress };
        let answer = start(core, plan, &base, token.as_ref(), &end)?;
        let mut result = Exchange::new(plan, answer, &*shared.clock, time, &end.progress).await;
        if let Ok(response) = &mut result {
            plan.security.mark(response.status(), response.headers_mut());
        }
        trace::attempt(plan, &result, attempts.made(), begun, &*shared.clock);
        if let (None, Some(Token::Provided(rejected)), Ok(response)) = (&renewal, &token, &result)
            && response.status() == http::StatusCode::UNAUTHORIZED
            && plan.can_be_repeated()
        {
            plan.end(false, &attempts);
            renewal = renewed(core, plan, rejected).await?;
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
    token: Option<&Token>,
    end: &'a TransportEnd<'a>,
) -> Result<ResponseFuture<'a>, Error> {
    let request = base.request(plan, token.map(Token::text))?;
    plan.begin(&end.progress);
    Ok(Next { chain: &core.shared().per_attempt, operation: &plan.operation, end }.run(request))
}

/// The client's credential, if the call needs it.
async fn credential(core: &Core<Async>, plan: &Plan) -> Result<Option<Token>, Error> {
    if !plan.security.needs_main() {
        return Ok(None);
    }
    match &core.inner().credentials.main {
        Source::None => Ok(None),
        Source::Fixed(token) => Ok(Some(Token::Fixed(token.clone()))),
        Source::Provider(provider) => {
            let provided = Box::pin(provider.token()).await;
            provided.map(|token| Some(Token::Provided(token))).map_err(|error| plan.no_token(error))
        }
    }
}

/// Another credential than the rejected one, if there is one to be had.
async fn renewed(core: &Core<Async>, plan: &Plan, rejected: &Provided) -> Result<Option<Renewal>, Error> {
    let Source::Provider(provider) = &core.inner().credentials.main else { return Ok(None) };
    let renewed = Box::pin(provider.renew(rejected)).await.map_err(|error| plan.no_token(error))?;
    Ok((renewed != rejected.token).then(|| Renewal { rejected: rejected.token.clone(), renewed }))
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
            Ok(attempts(self.core, self.plan, base).await?)
        })
    }
}
