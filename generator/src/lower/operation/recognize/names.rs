//! Words by which parameters and answers of lists are recognised, as [`super::plain`] writes them.

/// Page sizes, the usual first.
pub(super) const SIZES: &[&str] = &[
    "limit",
    "pagesize",
    "perpage",
    "size",
    "count",
    "maxresults",
    "top",
    "pagelimit",
    "take",
    "resultsperpage",
    "itemsperpage",
    "recordsperpage",
    "rowsperpage",
    "maxpagesize",
    "maxitems",
    "pagelen",
    "first",
    "rows",
    "hitsperpage",
    "paginationlimit",
];

/// Numbers of pages.
pub(super) const PAGES: &[&str] = &["page", "pagenumber", "pageno", "pagenum", "currentpage", "pageindex"];

/// Numbers of items to pass over.
pub(super) const OFFSETS: &[&str] = &["offset", "skip", "startat", "pageoffset"];

/// Numbers of the first item, where that one is surely zero.
pub(super) const STARTS: &[&str] = &["start", "from", "startindex"];

/// Parameters that take a token, and the ends of paths where an answer has it for the next page.
pub(super) const TOKENS: &[(&[&str], &[&str])] = &[
    (&["pagetoken"], &["nextpagetoken"]),
    (
        &["cursor", "startcursor", "pagecursor", "nextcursor", "startingafter", "after"],
        &["nextcursor", "nextpagecursor", "cursornext", "cursorsnext", "cursorsafter"],
    ),
    (
        &["after", "pageafter", "cursor"],
        &[
            "nextafter",
            "metaafter",
            "pageafter",
            "listmetadataafter",
            "metadataafter",
            "paginationafter",
            "pagingafter",
            "pageinfoafter",
            "cursorafter",
            "endcursor",
        ],
    ),
    (&["startingafter"], &["nextstartingafter"]),
    (&["paginationtoken"], &["nexttoken", "nextpaginationtoken"]),
    (&["paginationkey"], &["nextkey"]),
    (&["exclusivestartkey"], &["lastevaluatedkey"]),
    (&["start"], &["nextpagestart"]),
    (&["offset"], &["nextoffset", "nextpageoffset"]),
    (&["nexttoken", "token"], &["nexttoken"]),
    (&["nextpagetoken"], &["nextpagetoken"]),
    (&["continuationtoken"], &["nextcontinuationtoken", "continuationtoken"]),
    (&["continue"], &["metadatacontinue"]),
    (&["marker"], &["nextmarker"]),
    (&["bookmark"], &["bookmark"]),
];

/// Parameters that take a token which is called like them, and whether nothing else is.
pub(super) const SAME_TOKENS: &[(&str, bool)] = &[
    ("cursor", false),
    ("pagetoken", false),
    ("pagecursor", false),
    ("marker", false),
    ("paginationtoken", true),
    ("offset", true),
];

/// Parameters by which links and tokens lead to the next page.
pub(super) const CURSORS: &[&str] = &[
    "cursor",
    "pagecursor",
    "pageafter",
    "pagetoken",
    "continuationtoken",
    "skiptoken",
    "after",
    "startingafter",
    "nexttoken",
    "next",
    "startcursor",
];

/// Parameters that take the id of the last item.
pub(super) const LAST_ITEMS: &[&str] = &["startingafter", "afterid", "after", "pageafter"];

/// Flags that another page follows.
pub(super) const MORE: &[&str] =
    &["hasmore", "hasnext", "hasnextpage", "morepages", "hasmorepages", "hasmoreitems", "istruncated"];

/// Numbers of the last page.
pub(super) const LAST_PAGES: &[&str] =
    &["totalpages", "lastpage", "maxpage", "numpages", "nbpages", "pagestotal", "pages", "pagecount"];

/// Numbers of items on all pages.
pub(super) const TOTALS: &[&str] = &[
    "total",
    "totalcount",
    "totalitems",
    "totalelements",
    "totalrecords",
    "totalresults",
    "odatacount",
    "itemstotal",
    "totalsize",
    "totalentries",
    "nbhits",
];

/// Links to the next page, or numbers of it.
pub(super) const LINKS: &[&str] = &[
    "next",
    "nextlink",
    "nexturl",
    "nextpageurl",
    "nextpage",
    "nexthref",
    "linksnext",
    "odatanextlink",
    "nexturi",
    "nextpageuri",
    "nextpagelink",
];

/// Properties that hold the list.
pub(super) const LISTS: &[&str] =
    &["data", "items", "results", "content", "value", "records", "entries", "list", "values"];

/// Properties that are lists beside the list.
pub(super) const BESIDE: &[&str] = &[
    "errors",
    "warnings",
    "messages",
    "links",
    "included",
    "includes",
    "facets",
    "aggregations",
    "filters",
    "sort",
    "meta",
    "unreachable",
    "schemas",
];

/// Objects around the list or around what is said about it.
pub(super) const AROUND: &[&str] = &[
    "meta",
    "metadata",
    "pagination",
    "paging",
    "page",
    "pageinfo",
    "pageable",
    "links",
    "cursors",
    "cursor",
    "next",
    "responsemetadata",
    "data",
    "result",
    "response",
    "embedded",
    "paginationinfo",
    "listmetadata",
    "info",
    "pages",
    "nextpage",
    "resultinfo",
    "listinfo",
];
