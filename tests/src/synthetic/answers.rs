//! Answers to an operation: those it documents, and those that servers and proxies give to any.

use super::spelling::spellings;
use super::{Answer, Described};
use crate::samples::Fullness;
use serde_json::{Value, json};

/// Answers that are tried per documented success; every branch of every type is tried elsewhere.
const SAMPLES: usize = 8;
const JSON: &str = "content-type: application/json\n";

/// Every answer that is tried.
pub(super) fn answers(described: &Described<'_>) -> Vec<Answer> {
    let mut found = Vec::new();
    for (status, response) in described.operation["responses"].as_object().into_iter().flatten() {
        let Ok(status) = status.parse::<u16>() else { continue };
        documented(described, status, described.part(response), &mut found);
    }
    found.extend(failures());
    found
}

fn documented(described: &Described<'_>, status: u16, response: &Value, found: &mut Vec<Answer>) {
    let Some(content) = response["content"].as_object() else {
        // Servers name a type for what is not there, or leave the type out.
        found.push(Answer::new(format!("{status}_typed"), status, JSON, "empty", ""));
        found.push(Answer::new(format!("{status}"), status, "content-length: 0\n", "empty", ""));
        return;
    };
    for (media_type, media) in content {
        let header = format!("content-type: {media_type}; charset=utf-8\nx-request-id: 7a\n");
        if !media_type.contains("json") {
            found.push(Answer::new(format!("{status}"), status, &header, "csv", "id,name\r\n1,\"é, \"\"x\"\"\"\r\n"));
            continue;
        }
        if media["schema"].as_object().is_none_or(serde_json::Map::is_empty) {
            found.push(Answer::new(format!("{status}_null"), status, &header, "json", "null"));
            continue;
        }
        for (which, fullness) in [("full", Fullness::Full), ("minimal", Fullness::Minimal)] {
            let mut samples = described.schemas.valid(&media["schema"], fullness);
            // An envelope without anything in it is valid where the document requires nothing, but says nothing.
            samples.retain(|sample| sample.value != json!({}));
            samples.truncate(if status < 300 { SAMPLES } else { 1 });
            for (number, sample) in samples.iter().enumerate() {
                let tag = format!("{status}_{which}_{number}");
                found.push(Answer::new(tag, status, &header, "json", &sample.value.to_string()));
            }
            let variants =
                samples.last().filter(|_| status < 300).map(|sample| spellings(&sample.value)).unwrap_or_default();
            for (name, text) in variants {
                found.push(Answer::new(format!("{status}_{which}_{name}"), status, JSON, "json", &text));
            }
        }
    }
}

/// What may come in place of any documented answer.
fn failures() -> Vec<Answer> {
    let error_body =
        |status: u16, body: Value| Answer::new(format!("{status}_body"), status, JSON, "json", &body.to_string());
    let located = |detail: Value| error_body(422, json!({"error": "RequestValidationError", "detail": detail}));
    let html = "<!DOCTYPE html>\n<html><body><h1>502 Bad Gateway</h1></body></html>";
    vec![
        error_body(400, json!({"error": "invalid_grant", "error_description": "The grant is used up."})),
        error_body(
            400,
            json!({"code": 2, "message": "Something is wrong.", "errors": [
            {"error": "value_must_be_greater", "message": "too small", "location": "amount.amount", "invalidValue": 0,
             "constraints": {"min": "0.01", "max": 10}}]}),
        ),
        error_body(401, json!({"error": "invalid_token", "error_description": "The access token is expired."})),
        error_body(402, json!({"error": "PaymentError", "detail": "Your card was declined."})),
        error_body(403, json!({"error": "insufficient_scope", "error_description": "More scopes are needed."})),
        error_body(403, json!({"error": "NotPermitted", "detail": "No \"access\" to\nthis."})),
        error_body(404, json!({"detail": "Not Found"})),
        error_body(404, json!({"error": "ResourceNotFound", "detail": "Not found"})),
        error_body(404, json!({"error": "InvoiceDoesNotExist", "detail": "No invoice."})),
        error_body(404, json!({"code": 5, "message": "Resource not found"})),
        error_body(405, json!({"detail": "Method Not Allowed"})),
        error_body(409, json!({"code": 3, "message": "Conflict"})),
        error_body(411, json!({"error": "LengthRequired", "detail": "Say how long it is."})),
        located(json!([{"type": "missing", "loc": ["body", "items", 0, "email"], "msg": "Field required", "input": {},
            "url": "https://errors.example"}])),
        located(
            json!([{"type": "value_error", "loc": [], "msg": "é", "ctx": {"error": {}}, "input": null}, {"msg": "two"}]),
        ),
        located(json!([])),
        located(json!("The order is not eligible.")),
        located(json!({"field": "not a list"})),
        error_body(422, json!(["no", "object"])),
        error_body(500, json!({"error": "InternalServerError", "detail": "Internal Server Error"})),
        error_body(503, json!({"message": "Service Unavailable"})),
        error_body(418, json!({})),
        error_body(499, json!(null)),
        Answer::new("429_wait", 429, "retry-after: 60\n", "empty", ""),
        Answer::new("429_date", 429, "retry-after: Sat, 21 Nov 2026 00:05:23 GMT\n", "empty", ""),
        Answer::new("429_odd", 429, "retry-after: soon\ncontent-type: application/json\n", "json", "{"),
        Answer::new("500_text", 500, "content-type: text/plain\n", "txt", "Internal Server Error"),
        Answer::new("502_html", 502, "content-type: text/html\n", "html", html),
        Answer::new("503_typed", 503, JSON, "html", html),
        Answer::new("504_empty", 504, "", "empty", ""),
        Answer::new("520_cut", 520, JSON, "json", "{\"error\": \"Cut"),
        Answer::new("307_moved", 307, "location: /elsewhere?token=x\n", "empty", ""),
        Answer::new(
            "308_body",
            308,
            "location: https://example.com/\ncontent-type: application/json\n",
            "json",
            "{\"detail\":\"gone\"}",
        ),
    ]
}
