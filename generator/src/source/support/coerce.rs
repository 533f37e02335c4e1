//! Whether a value is what its keyword holds, and what can be meant where it is not. The audit reports what
//! is coerced or dropped here, and the downlevelling does it, so that the two cannot disagree.

use crate::source::grammar::{Kind, ValueKind};
use serde_json::{Map, Value};

/// How a value fits.
#[derive(Debug, PartialEq)]
pub enum Validity {
    /// As it should be.
    Right,
    /// Nothing is there: `null` stands for a keyword that was left empty.
    Absent,
    /// Not as it should be, but what is meant can be known.
    Coerced(Value),
    /// Means nothing here.
    Invalid,
}

/// The names of JSON Schema's types.
pub const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

/// Compares a value with what its keyword holds.
pub fn validity(holds: ValueKind, value: &Value) -> Validity {
    if value.is_null() && holds != ValueKind::Data {
        return Validity::Absent;
    }
    match holds {
        ValueKind::Data => Validity::Right,
        ValueKind::Text => text(value),
        ValueKind::Flag => flag(value),
        ValueKind::Count => count(value),
        ValueKind::Number => number(value),
        ValueKind::Bound if value.is_boolean() => Validity::Right,
        ValueKind::Bound => match flag(value) {
            Validity::Invalid => number(value),
            fit => fit,
        },
        ValueKind::Types => types(value),
        ValueKind::Texts => texts(value),
        ValueKind::TextMap => entries(value, text),
        ValueKind::TextsMap => entries(value, texts),
        ValueKind::Values => match value {
            Value::Array(_) => Validity::Right,
            Value::Object(_) => Validity::Invalid,
            scalar => Validity::Coerced(Value::Array(vec![scalar.clone()])),
        },
        ValueKind::One(kind) => object(kind, value),
        ValueKind::List(_) => match value {
            Value::Array(_) => Validity::Right,
            Value::Object(_) => Validity::Coerced(Value::Array(vec![value.clone()])),
            _ => Validity::Invalid,
        },
        ValueKind::Map(_) => match value {
            Value::Object(_) => Validity::Right,
            // What some languages write for an empty object.
            Value::Array(list) if list.is_empty() => Validity::Coerced(Value::Object(Map::new())),
            _ => Validity::Invalid,
        },
        ValueKind::SchemaOrFlag if value.is_object() => Validity::Right,
        ValueKind::SchemaOrFlag => flag(value),
        ValueKind::SchemaOrList if value.is_array() => Validity::Right,
        ValueKind::SchemaOrList => object(Kind::Schema, value),
    }
}

