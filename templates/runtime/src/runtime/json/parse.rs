//! JSON text to tape, in one pass and without recursion.

use super::document::MAX_DEPTH;
use super::error::Reason;
use super::scan::{self, Fault};
use super::word::{HEAD_WORDS, Tag, Word};

/// Makes the tape of a text, which is shorter than 2^28 bytes. With it comes where the first half of a character is whose
/// other half is missing, if there is any.
pub(super) fn parse(text: &str) -> Result<(Vec<Word>, Option<usize>), Fault> {
    let bytes = text.as_bytes();
    let mut parser = Parser { bytes, at: 0, tape: Vec::with_capacity(first_capacity(bytes.len())), half: None };
    parser.run()?;
    Ok((parser.tape, parser.half))
}

/// Room for a small text at once; a long one is measured on the way, see [`Parser::grow`].
fn first_capacity(length: usize) -> usize {
    (length / 2).clamp(16, 1024)
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    tape: Vec<Word>,
    half: Option<usize>,
}

/// The list or object whose members are being read.
#[derive(Clone, Copy)]
struct Open {
    at: u32,
    members: u32,
    tag: Tag,
}

impl Parser<'_> {
    /// Every turn of the outer loop reads one value, every turn of the inner one closes a list or object.
    fn run(&mut self) -> Result<(), Fault> {
        let mut stack = [Open { at: 0, members: 0, tag: Tag::List }; MAX_DEPTH];
        let mut depth = 0;
        self.blank();
        loop {
            let opened = match self.peek() {
                b'"' => {
                    self.string()?;
                    None
                }
                b'{' => Some((Tag::Object, b'}')),
                b'[' => Some((Tag::List, b']')),
                b'-' | b'0'..=b'9' => {
                    let end = scan::number(self.bytes, self.at)?;
                    self.scalar(Tag::Number, end);
                    None
                }
                b'n' => self.word(b"null", Tag::Null)?,
                b't' => self.word(b"true", Tag::True)?,
                b'f' => self.word(b"false", Tag::False)?,
                _ => return Err(Fault::syntax("a value", self.at)),
            };
            if let Some((tag, close)) = opened {
                let open = Open { at: self.tape.len() as u32, members: 0, tag };
                self.push([Word::new(tag, self.at); HEAD_WORDS]);
                let room = stack.get_mut(depth).ok_or(Fault { reason: Reason::TooDeep, at: self.at })?;
                self.at += 1;
                self.blank();
                if self.peek() == close {
                    self.close(open);
                } else {
                    *room = Open { members: 1, ..open };
                    depth += 1;
                    if tag == Tag::Object {
                        self.key()?;
                    }
                    continue;
                }
            }
            loop {
                self.blank();
                let Some(open) = depth.checked_sub(1).and_then(|top| stack.get_mut(top)) else {
                    return self.end();
                };
                match (self.peek(), open.tag) {
                    (b',', tag) => {
                        open.members += 1;
                        self.at += 1;
                        self.blank();
                        if tag == Tag::Object {
                            self.key()?;
                        }
                        break;
                    }
                    (b'}', Tag::Object) | (b']', Tag::List) => {
                        let open = *open;
                        self.close(open);
                        depth -= 1;
                    }
                    (_, Tag::Object) => return Err(Fault::syntax("`,` or `}`", self.at)),
                    (_, _) => return Err(Fault::syntax("`,` or `]`", self.at)),
                }
            }
        }
    }

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
    fn key(&mut self) -> Result<(), Fault> {
        if self.peek() != b'"' {
            return Err(Fault::syntax("a key in quotes", self.at));
        }
        let (word, _) = self.quoted()?;
        self.push([word]);
        self.blank();
        if self.peek() != b':' {
            return Err(Fault::syntax("`:`", self.at));
        }
        self.at += 1;
        self.blank();
        Ok(())
    }

    /// A string that is a value.
    #[inline]
    fn string(&mut self) -> Result<(), Fault> {
        let (word, length) = self.quoted()?;
        self.push([word, Word::number(length)]);
        Ok(())
    }

    /// The first word of what stands in quotes, and its length.
    #[inline]
    fn quoted(&mut self) -> Result<(Word, usize), Fault> {
        let start = self.at + 1;
        let mut end = scan::ordinary(self.bytes, start);
        let mut tag = Tag::Plain;
        if self.bytes.get(end) != Some(&b'"') {
            end = scan::escaped(self.bytes, end, &mut self.half)?;
            tag = Tag::Escaped;
        }
        self.at = end + 1;
        Ok((Word::new(tag, start), end - start))
    }

    #[inline]
    fn scalar(&mut self, tag: Tag, end: usize) {
        self.push([Word::new(tag, self.at)]);
        self.at = end;
    }

    #[inline]
    fn word(&mut self, word: &'static [u8], tag: Tag) -> Result<Option<(Tag, u8)>, Fault> {
        let end = self.at + word.len();
        if self.bytes.get(self.at..end) != Some(word) {
            return Err(Fault::syntax("a value", self.at));
        }
        self.scalar(tag, end);
        Ok(None)
    }

    /// Completes the head of a list or object whose closing bracket is next.
    #[inline]
    fn close(&mut self, open: Open) {
        self.at += 1;
        let first = open.at as usize;
        let skip = self.tape.len() - first;
        self.tape[first + 1] = Word::number(skip);
        self.tape[first + 2] = Word::number(open.members as usize);
        self.tape[first + 3] = Word::number(self.at);
    }

    /// Nothing may follow the outermost value.
    fn end(&self) -> Result<(), Fault> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(Fault::syntax("the end of the text", self.at)) }
    }

    #[inline]
    fn push<const N: usize>(&mut self, words: [Word; N]) {
        if self.tape.capacity() - self.tape.len() < N {
            self.grow();
        }
        self.tape.extend_from_slice(&words);
    }

    /// Takes the density of words so far for that of the whole, so that the tape of an even text is allocated once more
    /// and hardly too large.
    #[cold]
    fn grow(&mut self) {
        let length = self.tape.len();
        let expected = length as u64 * self.bytes.len() as u64 / self.at.max(1) as u64;
        let least = length as u64 / 4 + 16;
        let more = (expected + expected / 32).saturating_sub(length as u64).max(least);
        // No text has more than two words per byte: `[]` takes four.
        let most = 2 * (self.bytes.len() - self.at) as u64;
        self.tape.reserve_exact(more.min(most).max(16) as usize);
    }
}
