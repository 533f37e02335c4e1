//! What a generated operation says about itself: one `static` per operation, nothing computed.

pub use super::encode::Style;

use super::api::ApiInfo;
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
    /// Base URL of its own, where the document gives the operation `servers`.
    pub server: Option<&'static str>,
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

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: &'static str,
    /// Where it is sent.
    pub place: Place,
    /// How arrays and objects are written.
    pub style: Style,
    /// Arrays and objects take one `name=value` per element.
    pub explode: bool,
    /// Reserved characters (RFC 3986 section 2.2) stay as they are.
    pub allow_reserved: bool,
    /// Must be given.
    pub required: bool,
}

impl Parameter {
    /// A path parameter in the default style.
    pub const fn path(name: &'static str) -> Self {
        Self { name, place: Place::Path, style: Style::Simple, explode: false, allow_reserved: false, required: true }
    }

    /// An optional query parameter in the default style.
    pub const fn query(name: &'static str) -> Self {
        Self { name, place: Place::Query, style: Style::Form, explode: true, allow_reserved: false, required: false }
    }

    /// An optional header in the default style.
    pub const fn header(name: &'static str) -> Self {
        Self { place: Place::Header, required: false, ..Self::path(name) }
    }

    /// An optional cookie in the default style.
    pub const fn cookie(name: &'static str) -> Self {
        Self { place: Place::Cookie, ..Self::query(name) }
    }

    /// In another style.
    pub const fn style(mut self, style: Style, explode: bool) -> Self {
        self.style = style;
        self.explode = explode;
        self
    }

    /// Must be given.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Reserved characters stay as they are.
    pub const fn reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }
}

/// `in` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the document's")]
pub enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

/// A request body as the document describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyFormat {
    /// Value of `Content-Type`, parameters included.
    pub media_type: &'static str,
    /// How it is written.
    pub kind: BodyKind,
    /// Must be given.
    pub required: bool,
}

/// How a request body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// JSON text.
    Json,
    /// `application/x-www-form-urlencoded`; properties without a part are written in the default style.
    Form(&'static [Part]),
    /// `multipart/form-data`; properties without a part are written as text or JSON.
    Multipart(&'static [Part]),
    /// Bytes as they are.
    Bytes,
    /// Text as it is.
    Text,
}

/// How one property of a form or multipart body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Property name.
    pub name: &'static str,
    /// Style of arrays and objects in a form.
    pub style: Style,
    /// `explode` in a form.
    pub explode: bool,
    /// `contentType` of the part.
    pub content_type: Option<&'static str>,
    /// The property holds bytes (`format: binary`), which are sent as they are and as a file.
    pub binary: bool,
}

/// Who may call an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Auth {
    /// Any one of these will do. Empty: no credential is ever sent.
    pub any_of: &'static [Requirement],
    /// A credential may be left out.
    pub optional: bool,
}

impl Auth {
    /// No credential is sent.
    pub const NONE: Auth = Auth { any_of: &[], optional: true };
}

/// Schemes that are needed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// All of these.
    pub all_of: &'static [SchemeUse],
}

/// One scheme with the scopes an operation needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemeUse {
    /// The scheme.
    pub scheme: &'static Scheme,
    /// Scopes, in document order.
    pub scopes: &'static [&'static str],
}

/// A security scheme of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its key under `components/securitySchemes`.
    pub name: &'static str,
    /// How the credential travels.
    pub kind: SchemeKind,
}

/// How a credential travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`; the credential is `user:password`.
    Basic,
    /// A header of this name.
    Header(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// A cookie of this name.
    Cookie(&'static str),
    /// Something the transport takes care of, such as mutual TLS.
    Other(&'static str),
}

/// Whether a request may be sent again after a failure in which the server may have acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The method is idempotent (RFC 9110 section 9.2.2).
    Safe,
    /// The JSON body carries an idempotency key in this property, filled in where the caller gives none.
    Keyed(&'static str),
    /// Only with an idempotency key of the caller.
    Never,
}

/// A documented `2xx` answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Success {
    /// Which statuses it is for.
    pub status: StatusPattern,
    /// What the body is.
    pub content: Content,
}

/// A status code, a range of them, or all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusPattern {
    /// Such as `404`.
    Code(u16),
    /// `2XX` is `Range(2)`.
    Range(u8),
    /// `default`
    Default,
}

/// The body of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// None, whatever the headers say.
    Empty,
    /// JSON.
    Json,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// How an operation pages. Paths are property names from the root of the response body, envelope included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pagination {
    /// Numbered pages.
    Page {
        /// Query parameter of the page number, which starts at 1.
        page: &'static str,
        /// Query parameter of the page size.
        limit: Option<&'static str>,
        /// Largest page size the server grants; streams ask for it.
        max_limit: Option<u32>,
        /// Where the items are.
        items: &'static [&'static str],
        /// How the last page is known; the first that answers. Where none does, an empty page is the end.
        last: &'static [LastPage],
        /// Where the total number of items is.
        total: Option<&'static [&'static str]>,
    },
    /// Each page names the next.
    Cursor {
        /// Query parameter that takes the cursor.
        parameter: &'static str,
        /// Where the next cursor comes from, the first that answers.
        next: &'static [Next],
        /// Query parameter of the page size.
        limit: Option<&'static str>,
        /// Largest page size the server grants; streams ask for it.
        max_limit: Option<u32>,
        /// Where the items are; empty for a bare array.
        items: &'static [&'static str],
    },
}

/// How the last of several numbered pages is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastPage {
    /// The number of the last page is at this path.
    MaxPage(&'static [&'static str]),
    /// Whether another page follows is at this path.
    HasNext(&'static [&'static str]),
    /// A page without items is past the last.
    Empty,
}

/// Where the cursor of the next page comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// At this path of the body; null, empty or absent on the last page.
    Body(&'static [&'static str]),
    /// This property of the last item; an empty page is the last.
    LastItem(&'static str),
    /// `Link: <…>; rel="next"` (RFC 8288), whose target is then requested as it is.
    LinkHeader,
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
