//! A server that does not keep to its document, met leniently: each property is left out, null, or of another kind, one
//! at a time.

use super::{difference, shortened};
use generated_sdk::testing::{RoundTrip, Strictness};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What came of all changes, by what was changed and how.
#[derive(Debug, Default)]
pub struct Outcomes {
    rows: BTreeMap<(String, &'static str), Row>,
    reasons: BTreeMap<String, usize>,
    /// The objects whose properties were changed: types by their names, what is within by the names and kinds of all of
    /// its properties.
    seen: BTreeSet<String>,
}

/// A JSON text in which one property was changed.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The text.
    pub text: String,
    what: (String, &'static str),
}

/// What became of a changed text.
pub enum Became<'a> {
    /// It was read, and this was written again; so many assumptions were made.
    Read(&'a str, usize),
    /// It was refused at a path, for a reason.
    Refused(&'a str, &'a str),
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
    /// Tries every change of every property of a value of the type `name` that was not there before, and says what was not
    /// written back.
    pub fn add(&mut self, name: &str, round_trip: RoundTrip, sample: &Value) -> Vec<String> {
        let changes = self.changes(name, sample);
        let read = |changed: &Changed| match round_trip(&changed.text, Strictness::Lenient) {
            Ok(read) => self.record(changed, &Became::Read(&read.text, read.assumed.len())),
            Err(error) => self.record(changed, &Became::Refused(&error.path(), &error.reason())),
        };
        changes.iter().filter_map(read).collect()
    }

    /// Every change of every property of a value of the type `name` that was not there before.
    pub fn changes(&mut self, name: &str, sample: &Value) -> Vec<Changed> {
        let mut places = Vec::new();
        self.properties(name, sample, &mut Vec::new(), &mut places);
        let at_place = |place: &Path| {
            let old = at(sample, place);
            let changed = |(change, new)| {
                let mut value = sample.clone();
                replace(&mut value, place, new);
                Changed { text: value.to_string(), what: (kind(place, old), change) }
            };
            changes(old).into_iter().map(changed).collect::<Vec<_>>()
        };
        places.iter().flat_map(at_place).collect()
    }

    /// Counts what became of a change; says what differs if it was not written again as it came.
    pub fn record(&mut self, changed: &Changed, became: &Became<'_>) -> Option<String> {
        let row = self.rows.entry(changed.what.clone()).or_default();
        match became {
            Became::Read(written, assumed) => {
                *(if *assumed == 0 { &mut row.equal } else { &mut row.assumed }) += 1;
                let lost = difference("$", &changed.text, written)?;
                Some(format!("{:?}: {lost} in {}", changed.what, shortened(&changed.text)))
            }
            Became::Refused(path, reason) => {
                row.refused += 1;
                let reason = reason.replace(|digit: char| digit.is_ascii_digit(), "");
                let reason =
                    reason.replace("only  of  required properties", "fewer than half of the required properties");
                let property = if path.rsplit(['.', ']']).next() == Some("id") { "own id: " } else { "" };
                *self.reasons.entry(format!("{property}{reason}")).or_default() += 1;
                None
            }
        }
    }

    /// The places of all properties, those of the first element of each list among them. Those of the value itself are
    /// listed for every type, those within it once for objects with the same properties.
    fn properties(&mut self, name: &str, value: &Value, path: &mut Path, places: &mut Vec<Path>) {
        match value {
            Value::Object(object) => {
                let kinds = || object.iter().map(|(name, value)| format!("{name}:{} ", word(value))).collect();
                let is_new = self.seen.insert(if path.is_empty() { name.to_owned() } else { kinds() });
                for (property, below) in object {
                    path.push(property.clone());
                    if is_new {
                        places.push(path.clone());
                    }
                    self.properties(name, below, path, places);
                    path.pop();
                }
            }
            Value::Array(list) => {
                if let Some(first) = list.first() {
                    path.push("0".to_owned());
                    self.properties(name, first, path, places);
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
    if own { format!("own id ({})", word(value)) } else { word(value).to_owned() }
}

fn word(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
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
