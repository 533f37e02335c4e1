//! One recorded exchange through the SDK: the request must come out as it was recorded, and the answer must be read
//! as a client reads it, nothing lost and nothing added.

use super::answer_of;
use super::exchange::Exchange;
use super::query::{pairs, path_values, query_values};
use crate::fidelity::{difference, unchanged};
use generated_sdk::testing::{Catalogued, MockTransport, Recorded, Reply};
use generated_sdk::{Blocking, BodyKind, Call, ClientConfig, Core, Error, Json, Raw, RetryPolicy};
use serde_json::Value;

/// Replays an exchange of an operation.
///
/// # Errors
///
/// With the first thing that is not as recorded.
pub fn replay(entry: &'static Catalogued, exchange: &Exchange) -> Result<(), String> {
    let body = request_body(entry, exchange)?;
    let mock = answering(entry, exchange);
    let core = core(entry, &mock)?;
    let mut call: Call<Raw, Blocking> = Call::new(&core, entry.operation).retry(RetryPolicy::none());
    let path = path_values(entry.operation, &exchange.path)
        .ok_or_else(|| format!("{} is no path of {}", exchange.path, entry.operation.template()))?;
    for (name, value) in path {
        call = call.path(name, &value);
    }
    let (values, extra) = query_values(entry.operation, &pairs(exchange.query.as_deref().unwrap_or_default()));
    for (name, value) in values {
        call = call.query(name, &Json::from(value));
    }
    for (name, value) in extra {
        call = call.extra_query(&name, &value);
    }
    if let Some(body) = body {
        call = call.body(&Json::from(body));
    }
    let outcome = call.raw().send();
    let requests = mock.requests();
    let sent = requests
        .first()
        .ok_or_else(|| format!("nothing was sent: {:?}", outcome.as_ref().err().map(ToString::to_string)))?;
    same_request(entry, exchange, sent)?;
    match outcome {
        Ok(response) if response.status().as_u16() == exchange.status => success(entry, exchange),
        Ok(response) => Err(format!("the status became {}", response.status())),
        Err(error) => failure(entry, exchange, &error),
    }
}

fn core(entry: &Catalogued, mock: &MockTransport) -> Result<Core<Blocking>, String> {
    let config = ClientConfig::<Blocking>::new(entry.operation.api).access_token("recorded").transport(mock.clone());
    config.build().map_err(|error| error.to_string())
}

fn answering(entry: &Catalogued, exchange: &Exchange) -> MockTransport {
    let mut reply = Reply::bytes(exchange.status, exchange.response_body.clone());
    for (name, value) in &exchange.response_headers {
        if !name.eq_ignore_ascii_case("content-length") && !name.eq_ignore_ascii_case("transfer-encoding") {
            reply = reply.header(name, value);
        }
    }
    MockTransport::new().on(entry.operation.name, move |_| reply.clone())
}

/// The recorded body as JSON, after a trip through the operation's request type.
fn request_body(entry: &Catalogued, exchange: &Exchange) -> Result<Option<Value>, String> {
    if exchange.request_body.is_empty() {
        return Ok(None);
    }
    let value = match entry.operation.body.as_ref().map(|body| &body.kind) {
        Some(BodyKind::Form(_)) => {
            pairs(&exchange.request_body).into_iter().map(|(name, text)| (name, Value::String(text))).collect()
        }
        _ => serde_json::from_str(&exchange.request_body)
            .map_err(|error| format!("the recorded request is no JSON: {error}"))?,
    };
    if let Some((_, round_trip)) = entry.request
        && let Some(violation) = unchanged(round_trip, &value)
    {
        return Err(format!("request body: {violation}"));
    }
    Ok(Some(value))
}

