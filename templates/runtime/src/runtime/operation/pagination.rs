//! How the pages of a list are requested.

/// How an operation pages. Paths are property names from the root of the response body, envelope included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pagination {
    /// Numbered pages.
    Page {
        /// Query parameter of the page number, which starts at 1.
        page: &'static str,
        /// Query parameter of the page size.
        limit: Option<&'static str>,
        /// Largest page size the server grants; streams ask for it.
        max_limit: Option<u32>,
        /// Where the items are.
        items: &'static [&'static str],
        /// How the last page is known; the first that answers. Where none does, an empty page is the end.
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
        /// Query parameter of the page size.
        limit: Option<&'static str>,
        /// Largest page size the server grants; streams ask for it.
        max_limit: Option<u32>,
        /// Where the items are; empty for a bare array.
        items: &'static [&'static str],
    },
}

/// How the last page is detected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastPage {
    /// The number of the last page is at this path.
    MaxPage(&'static [&'static str]),
    /// Whether another page follows is at this path.
    HasNext(&'static [&'static str]),
    /// A page without items is past the last.
    Empty,
}

/// Where the cursor of the next page comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// At this path of the body; null, empty or absent on the last page.
    Body(&'static [&'static str]),
    /// This property of the last item; an empty page is the last.
    LastItem(&'static str),
    /// `Link: <…>; rel="next"` (RFC 8288), whose query then takes the place of the operation's own.
    LinkHeader,
}
