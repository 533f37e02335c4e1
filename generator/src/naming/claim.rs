//! The candidates that different kinds of things bring to a scope.

use super::scope::Claim;
use super::words::{Symbols, Words};

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

impl Claim {
    /// Candidates made of one name of the document: its words; then with its signs, then with all of its
    /// punctuation spelled out.
    pub(super) fn spelled(self, name: &str, case: Case, digit: &Words) -> Self {
        let spelled = |symbols| case.write(&Words::spelled(name, symbols), digit);
        let claim = self.rule(spelled(Symbols::Separate)).rule(spelled(Symbols::Meaning)).rule(spelled(Symbols::All));
        if name.trim().is_empty() { claim.rule(case.write(&Words::of("empty"), digit)) } else { claim }
    }

    /// Candidates that tell names apart that differ in case only.
    pub(super) fn or_case(self, name: &str, case: Case, digit: &Words) -> Self {
        let word = match (name.chars().any(char::is_uppercase), name.chars().any(char::is_lowercase)) {
            (true, false) => "uppercase",
            (false, true) => "lowercase",
            (true, true) | (false, false) => "mixed",
        };
        self.otherwise(case.write(&Words::of(name).then(&Words::of(word)), digit))
    }
}
