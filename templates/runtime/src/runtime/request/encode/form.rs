//! Bodies of `application/x-www-form-urlencoded`, OpenAPI 3.1 section 4.8.14.4.

use super::Style;
use super::percent;
use super::query::{deep, exploded, separator};
use super::scalar::members;
use crate::runtime::json::{Kind, Value};

/// How one property of a form is written, where the document says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Property<'a> {
    /// Property name.
    pub name: &'a str,
    /// How a list or an object is written.
    pub style: Style,
    /// A list or an object is written as a pair per element.
    pub explode: bool,
    /// Reserved characters that do no harm in a form stay as they are.
    pub allow_reserved: bool,
}

/// A form body from a JSON object.
///
/// Properties without a rule are written as the document's defaults say: scalars as text, a list as a pair per element,
/// an object as JSON text.
pub fn form(value: Value<'_>, properties: &[Property<'_>]) -> String {
    let mut pairs = Vec::new();
    for (name, value) in value.entries() {
        match properties.iter().find(|property| property.name == name) {
            Some(property) => write(*property, value, &mut pairs),
            None => exploded(&percent::form(&name), value, &percent::form, &mut pairs),
        }
    }
    pairs.join("&")
}

fn write(property: Property<'_>, value: Value<'_>, pairs: &mut Vec<String>) {
    let encode = if property.allow_reserved { percent::form_reserved } else { percent::form };
    let name = percent::form(property.name);
    match (property.style, value.kind()) {
        (_, Kind::Null) => {}
        (Style::Json, _) => pairs.push(format!("{name}={}", encode(value.raw()))),
        (Style::DeepObject, _) => deep(&name, value, property.explode, &encode, pairs),
        (_, Kind::Boolean | Kind::Number | Kind::String) => exploded(&name, value, &encode, pairs),
        (_, Kind::List) if property.explode => exploded(&name, value, &encode, pairs),
        (_, Kind::Object) if property.explode => {
            value.entries().for_each(|(key, member)| exploded(&percent::form(&key), member, &encode, pairs));
        }
        (style, Kind::List | Kind::Object) => {
            let texts: Vec<String> = members(value, false).iter().map(|member| encode(&member.text)).collect();
            if !texts.is_empty() {
                pairs.push(format!("{name}={}", texts.join(separator(style, ["+", "%7C"]))));
            }
        }
    }
}
