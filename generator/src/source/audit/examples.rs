//! Where defaults and examples are, and which schema each is held against.

use super::Audit;
use crate::diagnostic::Code;
use crate::source::grammar::Kind;
use crate::source::support::{http, pointer};
use serde_json::{Map, Value};
use std::borrow::Cow;

impl Audit<'_> {
    /// The default and the examples of a schema are values of it.
    pub(super) fn values_of_schema(&mut self, schema: &Map<String, Value>, at: &str) {
        let named = [("default", Code::WrongDefault), ("example", Code::WrongExample)];
        for (key, code) in named {
            if let Some(value) = schema.get(key).filter(|value| !value.is_null()) {
                self.value_of(code, schema, value, &pointer::join(at, key));
            }
        }
        for (index, example) in schema.get("examples").and_then(Value::as_array).into_iter().flatten().enumerate() {
            self.value_of(Code::WrongExample, schema, example, &format!("{at}/examples/{index}"));
        }
    }

    /// The default of a server variable is one of its values (OpenAPI 3.1 section 4.8.6).
    pub(super) fn default_of_variable(&mut self, variable: &Map<String, Value>, at: &str) {
        let Some(default) = variable.get("default").filter(|value| !value.is_null()) else { return };
        let values: Vec<String> =
            variable.get("enum").and_then(Value::as_array).into_iter().flatten().map(text).collect();
        if values.is_empty() || values.contains(&text(default)) {
            return;
        }
        let message = format!("the default of this variable is none of its values: {}", values.join(", "));
        self.report(Code::WrongDefault, &pointer::join(at, "default"), message).help =
            Some("correct the one or the other".to_owned());
    }

    /// The examples of a parameter, a header or a body are values of its schema. One that is shared among several says
    /// whose it is by its place only, and is passed over.
    pub(super) fn examples(&mut self, kind: Kind, object: &Map<String, Value>, at: &str) {
        let Some(schema) = object.get("schema").and_then(Value::as_object) else { return };
        let target = self.values.target(schema).and_then(Value::as_object).unwrap_or(schema);
        let takes_text = target.get("type").is_none_or(|name| name == "string");
        let one = object.get("example").map(|value| (pointer::join(at, "example"), value));
        let several = object.get("examples").and_then(Value::as_object).into_iter().flatten();
        let several = several.filter_map(|(name, example)| {
            Some((format!("{}/value", pointer::join(&pointer::join(at, "examples"), name)), example.get("value")?))
        });
        let all: Vec<(String, &Value)> = one.into_iter().chain(several).filter(|(_, value)| !value.is_null()).collect();
        for (at, value) in all {
            let value = if takes_text { Cow::Borrowed(value) } else { read_out(value) };
            // What is no text may be written as it is sent.
            if kind == Kind::MediaType || takes_text || !value.is_string() {
                self.value_of(Code::WrongExample, schema, &value, &at);
            }
        }
    }

    fn value_of(&mut self, code: Code, schema: &Map<String, Value>, value: &Value, at: &str) {
        let Some(found) = self.values.contradiction(schema, value) else { return };
        let what = if code == Code::WrongDefault { "default" } else { "example" };
        let message = format!("this {what} is no value of its schema: {}", found.why);
        self.report(code, &format!("{at}{}", found.at), message).help = Some("correct the one or the other".to_owned());
    }
}

/// A value of a server variable, which is text however it is written.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// An example that is written as text of JSON, as that JSON.
fn read_out(value: &Value) -> Cow<'_, Value> {
    let read = value.as_str().and_then(|text| serde_json::from_str(text).ok());
    read.map_or(Cow::Borrowed(value), Cow::Owned)
}

/// Whether a pointer is that of a media type of JSON.
pub(super) fn is_json(at: &str) -> bool {
    let name = pointer::segments(at).last().unwrap_or_default();
    let essence = http::essence(&name);
    essence == "application/json" || essence.ends_with("+json")
}
