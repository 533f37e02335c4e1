//! A list of tests on properties, the most telling first.
//!
//! A variant comes next when some of what all its values have in common can hold of no value of the variants
//! still left. The last one takes what remains, restricted by what it has of its own.

use super::Decision;
use super::evidence::{Open, evidence};
use super::profile::{Profile, Property};
use super::survivors::Survivors;
use crate::model::{Condition, Scalar, Test};
use std::collections::BTreeMap;

/// The tests that decide, if any do.
pub(super) fn tests(profiles: &[Profile]) -> Option<Decision> {
    let evidence: Vec<Vec<Condition>> = profiles.iter().map(evidence).collect();
    let mut left: Vec<usize> = (0..profiles.len()).collect();
    let mut tests: Vec<Test> = Vec::new();
    let mut guessed = false;
    let mut sure = Survivors::new(profiles, &evidence, Open::Anything);
    let has_open = profiles.iter().any(|profile| profile.leaves.iter().any(|leaf| leaf.open));
    let mut likely = has_open.then(|| Survivors::new(profiles, &evidence, Open::Nothing));
    while left.len() > 1 {
        let found = sure.surest().or_else(|| likely.as_ref()?.surest()).or_else(|| {
            let found = left.iter().find_map(|at| Some((larger(*at, &left, profiles)?, *at)));
            guessed |= found.is_some();
            found
        });
        let Some((when, variant)) = found else {
            tests.extend(own_properties(&left, profiles)?);
            return Some(Decision::tests(
                "properties that only one variant has; an object with none of them stays raw",
                tests,
            ));
        };
        let at = left.binary_search(&variant).expect("what was found is left");
        left.remove(at);
        sure.remove(variant);
        likely.iter_mut().for_each(|likely| likely.remove(variant));
        tests.push(Test { when, variant });
    }
    let last = left.pop()?;
    tests.push(Test { when: sure.against_all(last), variant: last });
    agree(&mut tests, profiles);
    let because = if !guessed {
        "properties that only one variant requires or allows, the most telling first"
    } else {
        "required properties, the type that requires more first"
    };
    Some(Decision::tests(because, tests))
}

/// What one test looks at has to be right in all others too, where their variants list its values: a value that
/// is none of them is something new, and not to be taken for the variant that happens to be left.
fn agree(tests: &mut [Test], profiles: &[Profile]) {
    let mut order: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for condition in tests.iter().flat_map(|test| &test.when) {
        match condition {
            Condition::OneOf(path, _) if !path.is_empty() => {
                let next = order.len();
                order.entry(path.clone()).or_insert(next);
            }
            Condition::OneOf(..)
            | Condition::Has(_)
            | Condition::NotNull(_)
            | Condition::Is(_)
            | Condition::KindOf(..) => {}
        }
    }
    for test in tests {
        let own = profiles[test.variant].names().into_iter().map(|name| vec![name.to_owned()]);
        let mut own: Vec<(usize, Vec<String>)> = own.filter_map(|path| Some((*order.get(&path)?, path))).collect();
        own.sort_unstable();
        for (_, path) in own {
            let looked_at = |condition: &Condition| matches!(condition, Condition::OneOf(held, _) if *held == path);
            if let Some(values) = listed(&profiles[test.variant], &path)
                && !test.when.iter().any(looked_at)
            {
                test.when.push(Condition::OneOf(path, values));
            }
        }
    }
}

/// Where no property has to be there: one test for each property that only one variant has. Every variant needs
/// one, or a value of it could not be told from nothing.
fn own_properties(left: &[usize], profiles: &[Profile]) -> Option<Vec<Test>> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for name in left.iter().flat_map(|at| profiles[*at].names()) {
        *count.entry(name).or_default() += 1;
    }
    let mut tests = Vec::new();
    for at in left {
        let own = profiles[*at].names().into_iter().filter(|name| profiles[*at].is_object() && count[name] == 1);
        let own: Vec<Test> =
            own.map(|name| Test { when: vec![Condition::Has(vec![name.to_owned()])], variant: *at }).collect();
        if own.is_empty() {
            return None;
        }
        tests.extend(own);
    }
    Some(tests)
}

fn listed(profile: &Profile, path: &[String]) -> Option<Vec<Scalar>> {
    let [name] = path else { return None };
    let property = profile.shared(name).filter(|property| property.required && !property.nullable)?;
    property.profile.values.map(|values| values.into_iter().collect())
}

/// Where nothing is sure: a variant that has all properties of the others and requires one they only allow.
/// A value with it fits this variant as well as the other, and nothing of it is lost.
fn larger(at: usize, left: &[usize], profiles: &[Profile]) -> Option<Vec<Condition>> {
    let [own] = profiles[at].leaves.as_slice() else { return None };
    let required: Vec<&String> = own.properties.iter().filter(|(_, one)| one.required).map(|(name, _)| name).collect();
    let others = || left.iter().filter(|other| **other != at);
    let fits = |held: &Property, other: &Property| other.profile.kinds.is_subset(&held.profile.kinds);
    let holds = others().all(|other| {
        profiles[*other].is_object()
            && profiles[*other].leaves.iter().all(|leaf| {
                !leaf.open
                    && leaf
                        .properties
                        .iter()
                        .all(|(name, one)| own.properties.get(name).is_some_and(|held| fits(held, one)))
            })
    });
    if !holds {
        return None;
    }
    let more: Vec<Condition> = required
        .into_iter()
        .filter(|name| {
            others().any(|other| {
                profiles[*other].leaves.iter().any(|leaf| leaf.properties.get(*name).is_none_or(|one| !one.required))
            })
        })
        .map(|name| Condition::Has(vec![name.clone()]))
        .collect();
    let tells = |other: &usize| {
        profiles[*other].leaves.iter().all(|leaf| {
            more.iter().any(|condition| match condition {
                Condition::Has(path) => leaf.properties.get(&path[0]).is_none_or(|one| !one.required),
                _ => false,
            })
        })
    };
    (!more.is_empty() && others().all(tells)).then_some(more)
}
