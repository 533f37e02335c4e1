//! Which characters may stand in a path and in a query, RFC 3986 sections 3.3 and 3.4.
//!
//! URL parsers disagree about all others: those of browsers take `\` for `/` and drop tabs and line ends, so that what
//! one of them reads as a path is another host for the next.

use percent_encoding::{AsciiSet, CONTROLS, percent_encode_byte, utf8_percent_encode};

/// What servers leave unencoded in queries, and what all parsers read alike.
const TOLERATED: &AsciiSet = &CONTROLS.add(b'"').add(b'[').add(b']').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// Refuses a path with a character that has to be encoded, or with a segment `.` or `..`, which addresses another path.
pub(crate) fn check_path(path: &str) -> Result<(), String> {
    check_characters(path)?;
    match path.split('/').find(|segment| is_dots(segment)) {
        Some(segment) => Err(format!("the segment `{segment}` would address another path")),
        None => Ok(()),
    }
}

/// Refuses a path with a character that has to be encoded.
pub(crate) fn check_characters(path: &str) -> Result<(), String> {
    check(path, "/", "path")
}

/// Refuses a query with a character that has to be encoded.
pub(crate) fn check_query(query: &str) -> Result<(), String> {
    check(query, "/?", "query")
}

/// The query of a server, in which those characters are encoded that it left out and all parsers read alike.
pub(crate) fn tolerated_query(query: &str) -> Result<String, String> {
    // What stood in no encoding that is known is nothing to be sent back.
    let is_lost = |character: &char| character.is_control() || *character == char::REPLACEMENT_CHARACTER;
    if let Some(lost) = query.chars().find(is_lost) {
        return Err(misplaced(lost, "query"));
    }
    let query = utf8_percent_encode(query, TOLERATED).to_string();
    check_query(&query).map(|()| query)
}

/// Refuses what is neither a `pchar` of RFC 3986 nor one of the others.
fn check(text: &str, others: &str, what: &str) -> Result<(), String> {
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if character == '%' {
            let digits = rest.as_str().bytes().take(2).take_while(u8::is_ascii_hexdigit).count();
            if digits < 2 {
                return Err(format!("a `%` that begins no encoded character may not stand in the {what}; write `%25`"));
            }
        } else if !(is_plain(character) || others.contains(character)) {
            return Err(misplaced(character, what));
        }
    }
    Ok(())
}

fn misplaced(character: char, what: &str) -> String {
    let encoded: String = character.to_string().bytes().map(percent_encode_byte).collect();
    format!("{character:?} may not stand in the {what}; write `{encoded}`")
}

/// The `unreserved` characters and `sub-delims` of RFC 3986, and the two more that stand for themselves in a path.
fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(character)
}

/// Whether a segment is `.` or `..`, also with encoded dots, which parsers read alike.
fn is_dots(segment: &str) -> bool {
    let segment = segment.to_ascii_lowercase().replace("%2e", ".");
    segment == "." || segment == ".."
}
