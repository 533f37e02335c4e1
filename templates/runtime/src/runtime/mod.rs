//! Everything of an SDK that does not depend on the document.
//!
//! A generated method fills in a [`Call`]; awaiting or sending it turns its draft into a plan (`execute/plan/`), makes
//! attempts until the retry policy ends them (`execute/`, `retry/`), and makes a value of the last response
//! (`response/output.rs`). Everything up to there is the same for all operations and compiled once.

#[cfg(not(any(
    feature = "async",
    feature = "blocking",
    feature = "own-transport",
    feature = "testing",
    feature = "tower-0-5",
    feature = "webhooks"
)))]
compile_error!(
    "no feature says what carries requests: turn on `rustls` or `native-tls` for asynchronous clients, `blocking` together \
     with `ring` for blocking ones, `tower-0-5` for a service of your own, or `own-transport` for any other transport"
);

#[cfg(all(target_arch = "wasm32", feature = "blocking"))]
compile_error!("feature `blocking` needs threads that can wait, which WebAssembly does not have: leave it out here");

#[cfg(all(
    target_arch = "wasm32",
    any(feature = "aws-lc-rs", feature = "native-tls", feature = "no-provider", feature = "webpki-roots")
))]
compile_error!(
    "on WebAssembly requests are sent by the platform, which has its own TLS: leave out the features `aws-lc-rs`, \
     `native-tls`, `no-provider` and `webpki-roots` here"
);

mod auth;
mod call;
mod client;
mod error;
pub(crate) mod events;
mod execute;
pub mod interface;
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

pub use interface::*;

// What generated code is made of. It is no part of the interface, and changes without notice.
#[doc(hidden)]
pub use auth::TokenEndpoint;
#[doc(hidden)]
pub use client::{ClientConfig, Core};
#[allow(unused_imports, reason = "a crate has those that its API has a use for")]
pub(crate) use client::{client_builder, client_builder_of, token_type};
#[doc(hidden)]
pub use operation::{
    ApiInfo, Auth, BodyFormat, BodyKind, Content, CredentialRule, DecodeDetail, Detail, ErrorRules, EventFormat,
    EventItem, Framing, IssueRules, LastPage, Next as NextPage, Pagination, PaginationStyle, Parameter, Part, Place,
    Retry, Scheme, SchemeKind, SchemeUse, SchemeVariable, Segment, Server, StatusPattern, Style, Success, UrlVariable,
};
#[doc(hidden)]
#[cfg(feature = "testing")]
pub use operation::{Sample, Samples};
#[doc(hidden)]
pub use request::{BaseUrl, encode};
#[doc(hidden)]
pub use response::Answer;
#[doc(hidden)]
pub use transport::TransportOptions;
