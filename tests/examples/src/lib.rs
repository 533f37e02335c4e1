//! What the programs share that an application has no need of: a client for their own servers.

pub mod lambda;

use http::{HeaderMap, Response};
use ureq::{Agent, Body};

/// What a program ends with if it fails.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Sends a request to a server on loopback and gives the answer, whatever its status; redirects are not followed.
///
/// # Errors
///
/// If there is no answer.
pub fn send(method: &str, url: &str, headers: &HeaderMap, body: &[u8]) -> Result<Response<String>, Failure> {
    let agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None);
    let agent: Agent = agent.allow_non_standard_methods(true).build().into();
    let mut request = http::Request::builder().method(method).uri(url).body(body)?;
    request.headers_mut().extend(headers.clone());
    let (parts, mut body): (_, Body) = agent.run(request)?.into_parts();
    Ok(Response::from_parts(parts, body.read_to_string()?))
}
