//! How the pages of a list are requested.

use super::Ty;
use std::fmt;

/// How an operation pages. Paths are property names from the root of the response body, envelope included.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// Query parameter of the page size.
    pub limit: Option<String>,
    /// Largest page size the server grants; `stream()` requests it.
    pub max_limit: Option<u32>,
    /// Where the items are; empty for a bare array.
    pub items: Vec<String>,
    /// Type of an item.
    pub item: Ty,
    /// Query parameter that goes the other way: of the page that ends before an item.
    pub backward: Option<String>,
    /// How a page is addressed, and where the next one is found.
    pub style: PaginationStyle,
}

/// How a page is addressed, and where the next one is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaginationStyle {
    /// Numbered pages.
    Page {
        /// Query parameter of the page number.
        page: String,
        /// The number of the first page: 0 or 1.
        first: u64,
        /// How the last page is detected.
        last: Vec<LastPage>,
        /// Where the total number of items is.
        total: Option<Vec<String>>,
    },
    /// Pages begin after a number of items.
    Offset {
        /// Query parameter of the number of items to pass over, or of the first item.
        offset: String,
        /// The number of the first item: 0 or 1.
        first: u64,
        /// How the last page is detected.
        last: Vec<LastPage>,
        /// Where the total number of items is.
        total: Option<Vec<String>>,
    },
    /// Each page names the next.
    Cursor {
        /// Query parameter that takes the cursor.
        parameter: String,
        /// Where the next cursor comes from, the first that answers.
        next: Vec<Next>,
    },
}

impl PaginationStyle {
    /// The query parameter that says which page is requested.
    pub fn parameter(&self) -> &str {
        match self {
            Self::Page { page, .. } => page,
            Self::Offset { offset, .. } => offset,
            Self::Cursor { parameter, .. } => parameter,
        }
    }
}

/// How a page is addressed, for people.
impl fmt::Display for PaginationStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page { page, first, .. } => write!(f, "by page number `{page}`, the first is {first}"),
            Self::Offset { offset, first: 0, .. } => write!(f, "by offset `{offset}`"),
            Self::Offset { offset, first, .. } => write!(f, "by offset `{offset}`, the first is {first}"),
            Self::Cursor { parameter, .. } => write!(f, "by cursor `{parameter}`"),
        }
    }
}

/// How the last page is detected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastPage {
    /// The number of the last page is at this path.
    MaxPage(Vec<String>),
    /// Whether another page follows is at this path.
    HasNext(Vec<String>),
    /// A link to the next page, or its number, is at this path; null or empty on the last page.
    NextLink(Vec<String>),
    /// A page without items is past the last.
    Empty,
}

/// Where the cursor of the next page comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// At this path of the body; null, empty or absent on the last page.
    Body(Vec<String>),
    /// A link at this path of the body, whose query is requested; null, empty or absent on the last page.
    BodyLink(Vec<String>),
    /// Whether another page follows is at this path; where one does, the next rule says which.
    HasMore(Vec<String>),
    /// This property of the last item; an empty page is the last.
    LastItem(String),
    /// `Link: <…>; rel="next"` (RFC 8288), which is then requested as it is.
    LinkHeader,
}
