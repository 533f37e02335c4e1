//! Where an API can be reached.

use super::Docs;

/// A base URL and the name people call it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Such as `production`.
    pub name: String,
    /// Without a trailing slash, and with the defaults of its variables.
    pub url: String,
    /// The same with the names of its variables in braces.
    pub template: String,
    /// Its variables with their defaults; none has to be given by the caller.
    pub variables: Vec<(String, Option<String>)>,
    /// What the server is for.
    pub docs: Docs,
}

impl Server {
    /// Whether it says by itself where it is: not so a path, which is one of the place where the document was found.
    pub fn is_absolute(&self) -> bool {
        ["https://", "http://"].iter().any(|scheme| self.url.starts_with(scheme))
    }

    /// Whether it can be reached as it stands, or with what the document says that a caller gives. A variable that nobody
    /// declares cannot be given.
    pub fn is_reachable(&self) -> bool {
        self.is_absolute() && !self.url.contains('{')
    }
}

/// What stands in braces in the URL of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrlVariable {
    /// Name of the variable, between braces in the URL.
    pub name: String,
    /// What it is unless the caller says so; none if there is nothing that can be meant for everybody.
    pub default: Option<String>,
    /// The values that the document lists; any text where it lists none.
    pub values: Vec<String>,
    /// What it is for.
    pub docs: Docs,
}
