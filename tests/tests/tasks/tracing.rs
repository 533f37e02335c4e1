//! See what the SDK does.

use crate::support::polar;
use generated_sdk::testing::{MockTransport, Reply};
use std::cell::RefCell;
use std::fmt::{Debug, Write};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

thread_local! {
    /// What the subscriber of this program saw on this thread: a test has a thread of its own.
    static SEEN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What an application's subscriber gets to see, as text. It is installed for the whole program, as an application does:
/// `tracing` remembers for each event whether anybody listens, and the first thread that reaches the event decides.
#[derive(Clone, Copy)]
struct Log;

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        SEEN.with_borrow_mut(|seen| write!(seen, " {}={value:?}", field.name()))
            .expect("writing to a string does not fail");
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Log);
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Log);
    }
    fn event(&self, event: &Event<'_>) {
        event.record(&mut Log);
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_span_per_call_and_an_event_per_attempt() -> generated_sdk::Result<()> {
    tracing::subscriber::set_global_default(Log).expect("no other test of this program installs one");
    let mock = MockTransport::new().on("customers.get", |_| Reply::empty(503).then(Reply::example("customers.get")));
    polar(&mock).customers().get("c").extra_query("secret", "hidden").await?;

    let seen = SEEN.take();
    for part in [
        "customers.get",
        "http.request.method=\"GET\"",
        "url.template=\"/v1/customers/{id}\"",
        "http.response.status_code=503",
        "http.response.status_code=200",
        "http.request.resend_count=1",
    ] {
        assert!(seen.contains(part), "{part} is not in {seen}");
    }
    assert!(!seen.contains("polar_oat_test") && !seen.contains("hidden"), "{seen}");
    Ok(())
}
