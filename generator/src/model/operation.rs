//! Operations: what can be requested of an API.

use super::{Constraints, Docs, Origin, Pagination, Security, Server, Ty};

/// One method of one path.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`, or one made of method and path where the document has none.
    pub id: String,
    /// The resource it belongs to, outermost first, such as `["customers", "members"]`.
    pub group: Vec<String>,
    /// The resource it belongs to in the document, whatever `sdk.yaml` made of that.
    pub declared_group: Vec<String>,
    /// What `sdk.yaml` or an extension of the document calls it within the group, such as `list`. Without that it is
    /// named after its id.
    pub decided: Option<String>,
    /// What the end of its id says beyond the document's: which of several bodies it sends, or `stream`.
    pub variation: Option<String>,
    /// HTTP method.
    pub method: Method,
    /// Path, byte-exact, trailing slash included.
    pub path: PathTemplate,
    /// Parameters; path parameters first, in template order, then as the document lists them.
    pub parameters: Vec<Parameter>,
    /// Request body.
    pub body: Option<Body>,
    /// Documented `2xx` answers, lowest status first.
    pub successes: Vec<Response>,
    /// Documented other answers, lowest status first, ranges and `default` last.
    pub failures: Vec<Response>,
    /// What a call gives back.
    pub output: Output,
    /// What a caller can ask for in its place.
    pub alternatives: Vec<Alternative>,
    /// Property the success body is wrapped in, such as `data`.
    pub envelope: Option<String>,
    /// How to get at further pages.
    pub pagination: Option<Pagination>,
    /// Who may call it.
    pub security: Security,
    /// Whether it may be sent twice.
    pub retry: Retry,
    /// Words about it.
    pub docs: Docs,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// The version of the SDK that was the first to say so, where that is known.
    pub deprecated_since: Option<String>,
    /// The property of the JSON body by which a caller chooses events, which is then set to true.
    pub stream_property: Option<String>,
    /// Servers of its own, the default first, where the document gives the path or operation `servers`.
    pub servers: Vec<Server>,
    /// Where it stands in the document.
    pub origin: Origin,
    /// Types it refers to, also where nothing of them is left in its signature, such as an envelope.
    pub references: Vec<super::TypeId>,
}

/// HTTP method, RFC 9110 section 9 and RFC 5789.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the methods")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// As it stands in a request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// A path cut at its parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathTemplate {
    /// In order; literals keep their slashes.
    pub segments: Vec<Segment>,
}

impl std::fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.segments.iter().try_for_each(|segment| match segment {
            Segment::Literal(literal) => f.write_str(literal),
            Segment::Parameter(name) => write!(f, "{{{name}}}"),
        })
    }
}

/// A piece of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Sent as it is.
    Literal(String),
    /// Replaced by the percent-encoded value of the path parameter of this wire name.
    Parameter(String),
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name on the wire.
    pub wire: String,
    /// Where it is sent.
    pub place: ParameterLocation,
    /// How arrays and objects are written.
    pub style: Style,
    /// `explode`, with the default of the style filled in.
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// Type of the value; null is never sent.
    pub ty: Ty,
    /// Must be given.
    pub required: bool,
    /// The only value the document allows; sent without asking.
    pub constant: Option<serde_json::Value>,
    /// `default`, stated in the documentation and never sent.
    pub default: Option<serde_json::Value>,
    /// Limits, stated in the documentation and never enforced.
    pub constraints: Constraints,
    /// Words about it.
    pub docs: Docs,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// The version of the SDK that was the first to say so, where that is known.
    pub deprecated_since: Option<String>,
    /// Where it stands in the document.
    pub origin: Origin,
}

/// `in` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the document's")]
pub enum ParameterLocation {
    Path,
    Query,
    Header,
    Cookie,
}

