//! The candidates that different kinds of things bring to a scope.

use super::scope::Claim;
use super::segments::{Symbols, Words};
use std::collections::BTreeMap;

/// The case a kind of identifier is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Types and variants.
    Camel,
    /// Fields, functions, modules.
    Snake,
    /// Constants.
    Screaming,
}

impl Case {
    /// Writes words in this case; `digit` goes before a name that would begin with a digit.
    pub(super) fn write(self, words: &Words, digit: &Words) -> String {
        let text = self.plain(words);
        if text.starts_with(|c: char| c.is_ascii_digit()) { self.plain(&digit.then(words)) } else { text }
    }

    fn plain(self, words: &Words) -> String {
        match self {
            Self::Camel => words.upper_camel(),
            Self::Snake => words.snake(),
            Self::Screaming => words.screaming(),
        }
    }
}

/// Names of the document that stand beside each other, by what they are in lower case.
pub(super) struct Cases<'n>(BTreeMap<String, Vec<&'n str>>);

impl<'n> Cases<'n> {
    pub(super) fn of(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut cases: BTreeMap<String, Vec<&'n str>> = BTreeMap::new();
        for name in names {
            cases.entry(name.to_lowercase()).or_default().push(name);
        }
        Self(cases)
    }

    /// Whether there is a name that differs from this one in case only.
    fn has_other(&self, name: &str) -> bool {
        self.0.get(&name.to_lowercase()).is_some_and(|same| same.iter().any(|other| *other != name))
    }
}

impl<'n> Claim<'n> {
    /// Candidates made of one name of the document: its words; then with its signs, then with all of its
    /// punctuation spelled out.
    pub(super) fn spelled(self, name: &'n str, case: Case, digit: &'n Words) -> Self {
        let spelled = |symbols| move || case.write(&Words::spelled(name, symbols), digit);
        let claim = self.rule(spelled(Symbols::Separate)).rule(spelled(Symbols::Meaning)).rule(spelled(Symbols::All));
        if name.trim().is_empty() { claim.rule(move || case.write(&Words::of("empty"), digit)) } else { claim }
    }

    /// Tells names apart that differ in case only, if `all` has such: what has the most capitals steps aside, so
    /// that `asc` is `Asc` whether there is an `ASC` beside it or not.
    pub(super) fn or_case(self, name: &'n str, all: &Cases<'_>, case: Case, digit: &'n Words) -> Self {
        if !all.has_other(name) {
            return self;
        }
        let capitals = |letters: &[char]| letters.iter().all(|letter| letter.is_uppercase());
        let letters: Vec<char> = name.chars().filter(|letter| letter.is_alphabetic()).collect();
        let (rank, word) = if letters.windows(2).any(capitals) || capitals(&letters) {
            (3, "uppercase")
        } else if letters.first().is_some_and(|letter| letter.is_uppercase()) {
            (1, "capitalized")
        } else if letters.iter().any(|letter| letter.is_uppercase()) {
            (2, "mixed case")
        } else {
            (0, "lowercase")
        };
        self.with_lower_priority(rank).rule(move || case.write(&Words::of(name).then(&Words::of(word)), digit))
    }
}
