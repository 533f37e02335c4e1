//! Whether a request is one that the document allows.

use super::Recorded;
use crate::runtime::operation::{BodyKind, Operation, Place, SchemeKind};
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
    check_body(operation, request)
}

fn check_query(operation: &Operation, request: &Recorded) -> Result<(), String> {
    let sent: Vec<String> =
        request.uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).map(name).collect();
    let documented = || operation.parameters.iter().filter(|parameter| parameter.place == Place::Query);
    let is_credential = |name: &str| {
        let mut uses = operation.auth.any_of.iter().copied().flatten();
        uses.any(|used| matches!(used.scheme.kind, SchemeKind::Query(credential) if credential == name))
    };
    for name in &sent {
        if documented().any(|parameter| parameter.name == name) {
            continue;
        }
        if !is_credential(name) {
            return Err(format!("query parameter `{name}` is not in the document"));
        }
        if sent.iter().filter(|other| *other == name).count() > 1 {
            return Err(format!("query parameter `{name}` is a credential and is sent more than once"));
        }
    }
    match documented().find(|parameter| parameter.required && !sent.iter().any(|name| name == parameter.name)) {
        Some(missing) => Err(format!("query parameter `{}` is required and missing", missing.name)),
        None => Ok(()),
    }
}

/// The name of the parameter a pair belongs to: of `filter[a]=1` it is `filter`.
fn name(pair: &str) -> String {
    let name = pair.split('=').next().unwrap_or(pair);
    let name = percent_decode_str(name).decode_utf8_lossy().into_owned();
    name.split('[').next().unwrap_or(&name).to_owned()
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
    let valid = format.kind != BodyKind::Json || crate::runtime::json::Document::parse(&request.body).is_ok();
    if valid { Ok(()) } else { Err("the body is no JSON".to_owned()) }
}
