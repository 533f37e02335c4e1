//! A recorded failure: it keeps status and body, answers the right questions with yes, and knows what the body says.

use super::answer_of;
use super::exchange::Exchange;
use crate::fidelity::kept;
use generated_sdk::testing::Catalogued;
use generated_sdk::{Error, ErrorKind};
use serde_json::Value;

/// Compares an error with the answer it comes from.
pub(super) fn failure(entry: &Catalogued, exchange: &Exchange, error: &Error) -> Result<(), String> {
    if error.status().map(|status| status.as_u16()) != Some(exchange.status) {
        return Err(format!("the failure became {error}"));
    }
    if error.body().as_ref() != exchange.response_body {
        return Err("the body of the failure is not kept".into());
    }
    let (status, issues) = (exchange.status, !error.issues().is_empty());
    let predicates = [
        ("is_unauthorized", status == 401, error.is_unauthorized()),
        ("is_forbidden", status == 403, error.is_forbidden()),
        ("is_not_found", status == 404, error.is_not_found()),
        ("is_conflict", status == 409, error.is_conflict()),
        ("is_validation", status == 422 || status == 400 && issues, error.is_validation()),
        ("is_rate_limited", status == 429, error.is_rate_limited()),
        ("is_server_error", status >= 500, error.is_server_error()),
    ];
    if let Some((name, .., answer)) = predicates.iter().find(|(_, expected, answer)| expected != answer) {
        return Err(format!("{name} is {answer} for {status}"));
    }
    let redirected = error.kind() == ErrorKind::Redirect;
    match serde_json::from_slice::<Value>(&exchange.response_body) {
        Ok(value) if !redirected => compare_described(entry, exchange, error, &value),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Code, message, fields and detail are those of the body.
fn compare_described(entry: &Catalogued, exchange: &Exchange, error: &Error, value: &Value) -> Result<(), String> {
    let rules = &entry.operation.api.error;
    let at = |path: &[&str]| path.iter().try_fold(value, |value, key| value.get(key));
    let words = |paths: &[&[&str]]| paths.iter().find_map(|path| at(path)?.as_str().map(str::to_owned));
    let issues: Vec<&Value> = rules.issues.iter().filter_map(|rules| at(rules.list)?.as_array()).flatten().collect();
    let reason = |issue: &Value| rules.issues.and_then(|rules| issue.get(rules.message)?.as_str().map(str::to_owned));
    let first = || issues.first().and_then(|issue| reason(issue));
    let shown = error.to_string();
    for text in [words(rules.code), words(rules.message).or_else(first)].into_iter().flatten() {
        if !shown.contains(&one_line(&text)) {
            return Err(format!("`{shown}` does not show `{text}`"));
        }
    }
    let expected = issues.iter().filter(|issue| reason(issue).is_some()).count();
    if error.issues().len() != expected {
        return Err(format!("{} issues of {expected}", error.issues().len()));
    }
    let known = error.detail::<generated_sdk::polar::ErrorDetail>().is_some()
        || error.detail::<generated_sdk::circle::ErrorDetail>().is_some();
    let text = String::from_utf8_lossy(&exchange.response_body);
    match answer_of(entry, exchange.status) {
        Some(round_trip) if !known && kept("$", round_trip, &text).is_none() => {
            Err(format!("no detail, although the document knows {text}"))
        }
        Some(_) | None => Ok(()),
    }
}

/// The beginning of a text as messages show it: in one line, with control characters as escapes.
fn one_line(text: &str) -> String {
    let shown = text.chars().take(400);
    shown.map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() }).collect()
}
