//! Percent-encoding, RFC 3986 section 2.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Leaves the reserved characters of section 2.2 as well, except those that would end the value (`&`, `#`), that servers
/// read as a space (`+`), or that a query may not hold (`[`, `]`): OpenAPI leaves it to the sender to encode these.
const RESERVED: &AsciiSet = &COMPONENT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Those of section 3.3 that a path may hold.
const PATH: &AsciiSet = &RESERVED.add(b'?').remove(b'&').remove(b'+');

/// `application/x-www-form-urlencoded`, where a space is a plus.
const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'*').remove(b' ');

/// A path segment, or the name or value of a query parameter: only unreserved characters stay as they are.
pub fn component(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// The value of a query parameter with `allowReserved`: reserved characters and percent-encoded triplets stay as they are
/// (RFC 6570 section 3.2.3).
pub(super) fn reserved(text: &str) -> String {
    kept(text, RESERVED)
}

/// The value of a path parameter with `allowReserved`, in which slashes stay as well.
pub(super) fn path(text: &str) -> String {
    kept(text, PATH)
}

fn kept(text: &str, set: &'static AsciiSet) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = triplet(rest) {
        encoded.extend(utf8_percent_encode(&rest[..at], set));
        encoded.push_str(&rest[at..at + 3]);
        rest = &rest[at + 3..];
    }
    encoded.extend(utf8_percent_encode(rest, set));
    encoded
}

/// Where the first percent-encoded triplet begins.
fn triplet(text: &str) -> Option<usize> {
    let is_triplet = |bytes: &[u8]| matches!(bytes, [b'%', rest @ ..] if rest.iter().all(u8::is_ascii_hexdigit));
    text.as_bytes().windows(3).position(is_triplet)
}

/// The name or value of a field of a form body.
pub(super) fn form(text: &str) -> String {
    utf8_percent_encode(text, FORM).to_string().replace(' ', "+")
}

/// The value of a field of a form body with `allowReserved`.
pub(super) fn form_reserved(text: &str) -> String {
    reserved(text).replace("%20", "+")
}
