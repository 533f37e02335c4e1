//! Which variants of a union can meet which conditions, kept up to date while variants are decided one by one.
//!
//! Comparing every variant with every other would take as long as their number squared. What a condition on a
//! property is about is only where the property is, so only those variants are looked at.

use super::evidence::{Open, excludes};
use super::profile::{Profile, holders};
use crate::model::{Condition, Scalar};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// More conditions than this in one test mean that nothing really distinguishes the variants.
const CONDITIONS: usize = 4;

/// Comparisons of a variant with a condition that a union may take, some tenths of a second: where several thousand variants
/// need three conditions each and one decides the next, the number of comparisons is that of variants cubed.
const STEPS: usize = 20_000_000;

/// Variants that are left, and what tells them apart.
pub(super) struct Survivors<'c> {
    /// Every condition once.
    conditions: Vec<&'c Condition>,
    /// What holds of each variant, the most telling first: indexes of conditions.
    evidence: Vec<Vec<usize>>,
    /// The variants that can meet each condition, ascending.
    meeting: Vec<Vec<usize>>,
    /// The conditions that each variant can meet.
    met: Vec<Vec<usize>>,
    /// The variants that each condition is evidence of.
    evidence_of: Vec<Vec<usize>>,
    /// How many of the variants left can meet each condition.
    count: Vec<usize>,
    /// Whether each variant is left.
    left: Vec<bool>,
    /// How many are.
    remaining: usize,
    /// The variants left that one condition tells from all others left.
    single: BTreeSet<usize>,
    /// The variants that the fewest conditions distinguished from all others left when all were last looked at.
    round: VecDeque<usize>,
    /// Comparisons left of [`STEPS`].
    steps: Cell<usize>,
}

impl<'c> Survivors<'c> {
    /// All variants.
    pub(super) fn new(profiles: &[Profile], evidence: &'c [Vec<Condition>], open: Open) -> Self {
        let mut known: BTreeMap<&Condition, usize> = BTreeMap::new();
        let mut conditions = Vec::new();
        let mut index = |condition: &'c Condition| {
            *known.entry(condition).or_insert_with(|| {
                conditions.push(condition);
                conditions.len() - 1
            })
        };
        let evidence: Vec<Vec<usize>> = evidence.iter().map(|held| held.iter().map(&mut index).collect()).collect();
        let places = Places::of(profiles);
        let meeting: Vec<Vec<usize>> = conditions
            .iter()
            .map(|condition| {
                let mut meeting = places.candidates(condition);
                meeting.retain(|at| !excludes(condition, &profiles[*at], open));
                meeting
            })
            .collect();
        let mut met = vec![Vec::new(); profiles.len()];
        for (condition, variants) in meeting.iter().enumerate() {
            variants.iter().for_each(|at| met[*at].push(condition));
        }
        let mut evidence_of = vec![Vec::new(); conditions.len()];
        for (at, held) in evidence.iter().enumerate() {
            held.iter().for_each(|condition| evidence_of[*condition].push(at));
        }
        let count = meeting.iter().map(Vec::len).collect();
        let (left, remaining) = (vec![true; profiles.len()], profiles.len());
        let (single, round, steps) = (BTreeSet::new(), VecDeque::new(), Cell::new(STEPS));
        let mut survivors =
            Self { conditions, evidence, meeting, met, evidence_of, count, left, remaining, single, round, steps };
        (0..survivors.conditions.len()).for_each(|condition| survivors.note_single(condition));
        survivors
    }

    /// Takes a variant out.
    pub(super) fn remove(&mut self, variant: usize) {
        self.remaining -= usize::from(std::mem::replace(&mut self.left[variant], false));
        self.single.remove(&variant);
        for condition in std::mem::take(&mut self.met[variant]) {
            self.count[condition] -= 1;
            self.note_single(condition);
        }
    }

    /// A condition that no other variant left can meet decides the variants that it is evidence of.
    fn note_single(&mut self, condition: usize) {
        if self.count[condition] > 1 {
            return;
        }
        for at in &self.evidence_of[condition] {
            if self.left[*at] && self.count[condition] == self.own(condition, *at) {
                self.single.insert(*at);
            }
        }
    }

    /// 1 if a variant can meet a condition.
    fn own(&self, condition: usize, variant: usize) -> usize {
        usize::from(self.can_meet(condition, variant))
    }

    fn can_meet(&self, condition: usize, variant: usize) -> bool {
        self.meeting[condition].binary_search(&variant).is_ok()
    }

    /// A variant left that few conditions tell from all others left, and these conditions.
    ///
    /// One that a single condition tells comes first. Otherwise all are looked at, and those that need the fewest conditions
    /// come one after the other before all are looked at again: to look at all for each would be the number of variants
    /// squared.
    pub(super) fn surest(&mut self) -> Option<(Vec<Condition>, usize)> {
        if let Some(&at) = self.single.first() {
            return Some((self.cover(at)?, at));
        }
        loop {
            while let Some(at) = self.round.pop_front() {
                if self.left[at]
                    && let Some(when) = self.cover(at)
                {
                    return Some((when, at));
                }
            }
            self.round = self.with_fewest();
            if self.round.is_empty() {
                return None;
            }
        }
    }

    /// The variants left that the fewest conditions tell from all others left, none where no conditions do.
    fn with_fewest(&self) -> VecDeque<usize> {
        let mut fewest = CONDITIONS;
        let mut round = VecDeque::new();
        for at in (0..self.left.len()).filter(|at| self.left[*at]) {
            let Some(when) = self.cover(at) else { continue };
            if when.len() < fewest {
                fewest = when.len();
                round.clear();
            }
            if when.len() == fewest {
                round.push_back(at);
            }
        }
        round
    }

    /// The fewest conditions that together rule out all others left.
    fn cover(&self, at: usize) -> Option<Vec<Condition>> {
        if self.steps.get() == 0 {
            return None;
        }
        let (chosen, is_complete) =
            self.greedy(at, self.remaining - 1, |condition| self.count[condition], |at| self.left[at]);
        is_complete.then_some(chosen)
    }

    /// Conditions that rule out as many of all other variants as they can, whether left or not.
    pub(super) fn against_all(&self, at: usize) -> Vec<Condition> {
        self.greedy(at, self.left.len() - 1, |condition| self.meeting[condition].len(), |_| true).0
    }

    /// Conditions that rule out as many others as they can, and whether none is left.
    fn greedy(
        &self,
        at: usize,
        others: usize,
        count: impl Fn(usize) -> usize,
        is_other: impl Fn(usize) -> bool,
    ) -> (Vec<Condition>, bool) {
        let mut chosen = Vec::new();
        // Nobody is ruled out yet: that is not written down as a list.
        let mut rest: Option<Vec<usize>> = None;
        while chosen.len() < CONDITIONS && rest.as_ref().map_or(others, Vec::len) > 0 {
            let gain = |condition: usize| match &rest {
                None => others - (count(condition) - self.own(condition, at)),
                Some(rest) => rest.iter().filter(|other| !self.can_meet(condition, **other)).count(),
            };
            let compared = rest.as_ref().map_or(1, Vec::len) * self.evidence[at].len();
            self.steps.set(self.steps.get().saturating_sub(compared));
            let mut best: Option<(usize, usize)> = None;
            for &condition in &self.evidence[at] {
                let gained = gain(condition);
                if gained > best.map_or(0, |(most, _)| most) {
                    best = Some((gained, condition));
                }
            }
            let Some((_, condition)) = best else { break };
            rest = Some(match rest {
                None => {
                    let meeting = self.meeting[condition].iter().copied();
                    meeting.filter(|other| *other != at && is_other(*other)).collect()
                }
                Some(rest) => rest.into_iter().filter(|other| self.can_meet(condition, *other)).collect(),
            });
            chosen.push(self.conditions[condition].clone());
        }
        (chosen, rest.map_or(others, |rest| rest.len()) == 0)
    }
}

