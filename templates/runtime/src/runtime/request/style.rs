//! Values as text for their place in a request. Values come as JSON, so that this is written once for all types.

use super::encode::{self, Property, Rule, Style};
use super::encode_component;
use crate::runtime::{
    json::{Document, Encode, Kind, Value, encode_to_string},
    operation::{Parameter, Part},
};

/// The rule for a parameter; one the operation does not list is written in the default style of its place.
fn rule<'a>(parameter: Option<&'a Parameter>, default: Parameter) -> Rule<'a> {
    let Parameter { name, place: _, style, explode, allow_reserved, required: _ } = *parameter.unwrap_or(&default);
    Rule { name, style, explode, allow_reserved }
}

fn with_value<T>(json: &str, read: impl FnOnce(Value<'_>) -> T) -> T {
    read(Document::parse(json.as_bytes()).expect("what a model is encoded to is JSON").root())
}

pub(super) fn path(parameter: Option<&Parameter>, name: &'static str, json: &str) -> Result<String, String> {
    let rule = rule(parameter, Parameter::path(name));
    // Nearly all are ids: text that is its own JSON, and needs no reading.
    match plain(json) {
        Some(id) if rule.style == Style::Simple && !rule.allow_reserved => Ok(encode_component(id).into_owned()),
        _ => with_value(json, |value| encode::path(&rule, value)).map_err(|error| error.to_string()),
    }
}

/// The text of a JSON string without escapes, if it can be nothing but a name within a path.
fn plain(json: &str) -> Option<&str> {
    let text = json.strip_prefix('"')?.strip_suffix('"')?;
    let is_name = !text.is_empty() && !text.contains(['\\', '.']);
    is_name.then_some(text)
}

pub(super) fn query(parameter: Option<&Parameter>, name: &'static str, json: &str) -> String {
    let rule = rule(parameter, Parameter::query(name));
    with_value(json, |value| encode::query(&rule, value))
}

/// The properties of an object that are written like parameters, each with its name, its text and its JSON; none if the
/// value is no object, or is written as one.
pub(super) fn properties(parameter: Option<&Parameter>, json: &str) -> Option<Vec<(String, String, String)>> {
    let parameter = parameter.filter(|parameter| parameter.explode && json.starts_with('{'))?;
    let is_deep = match parameter.style {
        Style::Form => false,
        Style::DeepObject => true,
        Style::Simple | Style::Label | Style::Matrix | Style::SpaceDelimited | Style::PipeDelimited | Style::Json => {
            return None;
        }
    };
    let rule = rule(Some(parameter), Parameter::query(parameter.name));
    let name = |key: &str| if is_deep { format!("{}[{key}]", parameter.name) } else { key.to_owned() };
    let properties = |value: Value<'_>| {
        let entries = value.entries();
        entries.map(|(key, value)| (name(&key), encode::entry(&rule, &key, value), value.raw().to_owned())).collect()
    };
    Some(with_value(json, properties))
}

pub(super) fn query_entry(parameter: Option<&Parameter>, name: &'static str, key: &str, json: &str) -> String {
    let rule = rule(parameter, Parameter::query(name).style(Style::DeepObject, true));
    with_value(json, |value| encode::entry(&rule, key, value))
}

pub(super) fn header(parameter: Option<&Parameter>, name: &'static str, value: &dyn Encode) -> Option<String> {
    let rule = rule(parameter, Parameter::header(name));
    with_value(&encode_to_string(value), |value| encode::header(&rule, value))
}

pub(super) fn cookie(parameter: Option<&Parameter>, name: &'static str, value: &dyn Encode) -> Vec<String> {
    let rule = rule(parameter, Parameter::cookie(name));
    with_value(&encode_to_string(value), |value| encode::cookie(&rule, value))
}

/// The text of a form; none if the value is no object.
pub(super) fn form(parts: &[Part], json: &str) -> Option<String> {
    let property = |part: &Part| Property {
        name: part.name,
        style: part.style,
        explode: part.explode,
        allow_reserved: part.allow_reserved,
    };
    let properties: Vec<_> = parts.iter().map(property).collect();
    with_value(json, |value| (value.kind() == Kind::Object).then(|| encode::form(value, &properties)))
}
