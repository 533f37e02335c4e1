//! Which fields a server did not accept.

use super::{Error, OneLine};
use crate::runtime::json::{Document, Kind, Value};
use std::fmt;

/// A field the server did not accept.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issue {
    /// Where it is, such as `body.items[0].email`.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", OneLine(&self.path), OneLine(&self.message))
    }
}

/// The issues in the error's body; none where it lists none.
pub(super) fn read(error: &Error) -> Vec<Issue> {
    let Some(rules) = error.0.operation.api.error.issues else { return Vec::new() };
    let Ok(document) = Document::parse(&error.0.body) else { return Vec::new() };
    let Some(list) = document.root().pointer(rules.list) else { return Vec::new() };
    list.elements()
        .filter_map(|element| {
            let message = element.get(rules.message)?.as_str()?.into_owned();
            let path = element.get(rules.path).map(path).unwrap_or_default();
            Some(Issue { path, message })
        })
        .collect()
}

/// Text as it is; a list of keys and indexes as `a.b[0]`.
fn path(value: Value<'_>) -> String {
    if let Some(text) = value.as_str() {
        return text.into_owned();
    }
    let mut path = String::new();
    for key in value.elements() {
        if key.kind() == Kind::Number {
            path.push_str(&format!("[{}]", key.raw()));
        } else if let Some(key) = key.as_str() {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(&key);
        }
    }
    path
}
