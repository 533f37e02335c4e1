//! Deliveries.

use generated_sdk::polar::webhooks::{Event, Verifier, WebhookError};
use http::HeaderMap;
use std::time::{Duration, SystemTime};

/// Secret, id, time, body and signature of deliveries that other implementations accept.
fn vectors() -> Vec<[&'static str; 5]> {
    let lines = include_str!("../../webhooks/vectors.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect::<Vec<_>>().try_into().expect("a line has five columns")).collect()
}

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
fn deliveries_verify_by_either_key_and_new_events_are_values() {
    let names = ["customer.deleted", "order.paid", "subscription.migrated"];
    assert_eq!(vectors().len(), names.len());
    for (vector, name) in vectors().into_iter().zip(names) {
        let event = verify(vector, 1).expect("the signature is right");
        assert_eq!(event.event_type(), name);
        // None of them has all that the document requires.
        assert_eq!(matches!(event, Event::Unknown { .. }), name == "subscription.migrated");
    }
}

#[test]
fn whatever_is_changed_is_refused() {
    for vector in vectors() {
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
