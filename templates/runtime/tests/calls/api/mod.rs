//! A small API, written by hand the way the generator writes them.

mod event;
mod operations;

pub use event::Event;
use operations::*;
use sdk_runtime::runtime::{
    json::{Decode, DecodeError, Encode, Fields, Value, Writer},
    *,
};

/// A model with an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    pub id: String,
}

impl Decode for Thing {
    fn from_fields(fields: &mut Fields<'_>) -> Self {
        Self { id: fields.required("id") }
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
    fn from_fields(fields: &mut Fields<'_>) -> Self {
        let detail = fields.required("detail");
        fields.rest();
        Self { detail }
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
        Server { name: "production", url: "https://api.acme.test/base/", variables: &[] },
        Server { name: "sandbox", url: "https://sandbox.acme.test", variables: &[] },
    ],
    token_variable: "ACME_TOKEN",
    token_url: Some("/oauth/token"),
    token_required: true,
    scheme_variables: &[SchemeVariable { scheme: "header", variable: "ACME_HEADER", required: false }],
    server_variable: "ACME_SERVER",
    url_variables: &[],
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
        "things.get\t200\tapplication/json\t{\"id\":\"sample\"}\nthings.stored\t500\t\t\nthings.follow\t500\t\t\nthings.keyed\t500\t\t\nthings.create\t500\t\t\nthings.pay\t500\t\t\nthings.delete\t500\t\t\nthings.resend\t500\t\t\nthings.receipt\t500\t\t\nping\t500\t\t\nthings.note\t500\t\t\nkeyed\t500\t\t\neither\t500\t\t\nthings.export\t500\t\t\nthings.list\t500\t\t\nthings.scan\t500\t\t\nthings.walk\t500\t\t\nform\t500\t\t\nparts\t500\t\t\nfiles.create\t500\t\t\nfiles.uploaded\t500\t\t\nexploded\tquery keys\t[\"filter\"]\t[\"state\",\"size\"]\nany_key\tquery keys\t[\"filter\"]\t*\n",
    ),
};

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
pub type ListThings<M> = CallOf<Page<Thing>, M, kind::ListThings>;

/// A download with optional parameters.
pub type ExportThings<M> = CallOf<Text, M, kind::ExportThings>;

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

    pub fn stored(&self, id: &str) -> Call<Thing, M> {
        self.0.call(&STORED).with_path("id", &id)
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

    pub fn styled(&self) -> Call<Json, M> {
        self.0.call(&STYLED)
    }

    pub fn exploded(&self) -> Call<Json, M> {
        self.0.call(&EXPLODED)
    }

    pub fn any_key(&self) -> Call<Json, M> {
        self.0.call(&ANY_KEY)
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

    pub fn pageable(&self) -> Call<Page<Thing>, M> {
        self.0.call(&PAGEABLE)
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
