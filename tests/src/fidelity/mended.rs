//! A server that does not keep to its document, met leniently: each property is left out, null, or of another kind, one
//! at a time.

use super::{difference, shortened};
use crate::samples::Built;
use generated_sdk::testing::{RoundTrip, Strictness};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What came of all changes, by what was changed and how.
#[derive(Debug, Default)]
pub struct Outcomes {
    rows: BTreeMap<(String, &'static str), Row>,
    reasons: BTreeMap<String, usize>,
    /// The objects whose properties were changed, by the names of all of them.
    seen: BTreeSet<String>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Row {
    equal: usize,
    assumed: usize,
    refused: usize,
}

impl fmt::Display for Outcomes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<32}{:>8}{:>8}{:>8}", "property", "equal", "assumed", "refused")?;
        for ((kind, change), row) in &self.rows {
            writeln!(f, "{:<32}{:>8}{:>8}{:>8}", format!("{kind} {change}"), row.equal, row.assumed, row.refused)?;
        }
        writeln!(f, "\nrefused because")?;
        self.reasons.iter().try_for_each(|(reason, count)| writeln!(f, "{count:>8}  {reason}"))
    }
}

impl Outcomes {
    /// Tries every change of every property of `sample` that was not there before, and says what was not written back.
    pub fn add(&mut self, round_trip: RoundTrip, sample: &Value) -> Vec<String> {
        let mut places = Vec::new();
        self.properties(sample, &mut Vec::new(), &mut places);
        let mut violations = Vec::new();
        for place in &places {
            let old = at(sample, place);
            for (change, new) in changes(old) {
                let mut value = sample.clone();
                replace(&mut value, place, new);
                violations.extend(self.read(round_trip, &value, (kind(place, old), change)));
            }
        }
        violations
    }

    fn read(&mut self, round_trip: RoundTrip, value: &Value, what: (String, &'static str)) -> Option<String> {
        let text = value.to_string();
        let row = self.rows.entry(what.clone()).or_default();
        match round_trip(&text, Strictness::Lenient) {
            Ok(read) => {
                *(if read.assumed.is_empty() { &mut row.equal } else { &mut row.assumed }) += 1;
                let lost = difference("$", &text, &read.text)?;
                Some(format!("{what:?}: {lost} in {}", shortened(&text)))
            }
            Err(error) => {
                row.refused += 1;
                let reason = error.reason().replace(|digit: char| digit.is_ascii_digit(), "");
                let reason =
                    reason.replace("only  of  required properties", "fewer than half of the required properties");
                let property = error.path().rsplit(['.', ']']).next().unwrap_or_default().to_owned();
                let property = if property == "id" { "own id: " } else { "" };
                *self.reasons.entry(format!("{property}{reason}")).or_default() += 1;
                None
            }
        }
    }

    /// The places of all properties, those of the first element of each list among them.
    fn properties(&mut self, value: &Value, path: &mut Path, places: &mut Vec<Path>) {
        match value {
            Value::Object(object) => {
                let names: Vec<&str> = object.keys().map(String::as_str).collect();
                let is_new = self.seen.insert(names.join(" "));
                for (name, below) in object {
                    path.push(name.clone());
                    if is_new {
                        places.push(path.clone());
                    }
                    self.properties(below, path, places);
                    path.pop();
                }
            }
            Value::Array(list) => {
                if let Some(first) = list.first() {
                    path.push("0".to_owned());
                    self.properties(first, path, places);
                    path.pop();
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

type Path = Vec<String>;

fn at<'v>(value: &'v Value, path: &[String]) -> &'v Value {
    path.iter().fold(value, |value, step| match value {
        Value::Array(list) => &list[0],
        _ => &value[step],
    })
}

fn replace(value: &mut Value, path: &[String], new: Option<Value>) {
    let (last, above) = path.split_last().expect("a property has a name");
    let object = above.iter().fold(value, |value, step| match value {
        Value::Array(list) => &mut list[0],
        _ => &mut value[step],
    });
    let Value::Object(object) = object else { return };
    match new {
        Some(new) => drop(object.insert(last.clone(), new)),
        None => drop(object.remove(last)),
    }
}

/// What is changed.
fn kind(path: &[String], value: &Value) -> String {
    let own = path.last().is_some_and(|name| name == "id");
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    };
    if own { format!("own id ({kind})") } else { kind.to_owned() }
}

/// The changes of a value: left out, null, spelled in another kind where that can be, and of every other kind.
fn changes(old: &Value) -> Vec<(&'static str, Option<Value>)> {
    let mut changes = vec![("left out", None), ("null", Some(Value::Null))];
    match old {
        Value::Bool(_) | Value::Number(_) => changes.push(("spelled in a string", Some(json!(old.to_string())))),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => {}
    }
    let others = [
        ("as a number", json!(7.5)),
        ("as a string", json!("text")),
        ("as true", json!(true)),
        ("as a list", json!([1])),
        ("as an object", json!({"a": 1})),
    ];
    let differs = |new: &Value| std::mem::discriminant(new) != std::mem::discriminant(old);
    changes.extend(others.into_iter().filter(|(_, new)| differs(new)).map(|(change, new)| (change, Some(new))));
    changes
}

/// The sample in which most properties are there.
pub fn fullest(samples: &[Built]) -> Option<&Value> {
    samples.iter().map(|sample| &sample.value).max_by_key(|value| names(value).len())
}

fn names(value: &Value) -> BTreeSet<&str> {
    match value {
        Value::Object(object) => object.keys().map(String::as_str).chain(object.values().flat_map(names)).collect(),
        Value::Array(list) => list.iter().flat_map(names).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => BTreeSet::new(),
    }
}
