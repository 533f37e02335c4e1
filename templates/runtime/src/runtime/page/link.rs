//! `Link` headers (RFC 8288), also without the angle brackets some servers leave out.

use http::{HeaderMap, header::LINK};

/// The target of the link with `rel="next"`, as the server wrote it. A title beside it may be in any encoding.
pub(crate) fn next(headers: &HeaderMap) -> Option<String> {
    let mut values = headers.get_all(LINK).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
    values.find_map(|value| find(&value, "next"))
}

/// The target of the first link in a header value that has the relation.
fn find(value: &str, relation: &str) -> Option<String> {
    // Lists may have empty elements, RFC 9110 section 5.6.1.
    let separators = [',', ' ', '\t'];
    let mut rest = value.trim_matches(separators);
    while !rest.is_empty() {
        let (target, after) = target(rest)?;
        let (parameters, after) = parameters(after);
        if is_relation(parameters, relation) {
            return Some(target.to_owned());
        }
        rest = after.trim_start_matches(separators);
    }
    None
}

/// The target at the beginning of the text, and what follows.
fn target(text: &str) -> Option<(&str, &str)> {
    match text.strip_prefix('<') {
        Some(inner) => inner.split_once('>'),
        // Without brackets the target ends where its parameters begin. It may hold commas, but no white space.
        None => {
            let end = text.find(';')?;
            Some((text[..end].trim(), &text[end..]))
        }
    }
}

/// The parameters at the beginning of the text, up to a comma that is not quoted, and what follows.
fn parameters(text: &str) -> (&str, &str) {
    match unquoted(text, ',') {
        Some(end) => text.split_at(end),
        None => (text, ""),
    }
}

/// Where a character first stands outside of quotes.
fn unquoted(text: &str, wanted: char) -> Option<usize> {
    let mut quoted = false;
    let mut escaped = false;
    text.char_indices().find_map(|(at, character)| {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if character == wanted && !quoted => return Some(at),
            _ => {}
        }
        None
    })
}

/// Whether the first `rel` of the parameters `;name=value` has the relation among its words (section 3.3: others do not
/// count). A link with an `anchor` (section 3.2) says something about another resource.
fn is_relation(mut parameters: &str, relation: &str) -> bool {
    let mut found = None;
    while !parameters.is_empty() {
        let end = unquoted(parameters, ';').unwrap_or(parameters.len());
        let (parameter, rest) = parameters.split_at(end);
        parameters = rest.strip_prefix(';').unwrap_or(rest);
        let Some((name, value)) = parameter.split_once('=') else { continue };
        let name = name.trim();
        if name.eq_ignore_ascii_case("anchor") {
            return false;
        }
        if name.eq_ignore_ascii_case("rel") && found.is_none() {
            let mut words = value.trim().trim_matches('"').split_ascii_whitespace();
            found = Some(words.any(|word| word.eq_ignore_ascii_case(relation)));
        }
    }
    found.unwrap_or(false)
}
