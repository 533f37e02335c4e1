//! A small API, written by hand the way the generator writes them.

use http::Method;
use sdk_runtime::runtime::{
    json::{Decode, DecodeError, Encode, Value, Writer},
    webhooks::{KeyReading, Signing, WebhookEvent},
    *,
};

/// A model with an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    pub id: String,
}

impl Decode for Thing {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.with_fields(|fields| Some(Self { id: fields.required("id")? }))
    }
}

impl Encode for Thing {
    fn encode(&self, writer: &mut Writer) {
        writer.object().required("id", &self.id);
    }
}

/// What the server says when it does not find something.
#[derive(Debug, PartialEq)]
pub struct NotFound {
    pub detail: String,
}

impl Decode for NotFound {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.with_fields(|fields| {
            let detail = fields.required("detail")?;
            fields.rest()?;
            Some(Self { detail })
        })
    }
}

fn decode_detail(_: &Operation, status: u16, body: Value<'_>) -> Result<Detail, DecodeError> {
    match status {
        404 => NotFound::decode(body).map(|detail| Box::new(detail) as _),
        _ => Err(body.expected("a documented body")),
    }
}

pub static API: ApiInfo = ApiInfo {
    name: "acme",
    title: "Acme",
    version: "2026-04",
    servers: &[
        Server { name: "production", url: "https://api.acme.test/base/" },
        Server { name: "sandbox", url: "https://sandbox.acme.test" },
    ],
    token_variable: "ACME_TOKEN",
    token_required: true,
    scheme_variables: &[],
    server_variable: "ACME_SERVER",
    base_url_variable: "ACME_BASE_URL",
    version_header: Some(("acme-version", "2026-04")),
    takes_key_header: true,
    error: ErrorRules {
        code: &[&["error"], &["code"]],
        message: &[&["detail"], &["message"], &["error_description"]],
        request_id: Some("x-request-id"),
        issues: Some(IssueRules { list: &["detail"], path: "loc", message: "msg" }),
        transient_codes: &["-1"],
        decode_detail,
        unknown_detail: |_| None,
    },
    credentials: &[
        CredentialRule { prefix: "live_", servers: &["production"], because: "it is a live key" },
        CredentialRule { prefix: "test_", servers: &["sandbox"], because: "it is a test key" },
        CredentialRule { prefix: "session_", servers: &[], because: "it belongs to a session" },
    ],
    samples: Samples::new(
        "things.get\t200\tapplication/json\t{\"id\":\"sample\"}\nthings.follow\t500\t\t\nthings.keyed\t500\t\t\nthings.create\t500\t\t\nthings.pay\t500\t\t\nthings.delete\t500\t\t\nthings.resend\t500\t\t\nthings.receipt\t500\t\t\nping\t500\t\t\nthings.note\t500\t\t\nkeyed\t500\t\t\neither\t500\t\t\nthings.export\t500\t\t\nthings.list\t500\t\t\nthings.scan\t500\t\t\nthings.walk\t500\t\t\nform\t500\t\t\nparts\t500\t\t\nfiles.create\t500\t\t\nfiles.uploaded\t500\t\t\n",
    ),
};

static BEARER: Auth = Auth { any_of: &[&[SchemeUse::bearer("token", &["things:read"])]], optional: false };

static KEYS: Auth = Auth {
    any_of: &[&[
        SchemeUse::new("basic", SchemeKind::Basic, &[]),
        SchemeUse::new("header", SchemeKind::Header("x-key"), &[]),
        SchemeUse::new("query", SchemeKind::Query("key"), &[]),
        SchemeUse::new("cookie", SchemeKind::Cookie("sid"), &[]),
    ]],
    optional: false,
};

/// An API key in the query.
static KEY: Auth = Auth { any_of: &[&[SchemeUse::new("query", SchemeKind::Query("key"), &[])]], optional: false };

