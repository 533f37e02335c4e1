//! Calls of paths the document does not have.

use crate::runtime::{
    operation::{ApiInfo, Auth, Content, Operation, Retry, Segment, StatusPattern, Success},
    request::BaseUrl,
};
use http::{Method, Uri};

/// An operation that is described by nothing but its method.
pub(crate) fn operation(api: &'static ApiInfo, method: Method, auth: &'static Auth) -> Operation {
    let retry = if method.is_idempotent() { Retry::Safe } else { Retry::Never };
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
    let wrong = || format!("`{path}` is no path of the API; it has to begin with one slash and be percent-encoded");
    if !path.starts_with('/') || path.starts_with("//") {
        return Err(wrong());
    }
    let target = format!("{}{path}", base_url.prefix());
    target.parse::<Uri>().map_err(|_| wrong())?;
    Ok(target)
}
