//! What a generated API says about itself: one `static` per API.

use super::{Operation, Server, UrlVariable};
use crate::runtime::json::{DecodeError, Value};
use std::{any::Any, fmt};

/// Facts about an API that hold for all its operations.
pub struct ApiInfo {
    /// Module name, such as `acme`; also the prefix of span names.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// `info.version` of the document.
    pub version: &'static str,
    /// Servers by name, the default first.
    pub servers: &'static [Server],
    /// Environment variable of the token.
    pub token_variable: &'static str,
    /// Where tokens are to be had (RFC 6749, section 3.2), if the document says so; a path is one of the server.
    pub token_url: Option<&'static str>,
    /// Whether `from_env` is an error without it.
    pub token_required: bool,
    /// Environment variables of schemes that operations need together with others.
    pub scheme_variables: &'static [SchemeVariable],
    /// Environment variable of the server name.
    pub server_variable: &'static str,
    /// Environment variables of what stands in braces in the servers' URLs.
    pub url_variables: &'static [UrlVariable],
    /// Environment variable of the base URL.
    pub base_url_variable: &'static str,
    /// Header with a fixed value that every request carries.
    pub version_header: Option<(&'static str, &'static str)>,
    /// Whether the server looks for idempotency keys in the header `Idempotency-Key`.
    pub takes_key_header: bool,
    /// How error bodies tell what happened.
    pub error: ErrorRules,
    /// Prefixes that tell where a credential belongs.
    pub credentials: &'static [CredentialRule],
    /// Example answers by operation, for tests.
    #[cfg(feature = "testing")]
    pub samples: super::Samples,
}

impl fmt::Debug for ApiInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiInfo({} {})", self.name, self.version)
    }
}

/// The environment variable of a security scheme's credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemeVariable {
    /// Name of the scheme.
    pub scheme: &'static str,
    /// Name of the variable.
    pub variable: &'static str,
    /// Whether `from_env` is an error without it.
    pub required: bool,
}

/// How error bodies tell what happened. Paths are property names from the root.
pub struct ErrorRules {
    /// Where the code is, the first that answers; empty: under a usual name.
    pub code: &'static [&'static [&'static str]],
    /// Where the message is, the first that is text; empty: under a usual name.
    pub message: &'static [&'static [&'static str]],
    /// Response header with the id of the request.
    pub request_id: Option<&'static str>,
    /// Where a validation error lists its fields; none: under a usual name.
    pub issues: Option<IssueRules>,
    /// Codes that mean: not now, try again.
    pub transient_codes: &'static [&'static str],
    /// Makes the typed detail of an error body.
    pub decode_detail: DecodeDetail,
    /// Makes the detail of a body that fits no documented schema, if there is one for that.
    pub unknown_detail: fn(Value<'_>) -> Option<Detail>,
}

/// The body of an error as a type of the API.
pub type Detail = Box<dyn Any + Send + Sync>;

/// Makes the typed detail of an error body; an error where it fits no documented schema.
pub type DecodeDetail = fn(&Operation, u16, Value<'_>) -> Result<Detail, DecodeError>;

/// Where a validation error lists its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IssueRules {
    /// Path of the list.
    pub list: &'static [&'static str],
    /// Property of an element that says where: text, or a list of keys and indexes.
    pub path: &'static str,
    /// Property of an element that says what.
    pub message: &'static str,
}

/// A credential prefix that tells where the credential belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CredentialRule {
    /// Beginning of the credential.
    pub prefix: &'static str,
    /// Names of the servers it works with; none: it does not belong on the main client at all.
    pub servers: &'static [&'static str],
    /// Said to the user who mixes them up.
    pub because: &'static str,
}
