//! Whether a value is what its keyword holds, and what can be meant where it is not. The audit reports what
//! is mended or dropped here, and the downlevelling does it, so that the two cannot disagree.

use crate::source::grammar::{Holds, Kind};
use serde_json::{Map, Value};

/// How a value fits.
#[derive(Debug, PartialEq)]
pub enum Fit {
    /// As it should be.
    Right,
    /// Nothing is there: `null` stands for a keyword that was left empty.
    Absent,
    /// Not as it should be, but what is meant can be told.
    Mended(Value),
    /// Means nothing here.
    Wrong,
}

/// The names of JSON Schema's types.
pub const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

/// Compares a value with what its keyword holds.
pub fn fit(holds: Holds, value: &Value) -> Fit {
    if value.is_null() && holds != Holds::Data {
        return Fit::Absent;
    }
    match holds {
        Holds::Data => Fit::Right,
        Holds::Text => text(value),
        Holds::Flag => flag(value),
        Holds::Count => count(value),
        Holds::Number => number(value),
        Holds::Bound if value.is_boolean() => Fit::Right,
        Holds::Bound => match flag(value) {
            Fit::Wrong => number(value),
            fit => fit,
        },
        Holds::Types => types(value),
        Holds::Texts => texts(value),
        Holds::TextMap => entries(value, text),
        Holds::TextsMap => entries(value, texts),
        Holds::Values => match value {
            Value::Array(_) => Fit::Right,
            Value::Object(_) => Fit::Wrong,
            scalar => Fit::Mended(Value::Array(vec![scalar.clone()])),
        },
        Holds::One(kind) => object(kind, value),
        Holds::List(_) => match value {
            Value::Array(_) => Fit::Right,
            Value::Object(_) => Fit::Mended(Value::Array(vec![value.clone()])),
            _ => Fit::Wrong,
        },
        Holds::Map(_) => match value {
            Value::Object(_) => Fit::Right,
            // What some languages write for an empty object.
            Value::Array(list) if list.is_empty() => Fit::Mended(Value::Object(Map::new())),
            _ => Fit::Wrong,
        },
        Holds::SchemaOrFlag if value.is_object() => Fit::Right,
        Holds::SchemaOrFlag => flag(value),
        Holds::SchemaOrList if value.is_array() => Fit::Right,
        Holds::SchemaOrList => object(Kind::Schema, value),
    }
}

/// Compares an object, or what stands for one.
pub fn object(kind: Kind, value: &Value) -> Fit {
    match (kind, value) {
        (_, Value::Object(_)) | (Kind::Schema, Value::Bool(_)) => Fit::Right,
        (Kind::Discriminator, Value::String(name)) => {
            Fit::Mended(Value::Object(Map::from_iter([("propertyName".to_owned(), Value::String(name.clone()))])))
        }
        (Kind::Callback | Kind::SecurityRequirement | Kind::Flows, Value::Array(list)) if list.is_empty() => {
            Fit::Mended(Value::Object(Map::new()))
        }
        _ => Fit::Wrong,
    }
}

/// What a value is, for messages.
pub fn noun(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a flag",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// What a keyword holds, for messages.
pub fn expected(holds: Holds) -> &'static str {
    match holds {
        Holds::Text => "text",
        Holds::Flag => "`true` or `false`",
        Holds::Count => "a whole number from 0",
        Holds::Number | Holds::Bound => "a number",
        Holds::Types => "the name of a JSON type",
        Holds::Texts => "a list of texts",
        Holds::TextMap => "texts by name",
        Holds::TextsMap => "lists of texts by name",
        Holds::Values | Holds::List(_) => "a list",
        Holds::Data => "any value",
        Holds::One(Kind::Schema) | Holds::SchemaOrList | Holds::SchemaOrFlag => "a schema",
        Holds::One(_) => "an object",
        Holds::Map(_) => "objects by name",
    }
}

