//! Conditions that every value of one type meets, and whether values of another can meet them too.

use super::profile::{Leaf, Profile, Property};
use crate::model::{Condition, Kind, Scalar};
use std::collections::BTreeSet;

/// What holds of every value of a type, the most telling first: the kind, a single value, the presence of a
/// property, as many levels down as are looked at, lists of values, kinds of properties.
pub(super) fn evidence(profile: &Profile, levels: usize) -> Vec<Condition> {
    let mut found = vec![(0, Condition::Is(profile.kinds.iter().copied().collect()))];
    if let Some(values) = profile.values.as_ref().filter(|_| profile.leaves.is_empty()) {
        found.push((1, Condition::OneOf(Vec::new(), values.iter().cloned().collect())));
    }
    if profile.is_object() {
        of_object(profile, &[], levels, &mut found);
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, condition)| condition).collect()
}

/// What all objects of a type have, which stand at a path in the value.
fn of_object(profile: &Profile, path: &[String], levels: usize, found: &mut Vec<(usize, Condition)>) {
    for name in profile.names() {
        let Some(property) = profile.shared(name).filter(|property| property.required) else { continue };
        let own: Vec<String> = path.iter().cloned().chain([name.to_owned()]).collect();
        of_property(&own, &property, found);
        if own.len() < levels && !property.nullable && property.profile.is_object() {
            of_object(&property.profile, &own, levels, found);
        }
    }
}

fn of_property(path: &[String], property: &Property, found: &mut Vec<(usize, Condition)>) {
    let deeper = (path.len() - 1) * 10;
    let path = path.to_vec();
    found.push((deeper + 3, Condition::Has(path.clone())));
    if property.nullable {
        return;
    }
    found.push((deeper + 4, Condition::NotNull(path.clone())));
    if let Some(values) = &property.profile.values {
        let rank = if values.len() == 1 { 2 } else { 5 };
        found.push((deeper + rank, Condition::OneOf(path.clone(), values.iter().cloned().collect())));
    } else if !property.profile.kinds.is_empty() {
        found.push((deeper + 6, Condition::KindOf(path, property.profile.kinds.iter().copied().collect())));
    }
}

/// What is concluded from a type that allows any property, such as a map.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// Nothing.
    Anything,
    /// That it does not happen to have the properties of the types beside it.
    Nothing,
}

/// Whether no value of a type can meet a condition. Properties a type does not list are assumed to be absent.
pub(super) fn excludes(condition: &Condition, profile: &Profile, open: Open) -> bool {
    let others_excluded = match condition {
        Condition::Is(kinds) => return !profile.kinds.iter().any(|kind| kinds.contains(kind)),
        Condition::OneOf(path, values) if path.is_empty() => {
            return match &profile.values {
                Some(held) => profile.leaves.is_empty() && !held.iter().any(|value| values.contains(value)),
                None => !values.iter().any(|value| profile.kinds.contains(&value.kind())),
            };
        }
        // A condition on a property is met by objects only.
        Condition::Has(_)
        | Condition::NotNull(_)
        | Condition::OneOf(..)
        | Condition::Allows(..)
        | Condition::KindOf(..) => true,
    };
    others_excluded && profile.leaves.iter().all(|leaf| excludes_leaf(condition, leaf, open))
}

fn excludes_leaf(condition: &Condition, leaf: &Leaf, open: Open) -> bool {
    if leaf.open {
        return open == Open::Nothing;
    }
    match condition {
        // What may be absent is evidence of nothing.
        Condition::Is(_) | Condition::Allows(..) => false,
        Condition::Has(path) => absent(path, leaf, &|_| false),
        Condition::NotNull(path) => absent(path, leaf, &|property| {
            property.profile.kinds.iter().all(|kind| *kind == Kind::Null) && !property.profile.kinds.is_empty()
        }),
        Condition::OneOf(path, values) => absent(path, leaf, &|property| match &property.profile.values {
            Some(held) if property.profile.leaves.is_empty() => !held.iter().any(|value| values.contains(value)),
            _ => apart(values.iter().map(Scalar::kind), property),
        }),
        Condition::KindOf(path, kinds) => absent(path, leaf, &|property| apart(kinds.iter().copied(), property)),
    }
}

fn apart(mut kinds: impl Iterator<Item = Kind>, property: &Property) -> bool {
    let held: &BTreeSet<Kind> = &property.profile.kinds;
    // A whole number is met where any number may be.
    !held.is_empty()
        && kinds.all(|kind| !(held.contains(&kind) || kind == Kind::Integer && held.contains(&Kind::Number)))
}

/// Whether the property at a path is not there, or is never what it should be.
fn absent(path: &[String], leaf: &Leaf, never: &dyn Fn(&Property) -> bool) -> bool {
    let Some((first, rest)) = path.split_first() else { return false };
    let Some(property) = leaf.properties.get(first) else { return true };
    if rest.is_empty() {
        return never(property);
    }
    property.profile.leaves.iter().all(|leaf| !leaf.open && absent(rest, leaf, never))
}
