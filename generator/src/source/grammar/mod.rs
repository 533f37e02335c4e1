//! What an OpenAPI document is made of: each kind of object, its keywords, what each holds, and what becomes
//! of it. The audit, the downlevelling, the bundling and the distilling all walk a document by this table, so
//! that none of them takes a property's name or an example's content for a keyword.
//!
//! Sources: OpenAPI 3.0.4, 3.1.1 and 3.2.0; JSON Schema 2020-12. A keyword of a later version is understood
//! in an earlier document too, because documents do that and mean it.

mod objects;
mod schema;

use serde_json::{Map, Value};

/// A kind of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    Components,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Header,
    Callback,
    Example,
    Link,
    Schema,
    Discriminator,
    SecurityScheme,
    Flows,
    Flow,
    SecurityRequirement,
}

/// What the value of a keyword is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// A string.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number from zero.
    Count,
    /// A number.
    Number,
    /// A number, or the flag that OpenAPI 3.0 has there.
    Bound,
    /// A type name or a list of them.
    Types,
    /// A list of strings.
    Texts,
    /// Strings by name.
    TextMap,
    /// Lists of strings by name.
    TextsMap,
    /// A list of data.
    Values,
    /// Data: never looked into.
    Data,
    /// An object.
    One(Kind),
    /// A list of objects.
    List(Kind),
    /// Objects by name.
    Map(Kind),
    /// A schema or a flag, where the flag is not itself read as a schema.
    SchemaOrFlag,
    /// A schema, or the list of them that early drafts have there.
    SchemaOrList,
}

/// What becomes of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// It takes part in what is generated.
    Understood,
    /// Understood, and handed on as the extension `x-sdk-<keyword>` because OpenAPI 3.0 has no such keyword.
    Preserved,
    /// It says nothing about the interface, for this reason.
    Metadata(&'static str),
    /// It takes no part, for this reason; a note says so, with the first place of each.
    Ignored(&'static str),
    /// It would take part, but cannot; each use is a warning with this reason.
    Unsupported(&'static str),
}

impl Handling {
    /// Whether what is generated does not depend on the value.
    pub fn is_without_effect(self) -> bool {
        match self {
            Self::Understood | Self::Preserved => false,
            Self::Metadata(_) | Self::Ignored(_) | Self::Unsupported(_) => true,
        }
    }
}

/// A keyword of a kind of object.
#[derive(Clone, Copy, Debug)]
pub struct Keyword {
    /// As it is written.
    pub name: &'static str,
    /// What its value is.
    pub holds: ValueKind,
    /// What becomes of it.
    pub handling: Handling,
}

/// A keyword that has to be there, and what is done where it is not.
#[derive(Clone, Copy, Debug)]
pub struct Needed {
    /// As it is written.
    pub name: &'static str,
    /// What is done where it is missing.
    pub on_missing: OnMissing,
}

/// What is done about a missing keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnMissing {
    /// It is reported, and an empty text stands in.
    EmptyText,
    /// It is reported, and an empty object stands in.
    EmptyObject,
    /// An empty text stands in, and nothing is said: it would only be prose.
    Silence,
    /// An empty object stands in, and nothing is said: later versions allow to leave it out.
    SilentObject,
    /// It is reported, and the object is left out.
    LeaveOut,
}

const fn understood(name: &'static str, holds: ValueKind) -> Keyword {
    Keyword { name, holds, handling: Handling::Understood }
}

const fn preserved(name: &'static str, holds: ValueKind) -> Keyword {
    Keyword { name, holds, handling: Handling::Preserved }
}

const fn metadata(name: &'static str, holds: ValueKind, reason: &'static str) -> Keyword {
    Keyword { name, holds, handling: Handling::Metadata(reason) }
}

const fn ignored(name: &'static str, holds: ValueKind, reason: &'static str) -> Keyword {
    Keyword { name, holds, handling: Handling::Ignored(reason) }
}

const fn unsupported(name: &'static str, holds: ValueKind, reason: &'static str) -> Keyword {
    Keyword { name, holds, handling: Handling::Unsupported(reason) }
}

impl Kind {
    /// Its keywords in canonical order.
    pub fn keywords(self) -> &'static [Keyword] {
        match self {
            Self::Schema => schema::SCHEMA,
            Self::Discriminator => schema::DISCRIMINATOR,
            other => objects::keywords(other),
        }
    }

    /// The keyword of that name.
    pub fn keyword(self, name: &str) -> Option<&'static Keyword> {
        self.keywords().iter().find(|keyword| keyword.name == name)
    }

    /// Keywords that have to be there.
    pub fn needed(self) -> &'static [Needed] {
        objects::needed(self)
    }

    /// What stands behind a key that is a name rather than a keyword, such as a path or a status code.
    pub fn patterned(self, key: &str) -> Option<ValueKind> {
        match self {
            Self::Paths if key.starts_with('/') => Some(ValueKind::One(Kind::PathItem)),
            Self::Responses if is_status(key) => Some(ValueKind::One(Kind::Response)),
            Self::Callback if !key.starts_with("x-") => Some(ValueKind::One(Kind::PathItem)),
            Self::SecurityRequirement => Some(ValueKind::Texts),
            _ => None,
        }
    }

    /// What stands behind a key of an object of this kind, keyword or name.
    pub fn holds(self, key: &str) -> Option<ValueKind> {
        self.keyword(key).map(|keyword| keyword.holds).or_else(|| self.patterned(key))
    }

    /// Where objects of this kind can be shared, by the key under `components`.
    pub fn section(self) -> Option<&'static str> {
        Some(match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::Example => "examples",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
            Self::Link => "links",
            Self::Callback => "callbacks",
            Self::PathItem => "pathItems",
            Self::MediaType => "mediaTypes",
            _ => return None,
        })
    }

    /// What people call it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Document => "the document",
            Self::Info => "`info`",
            Self::Contact => "`contact`",
            Self::License => "`license`",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Tag => "a tag",
            Self::ExternalDocs => "`externalDocs`",
            Self::Components => "`components`",
            Self::Paths => "`paths`",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Responses => "`responses`",
            Self::Response => "a response",
            Self::Header => "a header",
            Self::Callback => "a callback",
            Self::Example => "an example",
            Self::Link => "a link",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::SecurityScheme => "a security scheme",
            Self::Flows => "`flows`",
            Self::Flow => "an OAuth flow",
            Self::SecurityRequirement => "a security requirement",
        }
    }
}

