//! Receive webhooks.

use axum::extract::FromRef;
use axum::routing::post;
use axum::{Router, body::Body};
use generated_sdk::polar::webhooks::{Event, Signer, Verifier, Webhook};
use http::{Request, StatusCode};
use serde_json::json;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

#[derive(Clone)]
struct App {
    verifier: Verifier,
    seen: Arc<Mutex<Vec<String>>>,
}

impl FromRef<App> for Verifier {
    fn from_ref(app: &App) -> Self {
        app.verifier.clone()
    }
}

async fn hook(axum::extract::State(app): axum::extract::State<App>, Webhook(delivery): Webhook) -> StatusCode {
    let seen = match delivery.event {
        Event::BenefitCreated(created) => format!("benefit {:?}", created.data.tag()),
        Event::Unknown { event_type, .. } => format!("ignored {event_type}"),
        Event::Unreadable { .. } => return StatusCode::INTERNAL_SERVER_ERROR,
        _ => "another".to_owned(),
    };
    app.seen.lock().expect("no handler panics").push(seen);
    StatusCode::ACCEPTED
}

async fn deliver(headers: http::HeaderMap, body: Vec<u8>) -> (StatusCode, Vec<String>) {
    let verifier = Verifier::new("whsec_test").and_then(|verifier| verifier.also_accept("whsec_old")).expect("secrets");
    let app = App { verifier, seen: Arc::default() };
    let router = Router::new().route("/webhooks/polar", post(hook)).with_state(app.clone());
    let mut request = Request::post("/webhooks/polar").body(Body::from(body)).expect("the request is well-formed");
    request.headers_mut().extend(headers);
    let status = router.oneshot(request).await.expect("axum answers").status();
    let seen = app.seen.lock().expect("no handler panics").clone();
    (status, seen)
}

#[tokio::test]
async fn a_signed_delivery_is_read() {
    let body = json!({ "type": "a.new.event", "timestamp": "2026-01-02T03:04:05Z", "data": {} }).to_string();
    let signed = Signer::new("whsec_test").expect("a secret").sign(body);
    let (status, seen) = deliver(signed.headers, signed.body.to_vec()).await;
    assert_eq!((status, seen), (StatusCode::ACCEPTED, vec!["ignored a.new.event".to_owned()]));
}

#[test]
fn without_a_framework_and_only_once() {
    let verifier = Verifier::new("whsec_test").expect("a secret");
    let body = json!({ "type": "a.new.event", "timestamp": "2026-01-02T03:04:05Z", "data": {} }).to_string();
    let signed = Signer::new("whsec_test").expect("a secret").sign(body);
    // Whatever type of headers there is, the verifier asks for them by name.
    let headers: Vec<(&str, &str)> =
        signed.headers.iter().map(|(name, value)| (name.as_str(), value.to_str().expect("text"))).collect();
    let find = |name: &str| headers.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);

    // A delivery that is repeated has the id it had.
    let (mut done, mut acted) = (std::collections::BTreeSet::new(), 0);
    for _repeated in 0..3 {
        let delivery = verifier.verify_with(find, &signed.body).expect("it is signed");
        if done.insert(delivery.id) {
            acted += 1;
        }
    }
    assert_eq!(acted, 1);
}

#[tokio::test]
async fn a_changed_one_is_not() {
    let signed = Signer::new("whsec_test").expect("a secret").sign("{\"type\":\"a\"}");
    let (status, seen) = deliver(signed.headers, b"{\"type\":\"b\"}".to_vec()).await;
    assert_eq!((status, seen), (StatusCode::UNAUTHORIZED, Vec::new()));
}

#[test]
fn an_event_can_be_stored_and_read_again() {
    for event in [
        json!({ "type": "a.new.event", "timestamp": "2026-01-02T03:04:05Z", "data": {} }),
        json!({ "type": "order.paid", "data": 5 }),
    ] {
        let read = Event::from_payload(event.to_string().as_bytes()).expect("it is JSON");
        let stored = serde_json::to_value(&read).expect("it can be stored");
        assert_eq!(stored, event, "{read:?}");
        let again: Event = serde_json::from_value(stored).expect("it was stored");
        assert_eq!(again.event_type(), event["type"].as_str().expect("it has a name"));
    }
}

#[tokio::test]
async fn an_example_of_an_event_is_delivered_for_tests() {
    let signer = Signer::new("whsec_test").expect("a secret");
    let signed = signer.example("benefit.created");
    let (status, seen) = deliver(signed.headers, signed.body).await;
    assert_eq!((status, seen), (StatusCode::ACCEPTED, vec!["benefit Some(\"custom\")".to_owned()]));
    let verifier = Verifier::new("whsec_test").expect("a secret");
    for name in Event::NAMES {
        let signed = signer.example(name);
        let delivery = verifier.verify(&signed.headers, &signed.body).expect("it is signed");
        assert_eq!(delivery.event.event_type(), *name);
        assert!(!matches!(delivery.event, Event::Unreadable { .. }), "{name}");
    }
}

#[test]
#[should_panic(expected = "there is no event `order.payed`; the nearest is `order.paid`")]
fn an_example_of_no_event_names_the_nearest() {
    Signer::new("whsec_test").expect("a secret").example("order.payed");
}
