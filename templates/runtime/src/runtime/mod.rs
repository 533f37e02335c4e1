//! Everything of an SDK that does not depend on the document.
//!
//! A generated method fills in a [`Call`]; awaiting or sending it turns its draft into a plan (`plan.rs`), makes
//! attempts until the rules of retrying are done (`execute/`, `retry/`), and makes a value of the last answer
//! (`output.rs`). Everything up to there is the same for all operations and compiled once.

mod api;
mod auth;
mod body;
mod call;
mod client;
mod curl;
mod custom;
mod download;
pub mod encode;
mod error;
mod execute;
mod idempotency;
pub mod json;
mod middleware;
mod mode;
mod operation;
mod output;
mod page;
mod plan;
mod random;
mod request;
mod response;
mod retry;
#[cfg(feature = "testing")]
mod samples;
mod secret;
#[cfg(feature = "testing")]
pub mod testing;
mod time;
mod trace;
mod transport;
#[cfg(feature = "upload")]
mod upload;
pub mod values;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use api::{ApiInfo, CredentialRule, DecodeDetail, ErrorRules, IssueRules, Server};
pub use body::Body;
pub use call::{Call, Sending};
pub use client::{BaseUrl, ClientConfig, Core, Defaults, TransportOptions};
#[doc(hidden)]
pub use client::{client_builder, token_type};
pub use download::{ByteReader, ByteStream};
pub use error::{BuildError, BuildErrorKind, Error, ErrorKind, Issue, Result};
pub use idempotency::IdempotencyKey;
pub use json::Json;
pub use middleware::{BlockingMiddleware, BlockingNext, Middleware, Next};
pub use mode::{Async, Blocking, Mode};
pub use operation::{
    Auth, BodyFormat, BodyKind, Content, LastPage, Next as NextPage, Operation, OperationRef, Pagination, Parameter,
    Part, Place, Retry, Scheme, SchemeKind, SchemeUse, Segment, StatusPattern, Style, Success,
};
pub use output::{Output, Raw, Text};
pub use page::{Cursor, InvalidCursor, ItemIter, ItemStream, Page, PageIter, PageStream};
pub use response::{Answer, Response};
pub use retry::{Attempt, RetryPolicy, Verdict};
#[cfg(feature = "testing")]
pub use samples::{Sample, Samples};
pub use secret::{AccessToken, BlockingTokenProvider, TokenProvider};
pub use time::Clock;
pub use transport::{AttemptTimeout, BlockingTransport, FailurePoint, Transport, TransportError};
#[cfg(feature = "upload")]
pub use upload::{FileSource, Upload, Uploading};

use std::{future::Future, pin::Pin};

/// A future on the heap, as object-safe traits return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Any error that can be sent to another thread.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
