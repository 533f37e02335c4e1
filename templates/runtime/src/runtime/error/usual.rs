//! The names under which most APIs have what an error body says, for those about which nothing is decided.

use crate::runtime::{
    json::{Kind, Value},
    operation::ErrorRules,
};

/// Where a code is, the first that answers. A `type` is a URL in problem details (RFC 9457) and says less.
const CODES: &[&[&str]] =
    &[&["error", "code"], &["code"], &["error_code"], &["errorCode"], &["error", "type"], &["error"]];

/// Where a message is, the first that is text.
const MESSAGES: &[&[&str]] = &[
    &["message"],
    &["detail"],
    &["error", "message"],
    &["error_description"],
    &["error", "detail"],
    &["msg"],
    &["errors"],
    &["title"],
    &["error"],
];

/// Where an invalid field is listed.
const LISTS: &[&[&str]] = &[&["detail"], &["errors"], &["error", "errors"], &["error", "details"]];

/// What an element of the list calls the place of the field and what is wrong with it.
const PLACES: &[&str] = &["loc", "path", "field", "pointer", "property", "name", "param"];
const REASONS: &[&str] = &["msg", "message", "detail", "reason", "title", "description"];

impl ErrorRules {
    pub(crate) fn codes(&self) -> &'static [&'static [&'static str]] {
        if self.code.is_empty() { CODES } else { self.code }
    }

    pub(crate) fn messages(&self) -> &'static [&'static [&'static str]] {
        if self.message.is_empty() { MESSAGES } else { self.message }
    }

    /// What an element of a list of invalid fields says.
    pub(crate) fn reason<'v>(&self, element: Value<'v>) -> Option<Value<'v>> {
        match self.issues {
            Some(rules) => element.get(rules.message),
            None if element.kind() == Kind::String => Some(element),
            None => first(element, REASONS),
        }
    }

    /// Where the field of an element is.
    pub(crate) fn place<'v>(&self, element: Value<'v>) -> Option<Value<'v>> {
        match self.issues {
            Some(rules) => element.get(rules.path),
            None => first(element, PLACES).or_else(|| element.get("source").and_then(|source| first(source, PLACES))),
        }
    }

    /// The list of invalid fields of a body.
    pub(crate) fn list<'v>(&self, body: Value<'v>) -> Option<Value<'v>> {
        match self.issues {
            Some(rules) => body.pointer(rules.list),
            None => LISTS.iter().filter_map(|path| body.pointer(path)).find(|list| list.kind() == Kind::List),
        }
    }
}

fn first<'v>(element: Value<'v>, names: &[&str]) -> Option<Value<'v>> {
    names.iter().filter_map(|name| element.get(name)).find(|value| !value.is_null())
}
