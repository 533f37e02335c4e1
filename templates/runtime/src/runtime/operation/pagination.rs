//! How the pages of a list are requested.

/// How an operation pages. Paths are property names from the root of the response body, envelope included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// Query parameter of the page size.
    pub limit: Option<&'static str>,
    /// Largest page size the server grants; streams request it.
    pub max_limit: Option<u32>,
    /// Where the items are; empty for a bare array.
    pub items: &'static [&'static str],
    /// Query parameter that goes the other way: of the page that ends before an item.
    pub backward: Option<&'static str>,
    /// How a page is addressed, and where the next one is found.
    pub style: PaginationStyle,
}

/// How a page is addressed, and where the next one is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaginationStyle {
    /// Numbered pages.
    Page {
        /// Query parameter of the page number.
        page: &'static str,
        /// The number of the first page: 0 or 1.
        first: u64,
        /// How the last page is detected; the first that answers. Where none does, an empty page is the end.
        last: &'static [LastPage],
        /// Where the total number of items is.
        total: Option<&'static [&'static str]>,
    },
    /// Pages begin after a number of items.
    Offset {
        /// Query parameter of the number of items to pass over, or of the first item.
        offset: &'static str,
        /// The number of the first item: 0 or 1.
        first: u64,
        /// How the last page is detected; the first that answers. Where none does, an empty page is the end.
        last: &'static [LastPage],
        /// Where the total number of items is.
        total: Option<&'static [&'static str]>,
    },
    /// Each page names the next.
    Cursor {
        /// Query parameter that takes the cursor.
        parameter: &'static str,
        /// Where the next cursor comes from, the first that answers.
        next: &'static [Next],
    },
}

/// How the last page is detected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastPage {
    /// The number of the last page is at this path.
    MaxPage(&'static [&'static str]),
    /// Whether another page follows is at this path.
    HasNext(&'static [&'static str]),
    /// A link to the next page, or its number, is at this path; null or empty on the last page.
    NextLink(&'static [&'static str]),
    /// A page without items is past the last.
    Empty,
}

/// Where the cursor of the next page comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// At this path of the body; null, empty or absent on the last page.
    Body(&'static [&'static str]),
    /// A link at this path of the body, whose query then takes the place of the operation's own; null, empty or absent
    /// on the last page.
    BodyLink(&'static [&'static str]),
    /// Whether another page follows is at this path; where one does, the next rule says which.
    HasMore(&'static [&'static str]),
    /// This property of the last item; an empty page is the last.
    LastItem(&'static str),
    /// `Link: <…>; rel="next"` (RFC 8288), whose query then takes the place of the operation's own.
    LinkHeader,
}
