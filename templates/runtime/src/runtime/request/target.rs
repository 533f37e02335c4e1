//! Path and query of a request, byte-exact.

use super::Draft;
use crate::runtime::operation::Segment;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::{borrow::Cow, fmt::Write};

/// Everything but the unreserved characters of RFC 3986 section 2.3.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path segment, or the name or value of a query parameter.
pub(crate) fn encode_component(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, COMPONENT).into()
}

/// Path and query; `prefix` is the path of the base URL.
pub(super) fn path_and_query(draft: &Draft, prefix: &str) -> Result<String, String> {
    let mut target = match draft.target() {
        // A target from the server is on the server already; query parameters of the caller are in it.
        Some(target) => return Ok(target.to_owned()),
        None => prefix.to_owned(),
    };
    for segment in draft.operation().path {
        match segment {
            Segment::Literal(text) => target.push_str(text),
            Segment::Parameter(name) => {
                let value = draft.path_values().find(|(other, _)| other == name).map(|(_, value)| value);
                target.push_str(value.ok_or_else(|| format!("path parameter `{name}` was not given"))?);
            }
        }
    }
    if target.is_empty() {
        target.push('/');
    }
    let mut separator = if target.contains('?') { '&' } else { '?' };
    for (_, text) in draft.query_pieces().filter(|(_, text)| !text.is_empty()) {
        write!(target, "{separator}{text}").expect("writing to a String cannot fail");
        separator = '&';
    }
    Ok(target)
}
