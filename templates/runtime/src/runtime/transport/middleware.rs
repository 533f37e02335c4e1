//! What stands between a call and its transport.

use super::Body;
use crate::runtime::{
    operation::Operation,
    support::{BoxError, BoxFuture, MaybeSend, MaybeSync},
};
use std::sync::Arc;

/// Sees every request of an asynchronous client on its way out and every response on its way back.
///
/// Around an attempt (`middleware`) it sees each of them, credential included; around a call
/// (`middleware_per_call`) it sees the request once, before the credential is added, and the answer after the last
/// attempt. It can change both, answer by itself, or run `next` again.
///
#[doc = include_str!("../examples/middleware.md")]
pub trait Middleware: MaybeSend + MaybeSync + 'static {
    /// Handles a request; `next.run(request)` passes it on.
    fn handle<'a>(
        &'a self,
        request: http::Request<Body>,
        operation: &'a Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, BoxError>>;
}

/// The rest of the way of a request.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    pub(crate) chain: &'a [Arc<dyn Middleware>],
    pub(crate) operation: &'a Operation,
    pub(crate) end: &'a (dyn End + 'a),
}

impl<'a> Next<'a> {
    /// Passes the request on.
    pub fn run(self, request: http::Request<Body>) -> BoxFuture<'a, Result<http::Response<Body>, BoxError>> {
        match self.chain.split_first() {
            Some((first, rest)) => first.handle(request, self.operation, Next { chain: rest, ..self }),
            None => self.end.send(request),
        }
    }
}

/// Where a chain ends: at the transport, or at the loop of attempts.
pub(crate) trait End: MaybeSend + MaybeSync {
    /// Answers the request.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>>;
}

/// The end of a blocking chain.
pub(crate) trait BlockingEnd: MaybeSend + MaybeSync {
    /// Answers the request.
    fn send(&self, request: http::Request<Body>) -> Result<http::Response<Body>, BoxError>;
}

/// Sees every request of a blocking client; see [`Middleware`].
pub trait BlockingMiddleware: Send + Sync + 'static {
    /// Handles a request; `next.run(request)` passes it on.
    fn handle(
        &self,
        request: http::Request<Body>,
        operation: &Operation,
        next: BlockingNext<'_>,
    ) -> Result<http::Response<Body>, BoxError>;
}

/// The rest of the way of a request.
#[derive(Clone, Copy)]
pub struct BlockingNext<'a> {
    pub(crate) chain: &'a [Arc<dyn BlockingMiddleware>],
    pub(crate) operation: &'a Operation,
    pub(crate) end: &'a (dyn BlockingEnd + 'a),
}

impl BlockingNext<'_> {
    /// Passes the request on.
    pub fn run(self, request: http::Request<Body>) -> Result<http::Response<Body>, BoxError> {
        match self.chain.split_first() {
            Some((first, rest)) => first.handle(request, self.operation, BlockingNext { chain: rest, ..self }),
            None => self.end.send(request),
        }
    }
}
