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
        if !self.path.is_empty() {
            write!(f, "{}: ", OneLine(&self.path))?;
        }
        write!(f, "{}", OneLine(&self.message))
    }
}

/// The issues in the error's body; none where it lists none.
pub(super) fn read(error: &Error) -> Vec<Issue> {
    let rules = &error.0.operation.api.error;
    let Ok(document) = Document::parse(error.0.shown_body()) else { return Vec::new() };
    let Some(list) = rules.list(document.root()) else { return Vec::new() };
    let sent = Document::parse(&error.0.sent).ok();
    let sent = sent.as_ref().map(Document::root);
    list.elements()
        .filter_map(|element| {
            let message = rules.reason(element)?.as_str()?.into_owned();
            let path = rules.place(element).map(|value| path(value, sent)).unwrap_or_default();
            Some(Issue { path, message })
        })
        .collect()
}

/// Text as it is; a list of keys and indexes as `a.b[0]`.
///
/// Servers that read a union put the name or the tag of the variant into the list, although the request has no property
/// of that name. What was sent tells such keys from properties.
fn path(value: Value<'_>, sent: Option<Value<'_>>) -> String {
    if let Some(text) = value.as_str() {
        return text.into_owned();
    }
    let mut path = String::new();
    let mut place = None;
    let count = value.elements().count();
    for (index, key) in value.elements().enumerate() {
        if key.kind() == Kind::Number {
            place = place.and_then(|list: Value<'_>| list.elements().nth(key.raw().parse().ok()?));
            path.push_str(&format!("[{}]", key.raw()));
        } else if let Some(key) = key.as_str() {
            let is_last = index + 1 == count;
            match place.filter(|place| place.kind() == Kind::Object) {
                None if index == 0 && key == BODY => place = sent,
                None => place = None,
                Some(object) => match object.get(&key) {
                    Some(value) => place = Some(value),
                    None if !is_last || names_variant(object, &key) => continue,
                    None => place = None,
                },
            }
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(&key);
        }
    }
    path
}

/// What the path of a value in the body of a request begins with.
const BODY: &str = "body";

/// Whether a property of the object has this text as its value, as a tag has.
fn names_variant(object: Value<'_>, text: &str) -> bool {
    object.entries().any(|(_, value)| value.as_str().is_some_and(|value| value == text))
}
