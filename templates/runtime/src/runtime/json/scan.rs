//! Reads strings, numbers and white space off the bytes: finds where they end and refuses what is not JSON.

use super::error::Reason;
use super::word::Tag;

/// What is wrong, and where.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) reason: Reason,
    pub(super) at: usize,
}

impl Fault {
    #[cold]
    pub(super) fn syntax(expected: &'static str, at: usize) -> Self {
        Self { reason: Reason::Syntax(expected), at }
    }
}

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHS: u64 = ONES << 7;

/// Marks the bytes of `word` that end a run of ordinary string bytes: quotes, backslashes and control characters. The
/// lowest mark is exact; those above it may be too many.
#[inline]
fn special(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (quote | backslash | control) & HIGHS
}

/// The first quote, backslash or control character at or behind `at`, or the end of the text.
#[inline]
pub(super) fn ordinary(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..at + 8) {
        let word = u64::from_le_bytes(chunk.try_into().expect("the slice has eight bytes"));
        let marks = special(word);
        if marks != 0 {
            return at + (marks.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' || byte == b'\\' || byte < 0x20 {
            break;
        }
        at += 1;
    }
    at
}

/// Goes on from `at`, where [`ordinary`] stopped at something else than the closing quote: checks the escapes and
/// returns the offset of the closing quote. The first escape of half a character is remembered in `half`.
#[cold]
pub(super) fn escaped(bytes: &[u8], mut at: usize, half: &mut Option<usize>) -> Result<usize, Fault> {
    loop {
        match bytes.get(at) {
            Some(b'"') => return Ok(at),
            Some(b'\\') => at = escape(bytes, at, half)?,
            Some(_) => return Err(Fault::syntax("control characters in a string to be escaped", at)),
            None => return Err(Fault::syntax("the end of a string", at)),
        }
        at = ordinary(bytes, at);
    }
}

/// Checks the escape that begins at `at` and returns the offset behind it.
fn escape(bytes: &[u8], at: usize, half: &mut Option<usize>) -> Result<usize, Fault> {
    match bytes.get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') => match hex(bytes, at + 2)? {
            0xd800..=0xdbff if second_half(bytes, at + 6).is_some() => Ok(at + 12),
            0xd800..=0xdfff => {
                half.get_or_insert(at);
                Ok(at + 6)
            }
            _ => Ok(at + 6),
        },
        _ => Err(Fault::syntax("an escape sequence", at)),
    }
}

/// The second unit of a pair of surrogates, if it is escaped at `at`.
pub(super) fn second_half(bytes: &[u8], at: usize) -> Option<u32> {
    let escape = bytes.get(at..at + 2)?;
    let unit = (escape == b"\\u").then(|| hex(bytes, at + 2).ok()).flatten()?;
    (0xdc00..=0xdfff).contains(&unit).then_some(unit)
}

/// Four hexadecimal digits.
pub(super) fn hex(bytes: &[u8], at: usize) -> Result<u32, Fault> {
    let mut code = 0;
    for offset in at..at + 4 {
        let digit = bytes.get(offset).and_then(|&byte| char::from(byte).to_digit(16));
        code = code << 4 | digit.ok_or_else(|| Fault::syntax("four hexadecimal digits", offset))?;
    }
    Ok(code)
}

/// The end of the number that begins at `start`, RFC 8259 section 6, and how it is written.
#[inline]
pub(super) fn number(bytes: &[u8], start: usize) -> Result<(usize, Tag), Fault> {
    let mut at = start + usize::from(bytes.get(start) == Some(&b'-'));
    match bytes.get(at) {
        Some(b'0') => at += 1,
        _ => at = digits(bytes, at)?,
    }
    // `-0` is the one integer of JSON that Rust writes otherwise.
    if !matches!(bytes.get(at), Some(b'.' | b'e' | b'E')) && bytes.get(start..at) != Some(b"-0") {
        return Ok((at, Tag::Integer));
    }
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1;
        if matches!(bytes.get(at), Some(b'+' | b'-')) {
            at += 1;
        }
        at = digits(bytes, at)?;
    }
    Ok((at, Tag::Number))
}

/// The end of an integer that has been checked.
#[inline]
pub(super) fn integer_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

/// The end of a number that has been checked.
#[inline]
pub(super) fn number_end(bytes: &[u8], start: usize) -> usize {
    let more = bytes.get(start..).unwrap_or_default();
    let length = more.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    length.map_or(bytes.len(), |length| start + length)
}

/// The end of a run of at least one digit.
#[inline]
fn digits(bytes: &[u8], start: usize) -> Result<usize, Fault> {
    let mut at = start;
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    if at == start { Err(Fault::syntax("a digit", at)) } else { Ok(at) }
}

/// The first byte at or behind `at` that is not white space.
#[inline]
pub(super) fn blank(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
        at += 1;
    }
    at
}
