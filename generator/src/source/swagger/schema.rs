//! Schemas of Swagger 2.0: references lead elsewhere, a discriminator is a name alone, files are binary text.

use crate::source::extensions::NULLABLE;
use serde_json::{Map, Value, json};

/// A schema as OpenAPI 3.0 has it.
pub(super) fn convert(schema: &Value) -> Value {
    let Some(object) = schema.as_object() else { return schema.clone() };
    let mut out = Map::new();
    for (key, value) in object {
        let converted = match (key.as_str(), value) {
            ("$ref", Value::String(to)) => Value::String(reference(to)),
            ("discriminator", Value::String(name)) => json!({ "propertyName": name }),
            ("type", Value::String(name)) if name == "file" => {
                out.insert("format".to_owned(), "binary".into());
                "string".into()
            }
            ("properties", Value::Object(_)) => super::map(value, convert),
            ("items" | "additionalProperties" | "not", Value::Object(_)) => convert(value),
            ("allOf" | "items", Value::Array(all)) => all.iter().map(convert).collect(),
            (NULLABLE, Value::Bool(flag)) => {
                out.insert("nullable".to_owned(), Value::Bool(*flag));
                continue;
            }
            _ => value.clone(),
        };
        out.insert(key.clone(), converted);
    }
    Value::Object(out)
}

/// Where a reference leads after the conversion.
pub(super) fn reference(to: &str) -> String {
    for (before, now) in [
        ("#/definitions/", "#/components/schemas/"),
        ("#/parameters/", "#/components/parameters/"),
        ("#/responses/", "#/components/responses/"),
    ] {
        if let Some(name) = to.strip_prefix(before) {
            return format!("{now}{name}");
        }
    }
    to.to_owned()
}
