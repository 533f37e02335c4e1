//! Query parameters.

use super::percent::{component, reserved};
use super::scalar::{members, text};
use super::{Rule, Style};
use crate::runtime::json::{Kind, Value};

/// A query parameter as `name=value` pairs joined with `&`. Empty if there is nothing to send.
pub fn query(rule: &Rule<'_>, value: Value<'_>) -> String {
    pairs(rule, value).join("&")
}

/// One property of a parameter that is an object, as if it were the only one: `name[key]=value` in the style
/// `deepObject`, `key=value` in an exploded one.
pub fn entry(rule: &Rule<'_>, key: &str, value: Value<'_>) -> String {
    let encode = encoder(rule);
    let mut pairs = Vec::new();
    match rule.style {
        Style::DeepObject => deep(&below(&component(rule.name), key), value, rule.explode, &encode, &mut pairs),
        _ => exploded(&component(key), value, &encode, &mut pairs),
    }
    pairs.join("&")
}

pub(super) fn pairs(rule: &Rule<'_>, value: Value<'_>) -> Vec<String> {
    let encode = encoder(rule);
    let name = component(rule.name);
    let pair = |text: &str| format!("{name}={}", encode(text));
    let mut pairs = Vec::new();
    match (rule.style, value.kind()) {
        (_, Kind::Null) => {}
        (Style::Json, _) => pairs.push(pair(value.raw())),
        (_, Kind::Boolean | Kind::Number | Kind::String) => pairs.extend(text(value).map(|text| pair(&text))),
        (Style::DeepObject, Kind::List | Kind::Object) => deep(&name, value, rule.explode, &encode, &mut pairs),
        (_, Kind::List) if rule.explode => exploded(&name, value, &encode, &mut pairs),
        (_, Kind::Object) if rule.explode => {
            value.entries().for_each(|(key, member)| exploded(&component(&key), member, &encode, &mut pairs));
        }
        (style, Kind::List | Kind::Object) => {
            let texts: Vec<String> = members(value, false).iter().map(|member| encode(&member.text)).collect();
            if !texts.is_empty() {
                pairs.push(format!("{name}={}", texts.join(separator(style, ["%20", "%7C"]))));
            }
        }
    }
    pairs
}

/// What stands between the elements of a list or an object in one pair, by how a space and a bar are written there.
pub(super) fn separator(style: Style, [space, bar]: [&'static str; 2]) -> &'static str {
    match style {
        Style::SpaceDelimited => space,
        Style::PipeDelimited => bar,
        Style::Simple | Style::Label | Style::Matrix | Style::Form | Style::DeepObject | Style::Json => ",",
    }
}

/// A pair per element of a list, or one of a value; the name is encoded. The specification leaves lists within exploded
/// objects open: whoever reads forms reads repeated names.
pub(super) fn exploded(name: &str, value: Value<'_>, encode: &dyn Fn(&str) -> String, pairs: &mut Vec<String>) {
    let pair = |text: std::borrow::Cow<'_, str>| format!("{name}={}", encode(&text));
    match value.kind() {
        Kind::List => pairs.extend(value.elements().filter_map(text).map(pair)),
        Kind::Null | Kind::Boolean | Kind::Number | Kind::String | Kind::Object => pairs.extend(text(value).map(pair)),
    }
}

fn encoder(rule: &Rule<'_>) -> fn(&str) -> String {
    if rule.allow_reserved { reserved } else { component }
}

fn below(name: &str, key: &str) -> String {
    format!("{name}[{}]", component(key))
}

/// An object within an object goes on with its keys in brackets, and a list with its indexes, at every level. The
/// specification leaves lists open: what reads `name[key]` (Rack, PHP, qs) takes a repeated name for its last value. A list
/// that is not indexed repeats the name, unless it has lists or objects in it, which that could not keep apart.
pub(super) fn deep(
    name: &str,
    value: Value<'_>,
    indexed: bool,
    encode: &dyn Fn(&str) -> String,
    pairs: &mut Vec<String>,
) {
    match value.kind() {
        Kind::Null => {}
        Kind::Boolean | Kind::Number | Kind::String => {
            pairs.extend(text(value).map(|text| format!("{name}={}", encode(&text))));
        }
        Kind::Object => {
            value.entries().for_each(|(key, member)| deep(&below(name, &key), member, indexed, encode, pairs));
        }
        Kind::List => {
            let is_nested = |element: Value<'_>| matches!(element.kind(), Kind::List | Kind::Object);
            let indexes = indexed || value.elements().any(is_nested);
            let elements = value.elements().filter(|element| !element.is_null()).enumerate();
            elements.for_each(|(index, element)| {
                let name = if indexes { format!("{name}[{index}]") } else { name.to_owned() };
                deep(&name, element, indexed, encode, pairs);
            });
        }
    }
}
