//! Webhook deliveries of every event of a document, signed.

use super::spelling::spellings;
use crate::samples::{Fullness, Schemas};
use generated_sdk::polar::webhooks::Event;
use generated_sdk::webhooks::Signer;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Secrets as the API has made them over time; receivers may also choose their own.
const SECRETS: [(&str, &str); 2] = [
    ("new", "whsec_ovyN6cPrTv56AApvzCaJno08SSmGJmgbWilb33N2JuK"),
    ("old", "polar_whs_2pR8vQm4xT7yK1zB6nC3dF5gH9jL0sWa"),
];

/// Writes deliveries of every event, and of one that nobody knows, into `directory`, and says how many there are.
///
/// # Errors
///
/// If a file cannot be written.
///
/// # Panics
///
/// If the secrets above are no secrets.
pub fn write_deliveries(schemas: &Schemas, directory: &Path) -> std::io::Result<usize> {
    let mut payloads =
        vec![("future.event".to_owned(), json!({"type": "future.event", "data": {"x": [1.0, null]}}).to_string())];
    for (event, item) in schemas.root()["webhooks"].as_object().into_iter().flatten() {
        let schema = &item["post"]["requestBody"]["content"]["application/json"]["schema"];
        for fullness in [Fullness::Full, Fullness::Minimal] {
            let samples = schemas.valid(schema, fullness);
            payloads.extend(samples.iter().map(|sample| (event.clone(), sample.value.to_string())));
            let variants = samples.first().map(|sample| spellings(&sample.value)).unwrap_or_default();
            payloads.extend(variants.into_iter().map(|(_, text)| (event.clone(), text)));
        }
    }
    let secrets: Value = SECRETS.iter().map(|(name, secret)| ((*name).to_owned(), json!(secret))).collect();
    std::fs::write(directory.join("_secrets.json"), secrets.to_string())?;
    for (number, (event, payload)) in payloads.iter().enumerate() {
        let (name, secret) = SECRETS[number % SECRETS.len()];
        let stem = format!("{event}__{number}");
        let sent = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_856_000);
        let signer = Signer::<Event>::new(secret).expect("the secrets can be read");
        // A dot in an id could be part of the signed text, and is refused.
        let delivery = signer.sign_as(&stem.replace('.', "_"), sent, payload.as_bytes());
        let mut headers: Vec<[String; 2]> = vec![["Webhook-Extra".into(), "é".into()]];
        for (key, value) in &delivery.headers {
            let text = value.to_str().expect("signed headers are ASCII").to_owned();
            // A rotated secret adds its signature to the list.
            let text =
                if key == "webhook-signature" && number % 3 == 0 { format!("v1,AAAA v2,x {text}") } else { text };
            headers.push([key.as_str().to_uppercase(), text]);
        }
        let head = json!({"headers": headers, "secret_of_endpoint": name});
        std::fs::write(directory.join(format!("{stem}.body")), payload)?;
        std::fs::write(directory.join(format!("{stem}.headers.json")), head.to_string())?;
    }
    Ok(payloads.len())
}
