//! The parts of a recorded request line, distinguished by what the operation says of its parameters.

use generated_sdk::Operation;
use generated_sdk::runtime::{Parameter, Place, Segment, Style};
use serde_json::{Map, Value};

/// Values of the path parameters, if the path is one of the operation. Slashes given twice count once where the path
/// is none as it stands.
pub(super) fn path_values(operation: &Operation, path: &str) -> Option<Vec<(&'static str, String)>> {
    values_of(operation, path).or_else(|| {
        let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
        let end = if path.ends_with('/') { "/" } else { "" };
        values_of(operation, &format!("/{}{end}", steps.join("/")))
    })
}

fn values_of(operation: &Operation, path: &str) -> Option<Vec<(&'static str, String)>> {
    let mut values = Vec::new();
    let mut rest = path;
    let mut segments = operation.path.iter().peekable();
    while let Some(segment) = segments.next() {
        match segment {
            Segment::Literal(text) => rest = rest.strip_prefix(text)?,
            Segment::Parameter(name) => {
                let end = match segments.peek() {
                    Some(Segment::Literal(text)) => rest.find(text)?,
                    Some(Segment::Parameter(_)) | None => rest.len(),
                };
                values.push((*name, decoded(&rest[..end])));
                rest = &rest[end..];
            }
        }
    }
    rest.is_empty().then_some(values)
}

/// The pairs of a query or form, decoded.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let pieces = text.split('&').filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            (decoded(&name.replace('+', " ")), decoded(&value.replace('+', " ")))
        })
        .collect()
}

/// Names and values as they stand in a query.
type Pairs = Vec<(String, String)>;

/// The values of the query parameters an operation has, and the pairs that belong to none.
pub(super) fn query_values(operation: &Operation, pairs: &[(String, String)]) -> (Vec<(&'static str, Value)>, Pairs) {
    let mut values: Vec<(&'static str, Value)> = Vec::new();
    let mut extra = Vec::new();
    for (name, text) in pairs {
        let base = name.split('[').next().unwrap_or(name);
        let parameters = operation.parameters.iter().filter(|parameter| parameter.place == Place::Query);
        let known = parameters.into_iter().find(|parameter| {
            let deep = parameter.style == Style::DeepObject;
            if deep { parameter.name == base && name != base } else { parameter.name == name }
        });
        match known {
            Some(parameter) => add(&mut values, parameter, name, text),
            None => extra.push((name.clone(), text.clone())),
        }
    }
    (values, extra)
}

fn add(values: &mut Vec<(&'static str, Value)>, parameter: &'static Parameter, name: &str, text: &str) {
    let at = values.iter().position(|(known, _)| *known == parameter.name).unwrap_or_else(|| {
        let empty = if parameter.style == Style::DeepObject { Value::Object(Map::new()) } else { Value::Null };
        values.push((parameter.name, empty));
        values.len() - 1
    });
    match &mut values[at].1 {
        Value::Object(object) => {
            let key = name[parameter.name.len()..].trim_start_matches('[').trim_end_matches(']');
            append(object.entry(key).or_insert(Value::Null), text);
        }
        value => append(value, text),
    }
}

fn append(value: &mut Value, text: &str) {
    let text = Value::String(text.to_owned());
    *value = match std::mem::take(value) {
        Value::Null => text,
        Value::Array(mut items) => {
            items.push(text);
            Value::Array(items)
        }
        single => Value::Array(vec![single, text]),
    };
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}
