//! Whether a request is one that the document allows.

use super::{Recorded, limits};
use crate::runtime::json::{Document, Json};
use crate::runtime::operation::{BodyKind, Operation, Place, RequestRule, SchemeKind};
use percent_encoding::percent_decode_str;

/// What the document does not allow about a request.
pub(super) fn check(operation: &Operation, request: &Recorded) -> Result<(), String> {
    if matches!(operation.name, "request") {
        return Err("the request is for a path the document does not have".to_owned());
    }
    if request.method != operation.method {
        return Err(format!("the method is {} instead of {}", request.method, operation.method));
    }
    check_query(operation, request)?;
    let headers =
        operation.parameters.iter().filter(|parameter| parameter.place == Place::Header && parameter.required);
    for header in headers {
        if !request.headers.contains_key(header.name) {
            return Err(format!("header `{}` is required and missing", header.name));
        }
    }
    for (name, limits) in named(operation, RequestRule::HeaderLimits) {
        if let Some(value) = request.header(&name) {
            limits::of_text(limits, value).map_err(|why| format!("header `{name}` {why}"))?;
        }
    }
    check_body(operation, request)
}

/// The rules of this kind for parameters, by name.
fn named(operation: &Operation, rule: RequestRule) -> impl Iterator<Item = (String, &'static str)> {
    let rules = operation.api.samples.rules(operation.name, rule);
    rules.filter_map(|(path, rule)| Some((Json::parse(path).ok()?.as_list()?.first()?.as_str()?.to_owned(), rule)))
}

fn check_query(operation: &Operation, request: &Recorded) -> Result<(), String> {
    let pairs = request.uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).map(pair);
    let sent: Vec<(String, String)> = pairs.collect();
    let documented = || operation.parameters.iter().filter(|parameter| parameter.place == Place::Query);
    // An object can be sent as a pair for each of its properties, and its own name nowhere.
    let keys: Vec<(String, Option<Json>)> =
        named(operation, RequestRule::QueryKeys).map(|(name, keys)| (name, Json::parse(keys).ok())).collect();
    let is_key = |key: &str, keys: &Option<Json>| {
        let named = |keys: &Json| keys.as_list().is_some_and(|keys| keys.iter().any(|one| one.as_str() == Some(key)));
        keys.as_ref().is_none_or(named)
    };
    let is_credential = |name: &str| {
        let mut uses = operation.auth.any_of.iter().copied().flatten();
        uses.any(|used| matches!(used.scheme.kind, SchemeKind::Query(credential) if credential == name))
    };
    for (key, _) in &sent {
        let name = parameter(key);
        if documented().any(|parameter| parameter.name == name || parameter.name == key) {
            continue;
        }
        if is_credential(name) {
            if sent.iter().filter(|(other, _)| other == key).count() > 1 {
                return Err(format!("query parameter `{name}` is a credential and is sent more than once"));
            }
        } else if !keys.iter().any(|(_, keys)| is_key(name, keys)) {
            return Err(format!("query parameter `{name}` is not in the document"));
        }
    }
    let is_sent = |name: &str| {
        let of = keys.iter().find(|(one, _)| one == name);
        let is_named = |key: &str, name: &str| parameter(key) == name || key == name;
        // What is another parameter is no property of this one, whatever properties it may have.
        let is_other = |key: &str| documented().any(|other| other.name != name && is_named(key, other.name));
        let is_property = |key: &str| of.is_some_and(|(_, keys)| is_key(parameter(key), keys)) && !is_other(key);
        sent.iter().any(|(key, _)| is_named(key, name) || is_property(key))
    };
    if let Some(missing) = documented().find(|parameter| parameter.required && !is_sent(parameter.name)) {
        return Err(format!("query parameter `{}` is required and missing", missing.name));
    }
    for (name, limits) in named(operation, RequestRule::QueryLimits) {
        let values: Vec<&str> = sent.iter().filter(|(key, _)| *key == name).map(|(_, value)| value.as_str()).collect();
        limits::of_texts(limits, &values).map_err(|why| format!("query parameter `{name}` {why}"))?;
    }
    Ok(())
}

/// Name and value of a pair.
fn pair(pair: &str) -> (String, String) {
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
    (decoded(key), decoded(value))
}

/// The name of the parameter that a key belongs to: of `filter[a]` it is `filter`.
fn parameter(key: &str) -> &str {
    key.split('[').next().unwrap_or(key)
}

fn check_body(operation: &Operation, request: &Recorded) -> Result<(), String> {
    let Some(format) = operation.body else {
        return if request.body.is_empty() { Ok(()) } else { Err("the operation takes no body".to_owned()) };
    };
    if request.body.is_empty() {
        return if format.required { Err("the body is required and missing".to_owned()) } else { Ok(()) };
    }
    let sent = request.header("content-type").unwrap_or_default();
    let is_expected = |expected: &str| {
        let essence = expected.split(';').next().unwrap_or_default().trim();
        sent.starts_with(essence.trim_end_matches('*').trim_start_matches("*/"))
    };
    if !format.media_type.split(',').any(is_expected) {
        return Err(format!("the body is `{sent}` instead of `{}`", format.media_type));
    }
    if format.kind != BodyKind::Json {
        return Ok(());
    }
    let body = Document::parse(&request.body).map_err(|_| "the body is no JSON".to_owned())?;
    let rules = |rule| operation.api.samples.rules(operation.name, rule);
    for (path, limits) in rules(RequestRule::BodyLimits) {
        limits::at(body.root(), path, &mut |value| limits::of_json(limits, value))?;
    }
    for (path, keys) in rules(RequestRule::BodyKeys) {
        limits::at(body.root(), path, &mut |value| limits::keys(keys, value))?;
    }
    Ok(())
}