/// Compares an object, or what stands for one.
pub fn object(kind: Kind, value: &Value) -> Validity {
    match (kind, value) {
        (_, Value::Object(_)) | (Kind::Schema, Value::Bool(_)) => Validity::Right,
        (Kind::Discriminator, Value::String(name)) => {
            Validity::Coerced(Value::Object(Map::from_iter([("propertyName".to_owned(), Value::String(name.clone()))])))
        }
        (Kind::Callback | Kind::SecurityRequirement | Kind::Flows, Value::Array(list)) if list.is_empty() => {
            Validity::Coerced(Value::Object(Map::new()))
        }
        _ => Validity::Invalid,
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
pub fn expected(holds: ValueKind) -> &'static str {
    match holds {
        ValueKind::Text => "text",
        ValueKind::Flag => "`true` or `false`",
        ValueKind::Count => "a whole number from 0",
        ValueKind::Number | ValueKind::Bound => "a number",
        ValueKind::Types => "the name of a JSON type",
        ValueKind::Texts => "a list of texts",
        ValueKind::TextMap => "texts by name",
        ValueKind::TextsMap => "lists of texts by name",
        ValueKind::Values | ValueKind::List(_) => "a list",
        ValueKind::Data => "any value",
        ValueKind::One(Kind::Schema) | ValueKind::SchemaOrList | ValueKind::SchemaOrFlag => "a schema",
        ValueKind::One(_) => "an object",
        ValueKind::Map(_) => "objects by name",
    }
}

fn text(value: &Value) -> Validity {
    match value {
        Value::String(_) => Validity::Right,
        Value::Number(_) | Value::Bool(_) => Validity::Coerced(Value::String(value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => Validity::Invalid,
    }
}

fn flag(value: &Value) -> Validity {
    match value {
        Value::Bool(_) => Validity::Right,
        Value::String(text) if text.eq_ignore_ascii_case("true") => Validity::Coerced(Value::Bool(true)),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Validity::Coerced(Value::Bool(false)),
        _ => Validity::Invalid,
    }
}

fn count(value: &Value) -> Validity {
    let meant = match value {
        Value::Number(number) if number.is_u64() => return Validity::Right,
        Value::Number(number) => {
            number.as_f64().filter(|n| *n >= 0.0 && n.fract() == 0.0 && *n < 9.0e15).map(|n| n as u64)
        }
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    meant.map_or(Validity::Invalid, |meant: u64| Validity::Coerced(meant.into()))
}

fn number(value: &Value) -> Validity {
    match value {
        Value::Number(_) => Validity::Right,
        Value::String(text) => match serde_json::from_str::<serde_json::Number>(text.trim()) {
            Ok(number) => Validity::Coerced(Value::Number(number)),
            Err(_) => Validity::Invalid,
        },
        _ => Validity::Invalid,
    }
}

fn types(value: &Value) -> Validity {
    let known = |name: &str| TYPES.contains(&name);
    let meant = |name: &str| TYPES.into_iter().find(|known| known.eq_ignore_ascii_case(name));
    match value {
        Value::String(name) if known(name) => Validity::Right,
        Value::String(name) => meant(name).map_or(Validity::Invalid, |name| Validity::Coerced(name.into())),
        Value::Array(list) if list.iter().all(|name| name.as_str().is_some_and(known)) => Validity::Right,
        Value::Array(list) => {
            // An unquoted `null` in YAML is the value, and means the name.
            let names =
                list.iter().filter_map(|name| if name.is_null() { Some("null") } else { meant(name.as_str()?) });
            Validity::Coerced(names.collect())
        }
        _ => Validity::Invalid,
    }
}

fn texts(value: &Value) -> Validity {
    match value {
        Value::Array(list) if list.iter().all(Value::is_string) => Validity::Right,
        Value::Array(list) => Validity::Coerced(
            list.iter()
                .filter_map(|element| match text(element) {
                    Validity::Right => Some(element.clone()),
                    Validity::Coerced(text) => Some(text),
                    Validity::Absent | Validity::Invalid => None,
                })
                .collect(),
        ),
        Value::String(_) => Validity::Coerced(Value::Array(vec![value.clone()])),
        _ => Validity::Invalid,
    }
}

fn entries(value: &Value, of: fn(&Value) -> Validity) -> Validity {
    let Value::Object(map) = value else { return Validity::Invalid };
    if map.values().all(|value| of(value) == Validity::Right) {
        return Validity::Right;
    }
    let mended = map.iter().filter_map(|(name, value)| match of(value) {
        Validity::Right => Some((name.clone(), value.clone())),
        Validity::Coerced(value) => Some((name.clone(), value)),
        Validity::Absent | Validity::Invalid => None,
    });
    Validity::Coerced(Value::Object(mended.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_meant_is_read() {
        assert_eq!(validity(ValueKind::Text, &json!(1.5)), Validity::Coerced(json!("1.5")));
        assert_eq!(validity(ValueKind::Flag, &json!("true")), Validity::Coerced(json!(true)));
        assert_eq!(validity(ValueKind::Count, &json!(3.0)), Validity::Coerced(json!(3)));
        assert_eq!(validity(ValueKind::Count, &json!(-1)), Validity::Invalid);
        assert_eq!(validity(ValueKind::Types, &json!("String")), Validity::Coerced(json!("string")));
        assert_eq!(validity(ValueKind::Types, &json!(["string", null])), Validity::Coerced(json!(["string", "null"])));
        assert_eq!(validity(ValueKind::Texts, &json!(true)), Validity::Invalid);
        assert_eq!(validity(ValueKind::Map(Kind::Schema), &json!([])), Validity::Coerced(json!({})));
        assert_eq!(validity(ValueKind::Text, &json!(null)), Validity::Absent);
    }
}
