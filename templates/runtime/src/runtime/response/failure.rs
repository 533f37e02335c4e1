//! A response that is no success becomes an error: code, message, detail, request id.

use super::{Head, report_assumed};
use crate::runtime::{
    error::{Error, ErrorKind, redacted_url},
    json::{Document, Kind, Value},
    operation::{Detail, ErrorRules, Operation, OperationRef},
    retry::retry_after,
};
use bytes::Bytes;
use std::{borrow::Cow, sync::Arc, time::SystemTime};

impl Error {
    /// The error for an answer whose status is no success. Whatever the body is, it is kept and nothing is lost.
    ///
    /// A server may repeat what was sent to it: all that the error says of the body is read from the body without secrets,
    /// which `redact` leaves out.
    pub(crate) fn from_answer(
        operation: &OperationRef,
        head: Head,
        body: Bytes,
        now: SystemTime,
        redact: &dyn Fn(&str) -> String,
    ) -> Self {
        let redirect = head.status.is_redirection() && head.headers.contains_key(http::header::LOCATION);
        let mut error = Self::new(if redirect { ErrorKind::Redirect } else { ErrorKind::Api }, operation);
        let rules = &operation.api.error;
        let repr = error.repr_mut();
        let shown = without_secrets(&body, redact);
        let body_shown = shown.as_ref().unwrap_or(&body);
        if redirect {
            let target =
                head.headers.get(http::header::LOCATION).map(|value| String::from_utf8_lossy(value.as_bytes()));
            let target = redact(&redacted_url(&target.unwrap_or_default()));
            repr.message = Some(format!("redirected to {target}; redirects are not followed"));
        } else if let Ok(mut document) = Document::parse(body_shown) {
            let root = document.root();
            repr.code = rules.codes().iter().find_map(|path| text(root.pointer(path)?));
            repr.message = rules.messages().iter().find_map(|path| message(root.pointer(path)?, rules));
            repr.detail = detail(operation, head.status.as_u16(), &mut document).map(Arc::from);
        } else if let Some(line) = first_line(body_shown) {
            repr.message = Some(line);
        }
        repr.request_id = request_id(rules, &head.headers);
        repr.retry_after = retry_after::read(&head.headers, now);
        repr.status = Some(head.status);
        repr.attempts = head.attempts;
        repr.headers = head.headers;
        repr.shown = shown;
        repr.body = body;
        error
    }
}

/// The body in which secrets are left out; none if it holds none.
fn without_secrets(body: &Bytes, redact: &dyn Fn(&str) -> String) -> Option<Bytes> {
    let text = String::from_utf8_lossy(body);
    let shown = redact(&text);
    (shown != text).then(|| shown.into())
}

/// The typed body: by the letter, leniently where that fails, and as it came where it fits nothing that is documented.
fn detail(operation: &Operation, status: u16, document: &mut Document<'_>) -> Option<Detail> {
    let rules = &operation.api.error;
    match document.read(|root| (rules.decode_detail)(operation, status, root)) {
        Ok(read) => {
            report_assumed(operation, &read.assumed);
            Some(read.value)
        }
        Err(_) => (rules.unknown_detail)(document.root()),
    }
}

/// The id the server gave the request, unless it repeats a secret, which ids are there to be shown without.
pub(crate) fn request_id(rules: &ErrorRules, headers: &http::HeaderMap) -> Option<String> {
    let value = headers.get(rules.request_id?)?;
    Some(if value.is_sensitive() {
        "[redacted]".to_owned()
    } else {
        String::from_utf8_lossy(value.as_bytes()).into_owned()
    })
}

/// The code of an error body, for deciding about another attempt.
pub(crate) fn code(rules: &ErrorRules, body: &[u8]) -> Option<String> {
    let document = Document::parse(body).ok()?;
    rules.codes().iter().find_map(|path| text(document.root().pointer(path)?))
}

/// Text, or a number as text.
fn text(value: Value<'_>) -> Option<String> {
    match value.kind() {
        Kind::Number => Some(value.raw().to_owned()),
        _ => value.as_str().map(Cow::into_owned),
    }
}

/// Text; of a list of issues the first one's, which is how validation errors come.
fn message(value: Value<'_>, rules: &ErrorRules) -> Option<String> {
    if let Some(text) = value.as_str() {
        return Some(text.into_owned());
    }
    let first = value.elements().next()?;
    rules.reason(first)?.as_str().map(Cow::into_owned)
}

/// The first line of a body that is not JSON, such as a proxy's; none if it is markup or binary.
fn first_line(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(&body[..body.len().min(200)]);
    let line = text.lines().next()?.trim();
    let readable = !line.is_empty() && !line.starts_with('<') && !line.contains(char::is_control);
    readable.then(|| line.to_owned())
}
