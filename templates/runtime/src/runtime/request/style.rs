//! Parameter values as text, by the styles of OpenAPI (3.1 section 4.8.12.2). Values come as JSON, so that this is
//! written once for all types.

use super::encode_component;
use crate::runtime::{
    json::{Document, Encode, Kind, Value, encode_to_string},
    operation::{Parameter, Part, Style},
};

/// A value of the JSON text of a parameter.
fn with_value<T>(json: &str, read: impl FnOnce(Value<'_>) -> T) -> T {
    read(Document::parse(json.as_bytes()).expect("our own JSON is JSON").root())
}

/// A scalar as text, not encoded; lists and objects within lists as JSON.
fn scalar(value: Value<'_>) -> String {
    value.as_str().map_or_else(|| value.raw().to_owned(), |text| text.into_owned())
}

/// Elements of a list, keys and values of an object, or the value itself.
fn flat(value: Value<'_>) -> Vec<String> {
    match value.kind() {
        Kind::List => value.elements().map(scalar).collect(),
        Kind::Object => value.entries().flat_map(|(key, value)| [key.into_owned(), scalar(value)]).collect(),
        Kind::Null | Kind::Boolean | Kind::Number | Kind::String => vec![scalar(value)],
    }
}

pub(super) fn path(parameter: Option<&Parameter>, name: &str, value: &dyn Encode) -> Result<String, String> {
    let json = encode_to_string(value);
    let _ = parameter;
    let parts = with_value(&json, flat);
    let text = parts.iter().map(|part| encode_component(part).to_string()).collect::<Vec<_>>().join(",");
    match text.as_str() {
        "" => Err(format!("path parameter `{name}` is empty")),
        "." | ".." => Err(format!("path parameter `{name}` is `{text}`, which would change the path")),
        _ => Ok(text),
    }
}

pub(super) fn query(parameter: Option<&Parameter>, name: &str, json: &str) -> String {
    let (style, explode) = parameter.map_or((Style::Form, true), |parameter| (parameter.style, parameter.explode));
    let pair = |name: &str, value: &str| format!("{}={}", encode_component(name), encode_component(value));
    with_value(json, |value| match (style, value.kind()) {
        (_, Kind::Null) => String::new(),
        (Style::Json, _) => pair(name, json),
        (Style::DeepObject, Kind::Object) => {
            let pieces = value.entries().map(|(key, value)| entry(name, &key, value));
            pieces.filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join("&")
        }
        (_, Kind::Object) if explode => {
            value.entries().map(|(key, value)| pair(&key, &scalar(value))).collect::<Vec<_>>().join("&")
        }
        (_, Kind::List) if explode => {
            value.elements().map(|value| pair(name, &scalar(value))).collect::<Vec<_>>().join("&")
        }
        (_, Kind::List | Kind::Object) => {
            let separator = match style {
                Style::SpaceDelimited => "%20",
                Style::PipeDelimited => "%7C",
                _ => ",",
            };
            let parts: Vec<_> = flat(value).iter().map(|part| encode_component(part).to_string()).collect();
            if parts.is_empty() { String::new() } else { format!("{}={}", encode_component(name), parts.join(separator)) }
        }
        (_, Kind::Boolean | Kind::Number | Kind::String) => pair(name, &scalar(value)),
    })
}

pub(super) fn query_entry(_: Option<&Parameter>, name: &str, key: &str, json: &str) -> String {
    with_value(json, |value| entry(name, key, value))
}

/// `name[key]=value`; a list repeats it.
fn entry(name: &str, key: &str, value: Value<'_>) -> String {
    let name = format!("{}[{}]", encode_component(name), encode_component(key));
    let values = match value.kind() {
        Kind::Null => Vec::new(),
        Kind::List => value.elements().map(scalar).collect(),
        Kind::Boolean | Kind::Number | Kind::String | Kind::Object => vec![scalar(value)],
    };
    values.iter().map(|value| format!("{name}={}", encode_component(value))).collect::<Vec<_>>().join("&")
}

pub(super) fn header(_: Option<&Parameter>, _: &str, value: &dyn Encode) -> String {
    with_value(&encode_to_string(value), |value| flat(value).join(","))
}

pub(super) fn cookie(_: Option<&Parameter>, name: &str, value: &dyn Encode) -> String {
    with_value(&encode_to_string(value), |value| format!("{name}={}", encode_component(&flat(value).join(","))))
}

pub(super) fn form(parts: &[Part], json: &str) -> String {
    let _ = parts;
    with_value(json, |value| {
        let pairs = value.entries().filter(|(_, value)| !value.is_null());
        pairs
            .map(|(key, value)| query(None, &key, value.raw()))
            .filter(|piece| !piece.is_empty())
            .collect::<Vec<_>>()
            .join("&")
    })
}

pub(super) fn multipart(parts: &[Part], json: &str, boundary: &str) -> Vec<u8> {
    let _ = (parts, json);
    format!("--{boundary}--\r\n").into_bytes()
}
