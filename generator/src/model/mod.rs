//! The intermediate model: what an API offers, in the API's own words.
//!
//! Everything the later passes know about a document is here, and nothing of Rust is, save in the table of formats,
//! where every fact about a format stands once. After lowering no
//! `$ref`, no `allOf` and no null branch is left, every [`TypeId`] resolves, and every fact that can be
//! wrong carries the [`Origin`] it was read from.

pub mod cycles;
pub mod dump;
mod format;
mod object;
mod operation;
mod pagination;
mod rewrite;
mod security;
mod server;
mod ty;
mod union;
mod usage;
mod walk;
mod webhook;

pub use format::{Format, FormatFacts};
pub use object::{Additional, Constraints, Enumeration, Field, Limit, Object, Presence};
pub use operation::{
    Alternative, Body, BodyKind, Content, EventItem, Events, Framing, Header, Method, Operation, Output, Parameter,
    ParameterLocation, Part, PathTemplate, Response, Retry, Segment, StatusPattern, Style,
};
pub use pagination::{LastPage, Next, Pagination, PaginationStyle};
pub use security::{Requirement, Scheme, SchemeKind, SchemeUse, Security};
pub use server::{Server, UrlVariable};
pub use ty::{Kind, Ty};
pub use union::{Candidate, Condition, Expected, Group, Rule, Scalar, Test, Union, Variant};
pub use usage::{Resources, Usage};
pub use webhook::Webhook;

use std::fmt;

/// One API: everything its document and its decisions say.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// Module name of the API, the name of its folder under `spec/`.
    pub name: String,
    /// Name for people, such as a company's.
    pub title: String,
    /// `info.version` of the document.
    pub version: String,
    /// Where the API can be reached, the default first.
    pub servers: Vec<Server>,
    /// What stands in braces in the URLs of servers, those of single operations too, in the order in which it comes up.
    pub url_variables: Vec<UrlVariable>,
    /// Security schemes, by name.
    pub schemes: Vec<Scheme>,
    /// All declared types; a [`TypeId`] is an index into this list.
    pub types: Vec<TypeDecl>,
    /// All operations, by path and method.
    pub operations: Vec<Operation>,
    /// All webhook payloads, by name.
    pub webhooks: Vec<Webhook>,
    /// Bodies that any operation may fail with, whatever it documents. The first that fits counts.
    pub failures: Vec<Ty>,
    /// Types that are kept although nothing else may reach them.
    pub kept: Vec<Ty>,
    /// What is said about the API and its groups.
    pub docs: Docs,
    /// Words about each group of operations, by its path joined with `.`.
    pub group_docs: Vec<(String, Docs)>,
}

impl Api {
    /// The declaration behind `id`.
    ///
    /// # Panics
    ///
    /// If `id` was made for another API: ids are only handed out together with their declaration.
    pub fn ty(&self, id: TypeId) -> &TypeDecl {
        &self.types[id.0 as usize]
    }

    /// The resources: first segments of the groups of operations, sorted.
    pub fn resources(&self) -> Vec<&str> {
        let mut resources: Vec<&str> =
            self.operations.iter().filter_map(|operation| operation.group.first()).map(String::as_str).collect();
        resources.sort_unstable();
        resources.dedup();
        resources
    }

    /// Every declared type with its id.
    pub fn type_ids(&self) -> impl Iterator<Item = (TypeId, &TypeDecl)> {
        (0..).map(TypeId).zip(&self.types)
    }
}

/// Index of a declared type within its [`Api`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// Where a fact was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// JSON pointer into the document, without `#`.
    pub pointer: String,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.pointer)
    }
}

/// Words about an item. Empty where nobody wrote any; the facts are stated beside them by the views.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// One sentence.
    pub summary: Option<String>,
    /// Further paragraphs, CommonMark.
    pub text: Option<String>,
}

/// A type that gets a name of its own.
#[derive(Clone, Debug)]
pub struct TypeDecl {
    /// Where it stands in the document.
    pub origin: Origin,
    /// Pointers of equal inline schemas that this declaration stands for too.
    pub also: Vec<String>,
    /// What the document calls it.
    pub name_source: NameSource,
    /// Words about it.
    pub docs: Docs,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// The schema itself allows `null`, so every reference to it does.
    pub nullable: bool,
    /// What it is.
    pub shape: Shape,
    /// Who meets it; set by `analyze`.
    pub usage: Usage,
    /// What can be derived for it; set by `analyze`.
    pub traits: Traits,
    /// Types that its schema refers to, also where nothing of them is left in the shape, such as what `allOf`
    /// merged or the enumeration in a choice of enumeration and any text.
    pub references: Vec<TypeId>,
}

impl TypeDecl {
    /// A declaration nothing more is known of yet.
    pub fn new(pointer: &str, name_source: NameSource, shape: Shape) -> Self {
        Self {
            origin: Origin { pointer: pointer.to_owned() },
            also: Vec::new(),
            name_source,
            docs: Docs::default(),
            deprecated: false,
            nullable: false,
            shape,
            usage: Usage::default(),
            traits: Traits::default(),
            references: Vec::new(),
        }
    }

    /// The key under `components/schemas`, if it has one.
    pub fn component(&self) -> Option<String> {
        match &self.name_source {
            NameSource::Component(name) => Some(name.clone()),
            // What a component stands for in the union that it is keeps its place.
            NameSource::Title(_) | NameSource::Position(_) => None,
            NameSource::Decided(_) => {
                let name = self.origin.pointer.strip_prefix("/components/schemas/")?;
                (!name.contains('/')).then(|| name.replace("~1", "/").replace("~0", "~"))
            }
        }
    }
}

/// What holds of every value of a type, all it contains included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// Equality is reflexive: no floating-point number.
    pub eq: bool,
    /// It can be hashed.
    pub hash: bool,
    /// It is small and owns nothing.
    pub copy: bool,
    /// Leaving everything out gives a value the document allows.
    pub default: bool,
}

/// How a type comes by its name, the surest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameSource {
    /// A key of `components/schemas`.
    Component(String),
    /// The `title` of an inline schema, where it is unique and tells something.
    Title(String),
    /// An inline schema: the words of its place, outermost first, such as `["Order", "items", "status"]`.
    /// The first word is a type name or an operation id as the document spells it.
    Position(Vec<String>),
    /// Named in `sdk.yaml`, used as it is written.
    Decided(String),
}

/// What a declared type is.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A JSON object with known properties.
    Object(Object),
    /// One of a set of strings or integers.
    Enum(Enumeration),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(Ty),
}
