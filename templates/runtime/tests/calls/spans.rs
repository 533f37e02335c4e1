//! What feature `tracing` tells.

use crate::api::{API, Acme, Event as Hook};
use crate::harness::{alone, mocked, mocked_blocking, replies, run};
use crate::mended::Note;
use crate::server::{Server, json};
use sdk_runtime::runtime::{
    Async, Blocking, ClientConfig, FailurePoint, OAuth2, RetryBudget,
    testing::Reply,
    values::Secret,
    webhooks::{Signer, Verifier},
};
use std::{
    fmt::{Debug, Write},
    future::IntoFuture,
    sync::{Arc, Mutex},
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

/// Writes down spans and events, in order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

/// Writes down the fields of a span or an event.
pub struct Fields<'a>(pub &'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        match field.name() {
            // Waits have jitter; those of ten seconds and more are what a server has named.
            "duration_ms" if format!("{value:?}").len() < 5 => self.0.push_str(" duration_ms=…"),
            name => write!(self.0, " {name}={value:?}").unwrap(),
        }
    }
}

impl Log {
    fn line(&self, head: &str, record: impl FnOnce(&mut Fields<'_>)) {
        let mut log = self.0.lock().unwrap();
        log.push_str(head);
        record(&mut Fields(&mut log));
        log.push('\n');
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sdk_runtime"
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let head = format!("{} span {}", attributes.metadata().level(), attributes.metadata().name());
        self.line(&head, |fields| attributes.record(fields));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.line("  record", |fields| values.record(fields));
    }

    fn event(&self, event: &Event<'_>) {
        self.line(&format!("  {} event", event.metadata().level()), |fields| event.record(fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

fn logged(work: impl FnOnce()) -> String {
    let log = Log::default();
    tracing::subscriber::with_default(log.clone(), work);
    Arc::try_unwrap(log.0).map_or_else(|log| log.lock().unwrap().clone(), |log| log.into_inner().unwrap())
}

#[test]
fn a_span_per_call_and_an_event_per_attempt() {
    if !alone("spans::a_span_per_call_and_an_event_per_attempt") {
        return;
    }
    let reply = || {
        let good = Reply::json(200, serde_json::json!({"id": "body-secret"})).header("x-request-id", "r-1");
        Reply::empty(503).then(Reply::fail(FailurePoint::Connect)).then(good)
    };
    let future = logged(|| {
        let mock = replies(reply);
        run(mocked(&mock).get("path-secret").extra_query("q", "query-secret").into_future()).unwrap();
    });
    let blocking = logged(|| {
        let mock = replies(reply);
        mocked_blocking(&mock).get("path-secret").extra_query("q", "query-secret").send().unwrap();
    });
    assert_eq!(future, blocking);
    assert!(!future.contains("secret"), "{future}");
    insta::assert_snapshot!(future);
}

#[test]
fn a_call_takes_as_long_as_its_waits() {
    if !alone("spans::a_call_takes_as_long_as_its_waits") {
        return;
    }
    let reply = || Reply::empty(503).retry_after(30).then(Reply::json(200, serde_json::json!({"id": "x"})));
    let (mock, twin) = (replies(reply), replies(reply));
    let future = logged(|| drop(run(mocked(&mock).get("x").into_future()).unwrap()));
    let blocking = logged(|| drop(mocked_blocking(&twin).get("x").send().unwrap()));
    for (log, mock) in [(future, mock), (blocking, twin)] {
        let recorded = format!("record duration_ms={}\n", mock.clock().elapsed().as_millis());
        assert!(log.contains(&recorded), "{recorded}{log}");
    }
}

#[test]
fn a_port_that_the_scheme_does_not_imply_is_in_the_span() {
    if !alone("spans::a_port_that_the_scheme_does_not_imply_is_in_the_span") {
        return;
    }
    let log = |url: &str| {
        let config = ClientConfig::<Async>::new(&API).access_token("t").base_url(url);
        let client = Acme(config.transport(replies(|| Reply::empty(404))).build().unwrap());
        logged(|| drop(run(client.get("x").into_future())))
    };
    assert!(log("https://acme.test:8443").contains("record server.port=8443"));
    assert!(!log("https://acme.test").contains("server.port"));
}

#[test]
fn a_list_that_becomes_shorter_and_a_webhook_that_was_mended_are_warnings() {
    if !alone("spans::a_list_that_becomes_shorter_and_a_webhook_that_was_mended_are_warnings") {
        return;
    }
    let list = |second: u64| {
        let mock = replies(move || {
            let page = |total: u64| serde_json::json!({"items": [{"id": "1"}], "pagination": {"total_count": total, "max_page": 2}});
            Reply::json(200, page(9)).then(Reply::json(200, page(second)))
        });
        logged(|| assert_eq!(mocked_blocking(&mock).list().iter().count(), 2))
    };
    assert_eq!((list(8).matches("WARN").count(), list(9).matches("WARN").count()), (1, 0));
    let verified = |body: &str| {
        let (verifier, signer) = (Verifier::<Hook>::new("whsec_x").unwrap(), Signer::<Hook>::new("whsec_x").unwrap());
        let signed = signer.sign(body);
        logged(|| drop(verifier.verify(&signed.headers, &signed.body).unwrap()))
    };
    let warning = verified(r#"{"type":"thing.made","thing":{"id":"x"},"note":null}"#);
    assert!(warning.contains("it was mended") && warning.contains("paths=\"$.note\""), "{warning}");
    assert_eq!(verified(r#"{"type":"thing.made","thing":{"id":"x"},"note":"n"}"#), "");
}

#[test]
fn a_failure_is_recorded() {
    if !alone("spans::a_failure_is_recorded") {
        return;
    }
    insta::assert_snapshot!(logged(|| {
        let mock = replies(|| Reply::json(404, serde_json::json!({"error": "NotFound"})));
        run(mocked(&mock).get("x").into_future()).unwrap_err();
    }));
}

#[test]
fn a_call_that_is_given_up_for_the_budget_is_a_warning() {
    if !alone("spans::a_call_that_is_given_up_for_the_budget_is_a_warning") {
        return;
    }
    let budget = || RetryBudget::retries(0);
    let future = logged(|| {
        let mock = replies(|| Reply::empty(503));
        let client = Acme(mocked(&mock).0.with(|defaults| defaults.retry_budget(budget())));
        run(client.get("x").into_future()).unwrap_err();
    });
    let blocking = logged(|| {
        let mock = replies(|| Reply::empty(503));
        let client = Acme(mocked_blocking(&mock).0.with(|defaults| defaults.retry_budget(budget())));
        client.get("x").send().unwrap_err();
    });
    assert_eq!(future, blocking);
    let warnings: Vec<&str> = future.lines().filter(|line| line.contains("WARN")).collect();
    let expected = "  WARN event message=given up: the retry budget is spent operation=\"things.get\" attempt=1";
    assert_eq!((warnings.len(), warnings[0]), (2, expected), "the other is that the call failed");
    // Whoever has attempts left and needs none is not warned.
    assert!(!logged(|| drop(run(mocked(&replies(|| Reply::empty(404))).get("x").into_future()))).contains("given up"));
}

#[test]
fn an_answer_that_was_mended_is_a_warning_with_paths_and_without_values() {
    if !alone("spans::an_answer_that_was_mended_is_a_warning_with_paths_and_without_values") {
        return;
    }
    let reply = || replies(|| Reply::json(200, serde_json::json!({"id": "body-secret", "text": null})));
    let future = logged(|| drop(run(mocked(&reply()).get("x").with_output::<Note>().into_future()).unwrap()));
    let blocking = logged(|| drop(mocked_blocking(&reply()).get("x").with_output::<Note>().send().unwrap()));
    assert_eq!(future, blocking);
    let warning = future.lines().find(|line| line.contains("WARN event")).expect("it is a warning");
    assert!(warning.contains("operation=\"things.get\" paths=\"$.text\""), "{warning}");
    assert!(!future.contains("secret"), "{future}");
}

#[test]
fn no_secret_of_a_token_endpoint_is_written_down() {
    if !alone("spans::no_secret_of_a_token_endpoint_is_written_down") {
        return;
    }
    const SECRETS: [&str; 5] = ["client-secret", "refresh-first", "refresh-second", "token-of-access", "pass-word"];
    let server = Server::new(|request| match request {
        _ if !request.starts_with("POST /oauth/token ") => json(r#"{"id":"x"}"#, ""),
        // A server that repeats what it refuses.
        _ if request.contains("pass-word") => {
            let body = r#"{"error":"invalid_grant","error_description":"pass-word is wrong"}"#;
            let head = "HTTP/1.1 400 Bad Request\r\ncontent-type: application/json";
            format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
        }
        _ => json(r#"{"access_token":"token-of-access","refresh_token":"refresh-second","expires_in":600}"#, ""),
    });
    let client = || Some(Secret::from("client-secret"));
    let grants = [
        OAuth2::client_credentials("id", "client-secret"),
        OAuth2::refresh_token("refresh-first").client("id", client()),
        OAuth2::password("user", "pass-word").client("id", client()).client_in_body(),
    ];
    for grant in grants {
        let log = logged(|| {
            let config = ClientConfig::<Async>::new(&API).base_url(server.url()).oauth2(grant.clone());
            let _ = run(Acme(config.build().unwrap()).get("x").into_future());
            let config = ClientConfig::<Blocking>::new(&API).base_url(server.url()).oauth2(grant.clone());
            let _ = Acme(config.build().unwrap()).get("x").send();
        });
        assert_eq!(log.matches(" span ").count(), 2, "both calls are written down: {log}");
        assert!(SECRETS.iter().all(|secret| !log.contains(secret)), "{log}");
    }
    let sent = server.requests().concat();
    assert!(
        ["refresh-first", "pass-word", "Bearer token-of-access"].iter().all(|secret| sent.contains(secret)),
        "{sent}"
    );
}
