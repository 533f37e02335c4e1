//! Recorded webhook deliveries: `<name>.body` with `<name>.headers.json`, and the secrets by endpoint in
//! `_secrets.json`.

use crate::fidelity::read_leniently;
use generated_sdk::polar::{catalog::WEBHOOKS, webhooks::Event};
use generated_sdk::webhooks::Verifier;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The bodies below a directory, sorted.
pub fn bodies(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let mut bodies: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "body")).collect();
    bodies.sort();
    bodies
}

/// Verifies one delivery and sends its payload through its type. Gives the paths that had to be assumed.
///
/// # Errors
///
/// With the first thing that is not right.
pub fn verify(body: &Path) -> Result<Vec<String>, String> {
    let read = |path: &Path| std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
    let bytes = read(body)?;
    let json = |path: &Path| {
        read(path).and_then(|bytes| serde_json::from_slice::<Value>(&bytes).map_err(|error| error.to_string()))
    };
    let head = json(&body.with_extension("headers.json"))?;
    let secrets = json(&body.with_file_name("_secrets.json"))?;
    let endpoint = head["secret_of_endpoint"].as_str().ok_or("no endpoint")?;
    let secret = secrets[endpoint].as_str().ok_or("no secret for the endpoint")?;
    let headers = headers(&head)?;
    let sent: f64 =
        headers.get("webhook-timestamp").and_then(|value| value.to_str().ok()?.parse().ok()).ok_or("no time")?;
    let sent = Duration::try_from_secs_f64(sent).map_err(|error| error.to_string())?;
    let now = SystemTime::UNIX_EPOCH + sent;
    let verifier: Verifier<Event> = Verifier::new(secret).map_err(|error| error.to_string())?;
    let delivery = verifier.verify_at(now, &headers, &bytes).map_err(|error| error.to_string())?;
    for wrong in damaged(&bytes) {
        if verifier.verify_at(now, &headers, &wrong).is_ok() {
            return Err("a changed body passes".into());
        }
    }
    let text = std::str::from_utf8(&bytes).map_err(|error| error.to_string())?;
    let payload: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let name = payload["type"].as_str().unwrap_or_default();
    match WEBHOOKS.iter().find(|(known, _)| *known == name) {
        Some((.., round_trip)) => {
            match delivery.event {
                Event::Unknown { .. } => return Err(format!("`{name}` is read as unknown")),
                Event::Unreadable { error, .. } => return Err(format!("`{name}` cannot be read: {error}")),
                _ => {}
            }
            read_leniently("$", *round_trip, text)
        }
        None if matches!(delivery.event, Event::Unknown { .. }) => Ok(Vec::new()),
        None => Err(format!("`{name}` is no documented event, yet is read as one")),
    }
}

fn headers(head: &Value) -> Result<HeaderMap, String> {
    let pairs = head["headers"].as_array().into_iter().flatten();
    pairs
        .map(|pair| {
            let name: HeaderName = pair[0].as_str().unwrap_or_default().parse().map_err(|_| "a bad header name")?;
            let value = pair[1].as_str().unwrap_or_default();
            let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| "a bad header value")?;
            Ok((name, value))
        })
        .collect()
}

/// The body with one byte changed, at its beginning, middle and end.
fn damaged(bytes: &[u8]) -> Vec<Vec<u8>> {
    let places = [0, bytes.len() / 2, bytes.len().saturating_sub(1)].into_iter().filter(|at| *at < bytes.len());
    places
        .map(|at| {
            let mut wrong = bytes.to_vec();
            wrong[at] ^= 1;
            wrong
        })
        .collect()
}
