//! Groups and names of operations: what `sdk.yaml` says, then extensions it names, then tags and ids.

use crate::config::{Config, OperationName};
use crate::model::{Method, PathTemplate, Security, Segment};
use openapiv3::Operation;
use serde_json::Value;

/// Group and name of an operation, before names that clash are taken back to the whole id.
pub(in crate::lower) fn group(config: &Config, source: &Operation, id: &str, path: &PathTemplate) -> Grouped {
    let own = |by: &Option<String>| by.as_ref().and_then(|name| source.extensions.get(name));
    let decided: Vec<&OperationName> =
        config.operations.overrides.iter().filter(|decided| decided.operation == id).collect();
    let declared = own(&config.operations.group_extension)
        .and_then(extension)
        .or_else(|| source.tags.first().filter(|tag| !tag.trim().is_empty()).map(|tag| vec![tag.trim().to_owned()]))
        .unwrap_or_else(|| vec![first_literal(path)]);
    let group = decided.iter().find_map(|decided| decided.group.as_deref()).map_or_else(|| declared.clone(), segments);
    let called = decided
        .iter()
        .find_map(|decided| decided.method.clone())
        .or_else(|| own(&config.operations.method_extension).and_then(Value::as_str).map(str::to_owned))
        .unwrap_or_else(|| within(id, &group));
    Grouped { declared, group, called }
}

/// The place of an operation among others.
pub(in crate::lower) struct Grouped {
    /// The group that the document puts it in.
    pub(in crate::lower) declared: Vec<String>,
    /// The group that it is in after all decisions.
    pub(in crate::lower) group: Vec<String>,
    /// What it is called there.
    pub(in crate::lower) called: String,
}

/// Where an operation of a group is reached: what needs no credential and is in the group of a handle, which needs one,
/// is reached where the handle's rule says.
pub(in crate::lower) fn reached(config: &Config, group: Vec<String>, security: &Security) -> Vec<String> {
    let handle = config.handles.iter().find(|handle| group.first() == Some(&handle.group));
    match handle.and_then(|handle| handle.open.as_ref()) {
        Some(open) if security.any_of.is_empty() => {
            segments(open).into_iter().chain(group.into_iter().skip(1)).collect()
        }
        Some(_) | None => group,
    }
}

fn segments(group: &str) -> Vec<String> {
    group.split('.').map(str::trim).filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
}

fn extension(value: &Value) -> Option<Vec<String>> {
    let found = match value {
        Value::String(group) => segments(group),
        Value::Array(list) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
    };
    (!found.is_empty()).then_some(found)
}

/// The first word of a path that is neither a version nor `api`.
fn first_literal(path: &PathTemplate) -> String {
    let literals = path.segments.iter().filter_map(|segment| match segment {
        Segment::Literal(literal) => Some(literal),
        Segment::Parameter(_) => None,
    });
    let mut words = literals.flat_map(|literal| literal.split('/')).filter(|word| !word.is_empty());
    let version = |word: &str| {
        word.strip_prefix(['v', 'V']).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
    };
    words.find(|word| !version(word) && *word != "api").unwrap_or("default").to_owned()
}

/// An operation id less the words of its group. If nothing is left, the id.
fn within(id: &str, group: &[String]) -> String {
    let words = words(id);
    let last = group.last().map(|segment| self::words(segment)).unwrap_or_default();
    let whole: Vec<String> = group.iter().flat_map(|segment| self::words(segment)).collect();
    let mut rest = words.clone();
    if !strip(&mut rest, &whole) {
        strip(&mut rest, &last);
    }
    if rest.is_empty() { words.join("_") } else { rest.join("_") }
}

/// Takes a run of words out, singular and plural being the same.
fn strip(words: &mut Vec<String>, run: &[String]) -> bool {
    if run.is_empty() || run.len() > words.len() {
        return false;
    }
    let same = |a: &[String]| a.iter().zip(run).all(|(a, b)| singular(a) == singular(b));
    let Some(at) = words.windows(run.len()).position(same) else { return false };
    words.drain(at..at + run.len());
    true
}

/// The words of a name, lower-case.
fn words(name: &str) -> Vec<String> {
    use heck::ToSnakeCase;
    name.to_snake_case().split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn singular(word: &str) -> String {
    let stem = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let es = || {
        ["ses", "xes", "ches", "shes", "zes"]
            .iter()
            .find(|end| word.ends_with(*end))
            .map(|_| word[..word.len() - 2].to_owned())
    };
    let s = || word.strip_suffix('s').filter(|stem| !stem.ends_with('s')).map(str::to_owned);
    stem.or_else(es).or_else(s).unwrap_or_else(|| word.to_owned())
}

/// An operation id made of method and path.
pub(in crate::lower) fn made_id(method: Method, path: &PathTemplate) -> String {
    let mut words = vec![method.as_str().to_lowercase()];
    for segment in &path.segments {
        match segment {
            Segment::Literal(literal) => words.extend(
                literal
                    .split(|letter: char| !letter.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned),
            ),
            Segment::Parameter(name) => {
                words.push("by".to_owned());
                words.push(name.clone());
            }
        }
    }
    words.join("_")
}

/// Takes names that several operations of a group share back to their whole ids.
pub(in crate::lower) fn separate(operations: &mut [crate::model::Operation]) {
    use std::collections::BTreeMap;
    let mut count: BTreeMap<(Vec<String>, String), usize> = BTreeMap::new();
    let key = |operation: &crate::model::Operation| (operation.group.clone(), words(&operation.called).join("_"));
    for operation in operations.iter() {
        *count.entry(key(operation)).or_default() += 1;
    }
    for operation in operations.iter_mut() {
        if count[&key(operation)] > 1 {
            operation.called.clone_from(&operation.id);
        }
    }
}
