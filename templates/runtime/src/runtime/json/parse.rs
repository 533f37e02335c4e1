//! JSON text to tape, in one pass and without recursion.

use super::document::MAX_DEPTH;
use super::error::Reason;
use super::scan::{self, Fault};
use super::word::{HEAD_WORDS, Tag, Word};

/// Makes the tape of a text, which is shorter than 2^28 bytes. With it comes where the first half of a character is whose
/// other half is missing, if there is any.
///
/// Every turn of the outer loop reads one value, with the key before it, every turn of the inner one closes a list or object.
pub(super) fn parse(text: &str) -> Result<(Vec<Word>, Option<usize>), Fault> {
    let mut tape = Tape::for_text(text.len());
    let mut half = None;
    let mut reader = Reader { bytes: text.as_bytes(), at: 0 };
    let mut stack = [Open { at: 0, members: 0, tag: Tag::List }; MAX_DEPTH];
    let mut depth = 0;
    let mut has_key = false;
    reader.blank();
    loop {
        if has_key {
            let key = reader.key(&mut half)?;
            tape.push([key], reader.at);
        }
        let opened = match reader.peek() {
            b'"' => {
                let (word, length) = reader.quoted(&mut half)?;
                tape.push([word, Word::number(length)], reader.at);
                None
            }
            b'{' => Some((Tag::Object, b'}')),
            b'[' => Some((Tag::List, b']')),
            byte => {
                let word = reader.scalar(byte)?;
                tape.push([word], reader.at);
                None
            }
        };
        if let Some((tag, close)) = opened {
            let open = Open { at: tape.words.len() as u32, members: 0, tag };
            tape.push([Word::new(tag, reader.at); HEAD_WORDS], reader.at);
            let room = stack.get_mut(depth).ok_or(Fault { reason: Reason::TooDeep, at: reader.at })?;
            reader.at += 1;
            reader.blank();
            if reader.peek() == close {
                reader.at += 1;
                tape.close(open, reader.at);
            } else {
                *room = Open { members: 1, ..open };
                depth += 1;
                has_key = tag == Tag::Object;
                continue;
            }
        }
        loop {
            reader.blank();
            let Some(open) = depth.checked_sub(1).and_then(|top| stack.get_mut(top)) else {
                reader.end()?;
                return Ok((tape.words, half));
            };
            match (reader.peek(), open.tag) {
                (b',', tag) => {
                    open.members += 1;
                    reader.at += 1;
                    reader.blank();
                    has_key = tag == Tag::Object;
                    break;
                }
                (b'}', Tag::Object) | (b']', Tag::List) => {
                    reader.at += 1;
                    tape.close(*open, reader.at);
                    depth -= 1;
                }
                (_, Tag::Object) => return Err(Fault::syntax("`,` or `}`", reader.at)),
                (_, _) => return Err(Fault::syntax("`,` or `]`", reader.at)),
            }
        }
    }
}

/// The list or object whose members are being read.
#[derive(Clone, Copy)]
struct Open {
    at: u32,
    members: u32,
    tag: Tag,
}

