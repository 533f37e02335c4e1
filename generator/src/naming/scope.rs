//! Settles who gets which name where names must differ, ignoring case.
//!
//! Every claimant brings candidates, the best first. Where several want the same, all of them step to their
//! next candidate (those with the surest name stay if others are less sure), until nobody is in another's way.
//! What comes out depends on the set of claims only, never on their order.

use super::ident::{Ident, is_identifier};
use crate::diagnostic::{Code, Diagnostic};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What wants a name.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// Candidates, the best first, tiers ascending.
    candidates: Vec<(Tier, String)>,
    /// How sure the name is; 0 is the surest and stays where others can step aside.
    rank: u8,
    /// What it is, for the report.
    what: String,
    /// JSON pointer of it.
    pointer: String,
    /// How `sdk.yaml` refers to it.
    at: String,
}

/// How a candidate came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    /// The words of the document, with or without its punctuation.
    Rule,
    /// For a name that Rust or the generated code needs itself. Skipped where others are in the way.
    Reserved,
    /// Words from the place in the document: keeps an ad-hoc run going, and is reported.
    Place,
}

impl Claim {
    /// A claim without candidates yet. `at` is how `sdk.yaml` refers to what is named.
    pub(super) fn new(what: impl Into<String>, pointer: &str, at: impl Into<String>) -> Self {
        let pointer = pointer.to_owned();
        Self { candidates: Vec::new(), rank: 0, what: what.into(), pointer, at: at.into() }
    }

    /// Says how sure the name is.
    pub(super) fn rank(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }

    /// Makes the name less sure by so much.
    pub(super) fn less_sure(mut self, by: u8) -> Self {
        self.rank += by;
        self
    }

    /// Adds a candidate that the naming rules stand for.
    pub(super) fn rule(self, candidate: String) -> Self {
        self.push(Tier::Rule, candidate)
    }

    /// Adds a candidate for the case that the ones before are reserved.
    pub(super) fn if_reserved(self, candidate: String) -> Self {
        self.push(Tier::Reserved, candidate)
    }

    /// Adds a candidate that only keeps an ad-hoc run going.
    pub(super) fn otherwise(self, candidate: String) -> Self {
        self.push(Tier::Place, candidate)
    }

    fn push(mut self, tier: Tier, candidate: String) -> Self {
        let candidate = (tier, candidate);
        if is_identifier(&candidate.1) && !self.candidates.contains(&candidate) {
            self.candidates.push(candidate);
        }
        self
    }

    /// The candidate of last resort: the first one with a mark computed from what is named, and from how many
    /// before it look the same in every respect.
    fn close(&mut self, twins: usize) {
        let digest = Sha256::digest(format!("{}\n{}\n{}\n{twins}", self.what, self.pointer, self.at));
        let mark: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let stem = self.candidates.first().map_or("unnamed", |(_, name)| name);
        let underscore = if stem.contains(|c: char| c.is_ascii_uppercase()) { "" } else { "_" };
        self.candidates.push((Tier::Place, format!("{stem}{underscore}x{mark}")));
    }

    fn name(&self, index: usize) -> &str {
        &self.candidates[index].1
    }

    /// The candidate to step to from `index`.
    fn next(&self, index: usize, obstacle: Obstacle) -> Option<usize> {
        let usable = |at: &usize| match obstacle {
            Obstacle::Reserved => true,
            Obstacle::Rivals => self.candidates[*at].0 != Tier::Reserved,
        };
        (index + 1..self.candidates.len()).find(usable)
    }
}

/// Why a candidate cannot be had.
#[derive(Clone, Copy)]
enum Obstacle {
    Reserved,
    Rivals,
}

/// Names that must differ, ignoring case.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    reserved: BTreeSet<String>,
}

