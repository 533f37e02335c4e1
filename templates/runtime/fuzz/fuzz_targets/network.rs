//! Any text where a server, a stored cursor or a caller says where to go, how long to wait, or what a part is called: no
//! request leaves for another host or path, no wait is longer than the limit, and a body of parts has the parts it was
//! given.
//!
//! An input is seven lines, the last of which may hold anything: link, cursor, `Retry-After`, `Date`, path, name of a
//! part, its content. Run it like the decoder:
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run network corpus/network seeds/network -- -max_len=4096`.
#![no_main]

use http::{HeaderValue, Method};
use libfuzzer_sys::fuzz_target;
use sdk_runtime::runtime::{
    testing::{MockTransport, Reply},
    *,
};
use serde_json::json;
use std::time::Duration;

/// The URL of the API. Its path has to stay before every other.
const BASE: &str = "https://api.fuzz.test/base";

static API: ApiInfo = ApiInfo {
    name: "fuzz",
    title: "Fuzz",
    version: "1",
    servers: &[Server { name: "production", url: BASE, variables: &[] }],
    token_variable: "",
    token_url: None,
    token_required: true,
    scheme_variables: &[],
    server_variable: "",
    url_variables: &[],
    base_url_variable: "",
    version_header: None,
    takes_key_header: true,
    error: ErrorRules {
        code: &[],
        message: &[],
        request_id: None,
        issues: None,
        transient_codes: &[],
        decode_detail: |_, _, value| Err(value.expected("what is documented")),
        unknown_detail: |_| None,
    },
    credentials: &[],
    samples: Samples::new(""),
};

static BEARER: Auth = Auth { any_of: &[&[SchemeUse::bearer("token", &[])]], optional: false };

const fn operation(
    name: &'static str,
    path: &'static [Segment],
    pagination: Option<Pagination>,
    body: Option<BodyFormat>,
) -> Operation {
    Operation {
        id: name,
        name,
        method: if body.is_some() { Method::POST } else { Method::GET },
        path,
        parameters: &[],
        auth: &BEARER,
        retry: Retry::Safe,
        success: &[Success { status: StatusPattern::Code(200), content: Content::Json }],
        envelope: None,
        pagination,
        body,
        failures: &[],
        api: &API,
        accept: "application/json",
        server: None,
    }
}

const fn paged(next: &'static [NextPage]) -> Option<Pagination> {
    let style = PaginationStyle::Cursor { parameter: "after", next };
    Some(Pagination { limit: Some("limit"), max_limit: None, items: &["data"], backward: None, style })
}

const LIST: &[Segment] = &[Segment::Literal("/v1/things")];

static LINKED: Operation = operation("linked", LIST, paged(&[NextPage::LinkHeader]), None);
static FOLLOWED: Operation = operation("followed", LIST, paged(&[NextPage::BodyLink(&["next"])]), None);
static GET: Operation = operation("get", LIST, None, None);
static PARTS: Operation = operation(
    "parts",
    LIST,
    None,
    Some(BodyFormat { media_type: "multipart/form-data", kind: BodyKind::Multipart(&[]), required: true }),
);

fuzz_target!(|input: &[u8]| {
    let mut lines = input.splitn(7, |byte| *byte == b'\n');
    let mut text = || lines.next().and_then(|line| str::from_utf8(line).ok()).unwrap_or_default();
    let (link, cursor, retry_after, date, path, name, content) =
        (text(), text(), text(), text(), text(), text(), text());
    pages(link);
    resume(cursor);
    wait(retry_after, date);
    requested(path);
    parts(name, content);
});

fn client(mock: &MockTransport) -> Core<Blocking> {
    let config = ClientConfig::<Blocking>::new(&API).access_token("secret-token");
    config.transport(mock.clone()).build().expect("a client")
}

/// A reply with a header, if the text can be one.
fn with_header(reply: Reply, name: &str, text: &str) -> Reply {
    if HeaderValue::from_str(text).is_ok_and(|value| value.to_str().is_ok()) { reply.header(name, text) } else { reply }
}

/// Checks where requests went, as those read it who take more for slashes than RFC 3986 does.
fn check(mock: &MockTransport, path: impl Fn(&str) -> bool) {
    for request in mock.requests() {
        let url = url::Url::parse(&request.uri.to_string()).expect("a URL for everybody");
        assert_eq!(url.origin().ascii_serialization(), "https://api.fuzz.test", "{}", request.uri);
        assert_eq!((url.username(), url.password(), url.fragment()), ("", None, None), "{}", request.uri);
        assert!(path(url.path()) && url.path() == request.uri.path(), "{}", request.uri);
    }
}

fn pages(link: &str) {
    let (header, body) = (format!("<{link}>; rel=next"), json!({"data": [{"id": 1}], "next": link}));
    let bare = link.to_owned();
    let mock = MockTransport::new()
        .on("linked", move |_| {
            let page = || Reply::json(200, json!({"data": []}));
            with_header(page(), "link", &header).then(with_header(page(), "link", &bare)).then(page())
        })
        .on("followed", move |_| Reply::json(200, body.clone()).then(Reply::json(200, json!({"data": []}))));
    for operation in [&LINKED, &FOLLOWED] {
        let list = || client(&mock).call::<Page<Json>, ()>(operation);
        let first = list().send().expect("the page itself is there");
        if let Some(next) = first.next_cursor() {
            let stored = next.to_string();
            assert_eq!(stored.parse::<Cursor>().as_ref(), Ok(next), "{stored}");
            drop(list().from_cursor(next).send());
        }
        let _ = list().pages().take(3).count();
    }
    check(&mock, |path| path == "/base/v1/things");
}

fn resume(cursor: &str) {
    let mock = MockTransport::new().on("*", |_| Reply::json(200, json!({"data": []})));
    // The beginning of a cursor that fits, so that not everything ends there.
    let page =
        MockTransport::new().on("*", |_| Reply::json(200, json!({"data": []})).header("link", "<?p=2>; rel=next"));
    let fitting = client(&page).call::<Page<Json>, ()>(&LINKED).send().expect("a page");
    let fitting = fitting.next_cursor().expect("it links on").to_string();
    let prefix = fitting.split("query:").next().unwrap_or_default();
    for text in [cursor.to_owned(), format!("{prefix}{cursor}"), format!("{prefix}query:{cursor}")] {
        if let Ok(parsed) = text.parse::<Cursor>() {
            assert_eq!(parsed.to_string().parse(), Ok(parsed), "{text}");
        }
        let list = client(&mock).call::<Page<Json>, ()>(&LINKED).extra_query("customer_id", "mine");
        drop(list.from_cursor(&*text).send());
    }
    check(&mock, |path| path == "/base/v1/things");
    for request in mock.requests() {
        let query = request.uri.query().unwrap_or_default();
        let url = url::Url::parse(&request.uri.to_string()).expect("a URL");
        let ids: Vec<_> = url.query_pairs().filter(|(name, _)| name == "customer_id").map(|(_, id)| id).collect();
        assert_eq!(ids, ["mine"], "{query}");
    }
}

fn wait(retry_after: &str, date: &str) {
    let (retry_after, date) = (retry_after.to_owned(), date.to_owned());
    let mock = MockTransport::new()
        .on("*", move |_| with_header(with_header(Reply::empty(429), "retry-after", &retry_after), "date", &date));
    let error = client(&mock).call::<Json, ()>(&GET).send().expect_err("it is throttled");
    // A minute at most, and a tenth of it, twice.
    assert!(mock.clock().elapsed() <= Duration::from_secs(2 * 66), "{error}");
    assert!(error.to_string().len() < 2000);
    // Whoever would wait for ever neither panics nor comes back at once for ever.
    let patient = RetryPolicy::standard().max_retry_after(Duration::MAX).max_attempts(2);
    drop(client(&mock).call::<Json, ()>(&GET).retry(patient).deadline(Duration::MAX).send());
}

fn requested(path: &str) {
    let mock = MockTransport::new().on("*", |_| Reply::json(200, json!({})));
    for path in [path.to_owned(), format!("/{path}")] {
        drop(client(&mock).call_path(Method::GET, &path, &BEARER).send());
    }
    check(&mock, |path| path.starts_with("/base/"));
}

fn parts(name: &str, content: &str) {
    let mock = MockTransport::new().on("*", |_| Reply::json(200, json!({})));
    let body = Json::from(json!({name: content}));
    client(&mock).call::<Json, ()>(&PARTS).with_body(&body).send().expect("it is sent");
    let request = &mock.requests()[0];
    let media_type = request.header("content-type").expect("it has a body");
    let (_, boundary) = media_type.split_once("boundary=").expect("it has parts");
    let text = request.text();
    let inner = text.strip_prefix(&format!("--{boundary}\r\n")).expect("it begins with the boundary");
    let inner = inner.strip_suffix(&format!("\r\n--{boundary}--\r\n")).expect("it ends with the boundary");
    let (head, sent) = inner.split_once("\r\n\r\n").expect("a part has a head");
    assert_eq!(sent, content);
    assert_eq!(head.lines().count(), 1, "a name makes no line of its own: {head}");
    assert!(head.ends_with('"') && head.matches('"').count() == 2, "a name ends where it ends: {head}");
}
