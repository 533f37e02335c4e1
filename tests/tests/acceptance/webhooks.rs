//! Deliveries.

use generated_sdk::polar::webhooks::{Event, Verifier, WebhookError};
use http::HeaderMap;
use std::time::{Duration, SystemTime};

/// Secret, id, time, body and signature of deliveries that other implementations accept.
const VECTORS: [[&str; 5]; 3] = [
    [
        "whsec_ovyN6cPrTv56AApvzCaJno08SSmGJmgbWilb33N2JuK",
        "0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f",
        "1790856000",
        r#"{"type":"customer.deleted","timestamp":"2026-10-01T12:00:00Z","data":{"id":"3fa85f64-5717-4562-b3fc-2c963f66afa6"}}"#,
        "v1,79XvRYdZqQA1GvCwj1NnGkS3jcTnRonM87jB4DMsFXA=",
    ],
    [
        "polar_whs_2pR8vQm4xT7yK1zB6nC3dF5gH9jL0sWa",
        "7d9f3a52-1c64-4e0b-9f2e-0a8b6c4d2e10",
        "1790856001",
        r#"{"type":"order.paid","timestamp":"2026-10-01T12:00:01.123456Z","data":{"note":"café ☕ — 1 000 €"}}"#,
        "v1,7PzvrDhYXeidXgZ2iQW/egE2WD+vDsa00B14fux7/uU=",
    ],
    [
        "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "1790856002",
        r#"{"type":"subscription.migrated","timestamp":"2026-10-01T12:00:02Z","data":{}}"#,
        "v1,w47o2D4vasjOJO0qmajiOubJCUVxIn9e0G0QiPNUxeA=",
    ],
];

fn verify(vector: [&str; 5], after: i64) -> Result<Event, WebhookError> {
    let [secret, id, time, body, signature] = vector;
    let mut headers = HeaderMap::new();
    for (name, value) in [("Webhook-Id", id), ("webhook-timestamp", time), ("WEBHOOK-SIGNATURE", signature)] {
        headers.insert(name.parse::<http::HeaderName>().expect("it is a name"), value.parse().expect("it is a value"));
    }
    let seconds = time.parse::<i64>().expect("it is a time").saturating_add(after);
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.unsigned_abs());
    Verifier::new(secret)?.verify_at(now, &headers, body).map(|delivery| delivery.event)
}

#[test]
fn case_21_deliveries_verify_by_either_key_and_new_events_are_values() {
    let names = ["customer.deleted", "order.paid", "subscription.migrated"];
    for (vector, name) in VECTORS.into_iter().zip(names) {
        let event = verify(vector, 1).expect("the signature is right");
        assert_eq!(event.event_type(), name);
        assert!(matches!(event, Event::Unknown { .. }), "none of them has all that the document requires");
    }
}

#[test]
fn case_21_whatever_is_changed_is_refused() {
    for vector in VECTORS {
        let [secret, id, time, body, signature] = vector;
        let changed = body.replacen('2', "3", 1);
        let wrong: [[&str; 5]; 4] = [
            [secret, id, time, &changed, signature],
            [secret, "another", time, body, signature],
            [secret, id, time, body, "v1,AAAA"],
            [secret, id, time, body, &signature.replace("v1,", "v2,")],
        ];
        for vector in wrong {
            assert_eq!(verify(vector, 1), Err(WebhookError::BadSignature));
        }
        assert_eq!([verify(vector, 301), verify(vector, -301)], [Err(WebhookError::Stale), Err(WebhookError::Stale)]);
        assert!(verify(vector, 300).is_ok() && verify(vector, -300).is_ok());
        let list = format!("v1,AAAA {signature}");
        assert!(verify([secret, id, time, body, &list], 0).is_ok(), "one right signature is enough");
    }
}
