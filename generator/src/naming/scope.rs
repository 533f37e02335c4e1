//! Decides who gets which name where names must differ, ignoring case.
//!
//! Every claimant brings candidates, the best first. Nearly always everybody can have the first one, so the others
//! are not even written before somebody is in another's way; what happens then is in [`super::collisions`].

use super::collisions::contest;
use super::ident::{Ident, is_identifier};
use crate::diagnostic::Diagnostic;
use std::collections::BTreeSet;

/// What wants a name.
pub(super) struct Claim<'n> {
    /// Candidates, the best first, tiers ascending.
    candidates: Vec<(Tier, Box<dyn Fn() -> String + 'n>)>,
    /// How sure the name is; 0 is the surest and stays where others can step aside.
    pub(super) rank: u8,
    /// What it is, for the report.
    pub(super) what: String,
    /// JSON pointer of it.
    pub(super) pointer: String,
    /// How `sdk.yaml` refers to it.
    pub(super) at: String,
}

/// How a candidate came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// The words of the document, with or without its punctuation.
    Rule,
    /// For a name that Rust or the generated code needs itself. Skipped where others are in the way.
    Reserved,
    /// Words from the place in the document: keeps an ad-hoc run going, and is reported.
    Place,
}

impl<'n> Claim<'n> {
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

    /// Says that the name is not surer than this.
    pub(super) fn at_least(mut self, rank: u8) -> Self {
        self.rank = self.rank.max(rank);
        self
    }

    /// Makes the name less sure by so much.
    pub(super) fn with_lower_priority(mut self, by: u8) -> Self {
        self.rank += by;
        self
    }

    /// Adds a candidate that the naming rules stand for.
    pub(super) fn rule(self, candidate: impl Fn() -> String + 'n) -> Self {
        self.push(Tier::Rule, candidate)
    }

    /// Adds a candidate for the case that the ones before are reserved.
    pub(super) fn if_reserved(self, candidate: impl Fn() -> String + 'n) -> Self {
        self.push(Tier::Reserved, candidate)
    }

    /// Adds a candidate that only keeps an ad-hoc run going.
    pub(super) fn otherwise(self, candidate: impl Fn() -> String + 'n) -> Self {
        self.push(Tier::Place, candidate)
    }

    /// Makes every candidate short enough for the name of a file.
    pub(super) fn shortened(mut self) -> Self {
        let shorten = |(tier, write): (Tier, Box<dyn Fn() -> String + 'n>)| {
            let short: Box<dyn Fn() -> String + 'n> = Box::new(move || super::files::shortened(write()));
            (tier, short)
        };
        self.candidates = self.candidates.into_iter().map(shorten).collect();
        self
    }

    fn push(mut self, tier: Tier, candidate: impl Fn() -> String + 'n) -> Self {
        self.candidates.push((tier, Box::new(candidate)));
        self
    }

    /// The candidates that are identifiers, each written when it is requested.
    pub(super) fn candidates(&self) -> impl Iterator<Item = (Tier, String)> {
        self.candidates.iter().map(|(tier, write)| (*tier, write())).filter(|(_, name)| is_identifier(name))
    }
}

/// Names that must differ, ignoring case.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    reserved: BTreeSet<String>,
}

impl Scope {
    /// A scope in which these names are in use.
    pub(super) fn reserving<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { reserved: names.into_iter().map(str::to_ascii_lowercase).collect() }
    }

    /// Takes a name.
    pub(super) fn reserve(&mut self, name: &str) {
        self.reserved.insert(name.to_ascii_lowercase());
    }

    /// Gives every claim a name, in the order of the claims, and takes those names.
    pub(super) fn resolve(&mut self, claims: Vec<Claim<'_>>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Ident> {
        let names = self.undisputed(&claims).unwrap_or_else(|| contest(&claims, &self.reserved, diagnostics));
        for name in &names {
            self.reserve(name);
        }
        names.iter().map(|name| Ident::new(name)).collect()
    }

    /// The first candidates, if everybody has one and can have it.
    fn undisputed(&self, claims: &[Claim<'_>]) -> Option<Vec<String>> {
        let mut used = BTreeSet::new();
        let first = |claim: &Claim<'_>| {
            let (tier, name) = claim.candidates().next()?;
            let key = name.to_ascii_lowercase();
            (tier != Tier::Place && !self.reserved.contains(&key) && used.insert(key)).then_some(name)
        };
        claims.iter().map(first).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim<'n>(what: &str, candidates: &[&'n str]) -> Claim<'n> {
        candidates.iter().fold(Claim::new(what, "", what), |claim, &name| claim.rule(|| name.to_owned()))
    }

    fn resolve(claims: Vec<Claim<'_>>) -> Vec<String> {
        let mut diagnostics = Vec::new();
        let idents = Scope::reserving(["Unknown"]).resolve(claims, &mut diagnostics);
        idents.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn those_in_each_others_way_both_step_aside() {
        let claims = vec![claim("a", &["Gmt5", "GmtPlus5"]), claim("b", &["Gmt5", "GmtMinus5"])];
        assert_eq!(resolve(claims), ["GmtPlus5", "GmtMinus5"]);
    }

    #[test]
    fn a_surer_name_stays() {
        let claims = vec![claim("a", &["Order", "OrderItem"]).rank(1), claim("b", &["order", "OrderSchema"])];
        assert_eq!(resolve(claims), ["OrderItem", "order"]);
    }

    #[test]
    fn the_plainest_name_stays_where_the_other_can_be_spelled_out() {
        let claims = vec![claim("userId", &["user_id"]), claim("user_id", &["user_id", "user_underscore_id"])];
        assert_eq!(resolve(claims), ["user_id", "user_underscore_id"]);
    }

    #[test]
    fn reserved_names_are_nobodys() {
        let claims = vec![claim("a", &["Unknown"]).if_reserved(|| "UnknownBrand".to_owned())];
        assert_eq!(resolve(claims), ["UnknownBrand"]);
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
        let forward = resolve(claims());
        let mut backward = resolve(claims().into_iter().rev().collect());
        backward.reverse();
        assert_eq!(forward, backward);
    }

    #[test]
    fn what_no_rule_resolves_is_reported_with_the_line_to_write() {
        let mut diagnostics = Vec::new();
        let claims = vec![claim("property `a`", &["a"]), claim("property `A`", &["a"])];
        Scope::default().resolve(claims, &mut diagnostics);
        assert_eq!(diagnostics.len(), 2);
        assert!(diagnostics[0].help.as_deref().is_some_and(|help| help.contains("names: [{ at: \"property `a`\"")));
    }
}
