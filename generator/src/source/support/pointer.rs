//! JSON pointers (RFC 6901): building them while walking, and following them.

use serde_json::Value;

/// `parent` and one more segment, escaped.
pub fn join(parent: &str, segment: &str) -> String {
    let mut pointer = String::with_capacity(parent.len() + segment.len() + 1);
    pointer.push_str(parent);
    push(&mut pointer, segment);
    pointer
}

/// Appends one segment, escaped.
pub fn push(pointer: &mut String, segment: &str) {
    pointer.push('/');
    for c in segment.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// The segments of a pointer, unescaped, outermost first.
pub fn segments(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer.split('/').skip(1).map(unescape)
}

/// A key as it stands in the document, from its form in a pointer.
pub fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// The value at `pointer`.
pub fn get<'a>(root: &'a Value, pointer: &str) -> Option<&'a Value> {
    root.pointer(pointer)
}

/// The pointer in a `$ref` into the same document: what follows `#`, percent-decoded (RFC 6901 section 6).
/// `None` if the reference leads elsewhere or to a plain-name anchor.
pub fn of_reference(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return None;
    }
    Some(percent_decode(fragment))
}

/// Replaces `%XX`; text that is not percent-encoded UTF-8 stays as it is.
fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_survive_a_round_trip() {
        let pointer = join(&join("", "paths"), "/v1/{a~b}");
        assert_eq!(pointer, "/paths/~1v1~1{a~0b}");
        assert_eq!(segments(&pointer).collect::<Vec<_>>(), ["paths", "/v1/{a~b}"]);
    }

    #[test]
    fn references_are_percent_decoded() {
        assert_eq!(of_reference("#/paths/~1a~1%7Bid%7D").as_deref(), Some("/paths/~1a~1{id}"));
        assert_eq!(of_reference("#").as_deref(), Some(""));
        assert_eq!(of_reference("#Anchor"), None);
        assert_eq!(of_reference("other.yaml#/A"), None);
    }
}
