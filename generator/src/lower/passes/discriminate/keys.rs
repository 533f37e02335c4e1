//! A list of tests on properties, the most telling first.
//!
//! A variant comes next when some of what all its values have in common can hold of no value of the variants
//! still left. The last one takes what remains, restricted by what it has of its own.

use super::Decision;
use super::evidence::{Open, evidence, excludes};
use super::profile::{Profile, Property};
use crate::model::{Condition, Scalar, Test};

/// More conditions than this in one test mean that nothing really tells the variants apart.
const CONDITIONS: usize = 4;

/// The tests that decide, if any do.
pub(super) fn tests(profiles: &[Profile]) -> Option<Decision> {
    let evidence: Vec<Vec<Condition>> = profiles.iter().map(evidence).collect();
    let mut left: Vec<usize> = (0..profiles.len()).collect();
    let mut tests: Vec<Test> = Vec::new();
    let mut guessed = Vec::new();
    while left.len() > 1 {
        let surest = |open: Open| {
            let candidates = left.iter().filter_map(|at| {
                let others: Vec<usize> = left.iter().copied().filter(|other| other != at).collect();
                Some((cover(&evidence[*at], profiles, &others, open)?, *at))
            });
            candidates.min_by_key(|(when, at)| (when.len(), *at))
        };
        let guess = || left.iter().find_map(|at| Some((larger(*at, &left, profiles)?, *at)));
        let found = surest(Open::Anything).or_else(|| surest(Open::Nothing)).or_else(|| {
            let found = guess()?;
            guessed.push(found.1);
            Some(found)
        });
        let Some((when, variant)) = found else {
            tests.extend(own_properties(&left, profiles)?);
            return Some(Decision::tests(
                "properties that only one variant has; an object with none of them stays raw",
                tests,
            ));
        };
        left.retain(|at| *at != variant);
        tests.push(Test { when, variant });
    }
    let last = left.pop()?;
    let others: Vec<usize> = (0..profiles.len()).filter(|at| *at != last).collect();
    tests.push(Test { when: greedy(&evidence[last], profiles, &others, Open::Anything).0, variant: last });
    agree(&mut tests, profiles);
    let because = if guessed.is_empty() {
        "properties that only one variant requires or allows, the most telling first"
    } else {
        "required properties, the type that requires more first"
    };
    Some(Decision::tests(because, tests))
}

/// The fewest conditions that together rule out all others.
fn cover(evidence: &[Condition], profiles: &[Profile], others: &[usize], open: Open) -> Option<Vec<Condition>> {
    let (chosen, rest) = greedy(evidence, profiles, others, open);
    rest.is_empty().then_some(chosen)
}

/// Conditions that rule out as many others as they can, and those they do not.
fn greedy(evidence: &[Condition], profiles: &[Profile], others: &[usize], open: Open) -> (Vec<Condition>, Vec<usize>) {
    let mut chosen = Vec::new();
    let mut rest = others.to_vec();
    while !rest.is_empty() && chosen.len() < CONDITIONS {
        let gain = |condition: &Condition| rest.iter().filter(|at| excludes(condition, &profiles[**at], open)).count();
        let mut best: Option<(usize, &Condition)> = None;
        for condition in evidence {
            let gained = gain(condition);
            if gained > best.map_or(0, |(most, _)| most) {
                best = Some((gained, condition));
            }
        }
        let Some((_, condition)) = best else { break };
        rest.retain(|at| !excludes(condition, &profiles[*at], open));
        chosen.push(condition.clone());
    }
    (chosen, rest)
}

/// What one test looks at has to be right in all others too, where their variants list its values: a value that
/// is none of them is something new, and not to be taken for the variant that happens to be left.
fn agree(tests: &mut [Test], profiles: &[Profile]) {
    let mut paths: Vec<Vec<String>> = Vec::new();
    for condition in tests.iter().flat_map(|test| &test.when) {
        match condition {
            Condition::OneOf(path, _) if !path.is_empty() && !paths.contains(path) => paths.push(path.clone()),
            Condition::OneOf(..)
            | Condition::Has(_)
            | Condition::NotNull(_)
            | Condition::Is(_)
            | Condition::KindOf(..) => {}
        }
    }
    for test in tests {
        for path in &paths {
            let looked_at = |condition: &Condition| matches!(condition, Condition::OneOf(held, _) if held == path);
            if let Some(values) = listed(&profiles[test.variant], path)
                && !test.when.iter().any(looked_at)
            {
                test.when.push(Condition::OneOf(path.clone(), values));
            }
        }
    }
}

/// Where no property has to be there: one test for each property that only one variant has. Every variant needs
/// one, or a value of it could not be told from nothing.
fn own_properties(left: &[usize], profiles: &[Profile]) -> Option<Vec<Test>> {
    let mut tests = Vec::new();
    for at in left {
        let others = || left.iter().filter(|other| *other != at);
        let own = profiles[*at]
            .names()
            .into_iter()
            .filter(|name| profiles[*at].is_object() && others().all(|other| !profiles[*other].names().contains(name)));
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