/// Either of two API keys in the query.
static EITHER_KEY: Auth = Auth {
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

static GET: Operation =
    changed!(operation("things:get", "things.get", Method::GET, ONE); parameters: &[Parameter::path("id")]);
static CREATE: Operation =
    changed!(operation("things:create", "things.create", Method::POST, ALL); retry: Retry::WithKey, body: BODY);
static PAY: Operation = changed!(operation("things:pay", "things.pay", Method::POST, ALL); retry: Retry::Keyed("idempotencyKey"),
    body: BODY,
    envelope: Some("data"));
static DELETE: Operation = changed!(operation("things:delete", "things.delete", Method::DELETE, ONE); success: &[Success { status: StatusPattern::Code(204), content: Content::Empty }],
    accept: "");
static RESEND: Operation = changed!(operation("things:resend", "things.resend", Method::POST, ONE); retry: Retry::WithKey,
    success: &[Success { status: StatusPattern::Code(202), content: Content::Json }]);
static RECEIPT: Operation = changed!(operation("things:receipt", "things.receipt", Method::GET, ONE); success: &[
    Success { status: StatusPattern::Code(200), content: Content::Json },
    Success { status: StatusPattern::Code(202), content: Content::Empty },
]);
static PING: Operation =
    changed!(operation("ping", "ping", Method::GET, &[Segment::Literal("/ping")]); auth: &Auth::NONE);
static NOTE: Operation =
    changed!(operation("things:note", "things.note", Method::POST, ALL); retry: Retry::Never, body: BODY);
static KEYED: Operation =
    changed!(operation("keyed", "keyed", Method::GET, &[Segment::Literal("/keyed")]); auth: &KEYS);
static EITHER: Operation =
    changed!(operation("either", "either", Method::GET, &[Segment::Literal("/either")]); auth: &EITHER_KEY);
static EXPORT: Operation = changed!(operation("things:export", "things.export", Method::GET, &[Segment::Literal("/v1/things/export")]); success: &[Success { status: StatusPattern::Code(200), content: Content::Text }],
    accept: "text/csv");
static LIST: Operation = changed!(operation("things:list", "things.list", Method::GET, ALL); parameters: &[Parameter::query("page"), Parameter::query("limit"), Parameter::query("kind")],
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
static SCAN: Operation = changed!(operation("things:scan", "things.scan", Method::GET, &[Segment::Literal("/v1/scan")]); parameters: &[Parameter::query("after"), Parameter::query("before"), Parameter::query("size"), Parameter::query("kind")],
pagination: Some(Pagination {
    limit: Some("size"),
    max_limit: Some(50),
    items: &["data"],
    backward: Some("before"),
    style: PaginationStyle::Cursor { parameter: "after", next: &[NextPage::LinkHeader, NextPage::LastItem("id")] },
}));
static WALK: Operation = changed!(operation("things:walk", "things.walk", Method::GET, &[Segment::Literal("/v1/walk")]); pagination: Some(Pagination {
    limit: None,
    max_limit: None,
    items: &[],
    backward: None,
    style: PaginationStyle::Cursor { parameter: "after", next: &[NextPage::Body(&["meta", "next"])] },
}));
static SKIP: Operation = changed!(operation("things:skip", "things.skip", Method::GET, &[Segment::Literal("/v1/skip")]); pagination: Some(Pagination {
    limit: Some("limit"),
    max_limit: None,
    items: &["data"],
    backward: None,
    style: PaginationStyle::Offset { offset: "offset", last: &[LastPage::HasNext(&["more"])], total: None },
}));
static FROM_ZERO: Operation = changed!(operation("things:zero", "things.zero", Method::GET, &[Segment::Literal("/v1/zero")]); pagination: Some(Pagination {
    limit: None,
    max_limit: None,
    items: &["data"],
    backward: None,
    style: PaginationStyle::Page { page: "page", first: 0, last: &[LastPage::MaxPage(&["pages"])], total: None },
}));
static FOLLOW: Operation = changed!(operation("things:follow", "things.follow", Method::GET, &[Segment::Literal("/v1/follow")]); pagination: Some(Pagination {
    limit: None,
    max_limit: None,
    items: &["data"],
    backward: None,
    style: PaginationStyle::Cursor { parameter: "after", next: &[NextPage::BodyLink(&["next"])] },
}));
static KEYED_LIST: Operation = changed!(operation("things:keyed", "things.keyed", Method::GET, &[Segment::Literal("/v1/keyed")]); auth: &KEY,
pagination: Some(Pagination {
    limit: None,
    max_limit: None,
    items: &["data"],
    backward: None,
    style: PaginationStyle::Cursor { parameter: "after", next: &[NextPage::LinkHeader] },
}));
static FORM: Operation = changed!(operation("form", "form", Method::POST, &[Segment::Literal("/form")]); retry: Retry::WithKey,
auth: &Auth::NONE,
body: Some(BodyFormat {
    media_type: "application/x-www-form-urlencoded",
    kind: BodyKind::Form(&[]),
    required: true,
}));
static PARTS: Operation = changed!(operation("parts", "parts", Method::POST, &[Segment::Literal("/parts")]); retry: Retry::WithKey,
body: Some(BodyFormat {
    media_type: "multipart/form-data",
    kind: BodyKind::Multipart(&[Part { name: "file", style: Style::Form, explode: true, allow_reserved: false, content_type: Some("image/png") }]),
    required: true,
}));

static RELATED: Operation = changed!(operation("related", "related", Method::POST, &[Segment::Literal("/related")]); retry: Retry::WithKey,
body: Some(BodyFormat {
    media_type: "multipart/related",
    kind: BodyKind::Multipart(&[Part { name: "media", style: Style::Form, explode: true, allow_reserved: false, content_type: Some("image/png, image/*") }]),
    required: true,
}));
static PUT: Operation = changed!(operation("put", "put", Method::PUT, &[Segment::Literal("/put")]); body: Some(BodyFormat {
    media_type: "image/png, image/*",
    kind: BodyKind::Bytes,
    required: true,
}));

const fn events(framing: Framing, item: EventItem) -> Success {
    let format = EventFormat { framing, item, end: &["[DONE]"] };
    Success { status: StatusPattern::Code(200), content: Content::Events(format) }
}

static EVENTS: Operation = changed!(operation("events", "events", Method::GET, &[Segment::Literal("/events")]); success: &[events(Framing::Events, EventItem::Data)],
    accept: "text/event-stream");
static ASK: Operation = changed!(operation("ask", "ask", Method::POST, &[Segment::Literal("/ask")]); retry: Retry::WithKey, body: BODY, success: &[events(Framing::Events, EventItem::Data)],
    accept: "text/event-stream");
static LINES: Operation = changed!(operation("lines", "lines", Method::GET, &[Segment::Literal("/lines")]); success: &[events(Framing::Lines, EventItem::Data)],
    accept: "application/x-ndjson");
static WHOLE: Operation = changed!(operation("whole", "whole", Method::GET, &[Segment::Literal("/whole")]); success: &[events(Framing::Events, EventItem::Event { json: true })],
    accept: "text/event-stream");

static ANNOUNCE: Operation = changed!(operation("files:create", "files.create", Method::POST, &[Segment::Literal("/v1/files/")]); retry: Retry::WithKey, body: BODY);
static UPLOADED: Operation = changed!(operation("files:uploaded", "files.uploaded", Method::POST, &[Segment::Literal("/v1/files/"), Segment::Parameter("id"), Segment::Literal("/uploaded")]); retry: Retry::WithKey, body: BODY);

mod kind {
    pub enum ListThings {}
    pub enum ExportThings {}
}

/// The setter of the parameter that goes backward.
pub trait ScanSetters {
    fn before(self, id: &str) -> Self;
}

impl<M: Mode> ScanSetters for Call<Page<Thing>, M> {
    fn before(self, id: &str) -> Self {
        self.with_query("before", &id)
    }
}

/// A list with optional parameters.
pub type ListThings<M> = Call<Page<Thing>, M, kind::ListThings>;

/// A download with optional parameters.
pub type ExportThings<M> = Call<Text, M, kind::ExportThings>;

/// The setters of a list. In a generated crate, which the runtime is a part of, they are methods of the type itself.
pub trait ListThingsSetters {
    fn limit(self, limit: i64) -> Self;
    fn kind<'a>(self, kinds: impl IntoIterator<Item = &'a str>) -> Self;
}

impl<M: Mode> ListThingsSetters for ListThings<M> {
    fn limit(self, limit: i64) -> Self {
        self.with_query("limit", &limit)
    }

    fn kind<'a>(self, kinds: impl IntoIterator<Item = &'a str>) -> Self {
        let kinds: Vec<String> = kinds.into_iter().map(str::to_owned).collect();
        self.with_query("kind", &kinds)
    }
}

