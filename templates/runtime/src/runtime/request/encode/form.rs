//! Bodies of `application/x-www-form-urlencoded`, OpenAPI 3.1 section 4.8.14.4.

use super::Style;
use super::percent;
use super::query::deep;
use super::scalar::{members, text};
use crate::runtime::json::{Kind, Value};

/// How one property of a form is written, where the document says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Property<'a> {
    /// Property name.
    pub name: &'a str,
    /// How a list or an object is written.
    pub style: Style,
    /// A list is written as a pair per element.
    pub explode: bool,
}

/// A form body from a JSON object; other values have none and give an empty body.
///
/// Properties without a rule are written as the document's defaults say: scalars as text, a list as a pair per element,
/// an object as JSON text.
pub fn form(value: Value<'_>, properties: &[Property<'_>]) -> String {
    let mut pairs = Vec::new();
    for (name, value) in value.entries() {
        let default = Property { name: &name, style: Style::Form, explode: true };
        let property = properties.iter().find(|property| property.name == name).copied().unwrap_or(default);
        write(property, value, &mut pairs);
    }
    pairs.join("&")
}

fn write(property: Property<'_>, value: Value<'_>, pairs: &mut Vec<String>) {
    let name = percent::form(property.name);
    let pair = |text: &str| format!("{name}={}", percent::form(text));
    match (property.style, value.kind()) {
        (_, Kind::Null) => {}
        (Style::Json, _) => pairs.push(pair(value.raw())),
        (Style::DeepObject, _) => deep(&name, value, &percent::form, pairs),
        (_, Kind::Boolean | Kind::Number | Kind::String) => pairs.extend(text(value).map(|text| pair(&text))),
        (_, Kind::Object) => pairs.push(pair(value.raw())),
        (_, Kind::List) if property.explode => pairs.extend(value.elements().filter_map(text).map(|text| pair(&text))),
        (style, Kind::List) => {
            let separator = match style {
                Style::SpaceDelimited => "+",
                Style::PipeDelimited => "%7C",
                Style::Simple | Style::Label | Style::Matrix | Style::Form | Style::DeepObject | Style::Json => ",",
            };
            let texts: Vec<String> = members(value, false).iter().map(|member| percent::form(&member.text)).collect();
            if !texts.is_empty() {
                pairs.push(format!("{name}={}", texts.join(separator)));
            }
        }
    }
}
