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
    if depth == Depth::Child && *part != Part::All {
        selected.extend(child(value, part).map(|key| pointer::join(at, &key)));
        return;
    }
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

/// The key of the one child that a name or an index selects, if it is there.
fn child(value: &Value, part: &Part) -> Option<String> {
    match part {
        Part::Name(name) => value.as_object()?.contains_key(name).then(|| name.clone()),
        Part::Index(index) => (*index < value.as_array()?.len()).then(|| index.to_string()),
        Part::All => None,
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

/// A name in quotes, with the escapes of RFC 9535 section 2.3.1.1; before any other character a backslash says nothing.
fn quoted(mut chars: Chars<'_>, quote: char) -> Result<(Part, &str), String> {
    let mut name = String::new();
    loop {
        match chars.next() {
            Some('\\') => name.push(escaped(&mut chars)?),
            Some(c) if c == quote => return Ok((Part::Name(name), chars.as_str())),
            Some(c) => name.push(c),
            None => return Err("a quote is missing".to_owned()),
        }
    }
}

/// The character that an escape stands for.
fn escaped(chars: &mut Chars<'_>) -> Result<char, String> {
    let missing = || "a character is missing behind `\\`".to_owned();
    Ok(match chars.next().ok_or_else(missing)? {
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'f' => '\u{c}',
        'r' => '\r',
        'u' => {
            let first = unit(chars)?;
            // The first half of a pair stands before the second.
            let second = if (0xd800..0xdc00).contains(&first) && chars.as_str().starts_with("\\u") {
                chars.nth(1);
                Some(unit(chars)?)
            } else {
                None
            };
            let units = [Some(first), second].into_iter().flatten();
            let decoded: Result<String, _> = char::decode_utf16(units).collect();
            decoded.ok().and_then(|text| text.chars().next()).ok_or("half of a character stands alone")?
        }
        other => other,
    })
}

/// Four hexadecimal digits.
fn unit(chars: &mut Chars<'_>) -> Result<u16, String> {
    let digits: String = chars.by_ref().take(4).collect();
    let is_unit = digits.len() == 4 && digits.chars().all(|c| c.is_ascii_hexdigit());
    let unit = u16::from_str_radix(&digits, 16).ok().filter(|_| is_unit);
    unit.ok_or_else(|| format!("`\\u{digits}` is no character"))
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
    fn names_have_the_escapes_of_json() {
        let document = json!({ "a\nb\u{1}": {}, "😀": {} });
        let select = |path| select(&document, path).expect("the path can be read");
        assert_eq!(select(r"$['a\nb\u0001']"), ["/a\nb\u{1}"]);
        assert_eq!(select(r#"$["\ud83d\ude00"]"#), ["/😀"]);
    }

    #[test]
    fn what_is_no_path_is_an_error() {
        for path in [r"$['\u12']", r"$['\ud83d']", r"$['\", "paths", "$.", "$paths", "$['a", "$[a]", "$[?(@.a)]", "$[1"]
        {
            assert!(select(&json!({}), path).is_err(), "{path}");
        }
    }
}
