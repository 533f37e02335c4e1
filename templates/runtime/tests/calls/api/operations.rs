//! The operations, as generated crates declare them.

use super::API;
use http::Method;
use sdk_runtime::runtime::*;

pub(super) static BEARER: Auth = Auth { any_of: &[&[SchemeUse::bearer("token", &["things:read"])]], optional: false };

pub(super) static KEYS: Auth = Auth {
    any_of: &[&[
        SchemeUse::new("basic", SchemeKind::Basic, &[]),
        SchemeUse::new("header", SchemeKind::Header("x-key"), &[]),
        SchemeUse::new("query", SchemeKind::Query("key"), &[]),
        SchemeUse::new("cookie", SchemeKind::Cookie("sid"), &[]),
    ]],
    optional: false,
};

/// An API key in a header.
pub(super) static HEADER_KEY: Auth =
    Auth { any_of: &[&[SchemeUse::new("header", SchemeKind::Header("x-key"), &[])]], optional: false };

/// An API key in the query.
pub(super) static KEY: Auth =
    Auth { any_of: &[&[SchemeUse::new("query", SchemeKind::Query("key"), &[])]], optional: false };

/// Either of two API keys in the query.
pub(super) static EITHER_KEY: Auth = Auth {
    any_of: &[
        &[SchemeUse::new("second", SchemeKind::Query("second"), &[])],
        &[SchemeUse::new("first", SchemeKind::Query("first"), &[])],
    ],
    optional: false,
};

const JSON: &[Success] = &[Success { status: StatusPattern::Code(200), content: Content::Json }];

const BODY: Option<BodyFormat> =
    Some(BodyFormat { media_type: "application/json", kind: BodyKind::Json, required: true });

const fn operation(id: &'static str, name: &'static str, method: Method, path: &'static [Segment]) -> Operation {
    Operation {
        id,
        name,
        method,
        path,
        parameters: &[],
        auth: &BEARER,
        retry: Retry::Safe,
        success: JSON,
        envelope: None,
        pagination: None,
        body: None,
        failures: &[404],
        api: &API,
        accept: "application/json",
        server: None,
    }
}

/// An operation with some fields changed. (A struct update would drop the others, which a static cannot.)
macro_rules! changed {
    ($operation:expr; $($field:ident: $value:expr),+) => {{
        let mut operation = $operation;
        $(operation.$field = $value;)+
        operation
    }};
}

const ONE: &[Segment] = &[Segment::Literal("/v1/things/"), Segment::Parameter("id")];
const ALL: &[Segment] = &[Segment::Literal("/v1/things/")];

pub(super) static GET: Operation =
    changed!(operation("things:get", "things.get", Method::GET, ONE); parameters: &[Parameter::path("id")]);
/// Has servers of its own, one for each of the API's.
pub(super) static STORED: Operation = changed!(operation("things:stored", "things.stored", Method::GET, ONE); parameters: &[Parameter::path("id")],
server: Some(&[
    Server { name: "production", url: "https://files.acme.test", variables: &[] },
    Server { name: "sandbox", url: "https://files.sandbox.acme.test/v2", variables: &[] },
]));
pub(super) static CREATE: Operation =
    changed!(operation("things:create", "things.create", Method::POST, ALL); retry: Retry::WithKey, body: BODY);
pub(super) static PAY: Operation = changed!(operation("things:pay", "things.pay", Method::POST, ALL); retry: Retry::Keyed("idempotencyKey"),
    body: BODY,
    envelope: Some("data"));
pub(super) static DELETE: Operation = changed!(operation("things:delete", "things.delete", Method::DELETE, ONE); success: &[Success { status: StatusPattern::Code(204), content: Content::Empty }],
    accept: "");
pub(super) static RESEND: Operation = changed!(operation("things:resend", "things.resend", Method::POST, ONE); retry: Retry::WithKey,
    success: &[Success { status: StatusPattern::Code(202), content: Content::Json }]);
pub(super) static RECEIPT: Operation = changed!(operation("things:receipt", "things.receipt", Method::GET, ONE); success: &[
    Success { status: StatusPattern::Code(200), content: Content::Json },
    Success { status: StatusPattern::Code(202), content: Content::Empty },
]);
pub(super) static PING: Operation =
    changed!(operation("ping", "ping", Method::GET, &[Segment::Literal("/ping")]); auth: &Auth::NONE);
pub(super) static NOTE: Operation =
    changed!(operation("things:note", "things.note", Method::POST, ALL); retry: Retry::Never, body: BODY);
