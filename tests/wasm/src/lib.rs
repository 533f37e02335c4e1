//! What `run.mjs` calls: a few uses of the SDK, whose outcomes are texts.
#![cfg(target_arch = "wasm32")]

use generated_sdk::CachedToken;
use generated_sdk::polar::{Client, webhooks::Verifier};
use http::HeaderMap;
use std::time::Duration;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

fn client(base_url: &str) -> Client {
    // The future that fetches a token holds what cannot be sent to another thread, as nearly all do here.
    let tokens = CachedToken::new(|| async {
        wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(&JsValue::NULL)).await.ok();
        Ok(("token".into(), Duration::MAX))
    });
    Client::builder().token_provider(tokens).base_url(base_url).build().expect("the client can be built")
}

/// One call, with its retries.
#[wasm_bindgen]
pub async fn get(base_url: String) -> String {
    match client(&base_url).orders().get("order").with_response().await {
        Ok(answer) => format!("{} after {} attempts", answer.body().currency, answer.attempts()),
        Err(error) => format!("{:?} {:?}", error.kind(), error.status().map(|status| status.as_u16())),
    }
}

/// Every item of a list.
#[wasm_bindgen]
pub async fn list(base_url: String) -> String {
    let mut ids = Vec::new();
    let mut orders = client(&base_url).orders().list().limit(1).stream();
    loop {
        match orders.try_next().await {
            Ok(Some(order)) => ids.push(order.id.to_string()),
            Ok(None) => return ids.join(","),
            Err(error) => return error.to_string(),
        }
    }
}

/// A call whose answer does not come in time.
#[wasm_bindgen]
pub async fn late(base_url: String) -> String {
    match client(&base_url).orders().get("late").timeout(Duration::from_millis(100)).deadline(Duration::from_secs(60)).await {
        Ok(_) => "answered".to_owned(),
        Err(error) => format!("{:?} {}", error.kind(), error.attempts()),
    }
}

/// The type of the event in a delivery, or why it is refused.
#[wasm_bindgen]
pub fn verify(secret: String, id: String, timestamp: String, signature: String, body: String) -> String {
    let mut headers = HeaderMap::new();
    for (name, value) in [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature)] {
        headers.insert(name, value.parse().expect("a header"));
    }
    match Verifier::new(secret).expect("a secret").verify(&headers, body) {
        Ok(delivery) => format!("{} {}", delivery.id, delivery.event.event_type()),
        Err(error) => format!("refused: {error:?}"),
    }
}
