//! JSONPath (RFC 9535): names, indexes, wildcards, filters and descendants. Slices, several selectors in one pair of
//! brackets, and indexes from the end are not read.

use super::filter::{self, Filter};
use crate::source::support::pointer;
use serde_json::Value;
use std::str::Chars;

/// One step of a path.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    depth: Depth,
    part: Part,
}

impl Step {
    /// Whether it selects one value at most.
    pub(super) fn is_singular(&self) -> bool {
        self.depth == Depth::Child && matches!(self.part, Part::Name(_) | Part::Index(_))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    /// `.` and `[]`: children.
    Child,
    /// `..`: children of everything below, too.
    Any,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Name(String),
    Index(usize),
    All,
    Filter(Filter),
}

/// Pointers to everything that a path selects, in document order.
pub(super) fn select(document: &Value, path: &str) -> Result<Vec<String>, String> {
    let path = path.trim().strip_prefix('$').ok_or("it does not begin with `$`")?;
    let (steps, rest) = steps(path, 0)?;
    if !rest.is_empty() {
        return Err(format!("`{rest}` begins with neither `.` nor `[`"));
    }
    Ok(walk(document, document, &steps))
}

/// Pointers from `start` to everything that steps from there select. Filters may look at the whole document, `root`.
pub(super) fn walk(root: &Value, start: &Value, steps: &[Step]) -> Vec<String> {
    let mut selected = vec![String::new()];
    for step in steps {
        let mut next = Vec::new();
        for at in &selected {
            let value = pointer::get(start, at).expect("it was just selected");
            step.take(root, value, &mut at.clone(), &mut next);
        }
        selected = next;
    }
    selected
}

impl Step {
    fn take(&self, root: &Value, value: &Value, at: &mut String, selected: &mut Vec<String>) {
        if self.is_singular() {
            selected.extend(child(value, &self.part).map(|key| pointer::join(at, &key)));
            return;
        }
        let children: Vec<(String, &Value)> = match value {
            Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
            Value::Array(list) => list.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return,
        };
        for (key, child) in children {
            let is_selected = match &self.part {
                Part::All => true,
                Part::Name(name) => value.is_object() && *name == key,
                Part::Index(index) => value.is_array() && index.to_string() == key,
                Part::Filter(filter) => filter.matches(root, child),
            };
            let length = at.len();
            pointer::push(at, &key);
            if is_selected {
                selected.push(at.clone());
            }
            if self.depth == Depth::Any {
                self.take(root, child, at, selected);
            }
            at.truncate(length);
        }
    }
}

/// The key of the one child that a name or an index selects, if it is there.
fn child(value: &Value, part: &Part) -> Option<String> {
    match part {
        Part::Name(name) => value.as_object()?.contains_key(name).then(|| name.clone()),
        Part::Index(index) => (*index < value.as_array()?.len()).then(|| index.to_string()),
        Part::All | Part::Filter(_) => None,
    }
}

/// Reads steps as far as there are any, and gives what stands behind them.
pub(super) fn steps(text: &str, nesting: usize) -> Result<(Vec<Step>, &str), String> {
    let mut rest = text;
    let mut steps = Vec::new();
    loop {
        let (depth, after) = match (rest.strip_prefix(".."), rest.strip_prefix('.')) {
            (Some(after), _) => (Depth::Any, after),
            (None, Some(after)) => (Depth::Child, after),
            (None, None) => (Depth::Child, rest),
        };
        let (part, after) = match after.strip_prefix('[') {
            Some(inside) => bracketed(inside, nesting)?,
            None if after.len() == rest.len() => return Ok((steps, rest)),
            None => plain(after)?,
        };
        steps.push(Step { depth, part });
        rest = after;
    }
}

/// A name without quotes. `-` is no part of one in RFC 9535, but of many names in documents.
fn plain(text: &str) -> Result<(Part, &str), String> {
    if let Some(rest) = text.strip_prefix('*') {
        return Ok((Part::All, rest));
    }
    let end = text.find(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !"_-".contains(c));
    match text.split_at(end.unwrap_or(text.len())) {
        ("", "") => Err("a name is missing".to_owned()),
        ("", rest) => Err(format!("`{rest}` is no name: write it in brackets and quotes")),
        (name, rest) => Ok((Part::Name(name.to_owned()), rest)),
    }
}

fn bracketed(text: &str, nesting: usize) -> Result<(Part, &str), String> {
    let text = text.trim_start();
    let (part, rest) = match text.chars().next() {
        Some(quote @ ('\'' | '"')) => {
            let (name, rest) = quoted(text[1..].chars(), quote)?;
            (Part::Name(name), rest)
        }
        Some('*') => (Part::All, &text[1..]),
        Some('0'..='9') => {
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            let index = text[..end].parse().map_err(|_| format!("`{}` is no index", &text[..end]))?;
            (Part::Index(index), &text[end..])
        }
        Some('?') => {
            let (filter, rest) = filter::parse(&text[1..], nesting)?;
            (Part::Filter(filter), rest)
        }
        _ => return Err(format!("`{text}` is no name, index, filter or `*`")),
    };
    match rest.trim_start().strip_prefix(']') {
        Some(rest) => Ok((part, rest)),
        None => Err("a `]` is missing".to_owned()),
    }
}

/// A text in quotes, with the escapes of RFC 9535 section 2.3.1.1; before any other character a backslash says nothing.
pub(super) fn quoted(mut chars: Chars<'_>, quote: char) -> Result<(String, &str), String> {
    let mut text = String::new();
    loop {
        match chars.next() {
            Some('\\') => text.push(escaped(&mut chars)?),
            Some(c) if c == quote => return Ok((text, chars.as_str())),
            Some(c) => text.push(c),
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
        let paths =
            [r"$['\u12']", r"$['\ud83d']", r"$['\", "paths", "$.", "$paths", "$['a", "$[a]", "$[1", "$./a", "$[1:2]"];
        let filters = ["@.a", "?", "?@.a", "?(@.a]", "?1]", "?!@.a==1]", "?@.*==1]", "?length(@.a)==1]", "?@.a==1e]"];
        let nested = format!("?{}@.a{}]", "(".repeat(99), ")".repeat(99));
        let filters = filters.map(str::to_owned).into_iter().chain([nested]).map(|filter| format!("$[{filter}"));
        for path in paths.map(str::to_owned).into_iter().chain(filters) {
            assert!(select(&json!({}), &path).is_err(), "{path}");
        }
    }
}
