//! From page to page: the one loop behind streams and iterators of both modes.

use super::Page;
use crate::runtime::{
    error::{Error, ErrorKind},
    execute::shrunk,
    operation::{Pagination, PaginationStyle},
    request::{Cursor, Draft, Position, seek},
};
use std::collections::BTreeSet;

/// So many pages without an item may follow each other. Servers that filter after they have cut pages send some; one
/// that sends more does not come to an end.
const EMPTY_PAGES: u32 = 100;

/// What a pager has to know of a page beside its cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) fingerprint: Option<u64>,
    /// Why the page does not say where the next one begins, although there may be one.
    pub(crate) broken: Option<String>,
    /// The ids of the items, if they were wanted.
    pub(crate) ids: Vec<Option<String>>,
}

/// How far an iteration over the pages of a list is.
pub(crate) struct Pager {
    draft: Draft,
    next: NextRequest,
    seen: BTreeSet<Position>,
    fingerprint: Option<u64>,
    empty: u32,
    total: Option<u64>,
    shrunk: bool,
}

enum NextRequest {
    /// The draft as it is.
    First,
    /// The page at a cursor.
    At(Cursor),
    /// The iteration cannot go on.
    Failed(Error),
    /// The iteration is over.
    End,
}

impl Pager {
    /// An iteration from where the draft begins. Unless the draft sets a page size, the largest is requested.
    pub(crate) fn new(mut draft: Draft) -> Self {
        draft.apply_cursor();
        if let Some(Pagination { limit: Some(limit), max_limit: Some(largest), .. }) = draft.operation().pagination
            && draft.query_value(limit).is_none()
        {
            draft.set_query_value(limit, &largest.to_string());
        }
        let next = match backward(&draft) {
            Some(name) => NextRequest::Failed(Error::with_message(
                ErrorKind::Request,
                draft.operation(),
                format!("`{name}` is of one page, the one before an item; pages cannot be followed from there"),
            )),
            None => NextRequest::First,
        };
        Self { draft, next, seen: BTreeSet::new(), fingerprint: None, empty: 0, total: None, shrunk: false }
    }

    /// Whether the list became shorter while its numbered pages were read.
    pub(crate) fn has_shrunk(&self) -> bool {
        self.shrunk
    }

    /// Wants the ids of the items from now on.
    pub(crate) fn want_ids(&mut self) {
        self.draft.options.ids = true;
    }

    /// The request for the next page; none at the end.
    pub(crate) fn request(&mut self) -> Option<Result<Draft, Error>> {
        match std::mem::replace(&mut self.next, NextRequest::End) {
            NextRequest::First => Some(Ok(self.draft.clone())),
            NextRequest::At(cursor) => {
                let mut draft = self.draft.clone();
                let sought = seek(&mut draft, &cursor);
                Some(
                    sought
                        .map(|()| draft)
                        .map_err(|why| Error::with_message(ErrorKind::Pagination, self.draft.operation(), why)),
                )
            }
            NextRequest::Failed(error) => Some(Err(error)),
            NextRequest::End => None,
        }
    }

    /// Moves on past a page. A page that was already there is an error after it, instead of an iteration without end.
    pub(crate) fn advance<T>(&mut self, page: &Page<T>) {
        self.watch_total(page.total);
        let failed =
            |why: &str| NextRequest::Failed(Error::with_message(ErrorKind::Pagination, self.draft.operation(), why));
        let Progress { fingerprint, broken, .. } = &page.progress;
        let alike = fingerprint.is_some() && *fingerprint == self.fingerprint;
        self.fingerprint = *fingerprint;
        self.empty = if page.items.is_empty() && page.unreadable.is_empty() { self.empty + 1 } else { 0 };
        self.next = match (&page.next, broken) {
            (None, Some(why)) => failed(why),
            (None, None) => NextRequest::End,
            (Some(_), _) if alike => failed("the server sent the same page twice in a row"),
            (Some(_), _) if self.empty >= EMPTY_PAGES => {
                failed("the server sent 100 pages without an item in a row, and says that there are more")
            }
            (Some(cursor), _) if self.seen.insert(cursor.position.clone()) => NextRequest::At(cursor.clone()),
            (Some(_), _) => failed("the next page is one that was already read"),
        };
    }

    /// Where pages are numbered, items that go away move others to pages that were already read.
    fn watch_total(&mut self, total: Option<u64>) {
        if !self.shrunk && total.is_some_and(|total| self.total.is_some_and(|before| total < before)) {
            self.shrunk = true;
            shrunk(self.draft.operation());
        }
        self.total = total.or(self.total);
    }
}

/// The parameter that asks for a page before an item, if the caller has set it.
fn backward(draft: &Draft) -> Option<&'static str> {
    let Pagination { backward, style: PaginationStyle::Cursor { .. }, .. } = draft.operation().pagination? else {
        return None;
    };
    backward.filter(|name| draft.query_value(name).is_some())
}
