//! Everything of an SDK that does not depend on the document.
//!
//! A generated method fills in a [`Call`]; awaiting or sending it turns its draft into a plan (`execute/plan/`), makes
//! attempts until the retry policy ends them (`execute/`, `retry/`), and makes a value of the last response
//! (`response/output.rs`). Everything up to there is the same for all operations and compiled once.

mod auth;
mod call;
mod client;
mod error;
mod execute;
pub mod json;
mod operation;
mod page;
mod request;
mod response;
mod retry;
mod support;
#[cfg(feature = "testing")]
pub mod testing;
mod transport;
pub mod values;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use auth::{AccessToken, BlockingTokenProvider, CachedToken, TokenProvider};
pub use call::{Call, Sending};
#[cfg(feature = "upload")]
pub use call::{FileSource, Upload, Uploading};
pub use client::{Async, Blocking, Defaults, Mode};
#[doc(hidden)]
pub use client::{ClientConfig, Core, client_builder, token_type};
pub use error::{BuildError, BuildErrorKind, Error, ErrorKind, Issue, Result};
pub use http::Method;
pub use json::Json;
pub use operation::{Operation, OperationRef};
// What generated code is made of.
#[doc(hidden)]
pub use operation::{
    ApiInfo, Auth, BodyFormat, BodyKind, Content, CredentialRule, DecodeDetail, ErrorRules, IssueRules, LastPage,
    Next as NextPage, Pagination, PaginationStyle, Parameter, Part, Place, Retry, Scheme, SchemeKind, SchemeUse,
    SchemeVariable, Segment, Server, StatusPattern, Style, Success,
};
#[doc(hidden)]
#[cfg(feature = "testing")]
pub use operation::{Sample, Samples};
pub use page::{ItemIter, ItemStream, Page, PageIter, PageStream, Unreadable};
#[doc(hidden)]
pub use request::encode;
pub use request::{BaseUrl, Cursor, InvalidCursor};
#[doc(hidden)]
pub use response::Answer;
pub use response::{ByteReader, ByteStream, Output, Raw, Response, Text};
pub use retry::{Attempt, IdempotencyKey, RetryBudget, RetryPolicy, Verdict};
pub use support::{BoxError, BoxFuture, Clock};
pub use transport::{
    AttemptProgress, AttemptTimeout, BlockingMiddleware, BlockingNext, BlockingTransport, Body, FailurePoint,
    Middleware, Next, Transport, TransportError, TransportOptions,
};
