//! Why a place of `sdk.yaml` matches nothing: which half of it is unknown, and what it may have been meant to be.

use super::Lowered;
use super::selector::{Kind, owners};
use crate::lower::Lowering;
use crate::model::Shape;
use std::collections::BTreeSet;

impl Lowering<'_> {
    /// Says which half of a place is wrong.
    pub(super) fn why_nothing(&self, kind: &Kind, operations: &[Lowered<'_>]) -> String {
        let parameters = |operation: &dyn Fn(&str) -> bool| -> BTreeSet<&str> {
            let meant = operations.iter().filter(|lowered| operation(&lowered.operation.id));
            meant.flat_map(|lowered| &lowered.operation.parameters).map(|one| one.wire.as_str()).collect()
        };
        match kind {
            Kind::AnyParameter(name) => unknown("no operation has a parameter", name, &parameters(&|_| true)),
            Kind::Parameter(of, name) => {
                let ids: BTreeSet<&str> = operations.iter().map(|lowered| lowered.operation.id.as_str()).collect();
                let meant = |id: &str| of.strip_suffix('*').map_or(id == of, |start| id.starts_with(start));
                match ids.iter().any(|id| meant(id)) {
                    false => unknown("there is no operation", of, &ids),
                    true => unknown(&format!("`{of}` has no parameter"), name, &parameters(&meant)),
                }
            }
            Kind::Type(text) => self.why_no_type(text),
        }
    }

    fn why_no_type(&self, text: &str) -> String {
        let owners: Vec<(String, Vec<&str>)> = self.types.ids().flat_map(|id| self.named(id)).collect();
        let meant = |pattern: &str, name: &str| match pattern.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == pattern,
        };
        // Names of types have points in them too: the longest one that is known counts.
        let cuts = text.match_indices('.').map(|(at, _)| (&text[..at], &text[at + 1..]));
        let known = cuts.rev().find(|(of, _)| owners.iter().any(|(name, _)| meant(of, name)));
        let names: BTreeSet<&str> = owners.iter().map(|(name, _)| name.as_str()).collect();
        match known {
            None if owners.iter().any(|(name, _)| meant(text, name)) => {
                format!("the type `{text}` is there, and not of a kind that this can be decided for")
            }
            None => {
                let of = text.rsplit_once('.').map_or(text, |(of, _)| of);
                unknown("there is no type", of, &names)
            }
            Some((of, property)) => {
                let properties = owners.iter().filter(|(name, _)| meant(of, name)).flat_map(|(_, all)| all.clone());
                let properties: BTreeSet<&str> = properties.collect();
                match properties.contains(property) {
                    true => format!("`{text}` is there, and not of a kind that this can be decided for"),
                    false => unknown(&format!("`{of}` has no property"), property, &properties),
                }
            }
        }
    }

    /// The names of a type with its properties.
    fn named(&self, id: crate::model::TypeId) -> Vec<(String, Vec<&str>)> {
        let properties: Vec<&str> = match &self.types[id].shape {
            Shape::Object(object) => object.fields.iter().map(|field| field.wire.as_str()).collect(),
            Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) => Vec::new(),
        };
        owners(&self.types[id]).into_iter().map(|name| (name, properties.clone())).collect()
    }
}

/// What is not there, and what is called nearly so.
pub(in crate::lower) fn unknown(what: &str, name: &str, known: &BTreeSet<&str>) -> String {
    let all: Vec<&str> = known.iter().copied().collect();
    match similar::get_close_matches(name, &all, 1, 0.6).first() {
        Some(close) => format!("{what} `{name}`; `{close}` may be meant"),
        None => format!("{what} `{name}`"),
    }
}
