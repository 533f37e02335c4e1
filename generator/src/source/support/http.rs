//! Syntax of HTTP that documents and decisions have to keep to.

/// Whether a text is a token (RFC 9110, section 5.6.2), as the name of a header has to be.
pub fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

/// Type and subtype of a media type, in lower case and without its parameters (RFC 9110, section 8.3.1).
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A literal of a path as it is sent: what RFC 3986 section 3.3 does not allow in a path is percent-encoded. A query in it
/// stays one.
pub fn path_literal(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_triplet = |at: usize| bytes[at + 1..].iter().take(2).filter(|byte| byte.is_ascii_hexdigit()).count() == 2;
    let mut encoded = String::with_capacity(text.len());
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'%' if !is_triplet(at) => encoded.push_str("%25"),
            b'%' | b'?' | b'/' | b':' | b'@' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' => {
                encoded.push(char::from(byte))
            }
            _ if byte.is_ascii_alphanumeric() => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// A URL with its path as [`path_literal`] writes it; variables in braces stay.
pub fn with_path_encoded(url: &str) -> String {
    let host = url.find("://").map_or(0, |scheme| scheme + 3);
    let (place, path) = url.split_at(url[host..].find('/').map_or(url.len(), |path| host + path));
    let mut encoded = place.to_owned();
    let mut rest = path;
    while let Some((before, (name, behind))) =
        rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        encoded.push_str(&format!("{}{{{name}}}", path_literal(before)));
        rest = behind;
    }
    encoded + &path_literal(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_urls_are_encoded_and_their_variables_are_not() {
        let table = [
            (
                "https://{region}.api.example/base path/{version}/ä%20",
                "https://{region}.api.example/base%20path/{version}/%C3%A4%20",
            ),
            ("https://api.example", "https://api.example"),
            ("/v1/a b", "/v1/a%20b"),
            ("{endpoint}/a b", "{endpoint}/a%20b"),
        ];
        for (url, expected) in table {
            assert_eq!(with_path_encoded(url), expected);
        }
    }
}
