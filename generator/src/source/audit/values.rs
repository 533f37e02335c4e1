//! Defaults and examples, held against the schema that they stand in.

use serde_json::{Map, Value};

/// Why a value is none of its schema, as far as `type`, `nullable` and `enum` say; nothing where it is one, or where the
/// schema does not say.
pub(super) fn contradiction(schema: &Map<String, Value>, value: &Value) -> Option<String> {
    if value.is_null() && may_be_null(schema) {
        return None;
    }
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.iter().any(|name| is_of(name, value)) {
        return Some(format!("its type is {}", types.join(" or ")));
    }
    let values = schema.get("enum").and_then(Value::as_array).filter(|values| !values.is_empty())?;
    (!values.contains(value)).then(|| "it is none of the values of `enum`".to_owned())
}

fn may_be_null(schema: &Map<String, Value>) -> bool {
    let listed =
        |key: &str, wanted: &Value| schema.get(key).and_then(Value::as_array).is_some_and(|list| list.contains(wanted));
    schema.get("nullable") == Some(&Value::Bool(true))
        || listed("enum", &Value::Null)
        || listed("type", &Value::from("null"))
        || !schema.contains_key("type")
}

/// Whether a value is of a type of JSON Schema; of an unknown type anything is.
fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}
