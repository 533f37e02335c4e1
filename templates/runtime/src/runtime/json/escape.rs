//! String escapes, both ways.

use super::scan;

/// The text behind a string with escapes, which the parser has found correct.
pub(super) fn unescape(raw: &str) -> String {
    let bytes = raw.as_bytes();
    let mut text = String::with_capacity(raw.len());
    let mut at = 0;
    while let Some(length) = bytes[at..].iter().position(|&byte| byte == b'\\') {
        text.push_str(&raw[at..at + length]);
        at += length;
        let (character, consumed) = escape(bytes, at);
        text.push(character);
        at += consumed;
    }
    text.push_str(&raw[at..]);
    text
}

/// The character an escape stands for, and how many bytes it takes.
fn escape(bytes: &[u8], at: usize) -> (char, usize) {
    let simple = match bytes[at + 1] {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(bytes, at + 2),
        other => char::from(other),
    };
    (simple, 2)
}

fn unicode(bytes: &[u8], at: usize) -> (char, usize) {
    let unit = |at| scan::hex(bytes, at).expect("the parser has checked the digits");
    let (code, consumed) = match (unit(at), scan::second_half(bytes, at + 4)) {
        (high @ 0xd800..=0xdbff, Some(low)) => (0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00), 12),
        (code, _) => (code, 6),
    };
    (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), consumed)
}

/// Appends `text` as a JSON string. Only what must be escaped is: quotes, backslashes and control characters.
pub(super) fn escape_into(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    let bytes = text.as_bytes();
    let mut start = 0;
    loop {
        let end = scan::ordinary(bytes, start);
        out.push_str(&text[start..end]);
        let Some(&byte) = bytes.get(end) else { break };
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x8 => out.push_str("\\b"),
            0xc => out.push_str("\\f"),
            control => {
                const DIGITS: &[u8; 16] = b"0123456789abcdef";
                out.push_str("\\u00");
                out.push(char::from(DIGITS[usize::from(control >> 4)]));
                out.push(char::from(DIGITS[usize::from(control & 15)]));
            }
        }
        start = end + 1;
    }
    out.push('"');
}
