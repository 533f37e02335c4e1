//! Query parameters.

use super::percent::{component, reserved};
use super::scalar::{members, text};
use super::{Rule, Style};
use crate::runtime::json::{Kind, Value};

/// A query parameter as `name=value` pairs joined with `&`. Empty if there is nothing to send.
pub fn query(rule: &Rule<'_>, value: Value<'_>) -> String {
    pairs(rule, value).join("&")
}

/// One property of a parameter in the style `deepObject`, as if it were the only one: `name[key]=value`.
pub fn entry(rule: &Rule<'_>, key: &str, value: Value<'_>) -> String {
    let mut pairs = Vec::new();
    deep(&below(&component(rule.name), key), value, &encoder(rule), &mut pairs);
    pairs.join("&")
}

pub(super) fn pairs(rule: &Rule<'_>, value: Value<'_>) -> Vec<String> {
    let encode = encoder(rule);
    let name = component(rule.name);
    let pair = |text: &str| format!("{name}={}", encode(text));
    match (rule.style, value.kind()) {
        (_, Kind::Null) => Vec::new(),
        (Style::Json, _) => vec![pair(value.raw())],
        (_, Kind::Boolean | Kind::Number | Kind::String) => text(value).iter().map(|text| pair(text)).collect(),
        (Style::DeepObject, Kind::Object) => {
            let mut pairs = Vec::new();
            deep(&name, value, &encode, &mut pairs);
            pairs
        }
        (_, Kind::List) if rule.explode || rule.style == Style::DeepObject => {
            value.elements().filter_map(text).map(|text| pair(&text)).collect()
        }
        (_, Kind::Object) if rule.explode => members(value, true)
            .iter()
            .map(|member| format!("{}={}", component(member.key.as_deref().unwrap_or_default()), encode(&member.text)))
            .collect(),
        (style, Kind::List | Kind::Object) => {
            let separator = match style {
                Style::SpaceDelimited => "%20",
                Style::PipeDelimited => "%7C",
                Style::Simple | Style::Label | Style::Matrix | Style::Form | Style::DeepObject | Style::Json => ",",
            };
            let texts: Vec<String> = members(value, false).iter().map(|member| encode(&member.text)).collect();
            if texts.is_empty() { texts } else { vec![format!("{name}={}", texts.join(separator))] }
        }
    }
}

fn encoder(rule: &Rule<'_>) -> fn(&str) -> String {
    if rule.allow_reserved { reserved } else { component }
}

fn below(name: &str, key: &str) -> String {
    format!("{name}[{}]", component(key))
}

/// An object within an object goes on with brackets, a list repeats the name; a list that has lists or objects in it
/// numbers them, because repeating could not tell them apart.
pub(super) fn deep(name: &str, value: Value<'_>, encode: &dyn Fn(&str) -> String, pairs: &mut Vec<String>) {
    match value.kind() {
        Kind::Null => {}
        Kind::Boolean | Kind::Number | Kind::String => {
            pairs.extend(text(value).map(|text| format!("{name}={}", encode(&text))));
        }
        Kind::Object => {
            for (key, member) in value.entries() {
                deep(&below(name, &key), member, encode, pairs);
            }
        }
        Kind::List => {
            let nested = value.elements().any(|element| matches!(element.kind(), Kind::List | Kind::Object));
            for (index, element) in value.elements().enumerate() {
                let indexed = if nested { format!("{name}[{index}]") } else { name.to_owned() };
                deep(&indexed, element, encode, pairs);
            }
        }
    }
}
