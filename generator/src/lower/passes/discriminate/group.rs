//! Variants that neither a tag nor a test tells apart: the one that knows most of the properties present.

use super::constants::Constants;
use super::profile::Profile;
use crate::model::{Candidate, Condition, Expected, Group, Kind, Scalar};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The group of these variants, distinguished by so many levels of properties, and by constants further down. Those without
/// objects have no part in it.
pub(super) fn group(tag: Option<Scalar>, members: &[usize], profiles: &[Profile], levels: usize) -> Group {
    let objects = members.iter().copied().filter(|at| !profiles[*at].leaves.is_empty());
    let (open, closed): (Vec<usize>, Vec<usize>) =
        objects.partition(|at| profiles[*at].leaves.iter().any(|leaf| leaf.open));
    let compared: Vec<Profile> = closed.iter().map(|at| profiles[*at].clone()).collect();
    let constants = Constants::of(&compared);
    let mut candidates: Vec<Candidate> = closed
        .into_iter()
        .enumerate()
        .map(|(at, variant)| {
            let mut expected = Vec::new();
            list(&profiles[variant], &[], true, levels, &mut expected);
            expected.extend(constants.allow(at).into_iter().filter_map(constant).filter(|one| one.path.len() > levels));
            Candidate { variant, expected, indistinct: false }
        })
        .collect();
    leave_out_what_tells_nothing(&mut candidates);
    let mut holders: BTreeMap<&Expected, usize> = BTreeMap::new();
    for one in candidates.iter().flat_map(|candidate| &candidate.expected) {
        *holders.entry(one).or_default() += 1;
    }
    // A tag that all of them have still says what is none of them.
    let is_tag = |one: &Expected| tag.is_none() && one.constant && one.required && one.path.len() == 1;
    let everywhere = |(one, count): (&Expected, usize)| (count == candidates.len() && count > 1).then(|| one.clone());
    let shared: BTreeSet<Expected> = holders.into_iter().filter_map(everywhere).collect();
    for candidate in &mut candidates {
        candidate.expected.retain(|one| is_tag(one) || !shared.contains(one));
    }
    let mut equal: BTreeMap<Vec<Expected>, usize> = BTreeMap::new();
    for candidate in &candidates {
        *equal.entry(candidate.expected.clone()).or_default() += 1;
    }
    for candidate in &mut candidates {
        candidate.indistinct = equal[&candidate.expected] > 1;
    }
    // Where both know equally many, the one with more properties: a value of its subset fits it too.
    candidates.sort_by_key(|candidate| Reverse(candidate.expected.len()));
    let known = shared.into_iter().filter(|one| one.path.len() == 1);
    Group {
        tag,
        shared: known.map(|one| one.path.join(".")).collect(),
        candidates,
        open: open.first().copied(),
        open_indistinct: open.len() > 1,
    }
}

/// Of a single variant only what it requires counts. Of several, properties of objects count where all have the
/// object, and lists of values where another one has the property too.
fn leave_out_what_tells_nothing(candidates: &mut [Candidate]) {
    if let [only] = candidates {
        only.expected.retain(|one| one.required && one.path.len() == 1);
        return;
    }
    let mut holders: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for one in candidates.iter().flat_map(|candidate| &candidate.expected) {
        *holders.entry(one.path.clone()).or_default() += 1;
    }
    let count = candidates.len();
    // The objects around a constant further down than the others are not listed.
    let listed = |path: &[String]| holders.get(path).is_none_or(|holders| *holders == count);
    for candidate in candidates {
        candidate.expected.retain(|one| (1..one.path.len()).all(|end| listed(&one.path[..end])));
        for one in &mut candidate.expected {
            if !one.constant && holders[&one.path] == 1 {
                one.values.clear();
            }
        }
    }
}

/// The properties of a type, and those of objects in it, down to a level.
fn list(profile: &Profile, path: &[String], required: bool, levels: usize, expected: &mut Vec<Expected>) {
    for name in profile.names() {
        let whole = profile.shared(name);
        let Some(property) = whole.clone().or_else(|| profile.any(name)) else { continue };
        let own: Vec<String> = path.iter().cloned().chain([name.to_owned()]).collect();
        let values = property.profile.values.as_ref().filter(|_| property.profile.leaves.is_empty());
        let mut kinds: BTreeSet<Kind> = property.profile.kinds.clone();
        kinds.extend(property.nullable.then_some(Kind::Null));
        let required = required && whole.is_some() && property.required;
        if own.len() < levels && property.profile.is_object() {
            list(&property.profile, &own, required && !property.nullable, levels, expected);
        }
        expected.push(Expected {
            path: own,
            required,
            constant: property.constant,
            kinds: kinds.into_iter().collect(),
            values: values.into_iter().flatten().cloned().collect(),
        });
    }
}

/// A constant, which may be absent.
fn constant(allows: Condition) -> Option<Expected> {
    let Condition::Allows(path, values) = allows else { return None };
    let kinds: BTreeSet<Kind> = values.iter().map(Scalar::kind).collect();
    Some(Expected { path, required: false, constant: true, kinds: kinds.into_iter().collect(), values })
}