/// The operations, as generated methods have them.
#[derive(Clone, Debug)]
pub struct Acme<M: Mode>(pub Core<M>);

impl<M: Mode> Acme<M> {
    pub fn get(&self, id: &str) -> Call<Thing, M> {
        self.0.call(&GET).with_path("id", &id)
    }

    pub fn create(&self, thing: &Thing) -> Call<Thing, M> {
        self.0.call(&CREATE).with_body(thing)
    }

    pub fn pay(&self, body: &Json) -> Call<Thing, M> {
        self.0.call(&PAY).with_body(body)
    }

    pub fn delete(&self, id: &str) -> Call<(), M> {
        self.0.call(&DELETE).with_path("id", &id)
    }

    pub fn resend(&self, id: &str) -> Call<(), M> {
        self.0.call(&RESEND).with_path("id", &id)
    }

    pub fn receipt(&self, id: &str) -> Call<Option<Thing>, M> {
        self.0.call(&RECEIPT).with_path("id", &id)
    }

    pub fn ping(&self) -> Call<Json, M> {
        self.0.call(&PING)
    }

    /// The server looks at no key of this operation.
    pub fn note(&self, thing: &Thing) -> Call<Thing, M> {
        self.0.call(&NOTE).with_body(thing)
    }

    pub fn keyed(&self) -> Call<Json, M> {
        self.0.call(&KEYED)
    }

