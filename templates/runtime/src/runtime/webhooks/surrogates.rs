//! Signed bodies with halves of characters in them, which some senders write when they cut a text.

/// The JSON text with every surrogate that is no half of a pair replaced by U+FFFD, as browsers read it. Such an escape
/// stands for no text, but what is signed must not be refused for it: senders give up on endpoints that refuse.
pub(super) fn replaced(body: &[u8]) -> Vec<u8> {
    let mut text = body.to_vec();
    let mut at = 0;
    while at < text.len() {
        if text[at] != b'\\' {
            at += 1;
            continue;
        }
        match (unit(&text, at), unit(&text, at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 12,
            (Some(0xd800..=0xdfff), _) => {
                text[at + 2..at + 6].copy_from_slice(b"fffd");
                at += 6;
            }
            _ => at += 2,
        }
    }
    text
}

/// The code unit of an escape `\uXXXX`.
fn unit(text: &[u8], at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}
