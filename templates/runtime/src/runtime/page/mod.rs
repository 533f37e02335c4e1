//! Lists that come page by page.

mod items;
#[cfg(feature = "blocking")]
mod iter;
mod link;
mod next;
mod pager;
mod stream;

#[cfg(feature = "blocking")]
pub use iter::{ItemIter, PageIter};
pub(crate) use pager::{Pager, Progress};
pub use stream::{ItemStream, PageStream};

use crate::runtime::{
    json::{DecodeError, Json},
    request::Cursor,
};
use std::fmt;

/// One page of a list.
///
#[doc = include_str!("../examples/page.md")]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the server's order.
    pub items: Vec<T>,
    /// The items that cannot be read, in the server's order. There are none but on pages of a call that does without them
    /// ([`Call::partial`](crate::runtime::Call::partial)), and in an error
    /// ([`Error::into_partial`](crate::runtime::Error::into_partial)).
    pub unreadable: Vec<Unreadable>,
    total: Option<u64>,
    next: Option<Cursor>,
    progress: Progress,
}

/// An item of a page that is not what the document says, not even leniently.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Unreadable {
    /// Which element of the list it is, from 0.
    pub index: usize,
    /// Why it cannot be read.
    pub error: DecodeError,
    /// The item as it came.
    pub raw: Json,
}

/// Without the item, which may hold secrets.
impl fmt::Debug for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unreadable").field("index", &self.index).field("error", &self.error).finish_non_exhaustive()
    }
}

impl<T> Page<T> {
    /// How many items all pages have together, where the server says so.
    pub fn total_count(&self) -> Option<u64> {
        self.total
    }

    /// Where the next page begins; none on the last page. Give it to `from_cursor` of the same list with the same
    /// filters, also in another process. Where the server's link to the next page is not followed, because it leads to
    /// another host or has no query, there is a cursor too: the call it is given to fails, and says why.
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
            .field("unreadable", &self.unreadable)
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
