//! A constant that is there and differs rules a variant out, whatever else the value has.
//!
//! What every value of a variant has to have is its tag, and always counts. Any other constant counts where another
//! variant allows another value at the same place: there it tells them apart. A constant of no consequence, such as a
//! fixed description, makes nothing of a value unknown.

use super::profile::{Profile, Property};
use crate::model::{Condition, Kind, Scalar, Test};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

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

/// What the variants of a union have at each path, so that a variant is not compared with every other.
pub(super) struct Constants<'p> {
    profiles: &'p [Profile],
    places: BTreeMap<Vec<String>, Place>,
}

/// What all variants that have a property have there.
#[derive(Default)]
struct Place {
    /// The scalars that one of them lists.
    values: Option<Option<BTreeSet<Scalar>>>,
    /// Whether another lists others.
    differ: bool,
    /// The objects, each once: of the same type there is nothing to compare.
    objects: Vec<Profile>,
    known: BTreeSet<usize>,
}

impl<'p> Constants<'p> {
    /// Of all variants.
    pub(super) fn of(profiles: &'p [Profile]) -> Self {
        let mut places = BTreeMap::new();
        let mut open: VecDeque<(Vec<String>, Vec<Profile>)> = VecDeque::from([(Vec::new(), profiles.to_vec())]);
        let most = MOST_WITHIN.saturating_mul(profiles.len());
        let mut looked_at = 0;
        while let Some((path, objects)) = open.pop_front().filter(|_| looked_at < most) {
            looked_at += objects.len();
            let mut found: BTreeMap<&str, Place> = BTreeMap::new();
            for object in &objects {
                object.names().for_each(|name| found.entry(name).or_default().add(object.any(name)));
            }
            for (name, place) in found {
                let path: Vec<String> = path.iter().cloned().chain([name.to_owned()]).collect();
                if place.has_several_objects() {
                    open.push_back((path.clone(), place.objects.clone()));
                }
                places.insert(path, place);
            }
        }
        Self { profiles, places }
    }

    /// What the constants of a variant allow, those of objects in it included, the outermost first.
    pub(super) fn allow(&self, variant: usize) -> Vec<Condition> {
        let mut found = Vec::new();
        let mut open = VecDeque::from([(Vec::new(), self.profiles[variant].clone())]);
        let mut looked_at = 0;
        while let Some((path, profile)) = open.pop_front().filter(|_| looked_at <= MOST_WITHIN) {
            looked_at += 1;
            for name in profile.names() {
                let Some(property) = profile.shared(name) else { continue };
                let path: Vec<String> = path.iter().cloned().chain([name.to_owned()]).collect();
                let Some(place) = self.places.get(&path) else { continue };
                if property.constant {
                    let is_tag = path.len() == 1 && property.required;
                    if is_tag || place.differ {
                        found.push(allows(path, &property));
                    }
                } else if property.profile.is_object_or_null() && place.has_several_objects() {
                    open.push_back((path, property.profile));
                }
            }
        }
        found
    }
}

impl Place {
    fn add(&mut self, property: Option<Property>) {
        let Some(property) = property else { return };
        match &self.values {
            Some(values) => self.differ |= *values != property.profile.values,
            None => self.values = Some(property.profile.values.clone()),
        }
        let is_new = !property.profile.leaves.is_empty() && self.known.insert(property.profile.address());
        self.objects.extend(is_new.then_some(property.profile));
    }

    fn has_several_objects(&self) -> bool {
        self.objects.len() > 1
    }
}

fn allows(path: Vec<String>, property: &Property) -> Condition {
    Condition::Allows(path, property.profile.values.iter().flatten().cloned().collect())
}
