//! Secrets in what a server says, in whatever way it writes their characters.

/// The text with `[redacted]` in the place of secrets; of several that begin at one place, the longest.
pub(crate) fn left_out(text: &str, secrets: &[impl AsRef<str>]) -> String {
    let bytes = text.as_bytes();
    let (mut shown, mut done, mut at) = (String::new(), 0, 0);
    while at < bytes.len() {
        match secrets.iter().filter_map(|secret| end(bytes, at, secret.as_ref())).max() {
            Some(end) => {
                shown.push_str(&text[done..at]);
                shown.push_str("[redacted]");
                (done, at) = (end, end);
            }
            None => at += 1,
        }
    }
    shown.push_str(&text[done..]);
    shown
}

/// Whether one of the secrets stands in a text.
pub(crate) fn holds(text: &[u8], secrets: &[impl AsRef<str>]) -> bool {
    (0..text.len()).any(|at| secrets.iter().any(|secret| end(text, at, secret.as_ref()).is_some()))
}

/// Where a secret ends that begins here.
fn end(text: &[u8], begin: usize, secret: &str) -> Option<usize> {
    // Each character takes a byte at least.
    if text.len() - begin < secret.len() {
        return None;
    }
    secret.bytes().try_fold(begin, |at, byte| Some(at + length(text.get(at..)?, byte)?))
}

/// How many bytes stand for this one at the beginning of a text: itself, encoded for a URL, or escaped in JSON.
fn length(text: &[u8], byte: u8) -> Option<usize> {
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let is_hex =
        |high: u8, low: u8| digit(high).zip(digit(low)).is_some_and(|(high, low)| high << 4 | low == u32::from(byte));
    match *text {
        [first, ..] if first == byte => Some(1),
        [b'+', ..] if byte == b' ' => Some(1),
        [b'%', high, low, ..] if is_hex(high, low) => Some(3),
        [b'\\', b'u', b'0', b'0', high, low, ..] if is_hex(high, low) => Some(6),
        [b'\\', second, ..] if second == byte => Some(2),
        _ => None,
    }
}
