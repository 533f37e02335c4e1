//! Secrets are planted everywhere, and nothing that people read shows one: no `Debug`, no message, no log line.

use crate::{
    api::{API, Acme, Event, Thing},
    faulty::{PATIENT, client},
    harness::{again, run},
    http2,
    server::Server,
    shown::{BASIC, Shown, is_planted},
    spans::Fields,
};
use http::Method;
use sdk_runtime::runtime::{
    AccessToken, Async, Blocking, BuildError, ClientConfig, Cursor, File, Mode, RetryPolicy,
    testing::{MockTransport, Recorded, Reply},
    values::Secret,
    webhooks::{Signer, Verifier},
};
use serde_json::json;
use std::{
    future::IntoFuture,
    sync::{Mutex, OnceLock},
};

/// A client whose every credential is planted.
fn planted<M: Mode>(config: ClientConfig<M>) -> ClientConfig<M> {
    config
        .access_token("planted-token")
        .credential("basic", "planted-user:planted-password")
        .credential("header", "planted-header")
        .credential("query", "planted query")
        .credential("cookie", "planted;cookie")
        .default_header("x-acme-secret", "planted-default")
        .retry(RetryPolicy::none())
}

/// Makes a call in both modes; shows the client, the call and what comes of it.
macro_rules! show {
    ($shown:expr, $mock:expr, |$client:ident| $call:expr) => {{
        let $client = Acme(planted(ClientConfig::<Async>::new(&API)).transport($mock.clone()).build().unwrap());
        let call = $call;
        $shown.debug(&(&$client, &call));
        $shown.outcome(run(call.into_future()));
        let $client = Acme(planted(ClientConfig::<Blocking>::new(&API)).transport($mock.clone()).build().unwrap());
        let call = $call;
        $shown.debug(&(&$client, &call));
        $shown.outcome(call.send());
    }};
}

/// The secrets of a request, as they came and as they are meant.
fn secrets(request: &Recorded) -> String {
    const FORMS: [(&str, &str); 10] = [
        ("planted-token", "planted-token"),
        ("planted-bearer", "planted-bearer"),
        ("planted-header", "planted-header"),
        ("planted-default", "planted-default"),
        ("planted-parameter", "planted-parameter"),
        ("planted-body", "planted-body"),
        ("planted%20query", "planted%20query planted query"),
        ("planted%3Bcookie", "planted%3Bcookie planted;cookie"),
        (BASIC, BASIC),
        (BASIC, "planted-user:planted-password, and planted-password"),
    ];
    let headers: Vec<_> = request.headers.values().filter_map(|value| value.to_str().ok()).collect();
    let sent = format!("{} {} {}", request.target(), headers.join(" "), request.text());
    let repeated: Vec<_> = FORMS.iter().filter(|(form, _)| sent.contains(form)).map(|(_, echo)| *echo).collect();
    repeated.join(" ")
}

/// An answer that repeats the secrets of the request in every place.
fn echo(status: u16, request: &Recorded) -> Reply {
    let text = secrets(request);
    let body = json!({"error": text, "detail": text, "id": [text], "data": [{"id": [text]}]});
    ["x-request-id", "x-echo", "set-cookie", "location", "link", "www-authenticate"]
        .iter()
        .fold(Reply::json(status, body), |reply, name| reply.header(name, &text))
}

#[test]
fn no_type_shows_a_planted_secret() {
    let mut shown = Shown::default();
    let url = "https://planted-user:planted-password@acme.test/x?key=planted#planted";
    let secret = Secret::from("planted-parameter");
    shown.debug(&(&secret, AccessToken::from("planted-token"), Cursor::from("planted")));
    configurations::<Async>(&mut shown, url);
    configurations::<Blocking>(&mut shown, url);

    for mock in [
        MockTransport::new().on("*", |request| echo(200, request)),
        MockTransport::new().on("*", |request| echo(400, request)),
        MockTransport::new().on("*", |request| echo(401, request)),
        MockTransport::new().on("*", |request| echo(302, request)),
        MockTransport::new().on("*", |request| Reply::text(500, secrets(request))),
        MockTransport::new().on("*", move |_| Reply::empty(302).header("location", url)),
        MockTransport::new().on("*", |_| Reply::broken("{\"id\":\"planted-token")),
        MockTransport::new().on("*", |_| Reply::fail(sdk_runtime::runtime::FailurePoint::Timeout)),
    ] {
        show!(shown, mock, |client| client.get("x"));
        show!(shown, mock, |client| client.get("x").bearer("planted-bearer").with_response());
        show!(shown, mock, |client| client.keyed().with_output::<Thing>());
        show!(shown, mock, |client| client.ping().with_path("p", &secret).with_response().with_output::<()>());
        show!(shown, mock, |client| client.ping().with_query("q", &secret).with_output::<Thing>());
        show!(shown, mock, |client| client.ping().with_header("x-h", &secret).with_output::<Thing>());
        show!(shown, mock, |client| client.ping().with_cookie("c", &secret).with_output::<Thing>());
        show!(shown, mock, |client| client.get("x").with_body(&Secret::from("planted-body")));
        show!(shown, mock, |client| client.get("x").header("x-api-key", "planted-default"));
        show!(shown, mock, |client| client.scan());
        show!(shown, mock, |client| client.scan().partial().with_response());
        show!(shown, mock, |client| client.export().stream());
        show!(shown, mock, |client| client.upload(File::bytes(b"planted".to_vec()).name("x")));
        for path in [url, "//planted@acme.test", "/x?key=planted\\", "/x\\?key=planted", "planted@acme.test/?planted"] {
            show!(shown, mock, |client| client.request(Method::GET, path).with_output::<Thing>());
        }
        show!(shown, mock, |client| client.get("x").header("x-api-key", "planted\n"));
        show!(shown, mock, |client| client.get("x").bearer("planted\u{7f}\n-"));
        show!(shown, mock, |client| client.scan().from_cursor("things.scan:0:query:planted%26"));
    }
    shown.check();
}

