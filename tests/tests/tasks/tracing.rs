//! See what the SDK does.

use crate::support::polar;
use generated_sdk::testing::{MockTransport, Reply};
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// What an application's subscriber gets to see, as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut log = self.0.lock().expect("no writer panics");
        write!(log, " {}={value:?}", field.name()).expect("writing to a string does not fail");
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }
    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_span_per_call_and_an_event_per_attempt() -> generated_sdk::Result<()> {
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let mock = MockTransport::new().on("customers.get", |_| Reply::empty(503).then(Reply::example("customers.get")));
    polar(&mock).customers().get("c").extra_query("secret", "hidden").await?;
    drop(guard);

    let seen = log.0.lock().expect("no writer panics").clone();
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
