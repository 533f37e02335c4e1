//! A list of tests on properties, the most telling first.
//!
//! A variant comes next when some of what all its values have in common can hold of no value of the variants
//! still left. The last one takes what remains, restricted by what it has of its own.

use super::evidence::{Open, evidence};
use super::group::group;
use super::guess::Guess;
use super::profile::Profile;
use super::survivors::Survivors;
use super::{Decision, constants};
use crate::model::{Condition, Kind, Scalar, Test};
use std::collections::{BTreeMap, BTreeSet};

/// The tests that decide, if any do, by so many levels of properties.
pub(super) fn tests(profiles: &[Profile], levels: usize) -> Option<Decision> {
    let evidence: Vec<Vec<Condition>> = profiles.iter().map(|profile| evidence(profile, levels)).collect();
    let mut left: BTreeSet<usize> = (0..profiles.len()).collect();
    let mut tests: Vec<Test> = Vec::new();
    let mut guess: Option<Guess<'_>> = None;
    let mut guessed = false;
    let mut sure = Survivors::new(profiles, &evidence, Open::Anything);
    let several_objects = profiles.iter().filter(|profile| profile.kinds.contains(&Kind::Object)).count() > 1;
    let has_open = profiles.iter().any(|profile| profile.leaves.iter().any(|leaf| leaf.open));
    let mut likely = has_open.then(|| Survivors::new(profiles, &evidence, Open::Nothing));
    while left.len() > 1 {
        let found = sure.surest().or_else(|| likely.as_mut()?.surest()).or_else(|| {
            let found = guess.get_or_insert_with(|| Guess::of(&left, profiles)).larger(&left);
            guessed |= found.is_some();
            found
        });
        let Some((when, variant)) = found else {
            return by_most_known(left.into_iter().collect(), tests, profiles, levels);
        };
        let when = if several_objects { with_own(when, variant, &sure, profiles) } else { when };
        left.remove(&variant);
        sure.remove(variant);
        likely.iter_mut().for_each(|likely| likely.remove(variant));
        guess.iter_mut().for_each(|guess| guess.remove(variant));
        tests.push(Test { when, variant });
    }
    let last = left.pop_first()?;
    tests.push(Test { when: sure.against_all(last), variant: last });
    agree(&mut tests, profiles);
    constants::guard(&mut tests, profiles);
    let because = if !guessed {
        "properties that only one variant requires or allows, the most telling first"
    } else {
        "required properties, the type that requires more first"
    };
    Some(Decision::tests(because, tests))
}

/// What one test looks at has to be right in all others too, where their variants list its values: a value that
/// is none of them is something new, and not to be mistaken for the variant that happens to be left.
fn agree(tests: &mut [Test], profiles: &[Profile]) {
    let mut order: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for condition in tests.iter().flat_map(|test| &test.when) {
        match condition {
            Condition::OneOf(path, _) if !path.is_empty() => {
                let next = order.len();
                order.entry(path.clone()).or_insert(next);
            }
            Condition::OneOf(..)
            | Condition::Allows(..)
            | Condition::Has(_)
            | Condition::NotNull(_)
            | Condition::Is(_)
            | Condition::KindOf(..) => {}
        }
    }
    for test in tests {
        let own = profiles[test.variant].names().map(|name| vec![name.to_owned()]);
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

/// What is left is selected by its kind, and objects by which of them knows most of the properties present.
fn by_most_known(left: Vec<usize>, mut tests: Vec<Test>, profiles: &[Profile], levels: usize) -> Option<Decision> {
    agree(&mut tests, profiles);
    let kinds: BTreeSet<Kind> = left.iter().flat_map(|at| profiles[*at].kinds.iter().copied()).collect();
    for kind in kinds.into_iter().filter(|kind| *kind != Kind::Object) {
        let holder = left.iter().copied().find(|at| profiles[*at].kinds.contains(&kind))?;
        tests.push(Test { when: vec![Condition::Is(vec![kind])], variant: holder });
    }
    constants::guard(&mut tests, profiles);
    let group = group(None, &left, profiles, levels);
    let decides =
        group.candidates.iter().any(|one| !one.indistinct) || (group.open.is_some() && !group.open_indistinct);
    if tests.is_empty() && !decides {
        return None;
    }
    let because = "the variant that knows most of the properties present";
    Some(Decision { groups: vec![group], ..Decision::tests(because, tests) })
}

/// Being an object is enough to tell a variant from those still left, but not from something new: what tells it from
/// the objects before it has to hold too.
fn with_own(mut when: Vec<Condition>, variant: usize, sure: &Survivors<'_>, profiles: &[Profile]) -> Vec<Condition> {
    let by_kind = |one: &Condition| matches!(one, Condition::Is(kinds) if kinds.contains(&Kind::Object));
    if profiles[variant].is_object() && when.iter().all(by_kind) {
        let own = sure.against_all(variant).into_iter().filter(|one| !matches!(one, Condition::Is(_)));
        let own: Vec<Condition> = own.collect();
        if !own.is_empty() {
            when = own;
        }
    }
    when
}

fn listed(profile: &Profile, path: &[String]) -> Option<Vec<Scalar>> {
    let [name] = path else { return None };
    let property = profile.shared(name).filter(|property| property.required && !property.nullable)?;
    property.profile.values.as_ref().map(|values| values.iter().cloned().collect())
}