/// `style` of a parameter, OpenAPI 3.1 section 4.8.12.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// `a,b` in a path or header.
    Simple,
    /// `.a.b` in a path.
    Label,
    /// `;name=a;name=b` in a path.
    Matrix,
    /// `name=a&name=b` or `name=a,b`.
    Form,
    /// `name=a%20b`
    SpaceDelimited,
    /// `name=a|b`
    PipeDelimited,
    /// `name[key]=a`
    DeepObject,
    /// The whole value as JSON text (`content: application/json`).
    Json,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Media type to send, parameters included.
    pub media_type: String,
    /// How it is written.
    pub kind: BodyKind,
    /// Type of its value.
    pub ty: Ty,
    /// Must be given. `sdk.yaml` can decide that bodies are required where the document forgot to say so.
    pub required: bool,
    /// Other media types the operation takes, stated in the documentation.
    pub others: Vec<String>,
    /// Path in the body that takes an idempotency key, filled in once per call where the user gives none.
    pub idempotency_key: Option<String>,
    /// Words about it.
    pub docs: Docs,
    /// Where it stands in the document.
    pub origin: Origin,
}

/// How a request body is written.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyKind {
    /// JSON text.
    Json,
    /// `application/x-www-form-urlencoded`, with per-property styles where the document gives `encoding`.
    Form(Vec<Part>),
    /// `multipart/form-data`.
    Multipart(Vec<Part>),
    /// Bytes as they are.
    Bytes,
    /// Text as it is.
    Text,
}

/// How one property of a form or multipart body is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Property name.
    pub wire: String,
    /// Style of arrays and objects in a form.
    pub style: Style,
    /// `explode` in a form.
    pub explode: bool,
    /// `allowReserved` in a form.
    pub allow_reserved: bool,
    /// `contentType` of the part, the default of its type filled in.
    pub content_type: Option<String>,
}

/// A documented answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// Which statuses it is for.
    pub status: StatusPattern,
    /// What the body is.
    pub content: Content,
    /// The media type of JSON that has a name of its own, such as `application/hal+json`.
    pub json_type: Option<String>,
    /// Documented headers, by name.
    pub headers: Vec<Header>,
    /// Words about it.
    pub docs: Docs,
    /// Where it stands in the document.
    pub origin: Origin,
}

/// A documented header of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Words about it.
    pub docs: Docs,
    /// Marked `deprecated`.
    pub deprecated: bool,
}

/// An answer in another media type, for callers who ask for it.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// Words for it, joined with `_`.
    pub suffix: String,
    /// The media type.
    pub media_type: String,
    /// What the body is then.
    pub content: Content,
    /// Where it stands in the document.
    pub origin: Origin,
}

/// A status code, a range of them, or all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// Such as `404`.
    Code(u16),
    /// `4XX` is `Range(4)`.
    Range(u8),
    /// `default`
    Default,
}

/// The body of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// None.
    Empty,
    /// JSON of a type. The envelope, if the operation has one, is already removed.
    Json(Ty),
    /// Text, with its media type.
    Text(String),
    /// Bytes, with their media type.
    Bytes(String),
    /// Events, one after the other.
    Events(Events),
}

/// A body that is a stream of events.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// Its media type.
    pub media_type: String,
    /// Type of what the item says.
    pub ty: Ty,
    /// What separates the events.
    pub framing: Framing,
    /// What the type describes.
    pub item: EventItem,
}

/// What separates the events of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// `text/event-stream` (HTML standard, section 9.2).
    Events,
    /// A JSON value per line.
    Lines,
    /// A JSON value behind each record separator (RFC 7464).
    Sequence,
}

/// What the type of the events of a stream describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventItem {
    /// The data of an event.
    Data,
    /// An event as an object with `event`, `data` and `id`.
    Event {
        /// The data is JSON in some of them.
        json: bool,
    },
}

/// What a call gives back.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Nothing: `204`, or `202` with an empty or `null` body.
    Unit,
    /// A value.
    Json(Ty),
    /// A value with one status, nothing with another.
    OptionalJson(Ty),
    /// Text, also as a stream.
    Text,
    /// Bytes, also as a stream.
    Bytes,
    /// Events of a type, as they arrive.
    Events(Ty),
}

/// Whether a request may be sent again after a failure in which the server may have acted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retry {
    /// The method is idempotent (RFC 9110 section 9.2.2).
    Safe,
    /// The body carries an idempotency key at this property.
    Keyed(String),
    /// Only with an idempotency key of the caller's, in a header.
    WithKey,
    /// Never: the server looks at no key.
    Never,
}
