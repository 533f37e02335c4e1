//! Path and query of a request, byte-exact.

use super::Draft;
use crate::runtime::operation::Segment;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
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
        Some(target) => target.to_owned(),
        None => path(draft, prefix)?,
    };
    let mut separator = if target.contains('?') { '&' } else { '?' };
    let next = draft.next().unwrap_or_default();
    let is_replaced = |name: &str| !next.is_empty() && next.split('&').any(|pair| sets(pair, name));
    let own = draft.query_pieces().filter(|(name, _)| !is_replaced(name)).map(|(_, text)| text);
    for text in own.chain([next]).filter(|text| !text.is_empty()) {
        write!(target, "{separator}{text}").expect("writing to a String cannot fail");
        separator = '&';
    }
    Ok(target)
}

/// How long most paths are.
const USUAL_PATH: usize = 96;

fn path(draft: &Draft, prefix: &str) -> Result<String, String> {
    let mut path = String::with_capacity(USUAL_PATH);
    path.push_str(prefix);
    for segment in draft.operation().path {
        match segment {
            Segment::Literal(text) => path.push_str(text),
            Segment::Parameter(name) => {
                let value = draft.path_values().find(|(other, _)| other == name).map(|(_, value)| value);
                path.push_str(value.ok_or_else(|| format!("path parameter `{name}` was not given"))?);
            }
        }
    }
    if path.is_empty() {
        path.push('/');
    }
    Ok(path)
}

/// An encoded query without the pairs that set one of these parameters.
pub(crate) fn without(query: &str, names: &[&str]) -> String {
    let kept = query.split('&').filter(|pair| !pair.is_empty() && !names.iter().any(|name| sets(pair, name)));
    kept.collect::<Vec<_>>().join("&")
}

/// Whether a pair of an encoded query sets the parameter of this name for any of the servers there are: some ignore
/// case, read `name[]` as `name`, or end a pair at `;`.
fn sets(pair: &str, name: &str) -> bool {
    pair.split(';').any(|pair| {
        let written = name_of(pair).to_ascii_lowercase();
        let name = name.to_ascii_lowercase();
        let is_within = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with('['));
        written == name || is_within(&written, &name) || is_within(&name, &written)
    })
}

/// The name in a pair of an encoded query.
pub(super) fn name_of(pair: &str) -> String {
    let written = pair.split('=').next().unwrap_or_default().replace('+', " ");
    percent_decode_str(&written).decode_utf8_lossy().into_owned()
}
