//! Where nothing is sure: a variant that has all properties of the others and requires one they only allow. A value with
//! it fits this variant as well as the other, and nothing of it is lost.

use super::profile::{Leaf, Profile, Property};
use crate::model::Condition;
use std::collections::{BTreeMap, BTreeSet};

/// Properties that are compared for a union, some tenths of a second: of variants that have much the same, each is held
/// against all others, for every one that is found.
const STEPS: usize = 20_000_000;

/// The variants left that have properties, and how many of them require each.
pub(super) struct Guess<'p> {
    profiles: &'p [Profile],
    all: usize,
    requirers: BTreeMap<&'p str, usize>,
    /// Comparisons left of [`STEPS`].
    steps: usize,
}

impl<'p> Guess<'p> {
    pub(super) fn of(left: &BTreeSet<usize>, profiles: &'p [Profile]) -> Self {
        let mut guess = Self { profiles, all: 0, requirers: BTreeMap::new(), steps: STEPS };
        for at in left {
            guess.all += usize::from(!profiles[*at].leaves.is_empty());
            for name in required(&profiles[*at]) {
                *guess.requirers.entry(name).or_default() += 1;
            }
        }
        guess
    }

    /// Takes a variant out.
    pub(super) fn remove(&mut self, variant: usize) {
        self.all -= usize::from(!self.profiles[variant].leaves.is_empty());
        for name in required(&self.profiles[variant]) {
            self.requirers.entry(name).and_modify(|count| *count -= 1);
        }
    }

    /// The first variant left that has all properties of the others, and what it requires of those that they only allow.
    pub(super) fn larger(&mut self, left: &BTreeSet<usize>) -> Option<(Vec<Condition>, usize)> {
        left.iter().find_map(|at| Some((self.more(*at, left)?, *at)))
    }

    fn more(&mut self, at: usize, left: &BTreeSet<usize>) -> Option<Vec<Condition>> {
        let [own] = self.profiles[at].leaves.as_slice() else { return None };
        let by_all = |name: &str| self.requirers.get(name) == Some(&self.all);
        let required = own.properties.iter().filter(|(name, one)| one.required && !by_all(name));
        let more: Vec<&String> = required.map(|(name, _)| name).collect();
        if more.is_empty() {
            return None;
        }
        for other in left.iter().filter(|other| **other != at) {
            let other = &self.profiles[*other];
            self.steps =
                self.steps.checked_sub(1 + other.leaves.iter().map(|leaf| leaf.properties.len()).sum::<usize>())?;
            if !(is_distinguished(other, &more)
                && other.is_object()
                && other.leaves.iter().all(|leaf| holds(own, leaf)))
            {
                return None;
            }
        }
        Some(more.into_iter().map(|name| Condition::Has(vec![name.clone()])).collect())
    }
}

/// The properties that all objects of a type require.
fn required(profile: &Profile) -> impl Iterator<Item = &str> {
    let (first, others) = match profile.leaves.as_slice() {
        [first, others @ ..] => (Some(first), others),
        [] => (None, &[][..]),
    };
    let by_first = first.into_iter().flat_map(|leaf| &leaf.properties).filter(|(_, one)| one.required);
    let by_all = |name: &String| others.iter().all(|leaf| leaf.properties.get(name).is_some_and(|one| one.required));
    by_first.map(|(name, _)| name).filter(move |name| by_all(name)).map(String::as_str)
}

/// Whether a type does not require all of these.
fn is_distinguished(profile: &Profile, more: &[&String]) -> bool {
    let lacks = |leaf: &Leaf| more.iter().any(|name| leaf.properties.get(*name).is_none_or(|one| !one.required));
    profile.leaves.iter().all(|leaf| lacks(leaf))
}

/// Whether an object has all properties of another, with values of the same kinds.
fn holds(own: &Leaf, other: &Leaf) -> bool {
    let fits = |held: &Property, other: &Property| other.profile.kinds.is_subset(&held.profile.kinds);
    let has = |(name, one): (&String, &Property)| own.properties.get(name).is_some_and(|held| fits(held, one));
    !other.open && other.properties.iter().all(has)
}
