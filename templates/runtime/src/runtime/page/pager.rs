//! From page to page: the one loop behind streams and iterators of both modes.

use super::Page;
use crate::runtime::{
    error::{Error, ErrorKind},
    operation::Pagination,
    request::{Cursor, Draft, Position, seek},
};
use std::collections::BTreeSet;

/// What a pager has to know of a page beside its cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) fingerprint: Option<u64>,
    /// The ids of the items, if they were wanted.
    pub(crate) ids: Vec<Option<String>>,
}

/// Where a walk through the pages of a list is.
pub(crate) struct Pager {
    draft: Draft,
    next: NextRequest,
    seen: BTreeSet<Position>,
    fingerprint: Option<u64>,
}

enum NextRequest {
    /// The draft as it is.
    First,
    /// The page at a cursor.
    At(Cursor),
    /// The walk cannot go on.
    Failed(Error),
    /// The walk is over.
    End,
}

impl Pager {
    /// A walk from where the draft begins. Unless the draft sets a page size, the largest is requested.
    pub(crate) fn new(mut draft: Draft) -> Self {
        draft.apply_cursor();
        if let Some(Pagination { limit: Some(limit), max_limit: Some(largest), .. }) = draft.operation().pagination
            && draft.query_value(limit).is_none()
        {
            draft.set_query_value(limit, &largest.to_string());
        }
        Self { draft, next: NextRequest::First, seen: BTreeSet::new(), fingerprint: None }
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

    /// Moves on past a page. A page that was already there is an error after it, instead of a walk without end.
    pub(crate) fn advance<T>(&mut self, page: &Page<T>) {
        let repeated =
            |what: &str| NextRequest::Failed(Error::with_message(ErrorKind::Pagination, self.draft.operation(), what));
        let alike = page.progress.fingerprint.is_some() && page.progress.fingerprint == self.fingerprint;
        self.fingerprint = page.progress.fingerprint;
        self.next = match &page.next {
            None => NextRequest::End,
            Some(_) if alike => repeated("the server sent the same page twice in a row"),
            Some(cursor) if self.seen.insert(cursor.position.clone()) => NextRequest::At(cursor.clone()),
            Some(_) => repeated("the next page is one that was already read"),
        };
    }
}