/// A place in the text. It is lent to nothing that is not inlined, so that it is kept in registers.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    /// The byte to look at next; zero, which begins nothing in JSON, behind the end.
    #[inline]
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    #[inline]
    fn blank(&mut self) {
        if self.peek() <= b' ' {
            self.at = scan::blank(self.bytes, self.at);
        }
    }

    /// A key, its colon, and the white space around.
    #[inline]
    fn key(&mut self, half: &mut Option<usize>) -> Result<Word, Fault> {
        if self.peek() != b'"' {
            return Err(Fault::syntax("a key in quotes", self.at));
        }
        let (word, _) = self.quoted(half)?;
        self.blank();
        if self.peek() != b':' {
            return Err(Fault::syntax("`:`", self.at));
        }
        self.at += 1;
        self.blank();
        Ok(word)
    }

    /// The first word of what stands in quotes, and its length.
    #[inline]
    fn quoted(&mut self, half: &mut Option<usize>) -> Result<(Word, usize), Fault> {
        let start = self.at + 1;
        let mut end = scan::ordinary(self.bytes, start);
        let mut tag = Tag::Plain;
        if self.bytes.get(end) != Some(&b'"') {
            end = scan::escaped(self.bytes, end, half)?;
            tag = Tag::Escaped;
        }
        self.at = end + 1;
        Ok((Word::new(tag, start), end - start))
    }

    /// A number, or one of the three words that begins with this byte.
    #[inline]
    fn scalar(&mut self, byte: u8) -> Result<Word, Fault> {
        let (start, word, tag): (_, &[u8], _) = match byte {
            b'-' | b'0'..=b'9' => {
                let start = self.at;
                let (end, tag) = scan::number(self.bytes, start)?;
                self.at = end;
                return Ok(Word::new(tag, start));
            }
            b'n' => (self.at, b"null", Tag::Null),
            b't' => (self.at, b"true", Tag::True),
            b'f' => (self.at, b"false", Tag::False),
            _ => return Err(Fault::syntax("a value", self.at)),
        };
        self.at += word.len();
        if self.bytes.get(start..self.at) != Some(word) {
            return Err(Fault::syntax("a value", start));
        }
        Ok(Word::new(tag, start))
    }

    /// Nothing may follow the outermost value.
    fn end(&self) -> Result<(), Fault> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(Fault::syntax("the end of the text", self.at)) }
    }
}

/// The words so far.
struct Tape {
    words: Vec<Word>,
    /// How many bytes the text has.
    text: usize,
}

impl Tape {
    /// With room for a small text; for a long one it is measured on the way.
    fn for_text(text: usize) -> Self {
        Self { words: Vec::with_capacity((text / 2).clamp(16, 1024)), text }
    }

    /// Appends words. `at` is how far the text has been read.
    #[inline]
    fn push<const N: usize>(&mut self, words: [Word; N], at: usize) {
        if self.words.capacity() - self.words.len() < N {
            self.grow(at);
        }
        self.words.extend_from_slice(&words);
    }

    /// Completes the head of a list or object that ends before `at`.
    #[inline]
    fn close(&mut self, open: Open, at: usize) {
        let first = open.at as usize;
        let skip = self.words.len() - first;
        if let Some([_, skips, members, end]) = self.words.get_mut(first..first + HEAD_WORDS) {
            (*skips, *members, *end) = (Word::number(skip), Word::number(open.members as usize), Word::number(at));
        }
    }

    /// Takes the density of words so far for that of the whole, so that the tape of an even text is allocated once more
    /// and hardly too large.
    #[cold]
    fn grow(&mut self, at: usize) {
        let length = self.words.len();
        let expected = length as u64 * self.text as u64 / at.max(1) as u64;
        let least = length as u64 / 4 + 16;
        let more = (expected + expected / 32).saturating_sub(length as u64).max(least);
        // No text has more than two words per byte: `[]` takes four.
        let most = 2 * (self.text - at) as u64;
        self.words.reserve_exact(more.min(most).max(16) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_tape_is_hardly_larger_than_what_is_on_it() {
        for (element, even) in [
            ("1,", true),
            ("[],", true),
            (r#"{"id":"abc","of":[1,2]},"#, true),
            (r#""of more than a few words","#, true),
            // Much denser towards the end than the beginning promised.
            (&format!("\"{}\",", "x".repeat(100)), false),
        ] {
            for count in [2_000, 9_000, 33_000] {
                let dense = if even { String::new() } else { "1,".repeat(count) };
                let text = format!("[{}{dense}0]", element.repeat(count));
                let (tape, _) = parse(&text).unwrap();
                let spare = tape.capacity() - tape.len();
                let most = if even { tape.len() / 24 + 32 } else { tape.len() / 3 };
                assert!(spare <= most, "{spare} of {} words are spare, {element}", tape.capacity());
            }
        }
    }
}
