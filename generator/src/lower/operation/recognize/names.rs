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
    "maxresultcount",
];

/// Numbers of pages.
pub(super) const PAGES: &[&str] = &["page", "pagenumber", "pageno", "pagenum", "currentpage", "pageindex"];

/// Numbers of items to pass over.
pub(super) const OFFSETS: &[&str] = &["offset", "skip", "startat", "pageoffset", "skipcount"];

/// Numbers of the first item, where that one is surely zero or one.
pub(super) const STARTS: &[&str] = &["start", "from", "startindex", "startposition"];

/// Objects whose properties are parameters of pages, as in `pagination[page]` or `page.size`.
pub(super) const WRAPPERS: &[&str] = &["page", "pagination", "paging", "pager", "searchcriteria"];

/// Parameters that take a token, and the ends of paths where an answer has it for the next page.
pub(super) const TOKENS: &[(&[&str], &[&str])] = &[
    (&["pagetoken"], &["nextpagetoken", "nexttoken", "pagenexttoken"]),
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
    (&["continuation"], &["nextcontinuation", "continuation"]),
    (&["searchafter"], &["nextsearchafter", "searchafter"]),
    (&["nextkey", "pagekey"], &["nextkey", "nextpagekey", "pagekey"]),
    (&["offsettoken"], &["nextoffsettoken"]),
    (&["nextid"], &["nextid"]),
];

/// Parameters that take a token which is called like them, and whether nothing else is.
pub(super) const SAME_TOKENS: &[(&str, bool)] = &[
    ("cursor", false),
    ("pagetoken", false),
    ("pagecursor", false),
    ("marker", false),
    ("after", false),
    ("lastid", false),
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

/// Parameters that take such a position or a filter: they are one where what leads to the next page is surely a link.
pub(super) const MAYBE_CURSORS: &[&str] = &["start", "from", "since", "until"];

/// Parameters that take the id of the last item.
pub(super) const LAST_ITEMS: &[&str] = &["startingafter", "afterid", "after", "pageafter"];

/// Flags that another page follows.
pub(super) const MORE: &[&str] =
    &["hasmore", "hasnext", "hasnextpage", "morepages", "hasmorepages", "hasmoreitems", "istruncated"];

/// Numbers of the last page.
pub(super) const LAST_PAGES: &[&str] =
    &["totalpages", "lastpage", "maxpage", "numpages", "nbpages", "pagestotal", "pages", "pagecount", "paginationlast"];

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
    "pagy",
];
