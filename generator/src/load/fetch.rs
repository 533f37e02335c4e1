//! Documents from URLs: one `GET`, with a limit of time and of size, TLS checked by the platform's certificates, and no
//! credentials in the URL or in messages.

use super::text::{text_of, unreadable};
use crate::diagnostic::Diagnostic;
use std::time::Duration;
use ureq::http::StatusCode;

/// How long a whole download may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came of a download.
#[derive(Debug)]
pub enum Fetched {
    /// The document.
    New {
        /// Its text.
        text: String,
        /// Its `ETag`, if the server has given one.
        etag: Option<String>,
    },
    /// The server still has what belongs to the `ETag` that was sent (RFC 9110, section 13.1.2).
    Unchanged,
}

/// Downloads a document, unless it is still the one of `etag`.
///
/// # Errors
///
/// If the URL has credentials in it, or the server cannot be reached, answers with another status than 200 or 304,
/// or with more than 64 MiB.
pub fn fetch(url: &str, etag: Option<&str>) -> Result<Fetched, Box<Diagnostic>> {
    let fail = |why: String, help: &str| unreadable(format!("`{}` cannot be fetched: {why}", without_user(url)), help);
    if authority(url).contains('@') {
        let why = "there are credentials in it".to_owned();
        return Err(fail(why, "download it with a program that keeps them, and give the file"));
    }
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .max_redirects(5)
        // What began with TLS does not go on without it, wherever a server sends it.
        .https_only(url.starts_with("https://"))
        .user_agent(concat!("generator/", env!("CARGO_PKG_VERSION")))
        .tls_config(ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier).build())
        .build()
        .into();
    let mut request = agent.get(url).header("Accept", "application/json, application/yaml, */*;q=0.1");
    if let Some(etag) = etag {
        request = request.header("If-None-Match", etag);
    }
    let offline = "check the address and the network, or download it and give the file";
    let mut response = request.call().map_err(|error| fail(error.to_string(), offline))?;
    match response.status() {
        StatusCode::OK => {}
        StatusCode::NOT_MODIFIED if etag.is_some() => return Ok(Fetched::Unchanged),
        status => return Err(fail(format!("the server answers {status}"), "check the address")),
    }
    let etag = response.headers().get("etag").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let too_large = || fail("it has more than 64 MiB".to_owned(), "is this a document?");
    if response.body().content_length().is_some_and(|length| length > LARGEST) {
        return Err(too_large());
    }
    let bytes = response.body_mut().with_config().limit(LARGEST).read_to_vec();
    let bytes = bytes.map_err(|error| match error {
        ureq::Error::BodyExceedsLimit(_) => too_large(),
        error => fail(error.to_string(), offline),
    })?;
    Ok(Fetched::New { text: text_of(bytes, url)?, etag })
}

/// The most bytes of a document.
const LARGEST: u64 = 64 << 20;

/// What stands between the scheme and the path.
fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// A URL as it may be shown.
fn without_user(url: &str) -> String {
    let authority = authority(url);
    match authority.rsplit_once('@') {
        Some((_, host)) => url.replacen(authority, host, 1),
        None => url.to_owned(),
    }
}
