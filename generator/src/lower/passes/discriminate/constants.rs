//! A constant that is there and differs rules a variant out, whatever else the value has.
//!
//! What every value of a variant has to have is its tag, and always counts. Any other constant counts where another
//! variant allows another value at the same place: there it tells them apart. A constant of no consequence, such as a
//! fixed description, makes nothing of a value unknown.

use super::profile::{Profile, Property, holders};
use crate::model::{Condition, Kind, Test};
use std::collections::{BTreeMap, VecDeque};

/// Objects of a variant that are looked into: types that contain themselves, and each other, have no end of them.
const MOST_WITHIN: usize = 1000;

/// Adds to each test what the constants of its variant allow.
pub(super) fn guard(tests: &mut [Test], profiles: &[Profile]) {
    let constants = Constants::of(profiles);
    for test in tests {
        for condition in constants.allow(test.variant) {
            let Condition::Allows(path, _) = &condition else { continue };
            let looked_at = |one: &Condition| matches!(one, Condition::OneOf(held, _) if held == path);
            let no_object = |one: &Condition| matches!(one, Condition::Is(kinds) if !kinds.contains(&Kind::Object));
            if !test.when.iter().any(|one| looked_at(one) || no_object(one)) {
                test.when.push(condition);
            }
        }
    }
}

/// The variants of a union by the properties they have, so that each is compared only with those that share one.
pub(super) struct Constants<'p> {
    profiles: &'p [Profile],
    holders: BTreeMap<&'p str, Vec<usize>>,
}

impl<'p> Constants<'p> {
    /// Of all variants.
    pub(super) fn of(profiles: &'p [Profile]) -> Self {
        Self { profiles, holders: holders(profiles) }
    }

    /// What the constants of a variant allow, those of objects in it included, the outermost first.
    pub(super) fn allow(&self, variant: usize) -> Vec<Condition> {
        let profile = &self.profiles[variant];
        let (mut found, mut within) = (Vec::new(), VecDeque::new());
        for name in profile.names() {
            let Some(property) = profile.shared(name) else { continue };
            let beside = || self.beside(variant, name);
            if !property.constant {
                within.extend(Within::of(vec![name.to_owned()], property, beside()));
            } else if property.required || beside().any(|other| differ(&other, &property)) {
                found.push(allows(vec![name.to_owned()], &property));
            }
        }
        let mut looked_at = 0;
        while let Some(place) = within.pop_front().filter(|_| looked_at < MOST_WITHIN) {
            looked_at += 1;
            for name in place.profile.names() {
                let Some(property) = place.profile.shared(name) else { continue };
                let beside = || place.others.iter().filter_map(|other| other.any(name));
                let path = place.path.iter().cloned().chain([name.to_owned()]).collect();
                if !property.constant {
                    within.extend(Within::of(path, property, beside()));
                } else if beside().any(|other| differ(&other, &property)) {
                    found.push(allows(path, &property));
                }
            }
        }
        found
    }

    /// A property as the other variants have it.
    fn beside<'n>(&'n self, variant: usize, name: &'n str) -> impl Iterator<Item = Property> + 'n {
        let others = self.holders.get(name).into_iter().flatten().filter(move |at| **at != variant);
        others.filter_map(move |at| self.profiles[*at].any(name))
    }
}

/// An object within a variant, and what other variants have in its place.
struct Within {
    path: Vec<String>,
    profile: Profile,
    others: Vec<Profile>,
}

impl Within {
    /// A property that is an object, where another variant has another object: of the same type there is nothing to compare.
    fn of(path: Vec<String>, property: Property, beside: impl Iterator<Item = Property>) -> Option<Self> {
        let profile = property.profile;
        if !profile.is_object_or_null() {
            return None;
        }
        let is_another = |other: &Profile| !other.leaves.is_empty() && !other.is_same(&profile);
        let others: Vec<Profile> = beside.map(|other| other.profile).filter(is_another).collect();
        (!others.is_empty()).then_some(Self { path, profile, others })
    }
}

fn differ(one: &Property, other: &Property) -> bool {
    one.profile.values != other.profile.values
}

fn allows(path: Vec<String>, property: &Property) -> Condition {
    Condition::Allows(path, property.profile.values.iter().flatten().cloned().collect())
}
