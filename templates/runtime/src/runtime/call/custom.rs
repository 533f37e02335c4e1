//! Calls of paths the document does not have.

use crate::runtime::{
    error::redacted_url,
    operation::{ApiInfo, Auth, Content, Operation, Retry, Segment, StatusPattern, Success},
    request::{BaseUrl, check_path, check_query},
};
use http::Method;

/// An operation that is described by nothing but its method.
pub(crate) fn operation(api: &'static ApiInfo, method: Method, auth: &'static Auth) -> Operation {
    let retry = match method.is_idempotent() {
        true => Retry::Safe,
        false if api.takes_key_header => Retry::WithKey,
        false => Retry::Never,
    };
    Operation {
        id: "request",
        name: "request",
        method,
        path: &[Segment::Literal("/"), Segment::Parameter("path")],
        parameters: &[],
        auth,
        retry,
        success: &[Success { status: StatusPattern::Default, content: Content::Json }],
        envelope: None,
        pagination: None,
        body: None,
        failures: &[],
        api,
        accept: "application/json",
        server: None,
    }
}

/// Path and query on the server; the path is the API's, without the path of the base URL.
pub(crate) fn target(base_url: &BaseUrl, path: &str) -> Result<String, String> {
    let wrong = |why: &str| format!("`{}` is no path of the API: {why}", redacted_url(path));
    if !path.starts_with('/') || path.starts_with("//") {
        return Err(wrong("it has to begin with one slash"));
    }
    let (before, query) = path.split_once('?').unwrap_or((path, ""));
    check_path(before).and_then(|()| check_query(query)).map_err(|why| wrong(&why))?;
    Ok(format!("{}{path}", base_url.prefix()))
}
