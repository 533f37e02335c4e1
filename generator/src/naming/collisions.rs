//! Resolves collisions within a scope in which several claims want the same name, or one that is in use.
//!
//! Where several want the same, all of them step to their next candidate (those with the surest name stay if
//! others are less sure), until nobody is in another's way. What comes out depends on the set of claims only,
//! never on their order.

use super::scope::{Claim, Tier};
use crate::diagnostic::{Code, Diagnostic};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A claim with all of its candidates written.
struct Rival<'c> {
    claim: &'c Claim<'c>,
    /// Candidates, the best first; no two are the same, and there is at least one.
    candidates: Vec<(Tier, String)>,
}

/// The name that each claim gets. Names that no rule decides are reported.
pub(super) fn contest(
    claims: &[Claim<'_>],
    reserved: &BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut duplicates: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    let mut rivals: Vec<Rival<'_>> = Vec::with_capacity(claims.len());
    for claim in claims {
        let before = duplicates.entry((&claim.what, &claim.pointer, &claim.at)).or_default();
        rivals.push(Rival::of(claim, *before));
        *before += 1;
    }
    let chosen = choose(&rivals, reserved);
    let mut names = Vec::with_capacity(rivals.len());
    for (rival, index) in rivals.iter().zip(chosen) {
        let (tier, name) = &rival.candidates[index];
        if *tier == Tier::Place {
            diagnostics.push(clash(rival, name, &rivals));
        }
        names.push(name.clone());
    }
    names
}

impl<'c> Rival<'c> {
    /// Writes the candidates of a claim, and one of last resort: the first one with a mark computed from what is
    /// named, and from how many before it look the same in every respect.
    fn of(claim: &'c Claim<'c>, duplicates: usize) -> Self {
        let mut candidates: Vec<(Tier, String)> = Vec::new();
        for candidate in claim.candidates() {
            if !candidates.contains(&candidate) {
                candidates.push(candidate);
            }
        }
        let digest = Sha256::digest(format!("{}\n{}\n{}\n{duplicates}", claim.what, claim.pointer, claim.at));
        let mark: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let stem = candidates.first().map_or("unnamed", |(_, name)| name);
        let underscore = if stem.contains(|c: char| c.is_ascii_uppercase()) { "" } else { "_" };
        candidates.push((Tier::Place, format!("{stem}{underscore}x{mark}")));
        Self { claim, candidates }
    }

    fn name(&self, index: usize) -> &str {
        &self.candidates[index].1
    }

    /// The candidate to step to from `index`.
    fn next(&self, index: usize, conflict: Conflict) -> Option<usize> {
        let usable = |at: &usize| match conflict {
            Conflict::Reserved => true,
            Conflict::Rivals => self.candidates[*at].0 != Tier::Reserved,
        };
        (index + 1..self.candidates.len()).find(usable)
    }
}

/// Why a candidate cannot be had.
#[derive(Clone, Copy)]
enum Conflict {
    Reserved,
    Rivals,
}

/// Which of its candidates each rival gets.
fn choose(rivals: &[Rival<'_>], reserved: &BTreeSet<String>) -> Vec<usize> {
    let mut chosen = vec![0; rivals.len()];
    loop {
        let mut wanted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, rival) in rivals.iter().enumerate() {
            wanted.entry(rival.name(chosen[index]).to_ascii_lowercase()).or_default().push(index);
        }
        let mut steps = Vec::new();
        for (name, claimants) in wanted {
            let reserved = reserved.contains(&name);
            if claimants.len() > 1 || reserved {
                let conflict = if reserved { Conflict::Reserved } else { Conflict::Rivals };
                steps.extend(steps_aside(rivals, &chosen, &claimants, conflict));
            }
        }
        if steps.is_empty() {
            return chosen;
        }
        for (index, next) in steps {
            chosen[index] = next;
        }
    }
}

/// Who of the claimants of one name takes which candidate instead: all where the name is reserved, else the
/// least sure, and of those the ones that can do so by the better tier.
fn steps_aside(rivals: &[Rival<'_>], chosen: &[usize], claimants: &[usize], conflict: Conflict) -> Vec<(usize, usize)> {
    let step = |&index: &usize| rivals[index].next(chosen[index], conflict).map(|next| (index, next));
    let mut steps: Vec<(usize, usize)> = claimants.iter().filter_map(step).collect();
    if let Conflict::Rivals = conflict {
        let worst = steps.iter().map(|&(index, _)| rivals[index].claim.rank).max();
        steps.retain(|&(index, _)| Some(rivals[index].claim.rank) == worst);
        let best = steps.iter().map(|&(index, next)| rivals[index].candidates[next].0).min();
        steps.retain(|&(index, next)| Some(rivals[index].candidates[next].0) == best);
    }
    steps
}

fn clash(rival: &Rival<'_>, used: &str, rivals: &[Rival<'_>]) -> Diagnostic {
    let (claim, first) = (rival.claim, rival.name(0));
    let others =
        rivals.iter().filter(|other| !std::ptr::eq(*other, rival) && other.name(0).eq_ignore_ascii_case(first));
    let message = format!("{} cannot be distinguished by its name `{first}`", claim.what);
    let rule = format!("names: [{{ at: {:?}, name: {used}, because: \"…\" }}]", claim.at);
    let diagnostic = Diagnostic::new(Code::NameClash, message)
        .at(claim.pointer.clone())
        .help(format!("decide in sdk.yaml:  {rule}  (that name is used meanwhile)"));
    let note =
        |diagnostic: Diagnostic, other: &Rival<'_>| diagnostic.note(format!("{} has the same name", other.claim.what));
    others.take(3).fold(diagnostic, note)
}
