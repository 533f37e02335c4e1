//! Lists that come page by page.

mod items;
mod iter;
mod link;
mod next;
mod pager;
mod stream;

pub use iter::{ItemIter, PageIter};
pub(crate) use pager::{Pager, Progress};
pub use stream::{ItemStream, PageStream};

use crate::runtime::request::Cursor;
use std::fmt;

/// One page of a list.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the server's order.
    pub items: Vec<T>,
    total: Option<u64>,
    next: Option<Cursor>,
    progress: Progress,
}

impl<T> Page<T> {
    /// How many items all pages have together, where the server says so.
    pub fn total_count(&self) -> Option<u64> {
        self.total
    }

    /// Where the next page begins; none on the last page. Give it to `from_cursor` of the same list with the same
    /// filters, also in another process.
    pub fn next_cursor(&self) -> Option<&Cursor> {
        self.next.as_ref()
    }

    /// Whether another page follows.
    pub fn has_next(&self) -> bool {
        self.next.is_some()
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("items", &self.items)
            .field("total_count", &self.total)
            .field("next_cursor", &self.next)
            .finish()
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}