    pub fn either(&self) -> Call<Json, M> {
        self.0.call(&EITHER)
    }

    pub fn export(&self) -> ExportThings<M> {
        self.0.call(&EXPORT)
    }

    pub fn list(&self) -> ListThings<M> {
        self.0.call(&LIST)
    }

    pub fn scan(&self) -> Call<Page<Thing>, M> {
        self.0.call(&SCAN)
    }

    pub fn walk(&self) -> Call<Page<Thing>, M> {
        self.0.call(&WALK)
    }

    pub fn skip(&self) -> Call<Page<Thing>, M> {
        self.0.call(&SKIP)
    }

    pub fn zero(&self) -> Call<Page<Thing>, M> {
        self.0.call(&FROM_ZERO)
    }

    pub fn follow(&self) -> Call<Page<Thing>, M> {
        self.0.call(&FOLLOW)
    }

    pub fn keyed_list(&self) -> Call<Page<Thing>, M> {
        self.0.call(&KEYED_LIST)
    }

    pub fn form(&self, body: &Json) -> Call<Json, M> {
        self.0.call(&FORM).with_body(body)
    }

    pub fn parts(&self, body: &dyn Encode) -> Call<Json, M> {
        self.0.call(&PARTS).with_body(body)
    }

    pub fn events<T>(&self) -> Call<EventStream<T, M>, M> {
        self.0.call(&EVENTS)
    }

    pub fn ask(&self, body: &Json) -> Call<EventStream<Thing, M>, M> {
        self.0.call(&ASK).with_body(body)
    }

    pub fn lines(&self) -> Call<EventStream<Json, M>, M> {
        self.0.call(&LINES)
    }

    pub fn whole(&self) -> Call<EventStream<Json, M>, M> {
        self.0.call(&WHOLE)
    }

    pub fn related(&self, body: &dyn Encode) -> Call<Json, M> {
        self.0.call(&RELATED).with_body(body)
    }

    pub fn put(&self, file: impl Into<File>) -> Call<Json, M> {
        self.0.call(&PUT).with_body_file(file)
    }

    pub fn upload(&self, file: File) -> Upload<Thing, M> {
        Upload::new(&self.0, &ANNOUNCE, &UPLOADED, file)
    }

    pub fn request(&self, method: Method, path: &str) -> Call<Json, M> {
        self.0.call_path(method, path, &BEARER)
    }
}

/// What the API sends.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Paid(Json),
    Made { thing: Thing, note: String },
    Unknown { event_type: String },
    Unreadable { error: DecodeError },
}

impl WebhookEvent for Event {
    const SIGNING: Signing =
        Signing { keys: &[KeyReading::Utf8, KeyReading::Base64], prefix: "whsec_", variable: "ACME_WEBHOOK_SECRET" };

    fn read(payload: Value<'_>) -> Result<Self, DecodeError> {
        let event_type = payload.get("type").and_then(|value| value.as_str()).unwrap_or_default();
        match &*event_type {
            "order.paid" => payload.with_fields(|fields| {
                fields.constant("type", "order.paid");
                Some(Self::Paid(fields.required("data")?))
            }),
            "thing.made" => payload.with_fields(|fields| {
                fields.constant("type", "thing.made");
                Some(Self::Made { thing: fields.required("thing")?, note: fields.required("note")? })
            }),
            _ => Ok(Self::Unknown { event_type: event_type.into_owned() }),
        }
    }

    fn unreadable(_: Value<'_>, error: DecodeError) -> Self {
        Self::Unreadable { error }
    }
}
