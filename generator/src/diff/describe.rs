//! Everything a model offers, each with its facts and its code: what `generator explain --at` looks things up in.

use super::canonical::short;
use super::items::{Context, Subject, items};
use super::{Direction, Location, Side, pairs};
use std::collections::BTreeMap;

/// Something in the SDK, and what is known about it.
#[derive(Clone, Debug)]
pub struct Description {
    /// What kind of thing it is.
    pub subject: Subject,
    /// What the document calls it.
    pub label: String,
    /// Its path in the SDK.
    pub rust: String,
    /// Where it stands in the document.
    pub place: Location,
    /// Which way its data travels.
    pub direction: Direction,
    /// What the document and the decisions say about it: names and values, those without a value left out.
    pub facts: Vec<(&'static str, String)>,
    /// What it is in the generated code: paths, and types or signatures where there are any.
    pub code: Vec<(String, String)>,
}

/// Describes all of a version.
pub fn describe(side: &Side<'_>) -> Vec<Description> {
    let Side { api, names, config, surface } = *side;
    let (operations, _) = pairs::operations(side, side);
    let (keys, _) = pairs::types(side, side, &operations, &operations);
    let (aliases, groups) = (&BTreeMap::new(), &BTreeMap::new());
    let items = items(&Context { api, names, config, keys: &keys, aliases, operations: &operations, groups });
    let described = items.into_iter().map(|item| {
        let id =
            api.operations.iter().find(|one| item.subject == Subject::Operation && one.origin.pointer == item.pointer);
        let id = id.map(|operation| ("operation id", operation.id.clone()));
        let code =
            item.covers.iter().filter_map(|(_, path)| Some((path.clone(), short(&surface.get(path)?.signature))));
        Description {
            code: code.collect(),
            subject: item.subject,
            label: item.label,
            rust: item.rust,
            place: Location { pointer: item.pointer, ..Location::default() },
            direction: item.direction,
            facts: id.into_iter().chain(item.facts).filter(|(_, value)| !value.is_empty()).collect(),
        }
    });
    described.collect()
}