/// Writes its parameters in other styles than those of their places.
pub(super) static STYLED: Operation = changed!(operation("styled", "styled", Method::GET, ONE); auth: &HEADER_KEY, parameters: &[
    Parameter::path("id").style(Style::Label, true),
    Parameter::query("filter").style(Style::PipeDelimited, false),
    Parameter::cookie("sort").style(Style::Form, false),
    Parameter::header("x-filter").style(Style::Simple, true),
]);
pub(super) static KEYED: Operation =
    changed!(operation("keyed", "keyed", Method::GET, &[Segment::Literal("/keyed")]); auth: &KEYS);
pub(super) static EITHER: Operation =
    changed!(operation("either", "either", Method::GET, &[Segment::Literal("/either")]); auth: &EITHER_KEY);
/// A required object whose properties are pairs of the query: of known properties, and of any.
pub(super) static EXPLODED: Operation = changed!(operation("exploded", "exploded", Method::GET, &[Segment::Literal("/exploded")]); parameters: &[
    Parameter::query("filter").required(),
    Parameter::query("limit"),
]);
pub(super) static ANY_KEY: Operation = changed!(operation("any_key", "any_key", Method::GET, &[Segment::Literal("/any")]); parameters: &[
    Parameter::query("filter").required(),
    Parameter::query("limit"),
]);
pub(super) static EXPORT: Operation = changed!(operation("things:export", "things.export", Method::GET, &[Segment::Literal("/v1/things/export")]); success: &[Success { status: StatusPattern::Code(200), content: Content::Text }],
    accept: "text/csv");
pub(super) static LIST: Operation = changed!(operation("things:list", "things.list", Method::GET, ALL); parameters: &[Parameter::query("page"), Parameter::query("limit"), Parameter::query("kind")],
pagination: Some(Pagination {
    limit: Some("limit"),
    max_limit: Some(100),
    items: &["items"],
    backward: None,
    style: PaginationStyle::Page {
        page: "page",
        first: 1,
        last: &[LastPage::MaxPage(&["pagination", "max_page"]), LastPage::HasNext(&["pagination", "has_next_page"])],
        total: Some(&["pagination", "total_count"]),
    },
}));
pub(super) static SCAN: Operation = changed!(operation("things:scan", "things.scan", Method::GET, &[Segment::Literal("/v1/scan")]); parameters: &[Parameter::query("after"), Parameter::query("before"), Parameter::query("size"), Parameter::query("kind")],
pagination: Some(Pagination {
    limit: Some("size"),
    max_limit: Some(50),
    items: &["data"],
    backward: Some("before"),
    style: PaginationStyle::Cursor { parameter: "after", next: &[NextPage::LinkHeader, NextPage::LastItem("id")] },
}));
pub(super) static WALK: Operation = changed!(operation("things:walk", "things.walk", Method::GET, &[Segment::Literal("/v1/walk")]); pagination: Some(Pagination {
    limit: None,
    max_limit: None,
    items: &[],
    backward: None,
    style: PaginationStyle::Cursor { parameter: "after", next: &[NextPage::Body(&["meta", "next"])] },
}));
pub(super) static SKIP: Operation = changed!(operation("things:skip", "things.skip", Method::GET, &[Segment::Literal("/v1/skip")]); pagination: Some(Pagination {
    limit: Some("limit"),
    max_limit: None,
    items: &["data"],
    backward: None,
    style: PaginationStyle::Offset { offset: "offset", first: 0, last: &[LastPage::HasNext(&["more"])], total: None },
}));
pub(super) static FROM_ZERO: Operation = changed!(operation("things:zero", "things.zero", Method::GET, &[Segment::Literal("/v1/zero")]); pagination: Some(Pagination {
    limit: None,
    max_limit: None,
    items: &["data"],
    backward: None,
    style: PaginationStyle::Page { page: "page", first: 0, last: &[LastPage::MaxPage(&["pages"])], total: None },
}));
pub(super) static FOLLOW: Operation = changed!(operation("things:follow", "things.follow", Method::GET, &[Segment::Literal("/v1/follow")]); pagination: Some(Pagination {
    limit: None,
    max_limit: None,
    items: &["data"],
    backward: None,
    style: PaginationStyle::Cursor {
        parameter: "after",
        next: &[NextPage::HasMore(&["has_more"]), NextPage::BodyLink(&["next"])],
    },
}));
/// Its pages are addressed by properties of an object in the query.
pub(super) static PAGEABLE: Operation = changed!(operation("things:pageable", "things.pageable", Method::GET, &[Segment::Literal("/v1/pageable")]); parameters: &[Parameter::query("pageable"), Parameter::query("kind")],
pagination: Some(Pagination {
    limit: Some("size"),
    max_limit: None,
    items: &["data"],
    backward: None,
    style: PaginationStyle::Page { page: "page", first: 0, last: &[LastPage::NextLink(&["next"])], total: None },
}));
pub(super) static KEYED_LIST: Operation = changed!(operation("things:keyed", "things.keyed", Method::GET, &[Segment::Literal("/v1/keyed")]); auth: &KEY,
pagination: Some(Pagination {
    limit: None,
    max_limit: None,
    items: &["data"],
    backward: None,
    style: PaginationStyle::Cursor { parameter: "after", next: &[NextPage::LinkHeader] },
}));
pub(super) static FORM: Operation = changed!(operation("form", "form", Method::POST, &[Segment::Literal("/form")]); retry: Retry::WithKey,
auth: &Auth::NONE,
body: Some(BodyFormat {
    media_type: "application/x-www-form-urlencoded",
    kind: BodyKind::Form(&[]),
    required: true,
}));
pub(super) static PARTS: Operation = changed!(operation("parts", "parts", Method::POST, &[Segment::Literal("/parts")]); retry: Retry::WithKey,
body: Some(BodyFormat {
    media_type: "multipart/form-data",
    kind: BodyKind::Multipart(&[Part { name: "file", style: Style::Form, explode: true, allow_reserved: false, content_type: Some("image/png") }, Part { name: "meta", style: Style::Form, explode: true, allow_reserved: false, content_type: Some("text/plain, application/*+json, application/vnd.acme+json") }, Part { name: "codes", style: Style::Form, explode: false, allow_reserved: false, content_type: None }, Part { name: "kinds", style: Style::PipeDelimited, explode: false, allow_reserved: false, content_type: None }, Part { name: "filter", style: Style::DeepObject, explode: true, allow_reserved: false, content_type: None }]),
    required: true,
}));

