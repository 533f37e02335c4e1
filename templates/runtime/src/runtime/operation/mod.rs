//! What a generated operation says about itself: one `static` per operation, nothing computed.

mod answer;
mod api;
mod body;
mod pagination;
mod parameter;
#[cfg(feature = "testing")]
mod samples;
mod security;
mod server;

pub use answer::{Content, EventFormat, EventItem, Framing, StatusPattern, Success};
pub use api::{ApiInfo, CredentialRule, DecodeDetail, Detail, ErrorRules, IssueRules, SchemeVariable};
pub use body::{BodyFormat, BodyKind, Part};
pub use pagination::{LastPage, Next, Pagination, PaginationStyle};
pub use parameter::{Parameter, Place, Style};
#[cfg(feature = "testing")]
pub(crate) use samples::RequestRule;
#[cfg(feature = "testing")]
pub use samples::{Sample, Samples};
pub use security::{Auth, Scheme, SchemeKind, SchemeUse};
pub(crate) use server::NoUrl;
pub use server::{Server, UrlVariable};

use http::Method;
use std::{fmt, ops::Deref, sync::Arc};

/// One method of one path, as the document has it.
pub struct Operation {
    /// `operationId`, as the document spells it.
    pub id: &'static str,
    /// Where it is in the SDK, such as `customers.get`.
    pub name: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path, byte-exact, cut at its parameters.
    pub path: &'static [Segment],
    /// Parameters, path parameters first.
    pub parameters: &'static [Parameter],
    /// Who may call it.
    pub auth: &'static Auth,
    /// Whether it may be sent again after a failure in which the server may have acted.
    pub retry: Retry,
    /// Documented `2xx` answers.
    pub success: &'static [Success],
    /// Property of success bodies that only wraps the value.
    pub envelope: Option<&'static str>,
    /// How to get at further pages.
    pub pagination: Option<Pagination>,
    /// Request body.
    pub body: Option<BodyFormat>,
    /// Documented failure statuses.
    pub failures: &'static [u16],
    /// The API it belongs to.
    pub api: &'static ApiInfo,
    /// Value of the `Accept` header; empty: anything.
    pub accept: &'static str,
    /// Servers of its own, the default first, where the document gives the operation `servers`. The one that is called
    /// like the client's server is used. A path alone is of the client's server.
    pub server: Option<&'static [Server]>,
}

impl Operation {
    /// The path with its parameters in braces, such as `/v1/customers/{id}`.
    pub fn template(&self) -> String {
        let mut template = String::new();
        for segment in self.path {
            match segment {
                Segment::Literal(text) => template.push_str(text),
                Segment::Parameter(name) => {
                    template.push('{');
                    template.push_str(name);
                    template.push('}');
                }
            }
        }
        template
    }

    /// Whether the method only reads (RFC 9110 section 9.2.1), so that no call can have changed anything.
    pub fn only_reads(&self) -> bool {
        self.method.is_safe()
    }

    /// How the events of its answers are written, if these are a stream of events.
    pub(crate) fn events(&self) -> Option<EventFormat> {
        self.success.iter().find_map(|success| match success.content {
            Content::Events(format) => Some(format),
            Content::Empty | Content::Json | Content::Text | Content::Bytes => None,
        })
    }

    /// The parameter of this name in this place.
    pub fn parameter(&self, place: Place, name: &str) -> Option<&'static Parameter> {
        self.parameters.iter().find(|parameter| parameter.place == place && parameter.name == name)
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Operation({}: {} {})", self.name, self.method, self.template())
    }
}

/// A piece of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Sent as it is.
    Literal(&'static str),
    /// Replaced by the percent-encoded value of this path parameter.
    Parameter(&'static str),
}

/// Whether a request may be sent again after a failure in which the server may have acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The method is idempotent (RFC 9110 section 9.2.2).
    Safe,
    /// The JSON body carries an idempotency key in this property, filled in where the caller gives none.
    Keyed(&'static str),
    /// Only with an idempotency key of the caller's, in the header `Idempotency-Key`.
    WithKey,
    /// Never: the server looks at no key.
    Never,
}

/// An operation of the document, or one made up for a path the document does not have.
#[derive(Clone, Debug)]
pub enum OperationRef {
    /// Generated.
    Static(&'static Operation),
    /// Made at run time.
    Shared(Arc<Operation>),
}

impl Deref for OperationRef {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        match self {
            Self::Static(operation) => operation,
            Self::Shared(operation) => operation,
        }
    }
}
