//! JSON text to tape, in one pass and without recursion.

use super::document::MAX_DEPTH;
use super::error::Reason;
use super::node::{Node, Tag};
use super::scan::{self, Fault};

/// Makes the tape of a text, which is shorter than 2^28 bytes.
pub(super) fn parse(text: &str) -> Result<Vec<Node>, Fault> {
    let bytes = text.as_bytes();
    let mut parser = Parser { bytes, at: 0, nodes: Vec::with_capacity(first_capacity(bytes.len())) };
    parser.run()?;
    Ok(parser.nodes)
}

/// Room for a small text at once; a long one is measured on the way, see [`Parser::grow`].
fn first_capacity(length: usize) -> usize {
    (length / 6).clamp(4, 512)
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
}

/// The list or object whose members are being read.
#[derive(Clone, Copy)]
struct Open {
    node: u32,
    members: u32,
    tag: Tag,
}

impl Parser<'_> {
    /// Every turn of the outer loop reads one value, every turn of the inner one closes a list or object.
    fn run(&mut self) -> Result<(), Fault> {
        let mut stack = [Open { node: 0, members: 0, tag: Tag::List }; MAX_DEPTH];
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
                let open = Open { node: self.nodes.len() as u32, members: 0, tag };
                let node = Node::new(tag, 0, self.at);
                self.push(node);
                self.push(node);
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
        self.string()?;
        self.blank();
        if self.peek() != b':' {
            return Err(Fault::syntax("`:`", self.at));
        }
        self.at += 1;
        self.blank();
        Ok(())
    }

    #[inline]
    fn string(&mut self) -> Result<(), Fault> {
        let start = self.at + 1;
        let mut end = scan::ordinary(self.bytes, start);
        let mut tag = Tag::Plain;
        if self.bytes.get(end) != Some(&b'"') {
            end = scan::escaped(self.bytes, end)?;
            tag = Tag::Escaped;
        }
        self.push(Node::new(tag, end - start, start));
        self.at = end + 1;
        Ok(())
    }

    #[inline]
    fn scalar(&mut self, tag: Tag, end: usize) {
        self.push(Node::new(tag, end - self.at, self.at));
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

    /// Completes the two nodes of a list or object whose closing bracket is next.
    #[inline]
    fn close(&mut self, open: Open) {
        self.at += 1;
        let first = open.node as usize;
        let skip = self.nodes.len() - first;
        self.nodes[first] = Node::new(open.tag, skip, self.nodes[first].offset());
        self.nodes[first + 1] = Node::tail(open.members, self.at);
    }

    /// Nothing may follow the outermost value.
    fn end(&self) -> Result<(), Fault> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(Fault::syntax("the end of the text", self.at)) }
    }

    #[inline]
    fn push(&mut self, node: Node) {
        if self.nodes.len() == self.nodes.capacity() {
            self.grow();
        }
        self.nodes.push(node);
    }

    /// Takes the density of nodes so far for that of the whole, so that the tape of an even text is allocated once
    /// more and hardly too large.
    #[cold]
    fn grow(&mut self) {
        let length = self.nodes.len();
        let expected = length as u64 * self.bytes.len() as u64 / self.at.max(1) as u64;
        let least = length as u64 / 4 + 16;
        let more = (expected + expected / 32).saturating_sub(length as u64).max(least);
        let most = (self.bytes.len() - self.at) as u64 + 2;
        self.nodes.reserve_exact(more.min(most).max(16) as usize);
    }
}
