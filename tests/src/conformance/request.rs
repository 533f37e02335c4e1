//! The request of an exchange: made from what was recorded, and compared with it.

use super::exchange::Exchange;
use super::query::{pairs, path_values};
use crate::fidelity::{difference, kept};
use generated_sdk::Json;
use generated_sdk::runtime::{BodyKind, Retry};
use generated_sdk::testing::{Catalogued, Recorded, Strictness};

/// The recorded body after a trip through the operation's request type.
pub(super) fn request_body(entry: &Catalogued, exchange: &Exchange) -> Result<Option<Json>, String> {
    if exchange.request_body.is_empty() {
        return Ok(None);
    }
    let text = match entry.operation.body.as_ref().map(|body| &body.kind) {
        Some(BodyKind::Form(_)) => form(&exchange.request_body).to_string(),
        _ => exchange.request_body.clone(),
    };
    let parse = |text: &str| Json::parse(text).map_err(|error| format!("the recorded request is no JSON: {error}"));
    let recorded = parse(&text)?;
    let Some(round_trip) = entry.request else { return Ok(Some(recorded)) };
    if let Some(violation) = kept("$", round_trip, &text) {
        // What was sent broken on purpose and refused is no value of the type: it is sent as it is.
        if matches!(exchange.status, 400 | 422) {
            return Ok(Some(recorded));
        }
        return Err(format!("request body: {violation}"));
    }
    let written = round_trip(&text, Strictness::Lenient).map_err(|error| format!("request body: {error}"))?;
    parse(&written.text).map(Some)
}

/// The pairs of a form as an object; what is given several times as a list.
fn form(text: &str) -> Json {
    let mut names: Vec<(String, Vec<Json>)> = Vec::new();
    for (name, value) in pairs(text) {
        match names.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value.into()),
            None => names.push((name, vec![value.into()])),
        }
    }
    let single = |mut values: Vec<Json>| if values.len() == 1 { values.remove(0) } else { Json::list(values) };
    Json::object(names.into_iter().map(|(name, values)| (name, single(values))))
}

/// Compares what was sent with what was recorded.
pub(super) fn same_request(entry: &Catalogued, exchange: &Exchange, sent: &Recorded) -> Result<(), String> {
    if sent.method.as_str() != exchange.method {
        return Err(format!("sent {} in place of {}", sent.method, exchange.method));
    }
    let expected_path = path_values(entry.operation, &exchange.path);
    if path_values(entry.operation, sent.uri.path()) != expected_path {
        return Err(format!("sent to {} in place of {}", sent.uri.path(), exchange.path));
    }
    let (mut expected, mut found) =
        (pairs(exchange.query.as_deref().unwrap_or_default()), pairs(sent.uri.query().unwrap_or_default()));
    expected.sort();
    found.sort();
    if expected != found {
        return Err(format!("the query became {found:?}, recorded was {expected:?}"));
    }
    same_body(entry, &exchange.request_body, &String::from_utf8_lossy(&sent.body))
}

fn same_body(entry: &Catalogued, recorded: &str, sent: &str) -> Result<(), String> {
    if recorded.is_empty() {
        return if sent.is_empty() { Ok(()) } else { Err(format!("sent a body where none was recorded: {sent}")) };
    }
    let Ok(json) = Json::parse(recorded) else {
        let (mut expected, mut found) = (pairs(recorded), pairs(sent));
        expected.sort();
        found.sort();
        let same = expected == found;
        return if same { Ok(()) } else { Err(format!("request body: {expected:?} became {found:?}")) };
    };
    let sent = match (entry.operation.retry, Json::parse(sent)) {
        (Retry::Keyed(property), Ok(sent)) if json.get(property).is_none() => without(&sent, property).to_string(),
        _ => sent.to_owned(),
    };
    difference("$", recorded, &sent).map_or(Ok(()), |differs| Err(format!("request body: {differs}")))
}

/// The body without the key that the SDK makes for calls that have none.
fn without(body: &Json, property: &str) -> Json {
    Json::object(body.entries().filter(|(name, _)| *name != property).map(|(name, value)| (name, value.clone())))
}
