//! Parameters of Swagger 2.0: what is said about the value moves into a schema, bodies and forms become bodies.

use super::operation::Media;
use super::{Convert, schema};
use crate::source::extensions::NULLABLE;
use serde_json::{Map, Value, json};

/// Keys that stay with a parameter.
const OWN: &[&str] = &["name", "in", "description", "required", "allowEmptyValue", "deprecated"];

impl Convert<'_> {
    /// A parameter that is none of a body.
    pub(super) fn parameter(&mut self, parameter: &Value, at: &str) -> Value {
        let Some(object) = parameter.as_object() else { return parameter.clone() };
        let mut out = Map::new();
        for (key, value) in object {
            if OWN.contains(&key.as_str()) || key.starts_with("x-") && key != NULLABLE {
                out.insert(key.clone(), value.clone());
            }
        }
        out.insert("schema".to_owned(), of_value(object));
        if object.get("type").and_then(Value::as_str) == Some("array") {
            let is_query = object.get("in").and_then(Value::as_str) == Some("query");
            let (style, explode) = match object.get("collectionFormat").and_then(Value::as_str) {
                Some("multi") => ("form", true),
                Some("ssv") if is_query => ("spaceDelimited", false),
                Some("pipes") if is_query => ("pipeDelimited", false),
                Some(format @ ("tsv" | "ssv" | "pipes")) => {
                    self.left_out(at, &format!("`collectionFormat: {format}`"));
                    (if is_query { "form" } else { "simple" }, false)
                }
                _ => (if is_query { "form" } else { "simple" }, false),
            };
            out.insert("style".to_owned(), style.into());
            out.insert("explode".to_owned(), Value::Bool(explode));
        }
        Value::Object(out)
    }

    /// The body that a parameter `in: body` is.
    pub(super) fn body(&mut self, parameter: &Value, media: &Media, at: &str) -> Value {
        let schema = schema::convert(&parameter["schema"]);
        let named = self.bounded_media(media.consumes(), &schema, at).iter();
        let content: Map<String, Value> = named.map(|media| (media.clone(), json!({ "schema": schema }))).collect();
        let mut out = Map::new();
        if let Some(words) = parameter.get("description") {
            out.insert("description".to_owned(), words.clone());
        }
        out.insert("required".to_owned(), parameter["required"].as_bool().unwrap_or_default().into());
        out.insert("content".to_owned(), Value::Object(content));
        Value::Object(out)
    }
}

/// The schema that the keys of a parameter, header or list item say.
pub(super) fn of_value(object: &Map<String, Value>) -> Value {
    let mut out = Map::new();
    for (key, value) in object {
        let is_own = OWN.contains(&key.as_str()) || key == "collectionFormat";
        if key == "items" {
            out.insert(key.clone(), value.as_object().map_or_else(|| value.clone(), of_value));
        } else if !is_own && (!key.starts_with("x-") || key == NULLABLE) {
            out.insert(key.clone(), value.clone());
        }
    }
    schema::convert(&Value::Object(out))
}

/// The body that parameters `in: formData` are together.
pub(super) fn form(parts: &[Value], media: &Media) -> Value {
    let (mut properties, mut required, mut encoding) = (Map::new(), Vec::new(), Map::new());
    for object in parts.iter().filter_map(Value::as_object) {
        let Some(name) = object.get("name").and_then(Value::as_str) else { continue };
        let mut schema = of_value(object);
        if let (Some(words), Some(schema)) = (object.get("description"), schema.as_object_mut()) {
            schema.insert("description".to_owned(), words.clone());
        }
        properties.insert(name.to_owned(), schema);
        if object.get("required").and_then(Value::as_bool) == Some(true) {
            required.push(Value::from(name));
        }
        // Files are never joined.
        let is_list = object.get("type").and_then(Value::as_str) == Some("array")
            && object.get("items").is_none_or(|items| items["type"] != "file");
        let style = match object.get("collectionFormat").and_then(Value::as_str) {
            Some("multi") => None,
            Some("ssv") => Some("spaceDelimited"),
            Some("pipes") => Some("pipeDelimited"),
            _ => Some("form"),
        };
        if let Some(style) = style.filter(|_| is_list) {
            encoding.insert(name.to_owned(), json!({ "style": style, "explode": false }));
        }
    }
    let has_file = parts.iter().any(|part| part["type"] == "file" || part["items"]["type"] == "file");
    let is_required = !required.is_empty();
    let mut schema = json!({ "type": "object", "properties": properties });
    if is_required {
        schema["required"] = Value::Array(required);
    }
    let media = match has_file || media.consumes().iter().any(|media| media == "multipart/form-data") {
        true => "multipart/form-data",
        false => "application/x-www-form-urlencoded",
    };
    let mut content = json!({ "schema": schema });
    if !encoding.is_empty() {
        content["encoding"] = Value::Object(encoding);
    }
    json!({ "required": is_required, "content": { media: content } })
}
