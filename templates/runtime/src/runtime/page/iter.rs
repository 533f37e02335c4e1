//! Pages and items one after the other, for blocking clients.

use super::{
    Page, Pager,
    items::{ReadPage, read_page},
};
use crate::runtime::{
    client::{Blocking, Core},
    error::Error,
    execute::execute_blocking,
    json::Decode,
    request::Draft,
    response::Answer,
};
use std::collections::HashSet;

/// The pages of a list, one request each.
#[must_use = "an iterator does nothing until it is advanced"]
pub struct PageIter<T> {
    core: Core<Blocking>,
    pager: Pager,
    read: fn(Answer) -> Result<ReadPage<T>, Error>,
    done: bool,
}

impl<T: Decode> PageIter<T> {
    pub(crate) fn new(core: Core<Blocking>, draft: Draft) -> Self {
        Self { core, pager: Pager::new(draft), read: read_page::<T>, done: false }
    }
}

impl<T> PageIter<T> {
    /// Whether the list became shorter while it was read, so that items may have been passed over: where pages are
    /// numbered, whatever is removed moves what follows to a page that was already read. A loop that deletes what it
    /// reads leaves out every second page; collect first, or ask for the first page until it is empty.
    pub fn may_have_skipped(&self) -> bool {
        self.pager.has_shrunk()
    }

    /// The next page, whatever can be read of it.
    fn next_page(&mut self) -> Option<Result<ReadPage<T>, Error>> {
        if self.done {
            return None;
        }
        let request = self.pager.request();
        self.done = request.is_none();
        let page = request?.and_then(|mut draft| execute_blocking(self.core.clone(), &mut draft)).and_then(self.read);
        match &page {
            Ok(read) => self.pager.advance(&read.page),
            Err(_) => self.done = true,
        }
        Some(page)
    }
}

/// A page with items that cannot be read is an error that holds it, unless the call does without them; the next page
/// follows. After any other error there is no more.
impl<T: Send + 'static> Iterator for PageIter<T> {
    type Item = Result<Page<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.next_page()?.and_then(ReadPage::complete))
    }
}

/// The items of all pages of a list. One that cannot be read is an error, behind which the others follow; after any other
/// error there is no more.
///
/// Numbered pages can repeat items when others are added while the list is read, and pass over items when others are
/// removed: see [`dedup`](Self::dedup) and [`may_have_skipped`](Self::may_have_skipped). Do not delete what an iterator
/// over numbered pages gives before it has ended.
#[must_use = "an iterator does nothing until it is advanced"]
pub struct ItemIter<T> {
    pages: PageIter<T>,
    items: std::vec::IntoIter<Result<T, Error>>,
    left: Option<usize>,
    seen: HashSet<String>,
}

impl<T> ItemIter<T> {
    pub(crate) fn new(pages: PageIter<T>) -> Self {
        Self { pages, items: Vec::new().into_iter(), left: None, seen: HashSet::new() }
    }

    /// Ends after this many items, without asking for a page more than they need.
    pub fn max_items(mut self, items: usize) -> Self {
        self.left = Some(items);
        self
    }

    /// Leaves out items whose `id` was there before, as on numbered pages of a list that grows while it is read. The
    /// ids of all items are kept in memory for it.
    pub fn dedup(mut self) -> Self {
        self.pages.pager.want_ids();
        self
    }
}

impl<T> ItemIter<T> {
    /// Whether the list became shorter while it was read, so that items may have been passed over: where pages are
    /// numbered, whatever is removed moves what follows to a page that was already read. A loop that deletes what it
    /// reads leaves out every second page; collect first, or ask for the first page until it is empty.
    pub fn may_have_skipped(&self) -> bool {
        self.pages.pager.has_shrunk()
    }
}

impl<T> Iterator for ItemIter<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.left == Some(0) {
            return None;
        }
        loop {
            if let Some(item) = self.items.next() {
                self.left = self.left.map(|left| left - 1);
                return Some(item);
            }
            match self.pages.next_page()? {
                Ok(read) => self.items = read.into_items(&mut self.seen).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
