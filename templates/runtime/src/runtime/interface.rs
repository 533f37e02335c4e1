//! What callers of an SDK name: the crate offers it at its root. Generated code takes more from [`super`].

pub use super::auth::{AccessToken, BlockingTokenProvider, CachedToken, OAuth2, TokenProvider};
pub use super::call::{Call, CallOf, Sending};
#[cfg(feature = "upload")]
pub use super::call::{Upload, Uploading};
pub use super::client::{Async, Blocking, Defaults, Mode};
pub use super::error::{BuildError, BuildErrorKind, Error, ErrorKind, Issue, Result};
pub use super::events::{EventStream, StreamEvent};
pub use super::json::{self, Json};
pub use super::operation::{Operation, OperationRef};
#[cfg(feature = "blocking")]
pub use super::page::{ItemIter, PageIter};
pub use super::page::{ItemStream, Page, PageStream, Unreadable};
pub use super::request::{Cursor, InvalidCursor};
pub use super::response::{ByteReader, ByteStream, Output, Raw, Response, Text};
pub use super::retry::{Attempt, IdempotencyKey, RetryBudget, RetryPolicy, Verdict};
pub use super::support::{BoxError, BoxFuture, Clock, Instant, MaybeSend, MaybeSync};
#[cfg(feature = "testing")]
pub use super::testing;
pub use super::transport::{
    AttemptProgress, AttemptTimeout, BlockingMiddleware, BlockingNext, BlockingTransport, Body, FailurePoint,
    Middleware, Next, Transport, TransportError,
};
pub use super::values::{self, File};
#[cfg(feature = "webhooks")]
pub use super::webhooks;
pub use http::Method;
