//! Any bytes through the webhook verifier: what is signed is accepted until anything of it is changed, and what is not
//! signed never is.
//!
//! An input is five lines, the last of which may hold anything: secret, id, time, signatures, body. Run it like the
//! decoder: `RUSTC_BOOTSTRAP=1 cargo fuzz run webhook corpus/webhook seeds/webhook -- -max_len=4096`.
#![no_main]

use http::HeaderMap;
use libfuzzer_sys::fuzz_target;
use sdk_runtime::runtime::json::{DecodeError, Document, Json, Value};
use sdk_runtime::runtime::webhooks::{KeyReading, Signer, Signing, Verifier, WebhookError, WebhookEvent};
use std::time::{Duration, SystemTime};

/// The payload of a delivery, whatever it is.
struct Payload(Json);

impl WebhookEvent for Payload {
    const SIGNING: Signing =
        Signing { keys: &[KeyReading::Utf8, KeyReading::Base64], prefix: "whsec_", variable: "FUZZ_WEBHOOK_SECRET" };

    fn read(payload: Value<'_>) -> Result<Self, DecodeError> {
        Ok(Self(payload.to_json()))
    }

    fn unreadable(payload: Value<'_>, _: DecodeError) -> Self {
        Self(payload.to_json())
    }
}

fuzz_target!(|input: &[u8]| {
    let mut lines = input.splitn(5, |byte| *byte == b'\n');
    let mut text = || lines.next().and_then(|line| str::from_utf8(line).ok()).unwrap_or_default();
    let (secret, id, time, signatures) = (text(), text(), text(), text());
    let body = lines.next().unwrap_or_default();
    let Ok(verifier) = Verifier::<Payload>::new(secret) else { return };
    forged(&verifier, [id, time, signatures], body);
    genuine(&verifier, secret, id, body);
});

/// Headers that nobody has signed.
fn forged(verifier: &Verifier<Payload>, [id, time, signatures]: [&str; 3], body: &[u8]) {
    let header = |name: &str| match name {
        "webhook-id" => Some(id),
        "webhook-timestamp" => Some(time),
        "webhook-signature" => Some(signatures),
        _ => None,
    };
    if let Ok(delivery) = verifier.verify_with(header, body) {
        // Seeds are signed; then everything is as it was sent.
        assert_eq!((delivery.id.as_str(), &*delivery.raw), (id, body));
    }
}

/// What is signed, and then changed in every part.
fn genuine(verifier: &Verifier<Payload>, secret: &str, id: &str, body: &[u8]) {
    let is_header = http::HeaderValue::from_str(id).is_ok_and(|id| id.to_str().is_ok());
    // Such ids are refused: what is signed would not say where they end.
    if !is_header || id.is_empty() || id.contains('.') {
        return;
    }
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_856_000);
    let signer = Signer::<Payload>::new(secret).expect("the verifier took the secret");
    let signed = signer.sign_as(id, now, body);
    let verify = |time, headers: &HeaderMap, body: &[u8]| {
        verifier.verify_at(time, headers, body).map(|delivery| delivery.event.0)
    };
    let read = verify(now, &signed.headers, body);
    match Document::parse(body) {
        Ok(document) => assert_eq!(read, Ok(document.root().to_json())),
        Err(_) => assert!(matches!(read, Err(WebhookError::Malformed("body")))),
    }
    let late = verify(now + Duration::from_secs(301), &signed.headers, body);
    assert!(matches!(late, Err(WebhookError::Stale)));
    let mut longer = body.to_vec();
    longer.push(b' ');
    let mut changed = body.to_vec();
    if let Some(byte) = changed.last_mut() {
        *byte ^= 1;
    }
    for wrong in [longer, changed].into_iter().filter(|wrong| wrong != body) {
        assert!(matches!(verify(now, &signed.headers, &wrong), Err(WebhookError::BadSignature)));
    }
    let mut renamed = signed.headers.clone();
    renamed.insert("webhook-id", http::HeaderValue::from_str(&format!("{id}x")).expect("it is longer by a letter"));
    assert!(matches!(verify(now, &renamed, body), Err(WebhookError::BadSignature)));
    let mut cut = signed.headers.clone();
    cut.insert("webhook-signature", http::HeaderValue::from_static("v1, v1,AAAA v2,AAAA"));
    assert!(matches!(verify(now, &cut, body), Err(WebhookError::BadSignature)));
}
