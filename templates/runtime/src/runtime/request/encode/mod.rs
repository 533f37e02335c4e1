//! Parameters and form bodies as text: JSON values by the styles of OpenAPI 3.1 section 4.8.12.2, percent-encoded by
//! RFC 3986.
//!
//! A value comes as JSON, so that this is written once for all types. Strings are written as their text, booleans and
//! numbers as in JSON; null is never written, neither alone nor within a list or an object. Where a style has no place
//! for a list or an object, its JSON text is written.

mod form;
mod path;
mod percent;
mod query;
mod scalar;

use crate::runtime::json::Value;

pub use crate::runtime::operation::Style;

pub use form::{Property, form};
pub use path::{PathError, path};
pub use percent::component;
pub use query::{entry, query};

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule<'a> {
    /// Its name on the wire.
    pub name: &'a str,
    /// How lists and objects are written.
    pub style: Style,
    /// Lists and objects are written as a pair per element.
    pub explode: bool,
    /// Reserved characters that do no harm in a query stay as they are.
    pub allow_reserved: bool,
}

/// The text of a header. Headers are not percent-encoded. `None` if there is nothing to send.
pub fn header(rule: &Rule<'_>, value: Value<'_>) -> Option<String> {
    if rule.style == Style::Json {
        return (!value.is_null()).then(|| value.raw().to_owned());
    }
    let texts = scalar::members(value, rule.explode);
    (!texts.is_empty()).then(|| texts.iter().map(scalar::Member::plain).collect::<Vec<_>>().join(","))
}

/// A list as the text of a part, in which nothing is percent-encoded.
pub fn joined(style: Style, list: Value<'_>) -> String {
    let texts: Vec<_> = scalar::members(list, false).into_iter().map(|member| member.text).collect();
    texts.join(query::separator(style, [" ", "|"]))
}

/// The pairs of a cookie, `name=value`, to be joined with `; `.
pub fn cookie(rule: &Rule<'_>, value: Value<'_>) -> Vec<String> {
    query::pairs(rule, value)
}
