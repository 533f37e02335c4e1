//! Path parameters.

use std::fmt;

use super::percent::{self, component};
use super::scalar::{Member, members};
use super::{Rule, Style};
use crate::runtime::json::{Kind, Value};

/// A path parameter whose value would make another path of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    name: String,
    problem: Problem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    Empty,
    Dots,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.problem {
            Problem::Empty => write!(f, "path parameter `{name}` is empty, which would address another resource"),
            Problem::Dots => write!(f, "path parameter `{name}` is `.` or `..`, which would address another resource"),
        }
    }
}

impl std::error::Error for PathError {}

/// A path parameter as text for its place in the path. Every byte that is not unreserved is encoded, slashes too, unless
/// reserved characters are allowed.
///
/// # Errors
///
/// If the value is empty, or has a segment that is `.` or `..`: a path without it, or shortened by it, is that of another resource. Encoding
/// the dots does not help, because URL libraries and servers take `%2E%2E` for `..` as well.
pub fn path(rule: &Rule<'_>, value: Value<'_>) -> Result<String, PathError> {
    let error = |problem| PathError { name: rule.name.to_owned(), problem };
    if rule.style == Style::Json && !value.is_null() {
        return Ok(component(value.raw()));
    }
    let members = members(value, rule.explode);
    if members.iter().all(|member| member.text.is_empty() && member.key.is_none()) {
        return Err(error(Problem::Empty));
    }
    let encode = if rule.allow_reserved { percent::path } else { component };
    let joined = |separator| members.iter().map(|member| member.write(encode)).collect::<Vec<_>>().join(separator);
    let text = match rule.style {
        Style::Label if rule.explode => format!(".{}", joined(".")),
        Style::Label => format!(".{}", joined(",")),
        Style::Matrix => matrix(rule, value.kind(), &members, encode),
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject
        | Style::Json => joined(","),
    };
    let is_dots = |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    if text.split('/').any(is_dots) { Err(error(Problem::Dots)) } else { Ok(text) }
}

fn matrix(rule: &Rule<'_>, kind: Kind, members: &[Member<'_>], encode: fn(&str) -> String) -> String {
    let name = component(rule.name);
    let texts: Vec<String> = members.iter().map(|member| member.write(encode)).collect();
    match kind {
        Kind::List if rule.explode => texts.iter().map(|text| format!(";{name}={text}")).collect(),
        Kind::Object if rule.explode => texts.iter().map(|text| format!(";{text}")).collect(),
        Kind::Null | Kind::Boolean | Kind::Number | Kind::String | Kind::List | Kind::Object => {
            format!(";{name}={}", texts.join(","))
        }
    }
}
