//! Who may call an operation, and how a credential travels.

/// Who may call an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Auth {
    /// Any one of these will do, with all its schemes together. Empty: no credential is ever sent.
    pub any_of: &'static [&'static [SchemeUse]],
    /// A credential may be left out.
    pub optional: bool,
}

impl Auth {
    /// No credential is sent.
    pub const NONE: Auth = Auth { any_of: &[], optional: true };

    /// The query parameters that carry credentials.
    pub(crate) fn query_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.any_of.iter().copied().flatten().filter_map(|used| match used.scheme.kind {
            SchemeKind::Query(name) => Some(name),
            _ => None,
        })
    }
}

/// One scheme with the scopes an operation needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemeUse {
    /// The scheme.
    pub scheme: Scheme,
    /// Scopes, in document order.
    pub scopes: &'static [&'static str],
}

impl SchemeUse {
    /// The scheme of this name, whose credential travels so, with scopes.
    pub const fn new(name: &'static str, kind: SchemeKind, scopes: &'static [&'static str]) -> Self {
        Self { scheme: Scheme { name, kind }, scopes }
    }

    /// A bearer token with scopes.
    pub const fn bearer(name: &'static str, scopes: &'static [&'static str]) -> Self {
        Self::new(name, SchemeKind::Bearer, scopes)
    }
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
