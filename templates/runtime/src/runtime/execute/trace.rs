//! Spans and events (feature `tracing`), named by OpenTelemetry's conventions for HTTP clients. Never a credential,
//! never a query, never a body. Without the feature these functions do nothing.

use super::plan::Plan;
use crate::runtime::{
    client::{Mode, Shared},
    error::Error,
    operation::Operation,
    response::Answer,
    retry::Attempts,
    support::BoxFuture,
    transport::{Body, TransportError},
};

#[cfg(not(feature = "tracing"))]
pub(crate) use off::*;
#[cfg(feature = "tracing")]
pub(crate) use on::*;

#[cfg(feature = "tracing")]
mod on {
    use super::*;
    use tracing::{Instrument, Span, field::Empty};

    pub(crate) fn call<M: Mode>(plan: &Plan, shared: &Shared<M>) -> Span {
        let span = tracing::debug_span!(
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
        );
        if !span.is_disabled()
            && let Some(port) = shared.base_url.authority().port_u16()
        {
            span.record("server.port", port);
        }
        span
    }

    pub(crate) fn within<T>(span: Span, work: impl Future<Output = T> + Send + 'static) -> BoxFuture<'static, T> {
        Box::pin(work.instrument(span))
    }

    pub(crate) fn within_blocking<T>(span: &Span, work: impl FnOnce() -> T) -> T {
        span.in_scope(work)
    }

    pub(crate) fn attempt(plan: &Plan, result: &Result<http::Response<Body>, TransportError>, number: u32) {
        let operation = plan.operation.name;
        match result {
            Ok(response) => {
                tracing::debug!(
                    operation,
                    attempt = number,
                    http.response.status_code = response.status().as_u16(),
                    "answered"
                );
            }
            Err(failure) => {
                tracing::debug!(
                    operation,
                    attempt = number,
                    error.r#type = format_args!("{:?}", failure.point()),
                    "no answer"
                );
            }
        }
    }

    /// The call ends although another attempt would be right.
    pub(crate) fn given_up(plan: &Plan, attempts: &Attempts) {
        if attempts.is_budget_spent() {
            let operation = plan.operation.name;
            tracing::warn!(operation, attempt = attempts.made(), "given up: the retry budget is spent");
        }
    }

    /// The list became shorter while its pages were read.
    pub(crate) fn shrunk(operation: &Operation) {
        let operation = operation.name;
        tracing::warn!(operation, "the list became shorter while its pages were read: items may have been skipped");
    }

    pub(crate) fn ended(span: &Span, result: &Result<Answer, Error>) {
        let (status, attempts, id) = match result {
            Ok(answer) => {
                let id =
                    crate::runtime::response::failure::request_id(&answer.operation.api.error, &answer.head.headers);
                (Some(answer.head.status), answer.head.attempts, id)
            }
            Err(error) => (error.status(), error.attempts(), error.request_id().map(str::to_owned)),
        };
        if let Some(status) = status {
            span.record("http.response.status_code", status.as_u16());
        }
        span.record("http.request.resend_count", attempts.saturating_sub(1));
        if let Some(id) = id {
            span.record("request.id", id);
        }
        if let Err(error) = result {
            let kind = match error.status() {
                Some(status) => status.as_str().to_owned(),
                None => format!("{:?}", error.kind()),
            };
            span.record("error.type", kind);
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use super::*;

    /// What stands for a span that nobody records.
    #[derive(Clone)]
    pub(crate) struct Span;

    pub(crate) fn call<M: Mode>(_: &Plan, _: &Shared<M>) -> Span {
        Span
    }

    pub(crate) fn within<T>(_: Span, work: impl Future<Output = T> + Send + 'static) -> BoxFuture<'static, T> {
        Box::pin(work)
    }

    pub(crate) fn within_blocking<T>(_: &Span, work: impl FnOnce() -> T) -> T {
        work()
    }

    pub(crate) fn attempt(_: &Plan, _: &Result<http::Response<Body>, TransportError>, _: u32) {}

    pub(crate) fn given_up(_: &Plan, _: &Attempts) {}

    pub(crate) fn shrunk(_: &Operation) {}

    pub(crate) fn ended(_: &Span, _: &Result<Answer, Error>) {}
}
