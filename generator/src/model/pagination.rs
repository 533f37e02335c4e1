//! How further pages of a list are asked for.

use super::Ty;

/// How an operation pages. Paths are property names from the root of the response body, envelope included.
#[derive(Clone, Debug, PartialEq)]
pub enum Pagination {
    /// Numbered pages.
    Page {
        /// Query parameter of the page number, which starts at 1.
        page: String,
        /// Query parameter of the page size.
        limit: Option<String>,
        /// Largest page size the server grants; `stream()` asks for it.
        max_limit: Option<u32>,
        /// Where the items are.
        items: Vec<String>,
        /// How the last page is known.
        last: Vec<LastPage>,
        /// Where the total number of items is.
        total: Option<Vec<String>>,
        /// Type of an item.
        item: Ty,
    },
    /// Each page names the next.
    Cursor {
        /// Query parameter that takes the cursor.
        parameter: String,
        /// Where the next cursor comes from, the first that answers.
        next: Vec<Next>,
        /// Query parameter of the page size.
        limit: Option<String>,
        /// Largest page size the server grants.
        max_limit: Option<u32>,
        /// Where the items are; empty for a bare array.
        items: Vec<String>,
        /// Type of an item.
        item: Ty,
    },
}

/// How the last of several numbered pages is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastPage {
    /// The number of the last page is at this path.
    MaxPage(Vec<String>),
    /// Whether another page follows is at this path.
    HasNext(Vec<String>),
    /// A page without items is past the last.
    Empty,
}

/// Where the cursor of the next page comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// At this path of the body; null, empty or absent on the last page.
    Body(Vec<String>),
    /// This property of the last item; an empty page is the last.
    LastItem(String),
    /// `Link: <…>; rel="next"` (RFC 8288), which is then requested as it is.
    LinkHeader,
}
