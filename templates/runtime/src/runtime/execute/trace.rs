//! Spans and events (feature `tracing`), named by OpenTelemetry's conventions for HTTP clients. Never a credential,
//! never a query, never a body. Without the feature these functions do nothing.

use super::plan::Plan;
use crate::runtime::{
    client::{Mode, Shared},
    error::Error,
    operation::Operation,
    response::Answer,
    retry::Attempts,
    support::{BoxFuture, Clock, MaybeSend},
    transport::{Body, TransportError},
};

#[cfg(not(feature = "tracing"))]
pub(crate) use off::*;
#[cfg(feature = "tracing")]
pub(crate) use on::*;

#[cfg(feature = "tracing")]
mod on {
    use super::*;
    use crate::runtime::{response::failure::request_id, support::Instant};
    use tracing::{Instrument, Span, field::Empty};

    /// When a call or an attempt began; none where nobody listens.
    #[derive(Clone, Copy)]
    pub(crate) struct Begun(Option<Instant>);

    impl Begun {
        pub(crate) fn now(clock: &dyn Clock) -> Self {
            Self(tracing::enabled!(target: TARGET, tracing::Level::WARN).then(|| clock.now()))
        }

        fn milliseconds(self, clock: &dyn Clock) -> Option<u64> {
            let time = clock.now().saturating_duration_since(self.0?);
            Some(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
        }
    }

    /// The name of the crate, which filters of logs begin with, whatever module an event comes from.
    const TARGET: &str = env!("CARGO_CRATE_NAME");

    pub(crate) fn call<M: Mode>(plan: &Plan, shared: &Shared<M>) -> Span {
        let span = tracing::debug_span!(
            target: TARGET,
            "call",
            otel.name = format_args!("{} {}", plan.api.name, plan.operation.name),
            otel.kind = "client",
            http.request.method = plan.operation.method.as_str(),
            url.template = plan.operation.template(),
            server.address = shared.base_url.authority().host(),
            server.port = Empty,
            http.response.status_code = Empty,
            http.request.resend_count = Empty,
            error.r#type = Empty,
            request.id = Empty,
            duration_ms = Empty,
        );
        if !span.is_disabled()
            && let Some(port) = shared.base_url.authority().port_u16()
        {
            span.record("server.port", port);
        }
        span
    }

    pub(crate) fn within<T>(span: Span, work: impl Future<Output = T> + MaybeSend + 'static) -> BoxFuture<'static, T> {
        Box::pin(work.instrument(span))
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn within_blocking<T>(span: &Span, work: impl FnOnce() -> T) -> T {
        span.in_scope(work)
    }

    pub(crate) fn attempt(
        plan: &Plan,
        result: &Result<http::Response<Body>, TransportError>,
        number: u32,
        begun: Begun,
        clock: &dyn Clock,
    ) {
        if !tracing::enabled!(target: TARGET, tracing::Level::DEBUG) {
            return;
        }
        let (operation, duration_ms) = (plan.operation.name, begun.milliseconds(clock));
        match result {
            Ok(response) => {
                // A server may repeat a credential.
                let request_id = request_id(&plan.api.error, response.headers()).map(|id| plan.security.redact(&id));
                tracing::debug!(
                    target: TARGET,
                    operation,
                    attempt = number,
                    http.response.status_code = response.status().as_u16(),
                    request.id = request_id,
                    duration_ms,
                    "answered"
                );
            }
            Err(failure) => {
                tracing::debug!(
                    target: TARGET,
                    operation,
                    attempt = number,
                    error.r#type = format_args!("{:?}", failure.point()),
                    duration_ms,
                    "no answer"
                );
            }
        }
    }

    /// The call ends although another attempt would be right.
    pub(crate) fn given_up(plan: &Plan, attempts: &Attempts) {
        if attempts.is_budget_spent() {
            let operation = plan.operation.name;
            tracing::warn!(target: TARGET, operation, attempt = attempts.made(), "given up: the retry budget is spent");
        }
    }

    /// The list became shorter while its pages were read.
    pub(crate) fn shrunk(operation: &Operation) {
        let operation = operation.name;
        tracing::warn!(target: TARGET, operation, "the list became shorter while its pages were read: items may have been skipped");
    }

    /// The call has ended; one that ended badly is a warning.
    pub(crate) fn ended(
        span: &Span,
        operation: &Operation,
        result: &Result<Answer, Error>,
        begun: Begun,
        clock: &dyn Clock,
    ) {
        if span.is_disabled() && result.is_ok() {
            return;
        }
        let duration_ms = begun.milliseconds(clock);
        let (status, attempts, id) = match result {
            Ok(answer) => {
                let id = request_id(&operation.api.error, &answer.head.headers);
                (Some(answer.head.status), answer.head.attempts, id)
            }
            Err(error) => (error.status(), error.attempts(), error.request_id().map(str::to_owned)),
        };
        if let Some(status) = status {
            span.record("http.response.status_code", status.as_u16());
        }
        span.record("http.request.resend_count", attempts.saturating_sub(1));
        span.record("duration_ms", duration_ms);
        if let Some(id) = &id {
            span.record("request.id", id);
        }
        if let Err(error) = result {
            let kind = match error.status() {
                Some(status) => status.as_str().to_owned(),
                None => format!("{:?}", error.kind()),
            };
            span.record("error.type", &kind);
            tracing::warn!(
                target: TARGET,
                operation = operation.name,
                error.r#type = kind,
                http.request.resend_count = attempts.saturating_sub(1),
                request.id = id,
                duration_ms,
                "the call failed"
            );
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use super::*;

    /// What stands for a time that nobody needs.
    #[derive(Clone, Copy)]
    pub(crate) struct Begun;

    impl Begun {
        pub(crate) fn now(_: &dyn Clock) -> Self {
            Self
        }
    }

    /// What stands for a span that nobody records.
    #[derive(Clone)]
    pub(crate) struct Span;

    pub(crate) fn call<M: Mode>(_: &Plan, _: &Shared<M>) -> Span {
        Span
    }

    pub(crate) fn within<T>(_: Span, work: impl Future<Output = T> + MaybeSend + 'static) -> BoxFuture<'static, T> {
        Box::pin(work)
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn within_blocking<T>(_: &Span, work: impl FnOnce() -> T) -> T {
        work()
    }

    pub(crate) fn attempt(_: &Plan, _: &Result<http::Response<Body>, TransportError>, _: u32, _: Begun, _: &dyn Clock) {
    }

    pub(crate) fn given_up(_: &Plan, _: &Attempts) {}

    pub(crate) fn shrunk(_: &Operation) {}

    pub(crate) fn ended(_: &Span, _: &Operation, _: &Result<Answer, Error>, _: Begun, _: &dyn Clock) {}
}
