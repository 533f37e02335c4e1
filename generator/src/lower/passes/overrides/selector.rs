//! Places as `sdk.yaml` writes them: `Type`, `Type.property`, `*.property`, `parameter:name`, `operation/name`.

use crate::lower::types::Types;
use crate::model::{NameSource, ParameterLocation, TypeDecl, TypeId};
use heck::ToUpperCamelCase;
use std::fmt;

/// A place, perhaps with a `*`.
pub(super) struct Pattern {
    text: String,
    pub(super) kind: Kind,
}

/// What a place is made of.
pub(super) enum Kind {
    /// `parameter:name`
    AnyParameter(String),
    /// `operation/name`; the operation may end in `*`.
    Parameter(String, String),
    /// `Type`, `Type.property`, with `*` for or at the end of the type.
    Type(String),
}

impl Pattern {
    /// Reads a place.
    pub(super) fn read(text: &str) -> Self {
        let kind = match (text.strip_prefix("parameter:"), text.rsplit_once('/')) {
            (Some(name), _) => Kind::AnyParameter(name.to_owned()),
            (None, Some((operation, name))) => Kind::Parameter(operation.to_owned(), name.to_owned()),
            (None, None) => Kind::Type(text.to_owned()),
        };
        Self { text: text.to_owned(), kind }
    }

    /// What the name of a property ends with that it may mean, behind the last dot; none if it means no property.
    pub(super) fn property_end(&self) -> Option<&str> {
        match &self.kind {
            Kind::Type(text) => text.rsplit_once('.').map(|(_, end)| end),
            Kind::AnyParameter(_) | Kind::Parameter(..) => None,
        }
    }

    /// How exactly it means a type, if it does.
    pub(super) fn of_type(&self, owners: &[String]) -> Option<u8> {
        match &self.kind {
            Kind::Type(text) => owners.iter().filter_map(|owner| exactness(text, owner)).max(),
            Kind::AnyParameter(_) | Kind::Parameter(..) => None,
        }
    }

    /// How exactly it means a property of a type that has these names.
    pub(super) fn of_property(&self, owners: &[String], wire: &str) -> Option<u8> {
        let Kind::Type(text) = &self.kind else { return None };
        let owner = text.strip_suffix(wire)?.strip_suffix('.')?;
        if owner == "*" {
            return Some(1);
        }
        owners.iter().filter_map(|name| exactness(owner, name)).max()
    }

    /// How exactly it means a parameter.
    pub(super) fn of_parameter(&self, operation: &str, wire: &str, place: ParameterLocation) -> Option<u8> {
        match &self.kind {
            Kind::AnyParameter(name) => {
                (name == wire && matches!(place, ParameterLocation::Path | ParameterLocation::Query)).then_some(1)
            }
            Kind::Parameter(pattern, name) => (name == wire).then(|| exactness(pattern, operation)).flatten(),
            Kind::Type(_) => None,
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn exactness(pattern: &str, name: &str) -> Option<u8> {
    match pattern.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix).then_some(2),
        None => (pattern == name).then_some(3),
    }
}

/// The keys under which `sdk.yaml` may refer to each type: its component, or the words of its place in one.
#[derive(Default)]
pub(super) struct Owners(Vec<Vec<String>>);

impl Owners {
    /// The keys of a type. They are made once for all decisions: there may be hundreds of them, and thousands of types.
    pub(super) fn of(&mut self, types: &Types, id: TypeId) -> &[String] {
        let at = id.0 as usize;
        let made = self.0.len();
        self.0.extend(types.ids().skip(made).take((at + 1).saturating_sub(made)).map(|id| owners(&types[id])));
        &self.0[at]
    }
}

/// The keys under which `sdk.yaml` may refer to a type.
pub(super) fn owners(decl: &TypeDecl) -> Vec<String> {
    let mut names: Vec<String> = decl.component().into_iter().collect();
    match &decl.name_source {
        NameSource::Component(_) => {}
        NameSource::Title(title) => names.push(title.clone()),
        NameSource::Decided(name) => names.push(name.clone()),
        NameSource::Position(words) => names.push(words.join(" ").to_upper_camel_case()),
    }
    names
}