fn text(value: &Value) -> Fit {
    match value {
        Value::String(_) => Fit::Right,
        Value::Number(_) | Value::Bool(_) => Fit::Mended(Value::String(value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => Fit::Wrong,
    }
}

fn flag(value: &Value) -> Fit {
    match value {
        Value::Bool(_) => Fit::Right,
        Value::String(text) if text.eq_ignore_ascii_case("true") => Fit::Mended(Value::Bool(true)),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Fit::Mended(Value::Bool(false)),
        _ => Fit::Wrong,
    }
}

fn count(value: &Value) -> Fit {
    let meant = match value {
        Value::Number(number) if number.is_u64() => return Fit::Right,
        Value::Number(number) => {
            number.as_f64().filter(|n| *n >= 0.0 && n.fract() == 0.0 && *n < 9.0e15).map(|n| n as u64)
        }
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    meant.map_or(Fit::Wrong, |meant: u64| Fit::Mended(meant.into()))
}

fn number(value: &Value) -> Fit {
    match value {
        Value::Number(_) => Fit::Right,
        Value::String(text) => match serde_json::from_str::<serde_json::Number>(text.trim()) {
            Ok(number) => Fit::Mended(Value::Number(number)),
            Err(_) => Fit::Wrong,
        },
        _ => Fit::Wrong,
    }
}

fn types(value: &Value) -> Fit {
    let known = |name: &str| TYPES.contains(&name);
    let meant = |name: &str| TYPES.into_iter().find(|known| known.eq_ignore_ascii_case(name));
    match value {
        Value::String(name) if known(name) => Fit::Right,
        Value::String(name) => meant(name).map_or(Fit::Wrong, |name| Fit::Mended(name.into())),
        Value::Array(list) if list.iter().all(|name| name.as_str().is_some_and(known)) => Fit::Right,
        Value::Array(list) => {
            // An unquoted `null` in YAML is the value, and means the name.
            let names =
                list.iter().filter_map(|name| if name.is_null() { Some("null") } else { meant(name.as_str()?) });
            Fit::Mended(names.collect())
        }
        _ => Fit::Wrong,
    }
}

fn texts(value: &Value) -> Fit {
    match value {
        Value::Array(list) if list.iter().all(Value::is_string) => Fit::Right,
        Value::Array(list) => Fit::Mended(
            list.iter()
                .filter_map(|element| match text(element) {
                    Fit::Right => Some(element.clone()),
                    Fit::Mended(text) => Some(text),
                    Fit::Absent | Fit::Wrong => None,
                })
                .collect(),
        ),
        Value::String(_) => Fit::Mended(Value::Array(vec![value.clone()])),
        _ => Fit::Wrong,
    }
}

fn entries(value: &Value, of: fn(&Value) -> Fit) -> Fit {
    let Value::Object(map) = value else { return Fit::Wrong };
    if map.values().all(|value| of(value) == Fit::Right) {
        return Fit::Right;
    }
    let mended = map.iter().filter_map(|(name, value)| match of(value) {
        Fit::Right => Some((name.clone(), value.clone())),
        Fit::Mended(value) => Some((name.clone(), value)),
        Fit::Absent | Fit::Wrong => None,
    });
    Fit::Mended(Value::Object(mended.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_meant_is_read() {
        assert_eq!(fit(Holds::Text, &json!(1.5)), Fit::Mended(json!("1.5")));
        assert_eq!(fit(Holds::Flag, &json!("true")), Fit::Mended(json!(true)));
        assert_eq!(fit(Holds::Count, &json!(3.0)), Fit::Mended(json!(3)));
        assert_eq!(fit(Holds::Count, &json!(-1)), Fit::Wrong);
        assert_eq!(fit(Holds::Types, &json!("String")), Fit::Mended(json!("string")));
        assert_eq!(fit(Holds::Types, &json!(["string", null])), Fit::Mended(json!(["string", "null"])));
        assert_eq!(fit(Holds::Texts, &json!(true)), Fit::Wrong);
        assert_eq!(fit(Holds::Map(Kind::Schema), &json!([])), Fit::Mended(json!({})));
        assert_eq!(fit(Holds::Text, &json!(null)), Fit::Absent);
    }
}
