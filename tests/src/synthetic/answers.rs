//! Answers to an operation: those it documents, and those that servers and proxies give to any.

use super::respelt::spellings;
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
            let respelt =
                samples.last().filter(|_| status < 300).map(|sample| spellings(&sample.value)).unwrap_or_default();
            for (name, text) in respelt {
                found.push(Answer::new(format!("{status}_{which}_{name}"), status, JSON, "json", &text));
            }
        }
    }
}

/// What may come in place of any documented answer.
fn failures() -> Vec<Answer> {
    let told =
        |status: u16, body: Value| Answer::new(format!("{status}_told"), status, JSON, "json", &body.to_string());
    let located = |detail: Value| told(422, json!({"error": "RequestValidationError", "detail": detail}));
    let html = "<!DOCTYPE html>\n<html><body><h1>502 Bad Gateway</h1></body></html>";
    vec![
        told(400, json!({"error": "invalid_grant", "error_description": "The grant is used up."})),
        told(
            400,
            json!({"code": 2, "message": "Something is wrong.", "errors": [
            {"error": "value_must_be_greater", "message": "too small", "location": "amount.amount", "invalidValue": 0,
             "constraints": {"min": "0.01", "max": 10}}]}),
        ),
        told(401, json!({"error": "invalid_token", "error_description": "The access token is expired."})),
        told(402, json!({"error": "PaymentError", "detail": "Your card was declined."})),
        told(403, json!({"error": "insufficient_scope", "error_description": "More scopes are needed."})),
        told(403, json!({"error": "NotPermitted", "detail": "No \"access\" to\nthis."})),
        told(404, json!({"detail": "Not Found"})),
        told(404, json!({"error": "ResourceNotFound", "detail": "Not found"})),
        told(404, json!({"error": "InvoiceDoesNotExist", "detail": "No invoice."})),
        told(404, json!({"code": 5, "message": "Resource not found"})),
        told(405, json!({"detail": "Method Not Allowed"})),
        told(409, json!({"code": 3, "message": "Conflict"})),
        told(411, json!({"error": "LengthRequired", "detail": "Say how long it is."})),
        located(json!([{"type": "missing", "loc": ["body", "items", 0, "email"], "msg": "Field required", "input": {},
            "url": "https://errors.example"}])),
        located(
            json!([{"type": "value_error", "loc": [], "msg": "é", "ctx": {"error": {}}, "input": null}, {"msg": "two"}]),
        ),
        located(json!([])),
        located(json!("The order is not eligible.")),
        located(json!({"field": "not a list"})),
        told(422, json!(["no", "object"])),
        told(500, json!({"error": "InternalServerError", "detail": "Internal Server Error"})),
        told(503, json!({"message": "Service Unavailable"})),
        told(418, json!({})),
        told(499, json!(null)),
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
            "308_told",
            308,
            "location: https://example.com/\ncontent-type: application/json\n",
            "json",
            "{\"detail\":\"gone\"}",
        ),
    ]
}
