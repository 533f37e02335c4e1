//! Statuses: which are good ones, and what they are called.

use crate::model::StatusPattern;

/// Whether an answer of a status is a good one.
pub(super) fn is_success(status: StatusPattern) -> bool {
    match status {
        StatusPattern::Code(code) => (200..300).contains(&code),
        StatusPattern::Range(range) => range == 2,
        StatusPattern::Default => false,
    }
}

/// A status in words, RFC 9110 section 15.
pub(super) fn phrase(status: StatusPattern) -> String {
    let code = match status {
        StatusPattern::Code(code) => code,
        StatusPattern::Range(2) => return "success".to_owned(),
        StatusPattern::Range(3) => return "redirection".to_owned(),
        StatusPattern::Range(4) => return "client".to_owned(),
        StatusPattern::Range(5) => return "server".to_owned(),
        StatusPattern::Range(range) => return format!("status_{range}xx"),
        StatusPattern::Default => return "default".to_owned(),
    };
    let phrase = match code {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non_authoritative",
        204 => "no_content",
        206 => "partial_content",
        207 => "multi_status",
        400 => "bad_request",
        401 => "unauthorized",
        402 => "payment_required",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        406 => "not_acceptable",
        408 => "request_timeout",
        409 => "conflict",
        410 => "gone",
        412 => "precondition_failed",
        413 => "content_too_large",
        415 => "unsupported_media_type",
        422 => "unprocessable_content",
        423 => "locked",
        429 => "too_many_requests",
        500 => "internal_server_error",
        501 => "not_implemented",
        502 => "bad_gateway",
        503 => "service_unavailable",
        504 => "gateway_timeout",
        _ => return format!("status_{code}"),
    };
    phrase.to_owned()
}