/// The reference an object is, if it is one.
pub fn reference(kind: Kind, object: &Map<String, Value>) -> Option<&str> {
    kind.section()?;
    object.get("$ref")?.as_str()
}

/// `200`, `4XX` or `default`.
pub fn is_status(key: &str) -> bool {
    let range = |byte: u8| matches!(byte, b'X' | b'x');
    match key.as_bytes() {
        b"default" => true,
        [b'1'..=b'5', second, third] => {
            (second.is_ascii_digit() && third.is_ascii_digit()) || (range(*second) && range(*third))
        }
        _ => false,
    }
}

/// Calls `visit` with every object that a value of this form holds, extending the pointer meanwhile.
pub fn each<'v>(
    holds: ValueKind,
    value: &'v Value,
    at: &mut String,
    visit: &mut dyn FnMut(Kind, &'v Value, &mut String),
) {
    match (holds, value) {
        (ValueKind::One(kind), value) => visit(kind, value, at),
        (ValueKind::List(kind), Value::Array(list)) => each_element(kind, list, at, visit),
        (ValueKind::SchemaOrList, Value::Array(list)) => each_element(Kind::Schema, list, at, visit),
        (ValueKind::SchemaOrList, value) => visit(Kind::Schema, value, at),
        (ValueKind::SchemaOrFlag, Value::Object(_)) => visit(Kind::Schema, value, at),
        (ValueKind::Map(kind), Value::Object(map)) => {
            for (name, value) in map {
                within(at, name, |at| visit(kind, value, at));
            }
        }
        _ => {}
    }
}

fn each_element<'v>(
    kind: Kind,
    list: &'v [Value],
    at: &mut String,
    visit: &mut dyn FnMut(Kind, &'v Value, &mut String),
) {
    for (index, value) in list.iter().enumerate() {
        within(at, &index.to_string(), |at| visit(kind, value, at));
    }
}

/// The same for values that are to be changed; the pointer is not kept.
pub fn each_mut(holds: ValueKind, value: &mut Value, visit: &mut dyn FnMut(Kind, &mut Value)) {
    match (holds, value) {
        (ValueKind::One(kind), value) => visit(kind, value),
        (ValueKind::List(kind), Value::Array(list)) => list.iter_mut().for_each(|value| visit(kind, value)),
        (ValueKind::SchemaOrList, Value::Array(list)) => list.iter_mut().for_each(|value| visit(Kind::Schema, value)),
        (ValueKind::SchemaOrList, value) => visit(Kind::Schema, value),
        (ValueKind::SchemaOrFlag, value @ Value::Object(_)) => visit(Kind::Schema, value),
        (ValueKind::Map(kind), Value::Object(map)) => map.values_mut().for_each(|value| visit(kind, value)),
        _ => {}
    }
}

/// The kind of object that a pointer into a document leads to, as far as the table knows it.
pub fn kind_at(pointer: &str) -> Option<Kind> {
    let mut here = ValueKind::One(Kind::Document);
    for segment in super::support::pointer::segments(pointer) {
        here = match here {
            ValueKind::One(kind) => kind.holds(&segment)?,
            ValueKind::List(kind) | ValueKind::Map(kind) => ValueKind::One(kind),
            ValueKind::SchemaOrFlag => Kind::Schema.holds(&segment)?,
            ValueKind::SchemaOrList => match segment.parse::<usize>() {
                Ok(_) => ValueKind::One(Kind::Schema),
                Err(_) => Kind::Schema.holds(&segment)?,
            },
            _ => return None,
        };
    }
    match here {
        ValueKind::One(kind) => Some(kind),
        ValueKind::SchemaOrFlag | ValueKind::SchemaOrList => Some(Kind::Schema),
        _ => None,
    }
}

/// Runs `inside` with the pointer one segment longer.
pub fn within<T>(at: &mut String, segment: &str, inside: impl FnOnce(&mut String) -> T) -> T {
    let length = at.len();
    super::support::pointer::push(at, segment);
    let result = inside(at);
    at.truncate(length);
    result
}
