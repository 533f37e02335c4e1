//! A constant that is there and differs rules a variant out, whatever else the value has.
//!
//! What every value of a variant has to have is its tag, and always counts. Any other constant counts where another
//! variant allows another value at the same place: there it tells them apart. A constant of no consequence, such as a
//! fixed description, makes nothing of a value unknown.

use super::profile::{Profile, Property};
use crate::model::{Condition, Kind, Test};

/// Adds to each test what the constants of its variant allow.
pub(super) fn guard(tests: &mut [Test], profiles: &[Profile]) {
    for test in tests {
        for condition in of(test.variant, profiles) {
            let Condition::Allows(path, _) = &condition else { continue };
            let looked_at = |one: &Condition| matches!(one, Condition::OneOf(held, _) if held == path);
            let no_object = |one: &Condition| matches!(one, Condition::Is(kinds) if !kinds.contains(&Kind::Object));
            if !test.when.iter().any(|one| looked_at(one) || no_object(one)) {
                test.when.push(condition);
            }
        }
    }
}

/// What the constants of a variant allow, those of objects in it included.
pub(super) fn of(variant: usize, profiles: &[Profile]) -> Vec<Condition> {
    let mut found = Vec::new();
    let others: Vec<&Profile> =
        profiles.iter().enumerate().filter(|(at, _)| *at != variant).map(|(_, profile)| profile).collect();
    add(&profiles[variant], &others, &[], &mut found);
    found
}

fn add(profile: &Profile, others: &[&Profile], path: &[String], found: &mut Vec<Condition>) {
    for name in profile.names() {
        let Some(property) = profile.shared(name) else { continue };
        let own: Vec<String> = path.iter().cloned().chain([name.to_owned()]).collect();
        let beside = || others.iter().filter_map(|other| other.any(name));
        if property.constant {
            let is_tag = path.is_empty() && property.required;
            if is_tag || beside().any(|other| other.profile.values != property.profile.values) {
                let values = property.profile.values.iter().flatten().cloned().collect();
                found.push(Condition::Allows(own, values));
            }
        } else if path.is_empty() && property.profile.is_object() {
            let beside: Vec<Property> = beside().collect();
            let beside: Vec<&Profile> = beside.iter().map(|other| &other.profile).collect();
            add(&property.profile, &beside, &own, found);
        }
    }
}
