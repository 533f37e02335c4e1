//! How the properties of an object stood in the JSON that was read, where their values alone would be written otherwise.

use super::owned::Json;

/// The properties that stood otherwise, in the order in which they were read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Received {
    /// Name of the type that was read; empty for types written by hand.
    of: &'static str,
    properties: Vec<Property>,
}

#[derive(Clone, Debug, PartialEq)]
struct Property {
    /// None stands for all properties that are no fields.
    name: Option<&'static str>,
    form: Form,
    is_assumed: bool,
}

/// How a property stood in the JSON.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Form {
    /// Not at all, where it is written always.
    Absent,
    /// As null, where another value or nothing is written.
    Null,
    /// As something that is read as no value.
    Unreadable(Box<str>),
    /// As text that reads as the value, but that the value is not written as.
    Text(Box<Source>),
}

/// The JSON text of a property.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Source {
    pub(crate) text: Box<str>,
    /// Where in the text elements begin that are not in the value, in ascending order.
    pub(crate) left_out: Vec<u32>,
}

impl Form {
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(Box::new(Source { text: text.into(), left_out: Vec::new() }))
    }
}

impl Received {
    pub(super) fn get(&self, of: &'static str, name: Option<&str>) -> Option<&Form> {
        if self.of != of {
            return None;
        }
        // Few properties of an object are kept, and no more than its type has.
        self.properties.iter().find(|property| property.name == name).map(|property| &property.form)
    }

    /// The JSON of a property that stood otherwise.
    pub(super) fn raw(&self, name: &str) -> Option<Json> {
        let property = self.properties.iter().find(|property| property.name == Some(name))?;
        match &property.form {
            Form::Absent => None,
            Form::Null => Some(Json::null()),
            Form::Unreadable(text) => Json::parse(text).ok(),
            Form::Text(source) => Json::parse(&source.text).ok(),
        }
    }

    /// A property that is kept already is kept anew.
    pub(super) fn insert(&mut self, of: &'static str, name: Option<&'static str>, form: Form, is_assumed: bool) {
        self.of = of;
        if self.properties.last().is_some_and(|last| last.name == name) {
            self.properties.pop();
        }
        // Mostly it is one property, a null, in every object of a list: room for four would be a third of the object.
        if self.properties.len() == self.properties.capacity() {
            self.properties.reserve_exact(self.properties.len().max(1));
        }
        self.properties.push(Property { name, form, is_assumed });
    }

    pub(super) fn assumed(&self) -> impl Iterator<Item = &'static str> {
        self.properties.iter().filter(|property| property.is_assumed).filter_map(|property| property.name)
    }
}