pub(super) static RELATED: Operation = changed!(operation("related", "related", Method::POST, &[Segment::Literal("/related")]); retry: Retry::WithKey,
body: Some(BodyFormat {
    media_type: "multipart/related",
    kind: BodyKind::Multipart(&[Part { name: "media", style: Style::Form, explode: true, allow_reserved: false, content_type: Some("image/png, image/*") }, Part { name: "1", style: Style::Form, explode: true, allow_reserved: false, content_type: Some("text/csv") }]),
    required: true,
}));
pub(super) static PUT: Operation = changed!(operation("put", "put", Method::PUT, &[Segment::Literal("/put")]); body: Some(BodyFormat {
    media_type: "image/png, image/*",
    kind: BodyKind::Bytes,
    required: true,
}));

const fn events(framing: Framing, item: EventItem) -> Success {
    let format = EventFormat { framing, item, end: &["[DONE]"] };
    Success { status: StatusPattern::Code(200), content: Content::Events(format) }
}

pub(super) static EVENTS: Operation = changed!(operation("events", "events", Method::GET, &[Segment::Literal("/events")]); success: &[events(Framing::Events, EventItem::Data)],
    accept: "text/event-stream");
pub(super) static ASK: Operation = changed!(operation("ask", "ask", Method::POST, &[Segment::Literal("/ask")]); retry: Retry::WithKey, body: BODY, success: &[events(Framing::Events, EventItem::Data)],
    accept: "text/event-stream");
pub(super) static LINES: Operation = changed!(operation("lines", "lines", Method::GET, &[Segment::Literal("/lines")]); success: &[events(Framing::Lines, EventItem::Data)],
    accept: "application/x-ndjson");
pub(super) static WHOLE: Operation = changed!(operation("whole", "whole", Method::GET, &[Segment::Literal("/whole")]); success: &[events(Framing::Events, EventItem::Event { json: true })],
    accept: "text/event-stream");

pub(super) static ANNOUNCE: Operation = changed!(operation("files:create", "files.create", Method::POST, &[Segment::Literal("/v1/files/")]); retry: Retry::WithKey, body: BODY);
pub(super) static UPLOADED: Operation = changed!(operation("files:uploaded", "files.uploaded", Method::POST, &[Segment::Literal("/v1/files/"), Segment::Parameter("id"), Segment::Literal("/uploaded")]); retry: Retry::WithKey, body: BODY);