/// An environment in which one variable is set.
fn variable(name: &str, value: &str) -> impl Fn(&str) -> Result<Option<String>, BuildError> {
    move |looked_up| Ok((looked_up == name).then(|| value.to_owned()))
}

/// Configurations, clients that are built of them, and the errors of those that cannot be.
fn configurations<M: Mode>(shown: &mut Shown, url: &str) {
    let new = || planted(ClientConfig::<M>::new(&API));
    let built: Vec<Result<_, BuildError>> = vec![
        new().build(),
        new().base_url(url).build(),
        new().base_url("http://acme.test").build(),
        new().access_token("live_planted").server("sandbox").build(),
        new().default_header("x-api-key", "planted\n").build(),
        new().from_variables(variable("ACME_TOKEN", "\"planted\"")).and_then(ClientConfig::build),
        new().from_variables(variable("ACME_TOKEN", "plan\nted planted")).and_then(ClientConfig::build),
        new().from_variables(variable("ACME_BASE_URL", "http://u:planted@h")).and_then(ClientConfig::build),
    ];
    shown.debug(&new().base_url(url));
    shown.debug(&new().from_variables(variable("ACME_BASE_URL", "http://u:planted@h")));
    for built in built {
        match built {
            Ok(core) => {
                let changed = core.with(|defaults| {
                    let defaults = defaults.bearer("planted-bearer").header("x-api-key", "planted-default");
                    shown.debug(&defaults);
                    defaults
                });
                shown.debug(&(core, changed));
            }
            Err(error) => shown.chain(&error),
        }
    }
}

#[test]
fn no_call_for_the_command_line_shows_a_planted_secret() {
    let mut shown = Shown::default();
    let client = Acme(planted(ClientConfig::<Async>::new(&API)).transport(MockTransport::new()).build().unwrap());
    let secret = Secret::from("planted-parameter");
    for call in [
        client.keyed(),
        client.ping().with_path("p", &secret),
        client.keyed().with_query("q", &secret).bearer("planted-bearer"),
        client.keyed().with_header("x-h", &secret).header("authorization", "planted-header"),
        client.keyed().with_cookie("c", &secret),
        client.ping().with_body(&vec![&secret]),
        client.request(Method::GET, "https://planted@acme.test?planted"),
    ] {
        shown.text(&call.curl());
    }
    shown.check();
}

#[test]
fn no_webhook_type_shows_a_planted_secret() {
    let mut shown = Shown::default();
    for secret in ["whsec_cGxhbnRlZC11c2VyLXNlY3JldA==", "planted-secret", "whsec_planted\u{0}", "whsec_plänted"] {
        match Verifier::<Event>::new(secret) {
            Ok(verifier) => {
                let signed = Signer::<Event>::new(secret).unwrap().sign(b"{}".to_vec());
                shown.debug(&(&verifier, Signer::<Event>::new(secret), &signed));
                shown.debug(&verifier.verify(&signed.headers, "{\"type\":\"planted\""));
            }
            Err(error) => shown.chain(&error),
        }
    }
    shown.check();
}

/// Every line that is logged, with its target and its level.
#[derive(Default)]
struct Lines(Mutex<Vec<(String, String)>>);

fn lines() -> &'static Lines {
    static LINES: OnceLock<Lines> = OnceLock::new();
    LINES.get_or_init(Lines::default)
}

impl Lines {
    fn add(&self, target: &str, text: String) {
        self.0.lock().unwrap().push((target.to_owned(), text));
    }

    /// All lines since the last time, those that print bytes in rows joined again.
    fn take(&self) -> Vec<(String, String)> {
        let mut joined: Vec<(String, String)> = Vec::new();
        for (target, text) in std::mem::take(&mut *self.0.lock().unwrap()) {
            match joined.last_mut() {
                Some((last, bytes)) if target == ROWS && *last == ROWS => bytes.push_str(&text[text.len() - 16..]),
                _ if target == ROWS => joined.push((target, text[text.len() - 16..].to_owned())),
                _ => joined.push((target, text)),
            }
        }
        joined
    }
}