/// Where a condition can be met.
struct Places<'p> {
    count: usize,
    by_property: BTreeMap<&'p str, Vec<usize>>,
    /// Those that list the values of a property, by value: where each has a value of its own, no two are compared.
    by_value: BTreeMap<(&'p str, &'p Scalar), Vec<usize>>,
    /// Those that have it and do not list them.
    unlisted: BTreeMap<&'p str, Vec<usize>>,
    /// Variants that allow any property.
    open: Vec<usize>,
}

impl<'p> Places<'p> {
    fn of(profiles: &'p [Profile]) -> Self {
        let is_open = |profile: &Profile| profile.leaves.iter().any(|leaf| leaf.open);
        let open = profiles.iter().enumerate().filter(|(_, profile)| is_open(profile)).map(|(at, _)| at).collect();
        let mut by_value: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let mut unlisted: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, profile) in profiles.iter().enumerate() {
            for (name, property) in profile.leaves.iter().flat_map(|leaf| &leaf.properties) {
                match &property.profile.values {
                    Some(values) if property.profile.leaves.is_empty() => {
                        values.iter().for_each(|value| by_value.entry((name.as_str(), value)).or_default().push(at));
                    }
                    _ => unlisted.entry(name.as_str()).or_default().push(at),
                }
            }
        }
        Self { count: profiles.len(), by_property: holders(profiles), by_value, unlisted, open }
    }

    /// The variants that may meet a condition; all others cannot.
    fn candidates(&self, condition: &Condition) -> Vec<usize> {
        let path = match condition {
            Condition::Is(_) => &[][..],
            Condition::Has(path)
            | Condition::NotNull(path)
            | Condition::OneOf(path, _)
            | Condition::Allows(path, _)
            | Condition::KindOf(path, _) => path,
        };
        let Some(first) = path.first() else { return (0..self.count).collect() };
        let mut candidates = self.open.clone();
        if let (Condition::OneOf(_, values), [name]) = (condition, path) {
            candidates.extend(self.unlisted.get(name.as_str()).into_iter().flatten());
            let holders = |value| self.by_value.get(&(name.as_str(), value)).into_iter().flatten();
            candidates.extend(values.iter().flat_map(holders));
        } else {
            candidates.extend(self.by_property.get(first.as_str()).into_iter().flatten());
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }
}