fn same_request(entry: &Catalogued, exchange: &Exchange, sent: &Recorded) -> Result<(), String> {
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
    let found = String::from_utf8_lossy(&sent.body);
    if exchange.request_body.is_empty() {
        return if found.is_empty() { Ok(()) } else { Err(format!("sent a body where none was recorded: {found}")) };
    }
    let differs = match (serde_json::from_str(&exchange.request_body), serde_json::from_str(&found)) {
        (Ok(expected), Ok(found)) => difference("$", &expected, &found),
        _ => {
            let (mut expected, mut found) = (pairs(&exchange.request_body), pairs(&found));
            expected.sort();
            found.sort();
            (expected != found).then(|| format!("{expected:?} became {found:?}"))
        }
    };
    differs.map_or(Ok(()), |differs| Err(format!("request body: {differs}")))
}

/// A success is read by the operation's type and written again.
fn success(entry: &Catalogued, exchange: &Exchange) -> Result<(), String> {
    let Ok(body) = std::str::from_utf8(&exchange.response_body) else { return Ok(()) };
    let is_json = exchange
        .response_headers
        .iter()
        .any(|(name, value)| name.eq_ignore_ascii_case("content-type") && value.contains("json"));
    if body.trim().is_empty() || !is_json {
        return Ok(());
    }
    let value: Value =
        serde_json::from_str(body).map_err(|error| format!("the recorded answer is no JSON: {error}"))?;
    let value = unwrapped(entry, value);
    match answer_of(entry, exchange.status) {
        Some(round_trip) => {
            unchanged(round_trip, &value).map_or(Ok(()), |violation| Err(format!("answer: {violation}")))
        }
        None if value.is_null() => Ok(()),
        None => Err(format!("an answer with a body that the operation has no type for: {value}")),
    }
}

/// The answer without the property that only wraps it.
pub fn unwrapped(entry: &Catalogued, mut value: Value) -> Value {
    match entry.operation.envelope.and_then(|envelope| value.get_mut(envelope).map(Value::take)) {
        Some(inner) => inner,
        None => value,
    }
}

/// A failure keeps status and body, answers the right questions with yes, and knows what the body says.
fn failure(entry: &Catalogued, exchange: &Exchange, error: &Error) -> Result<(), String> {
    if error.status().map(|status| status.as_u16()) != Some(exchange.status) {
        return Err(format!("the failure became {error}"));
    }
    if error.body().as_ref() != exchange.response_body {
        return Err("the body of the failure is not kept".into());
    }
    let predicates = [
        (401, error.is_unauthorized()),
        (403, error.is_forbidden()),
        (404, error.is_not_found()),
        (409, error.is_conflict()),
        (422, error.is_validation()),
        (429, error.is_rate_limited()),
    ];
    if let Some((status, answer)) = predicates.iter().find(|(status, answer)| *answer != (*status == exchange.status)) {
        return Err(format!("the question for {status} is answered {answer}"));
    }
    let Ok(value) = serde_json::from_slice::<Value>(&exchange.response_body) else { return Ok(()) };
    let told = error.to_string();
    for property in ["error", "detail", "error_description", "message"] {
        if let Some(text) = value[property].as_str()
            && !told.contains(text)
        {
            return Err(format!("`{told}` does not tell `{text}`"));
        }
    }
    if let Some(issues) = value["detail"].as_array()
        && error.issues().len() != issues.len()
    {
        return Err(format!("{} issues of {}", error.issues().len(), issues.len()));
    }
    detail(entry, exchange, error, &value)
}

fn detail(entry: &Catalogued, exchange: &Exchange, error: &Error, value: &Value) -> Result<(), String> {
    let known = error.detail::<generated_sdk::polar::ErrorDetail>().map(|detail| format!("{detail:?}"));
    let known =
        known.or_else(|| error.detail::<generated_sdk::circle::ErrorDetail>().map(|detail| format!("{detail:?}")));
    match (known, answer_of(entry, exchange.status)) {
        (None, Some(round_trip)) => match unchanged(round_trip, value) {
            None => Err(format!("no detail, although the document knows {value}")),
            Some(_) => Ok(()),
        },
        _ => Ok(()),
    }
}
