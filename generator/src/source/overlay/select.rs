//! JSONPath (RFC 9535): names, indexes, wildcards and descendants. Filters and slices are not read.

use crate::source::support::pointer;
use serde_json::Value;
use std::str::Chars;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    depth: Depth,
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    /// `.` and `[]`: children.
    Child,
    /// `..`: children of everything below, too.
    Any,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Name(String),
    Index(usize),
    All,
}

/// Pointers to everything that a path selects, in document order.
pub(super) fn select(document: &Value, path: &str) -> Result<Vec<String>, String> {
    let mut selected = vec![String::new()];
    for Step { depth, part } in parse(path)? {
        let mut next = Vec::new();
        for at in &selected {
            let value = pointer::get(document, at).expect("it was just selected");
            step(value, &mut at.clone(), depth, &part, &mut next);
        }
        selected = next;
    }
    Ok(selected)
}

fn step(value: &Value, at: &mut String, depth: Depth, part: &Part, selected: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return,
    };
    for (key, child) in children {
        let is_selected = match part {
            Part::All => true,
            Part::Name(name) => value.is_object() && *name == key,
            Part::Index(index) => value.is_array() && index.to_string() == key,
        };
        let length = at.len();
        pointer::push(at, &key);
        if is_selected {
            selected.push(at.clone());
        }
        if depth == Depth::Any {
            step(child, at, depth, part, selected);
        }
        at.truncate(length);
    }
}

fn parse(path: &str) -> Result<Vec<Step>, String> {
    let mut rest = path.trim().strip_prefix('$').ok_or("it does not begin with `$`")?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let (depth, after) = match (rest.strip_prefix(".."), rest.strip_prefix('.')) {
            (Some(after), _) => (Depth::Any, after),
            (None, Some(after)) => (Depth::Child, after),
            (None, None) => (Depth::Child, rest),
        };
        let (part, after) = match after.strip_prefix('[') {
            Some(inside) => bracketed(inside)?,
            None if after.len() == rest.len() => return Err(format!("`{rest}` begins with neither `.` nor `[`")),
            None => plain(after)?,
        };
        steps.push(Step { depth, part });
        rest = after;
    }
    Ok(steps)
}

fn plain(text: &str) -> Result<(Part, &str), String> {
    let end = text.find(['.', '[']).unwrap_or(text.len());
    match &text[..end] {
        "" => Err("a name is missing".to_owned()),
        "*" => Ok((Part::All, &text[end..])),
        name => Ok((Part::Name(name.to_owned()), &text[end..])),
    }
}

fn bracketed(text: &str) -> Result<(Part, &str), String> {
    let text = text.trim_start();
    let (part, rest) = match text.chars().next() {
        Some(quote @ ('\'' | '"')) => quoted(text[1..].chars(), quote)?,
        Some('*') => (Part::All, &text[1..]),
        Some('0'..='9') => {
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            let index = text[..end].parse().map_err(|_| format!("`{}` is no index", &text[..end]))?;
            (Part::Index(index), &text[end..])
        }
        Some('?') => return Err("filters are not read".to_owned()),
        _ => return Err(format!("`{text}` is no name, index or `*`")),
    };
    match rest.trim_start().strip_prefix(']') {
        Some(rest) => Ok((part, rest)),
        None => Err("a `]` is missing".to_owned()),
    }
}

/// A name in quotes, in which a backslash takes the next character as it is.
fn quoted(mut chars: Chars<'_>, quote: char) -> Result<(Part, &str), String> {
    let mut name = String::new();
    loop {
        match chars.next() {
            Some('\\') => name.extend(chars.next()),
            Some(c) if c == quote => return Ok((Part::Name(name), chars.as_str())),
            Some(c) => name.push(c),
            None => return Err("a quote is missing".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::select;
    use serde_json::json;

    #[test]
    fn paths_select_in_document_order() {
        let document = json!({ "paths": { "/a": { "get": { "tags": ["x", "y"] } }, "it's": { "get": {} } } });
        let select = |path| select(&document, path).expect("the path can be read");
        assert_eq!(select("$"), [""]);
        assert_eq!(select("$.paths.*.get"), ["/paths/~1a/get", "/paths/it's/get"]);
        assert_eq!(select("$.paths['/a'].get.tags[1]"), ["/paths/~1a/get/tags/1"]);
        assert_eq!(select("$.paths['it\\'s']"), ["/paths/it's"]);
        assert_eq!(select("$..tags"), ["/paths/~1a/get/tags"]);
        assert_eq!(select("$.paths[0]"), [""; 0]);
    }

    #[test]
    fn what_is_no_path_is_an_error() {
        for path in ["paths", "$.", "$paths", "$['a", "$[a]", "$[?(@.a)]", "$[1"] {
            assert!(select(&json!({}), path).is_err(), "{path}");
        }
    }
}
