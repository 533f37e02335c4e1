//! Names of types that the document does not name, of the words of their places: `OrderItemsStatus` is the status of the
//! items of an order.

use super::segments::Words;
use std::collections::BTreeMap;

/// A type longer than this loses words of what is around it.
const LONGEST: usize = 50;

/// Where a type stands, outermost first.
#[derive(Clone, Copy)]
pub(super) struct Place<'n> {
    segments: &'n [String],
    /// What stands for the first segment, where that is the id of an operation.
    stem: Option<&'n Words>,
}

impl<'n> Place<'n> {
    /// The place with these segments; operations are called by their stems there.
    pub(super) fn new(segments: &'n [String], stems: &BTreeMap<&str, &'n Words>) -> Self {
        Self { segments, stem: segments.first().and_then(|first| stems.get(first.as_str()).copied()) }
    }

    /// All words.
    pub(super) fn words(self) -> Words {
        self.selected(self.segments.len(), 0)
    }

    /// The words of what is around the type.
    pub(super) fn around(self) -> Words {
        self.selected(self.segments.len().saturating_sub(1), 0)
    }

    /// All words, or if that is too long those of the first segments and of as many at the end as there is room for, and
    /// of `more` beyond that.
    pub(super) fn short(self, first: usize, more: usize, write: &dyn Fn(&Words) -> String) -> String {
        let all = write(&self.words());
        if all.len() <= LONGEST || self.segments.len() <= first + 1 {
            return all;
        }
        let inner = self.segments.len() - first - 1;
        let fits = |last: &usize| write(&self.selected(first, *last)).len() <= LONGEST;
        let last = (1..=inner).rev().find(fits).unwrap_or(1) + more;
        if last > inner { all } else { write(&self.selected(first, last)) }
    }

    /// The words of the first and the last segments.
    fn selected(self, first: usize, last: usize) -> Words {
        let first = &self.segments[..first.min(self.segments.len())];
        let last = &self.segments[self.segments.len() - last..];
        let rest = |segments: &[String]| Words::of_all(segments.iter().map(String::as_str));
        match self.stem {
            Some(stem) if !first.is_empty() => stem.then(&rest(&first[1..])).then(&rest(last)),
            _ => rest(first).then(&rest(last)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_lose_words_in_the_middle() {
        let segments: Vec<String> =
            ["PostAccounts", "request", "settings", "card_issuing", "tos_acceptance", "user_agent", "kind"]
                .map(str::to_owned)
                .to_vec();
        let stem = Words::of("CreateAccount");
        let stems = BTreeMap::from([("PostAccounts", &stem)]);
        let place = Place::new(&segments, &stems);
        let camel = |words: &Words| words.upper_camel();
        assert_eq!(place.short(1, 0, &camel), "CreateAccountCardIssuingTosAcceptanceUserAgentKind");
        assert_eq!(place.short(1, 1, &camel), "CreateAccountSettingsCardIssuingTosAcceptanceUserAgentKind");
        assert_eq!(place.short(2, 0, &camel), "CreateAccountRequestTosAcceptanceUserAgentKind");
        assert_eq!(camel(&place.around()).len(), 61);
        let short = Place::new(&segments[..3], &stems);
        assert_eq!(short.short(1, 0, &camel), "CreateAccountRequestSettings");
    }
}
