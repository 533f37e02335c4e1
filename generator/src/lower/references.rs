//! What references lead to: the keywords behind each, merged once, and what must not be merged into itself.

use super::document::Document;
use super::schema::inherit;
use super::schema::keywords::Keywords;
use std::collections::{BTreeMap, BTreeSet};

/// References within references that one merge follows: each takes stack, and half of the 128 levels that a document may
/// have is more than an inheritance that people wrote.
const MOST_MERGES: usize = 64;

/// The state of following references.
pub(super) struct References<'a> {
    /// Components by the component they take in through `allOf`.
    pub(super) subtypes: BTreeMap<String, Vec<String>>,
    /// References that are being merged, outermost first.
    merging: Vec<String>,
    /// References that have been merged whole, by pointer.
    merged: BTreeMap<String, Keywords<'a>>,
    /// References from which something was left out since the outermost merge began. What they lead to is part of that
    /// merge: where it comes up again, which it can in exponentially many ways, it is left out.
    partial: BTreeSet<String>,
    /// Something was left out of a merge because of what is being merged around it.
    cut: bool,
}

/// A merge that has begun; what of it was left out so far in the merges around it.
pub(super) struct Begun(bool);

impl<'a> References<'a> {
    /// Of a document nothing of which is merged yet.
    pub(super) fn of(document: &Document) -> Self {
        let subtypes = inherit::subtypes(&document.components());
        Self { subtypes, merging: Vec::new(), merged: BTreeMap::new(), partial: BTreeSet::new(), cut: false }
    }

    /// The keywords behind a reference, if it has been merged whole.
    pub(super) fn merged(&self, pointer: &str) -> Option<&Keywords<'a>> {
        self.merged.get(pointer)
    }

    /// The references that are being merged, outermost first.
    pub(super) fn merging(&self) -> impl Iterator<Item = &str> {
        self.merging.iter().map(String::as_str)
    }

    /// Begins to merge what a reference leads to. None within itself, where it is part of the outermost merge already,
    /// and too far down: there it is left out.
    pub(super) fn begin(&mut self, pointer: &str) -> Option<Begun> {
        if self.merging.is_empty() {
            self.partial.clear();
        }
        let known = self.merging.iter().any(|open| open == pointer) || self.partial.contains(pointer);
        if known || self.merging.len() > MOST_MERGES {
            self.cut = true;
            return None;
        }
        self.merging.push(pointer.to_owned());
        Some(Begun(std::mem::take(&mut self.cut)))
    }

    /// Ends the merge that began last. Says whether nothing was left out of it.
    pub(super) fn end(&mut self, begun: Begun) -> bool {
        let pointer = self.merging.pop();
        let whole = !self.cut;
        if !whole {
            self.partial.extend(pointer);
        }
        self.cut |= begun.0;
        whole
    }

    /// Notes that something is left out of the merges that have begun.
    pub(super) fn leave_out(&mut self) {
        self.cut = true;
    }

    /// Keeps what was merged whole. What was left out because of where a reference stands is not left out elsewhere.
    pub(super) fn keep(&mut self, pointer: &str, keywords: Keywords<'a>) {
        self.merged.insert(pointer.to_owned(), keywords);
    }
}
