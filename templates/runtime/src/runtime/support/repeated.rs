//! Secrets in what a server says, in whatever way it writes their characters.

use base64::{
    Engine,
    prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD},
};

/// The text with `[redacted]` in the place of secrets; of several that begin at one place, the longest.
pub(crate) fn left_out(text: &str, secrets: &[impl AsRef<str>]) -> String {
    let bytes = text.as_bytes();
    let (mut shown, mut done, mut at) = (String::new(), 0, 0);
    while at < bytes.len() {
        let begin = secrets.iter().map(AsRef::as_ref).filter(|secret| may_begin(bytes[at], secret));
        match begin.filter_map(|secret| end(bytes, at, secret)).max() {
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
    // Every header of every answer comes by here: most places are passed by their first byte.
    let is_at = |at: usize, secret: &str| may_begin(text[at], secret) && end(text, at, secret).is_some();
    (0..text.len()).any(|at| secrets.iter().any(|secret| is_at(at, secret.as_ref())))
}

/// What stands for a secret in Base64 that encodes it among other text: its characters depend on where between two
/// borders of three bytes it begins. Those at both ends that it shares with its neighbours are left out.
pub(crate) fn in_base64(secret: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for before in 0..3 {
        let text = [&[0; 2][..before], secret.as_bytes()].concat();
        let whole = (before * 8).div_ceil(6)..text.len() * 8 / 6;
        for encoded in [BASE64_STANDARD_NO_PAD.encode(&text), BASE64_URL_SAFE_NO_PAD.encode(&text)] {
            let form = &encoded[whole.clone()];
            // Shorter ones stand in texts by chance.
            if form.len() >= 8 && !forms.iter().any(|other| other == form) {
                forms.push(form.to_owned());
            }
        }
    }
    forms
}

/// Whether a secret can begin with this byte, however it is written.
fn may_begin(byte: u8, secret: &str) -> bool {
    secret.as_bytes().first() == Some(&byte) || matches!(byte, b'%' | b'\\' | b'&' | b'+')
}

/// Where a secret ends that begins here. It may be broken into lines.
fn end(text: &[u8], begin: usize, secret: &str) -> Option<usize> {
    // Each character takes a byte at least.
    if text.len() - begin < secret.len() {
        return None;
    }
    secret.bytes().try_fold(begin, |at, byte| {
        let rest = text.get(at..)?;
        let length_here = |skipped: usize| Some(at + skipped + length(&rest[skipped..], byte)?);
        length_here(0).or_else(|| match if at == begin { 0 } else { space(rest) } {
            0 => None,
            space => length_here(space),
        })
    })
}

/// How much white space is at the beginning of a text, as it is or escaped. More than this is no line break.
fn space(text: &[u8]) -> usize {
    const LONGEST: usize = 16;
    let mut at = 0;
    while at < LONGEST {
        at += match &text[at..] {
            [first, ..] if first.is_ascii_whitespace() => 1,
            [b'\\', b'n' | b'r' | b't', ..] => 2,
            [b'\\', b'\\', b'n' | b'r' | b't', ..] => 3,
            _ => break,
        };
    }
    at
}

/// How many bytes stand for this one at the beginning of a text: itself, encoded for a URL, escaped in JSON or in the
/// text of a program, or as markup has it.
fn length(text: &[u8], byte: u8) -> Option<usize> {
    // JSON within JSON has its backslashes escaped, once for each level.
    const DEEPEST: usize = 7;
    match text.first()? {
        b'\\' => {
            let escaped = text.iter().take(DEEPEST).take_while(|byte| **byte == b'\\').count();
            (0..escaped).find_map(|more| Some(more + length_once(&text[more..], byte)?))
        }
        _ => length_once(text, byte),
    }
}

fn length_once(text: &[u8], byte: u8) -> Option<usize> {
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let is_hex =
        |high: u8, low: u8| digit(high).zip(digit(low)).is_some_and(|(high, low)| high << 4 | low == u32::from(byte));
    match *text {
        [first, ..] if first == byte => Some(1),
        [b'+', ..] if byte == b' ' => Some(1),
        [b'%', high, low, ..] if is_hex(high, low) => Some(3),
        // Encoded once more.
        [b'%', b'2', b'5', high, low, ..] if is_hex(high, low) => Some(5),
        [b'\\', b'u', b'0', b'0', high, low, ..] if is_hex(high, low) => Some(6),
        [b'\\', b'x', high, low, ..] if is_hex(high, low) => Some(4),
        [b'\\', second, ..] if second == byte => Some(2),
        [b'&', ref rest @ ..] => entity(rest, byte),
        _ => None,
    }
}

/// How long a reference to this character is, of which markup has some that have names.
fn entity(after: &[u8], byte: u8) -> Option<usize> {
    let reference = &after[..after.iter().take(8).position(|&byte| byte == b';')?];
    let number = |digits: &[u8], radix| u32::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok();
    let meant = match reference {
        b"amp" => u32::from(b'&'),
        b"lt" => u32::from(b'<'),
        b"gt" => u32::from(b'>'),
        b"quot" => u32::from(b'"'),
        b"apos" => u32::from(b'\''),
        [b'#', b'x' | b'X', digits @ ..] => number(digits, 16)?,
        [b'#', digits @ ..] => number(digits, 10)?,
        _ => return None,
    };
    (meant == u32::from(byte)).then_some("&;".len() + reference.len())
}
