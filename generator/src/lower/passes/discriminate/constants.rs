//! A constant that is there and differs rules a variant out, whatever else the value has.
//!
//! What every value of a variant has to have is its tag, and always counts. Any other constant counts where another
//! variant allows another value at the same place: there it tells them apart. A constant of no consequence, such as a
//! fixed description, makes nothing of a value unknown.

use super::profile::{Profile, Property, holders};
use crate::model::{Condition, Kind, Test};
use std::collections::BTreeMap;

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

    /// What the constants of a variant allow, those of objects in it included.
    pub(super) fn allow(&self, variant: usize) -> Vec<Condition> {
        let profile = &self.profiles[variant];
        let mut found = Vec::new();
        for name in profile.names() {
            let Some(property) = profile.shared(name) else { continue };
            if property.constant {
                if property.required || self.beside(variant, name).any(|other| differ(&other, &property)) {
                    found.push(allows(&[name], &property));
                }
            } else if property.profile.is_object() {
                for inner in property.profile.names() {
                    let Some(held) = property.profile.shared(inner).filter(|held| held.constant) else { continue };
                    let mut beside = self.beside(variant, name).filter_map(|other| other.profile.any(inner));
                    if beside.any(|other| differ(&other, &held)) {
                        found.push(allows(&[name, inner], &held));
                    }
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

fn differ(one: &Property, other: &Property) -> bool {
    one.profile.values != other.profile.values
}

fn allows(path: &[&str], property: &Property) -> Condition {
    let values = property.profile.values.iter().flatten().cloned().collect();
    Condition::Allows(path.iter().map(|name| (*name).to_owned()).collect(), values)
}