impl Scope {
    /// A scope in which these names are taken.
    pub(super) fn reserving<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { reserved: names.into_iter().map(str::to_ascii_lowercase).collect() }
    }

    /// Takes a name.
    pub(super) fn reserve(&mut self, name: &str) {
        self.reserved.insert(name.to_ascii_lowercase());
    }

    /// Gives every claim a name, in the order of the claims, and takes those names.
    pub(super) fn settle(&mut self, mut claims: Vec<Claim>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Ident> {
        let chosen = match self.undisputed(&claims) {
            true => vec![0; claims.len()],
            false => {
                let mut twins: BTreeMap<(String, String, String), usize> = BTreeMap::new();
                for claim in &mut claims {
                    let looks = (claim.what.clone(), claim.pointer.clone(), claim.at.clone());
                    let before = twins.entry(looks).or_default();
                    claim.close(*before);
                    *before += 1;
                }
                self.choose(&claims)
            }
        };
        let mut idents = Vec::with_capacity(claims.len());
        for (claim, &index) in claims.iter().zip(&chosen) {
            let (tier, text) = &claim.candidates[index];
            if *tier == Tier::Place {
                diagnostics.push(clash(claim, text, &claims));
            }
            self.reserve(text);
            idents.push(Ident::new(text));
        }
        idents
    }

    /// Everybody can have the first candidate, which is nearly always so.
    fn undisputed(&self, claims: &[Claim]) -> bool {
        let mut taken = BTreeSet::new();
        claims.iter().all(|claim| {
            let name = claim.candidates.first().map(|(_, name)| name.to_ascii_lowercase());
            name.is_some_and(|name| !self.reserved.contains(&name) && taken.insert(name))
        })
    }

    fn choose(&self, claims: &[Claim]) -> Vec<usize> {
        let mut chosen = vec![0; claims.len()];
        loop {
            let mut wanted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (index, claim) in claims.iter().enumerate() {
                wanted.entry(claim.name(chosen[index]).to_ascii_lowercase()).or_default().push(index);
            }
            let mut steps = Vec::new();
            for (name, claimants) in wanted {
                let reserved = self.reserved.contains(&name);
                if claimants.len() > 1 || reserved {
                    let obstacle = if reserved { Obstacle::Reserved } else { Obstacle::Rivals };
                    steps.extend(steps_aside(claims, &chosen, &claimants, obstacle));
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
}

/// Who of the claimants of one name takes which candidate instead: all where the name is reserved, else the
/// least sure, and of those the ones that can do so by the better tier.
fn steps_aside(claims: &[Claim], chosen: &[usize], claimants: &[usize], obstacle: Obstacle) -> Vec<(usize, usize)> {
    let step = |&index: &usize| claims[index].next(chosen[index], obstacle).map(|next| (index, next));
    let mut steps: Vec<(usize, usize)> = claimants.iter().filter_map(step).collect();
    if let Obstacle::Rivals = obstacle {
        let worst = steps.iter().map(|&(index, _)| claims[index].rank).max();
        steps.retain(|&(index, _)| Some(claims[index].rank) == worst);
        let best = steps.iter().map(|&(index, next)| claims[index].candidates[next].0).min();
        steps.retain(|&(index, next)| Some(claims[index].candidates[next].0) == best);
    }
    steps
}

fn clash(claim: &Claim, taken: &str, claims: &[Claim]) -> Diagnostic {
    let first = claim.name(0);
    let rivals =
        claims.iter().filter(|other| !std::ptr::eq(*other, claim) && other.name(0).eq_ignore_ascii_case(first));
    let message = format!("{} cannot be told apart by its name `{first}`", claim.what);
    let rule = format!("names: [{{ at: {:?}, name: {taken}, because: \"…\" }}]", claim.at);
    let diagnostic = Diagnostic::new(Code::NameClash, message)
        .at(claim.pointer.clone())
        .help(format!("decide in sdk.yaml:  {rule}  (that name is used meanwhile)"));
    rivals.take(3).fold(diagnostic, |diagnostic, rival| diagnostic.note(format!("{} has the same name", rival.what)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(what: &str, candidates: &[&str]) -> Claim {
        candidates.iter().fold(Claim::new(what, "", what), |claim, name| claim.rule((*name).to_owned()))
    }

    fn settle(claims: Vec<Claim>) -> Vec<String> {
        let mut diagnostics = Vec::new();
        let idents = Scope::reserving(["Unknown"]).settle(claims, &mut diagnostics);
        idents.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn those_in_each_others_way_both_step_aside() {
        let claims = vec![claim("a", &["Gmt5", "GmtPlus5"]), claim("b", &["Gmt5", "GmtMinus5"])];
        assert_eq!(settle(claims), ["GmtPlus5", "GmtMinus5"]);
    }

    #[test]
    fn a_surer_name_stays() {
        let claims = vec![claim("a", &["Order", "OrderItem"]).rank(1), claim("b", &["order", "OrderSchema"])];
        assert_eq!(settle(claims), ["OrderItem", "order"]);
    }

    #[test]
    fn the_plainest_name_stays_where_the_other_can_be_spelled_out() {
        let claims = vec![claim("userId", &["user_id"]), claim("user_id", &["user_id", "user_underscore_id"])];
        assert_eq!(settle(claims), ["user_id", "user_underscore_id"]);
    }

    #[test]
    fn reserved_names_are_nobodys() {
        let claims = vec![claim("a", &["Unknown"]).if_reserved("UnknownBrand".to_owned())];
        assert_eq!(settle(claims), ["UnknownBrand"]);
    }

    #[test]
    fn names_do_not_depend_on_the_order_of_claims() {
        let claims = || {
            vec![
                claim("a", &["X", "XOne"]),
                claim("b", &["x", "XTwo"]),
                claim("c", &["XOne", "Other"]),
                claim("d", &["X"]),
                claim("e", &["X"]),
            ]
        };
        let forward = settle(claims());
        let mut backward = settle(claims().into_iter().rev().collect());
        backward.reverse();
        assert_eq!(forward, backward);
    }

    #[test]
    fn what_no_rule_settles_is_reported_with_the_line_to_write() {
        let mut diagnostics = Vec::new();
        let claims = vec![claim("property `a`", &["a"]), claim("property `A`", &["a"])];
        Scope::default().settle(claims, &mut diagnostics);
        assert_eq!(diagnostics.len(), 2);
        assert!(diagnostics[0].help.as_deref().is_some_and(|help| help.contains("names: [{ at: \"property `a`\"")));
    }
}