/// Where the HTTP library of blocking clients prints bytes, sixteen to a row of hexadecimal numbers and of text.
const ROWS: &str = "ureq_proto::util";

/// Crate `log`, at level `TRACE`.
struct Logger;

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        lines().add(record.target(), record.args().to_string());
    }

    fn flush(&self) {}
}

/// Crate `tracing`, at level `TRACE`.
struct Subscriber;

impl tracing::Subscriber for Subscriber {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        let mut text = String::new();
        attributes.record(&mut Fields(&mut text));
        lines().add(attributes.metadata().target(), text);
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        let mut text = String::new();
        values.record(&mut Fields(&mut text));
        lines().add("record", text);
    }

    fn event(&self, event: &tracing::Event<'_>) {
        let mut text = String::new();
        event.record(&mut Fields(&mut text));
        lines().add(event.metadata().target(), text);
    }

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

/// What a process logs is seen by all its threads, so this is a process of its own.
#[test]
fn no_log_line_shows_a_planted_secret() {
    if std::env::var("SDK_TEST_LOGS").is_err() {
        let proxy = Server::json("{\"id\":\"x\"}");
        let url = format!("http://planted-user:planted-password@{}", proxy.authority);
        let variables =
            [("SDK_TEST_LOGS", "all"), ("HTTP_PROXY", &url), ("HTTPS_PROXY", &url), ("NO_PROXY", "127.0.0.1")];
        again("planted::no_log_line_shows_a_planted_secret", &variables);
        let authorized = proxy.requests().iter().filter(|request| request.contains(BASIC)).count();
        assert_eq!(authorized, 4, "both requests of each mode: {:?}", proxy.requests());
        return;
    }
    log::set_logger(&Logger).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    tracing::subscriber::set_global_default(Subscriber).unwrap();

    let server = Server::json("{\"id\":\"x\"}");
    calls(&server.url());
    let (http2_server, http2) = http2::plain(&[http2::Act::Answer], PATIENT);
    run(http2.get("planted-path").bearer("planted-token").extra_query("q", "planted-query").into_future()).unwrap();
    assert_eq!(http2_server.requests(), 1);
    through_proxy();
    let sent = server.requests().join("");
    for secret in
        ["planted-token", "q=planted-parameter", "planted-body", "key=planted%20query", "x-key: planted-header"]
    {
        assert_eq!(sent.matches(secret).count() % 2, 0, "as often in one mode as in the other: {secret}\n{sent}");
        assert!(sent.contains(secret), "{secret} was sent");
    }
    let logged = lines().take();
    for target in ["sdk_runtime", "ureq::", "ureq_proto", "h2::"] {
        assert!(logged.iter().any(|line| line.0.starts_with(target)), "{target} logs");
    }
    for (target, text) in &logged {
        assert!(!is_planted(text), "{target}: {text}");
    }

    // Answers are printed as they come at level `TRACE`, as the README says; nowhere else.
    let repeating = Server::new(|request| match request.contains("planted-token") {
        true => crate::server::json("{\"id\":\"planted-token\"}", "x-request-id: planted-token\r\n"),
        false => crate::server::json("{\"id\":\"x\"}", ""),
    });
    calls(&repeating.url());
    for (target, text) in lines().take().iter().filter(|line| line.0 != ROWS) {
        assert!(!is_planted(text), "{target}: {text}");
    }
}

/// Calls in both modes through a proxy that takes a password, plain and encrypted, which this one does not do.
fn through_proxy() {
    let mut shown = Shown::default();
    for url in ["http://acme.invalid", "https://acme.invalid"] {
        let future = Acme(planted(client::<Async>(url)).allow_insecure_http().build().unwrap());
        let blocking = Acme(planted(client::<Blocking>(url)).allow_insecure_http().build().unwrap());
        shown.outcome(run(future.get("x").into_future()));
        shown.outcome(blocking.get("x").send());
    }
    shown.check();
}

/// Calls in both modes with a secret in every place.
fn calls(url: &str) {
    let secret = Secret::from("planted-parameter");
    let future = Acme(planted(client::<Async>(url)).build().unwrap());
    let blocking = Acme(planted(client::<Blocking>(url)).build().unwrap());
    run(async {
        future.get("planted-path").await.unwrap();
        future.ping().with_query("q", &secret).await.unwrap();
        future.keyed().with_query("q", &secret).await.unwrap();
        future.keyed().with_header("x-h", &secret).with_cookie("c", &secret).await.unwrap();
        future.create(&Thing { id: "planted-body".to_owned() }).await.unwrap();
    });
    blocking.get("planted-path").send().unwrap();
    blocking.ping().with_query("q", &secret).send().unwrap();
    blocking.keyed().with_query("q", &secret).send().unwrap();
    blocking.keyed().with_header("x-h", &secret).with_cookie("c", &secret).send().unwrap();
    blocking.create(&Thing { id: "planted-body".to_owned() }).send().unwrap();
}
