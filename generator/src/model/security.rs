//! Who may call what.

use super::Docs;

/// A security scheme of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its key under `components/securitySchemes`.
    pub name: String,
    /// What it is.
    pub kind: SchemeKind,
    /// Where a client without a person gets its tokens, for OAuth 2.
    pub token_url: Option<String>,
    /// The endpoints of its flows, by what they are, for OAuth 2.
    pub addresses: Vec<(&'static str, String)>,
    /// What the scopes of its flows are for, by name, for OAuth 2.
    pub scopes: Vec<(String, String)>,
    /// Words about it.
    pub docs: Docs,
}

/// How a credential travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …`; OAuth 2 and OpenID Connect end up here too.
    Bearer,
    /// `Authorization: Basic …`
    Basic,
    /// A header of this name.
    Header(String),
    /// A query parameter of this name.
    Query(String),
    /// A cookie of this name.
    Cookie(String),
    /// Something the SDK cannot send by itself, such as mutual TLS; by the document's word for it.
    Other(String),
}

/// What an operation asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Security {
    /// Any one of these will do. Empty: no credential is sent.
    pub any_of: Vec<Requirement>,
    /// `{}` is among the alternatives: a credential may be left out.
    pub optional: bool,
}

/// Schemes that are needed together.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Requirement {
    /// All of these.
    pub all_of: Vec<SchemeUse>,
}

/// One scheme with the scopes an operation needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemeUse {
    /// Name of the scheme.
    pub scheme: String,
    /// Scopes, in document order.
    pub scopes: Vec<String>,
}
