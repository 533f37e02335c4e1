//! From the bytes of a body to events: the event stream format of the HTML standard (section 9.2.6), newline-delimited
//! JSON, and JSON text sequences (RFC 7464). Bytes come in any pieces.

use crate::runtime::operation::Framing;
use std::{collections::VecDeque, time::Duration};

/// An event as it was sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Name of the event; empty where it has none.
    pub(crate) event: String,
    pub(crate) id: Option<String>,
    pub(crate) data: Vec<u8>,
}

/// A line, or the data of an event, is longer than the limit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

/// Reads a body piece by piece.
pub(crate) struct Parser {
    framing: Framing,
    /// Most bytes of a line, and of the data of an event.
    limit: u64,
    /// A line whose end has not come yet.
    line: Vec<u8>,
    /// The last byte was a carriage return, so that a line feed belongs to it.
    after_return: bool,
    /// Nothing was read so far, and a byte order mark may come.
    at_start: bool,
    data: Vec<u8>,
    event: String,
    /// The id that was read last, which an event gets when it is complete.
    id: String,
    /// The id of the last complete event.
    last_id: String,
    reconnection_time: Option<Duration>,
    frames: VecDeque<Frame>,
}

impl Parser {
    pub(crate) fn new(framing: Framing, limit: u64) -> Self {
        Self {
            framing,
            limit,
            line: Vec::new(),
            after_return: false,
            at_start: true,
            data: Vec::new(),
            event: String::new(),
            id: String::new(),
            last_id: String::new(),
            reconnection_time: None,
            frames: VecDeque::new(),
        }
    }

    /// Begins to read another body of the same stream.
    pub(crate) fn restart(&mut self, framing: Framing) {
        self.framing = framing;
        self.line.clear();
        self.data.clear();
        self.event.clear();
        self.id.clone_from(&self.last_id);
        (self.after_return, self.at_start) = (false, true);
    }

    /// The id of the last event that had any.
    pub(crate) fn last_id(&self) -> Option<&str> {
        Some(self.last_id.as_str()).filter(|id| !id.is_empty())
    }

    /// How long to wait before connecting again, if the server said so.
    pub(crate) fn reconnection_time(&self) -> Option<Duration> {
        self.reconnection_time
    }

    /// Drops the events that are complete.
    pub(crate) fn clear(&mut self) {
        self.frames.clear();
    }

    /// The next event that is complete.
    pub(crate) fn next(&mut self) -> Option<Frame> {
        self.frames.pop_front()
    }

    /// Reads a piece of the body.
    pub(crate) fn feed(&mut self, mut bytes: &[u8]) -> Result<(), TooLong> {
        let framing = self.framing;
        let ends = move |byte: &u8| match framing {
            Framing::Events => matches!(byte, b'\n' | b'\r'),
            Framing::Lines => *byte == b'\n',
            Framing::Sequence => *byte == b'\x1e',
        };
        while !bytes.is_empty() {
            if std::mem::take(&mut self.after_return) && bytes[0] == b'\n' {
                bytes = &bytes[1..];
                continue;
            }
            let end = bytes.iter().position(ends);
            self.line.extend_from_slice(&bytes[..end.unwrap_or(bytes.len())]);
            if (self.line.len() + self.data.len()) as u64 > self.limit {
                return Err(TooLong);
            }
            let Some(end) = end else { break };
            self.after_return = bytes[end] == b'\r';
            bytes = &bytes[end + 1..];
            let line = std::mem::take(&mut self.line);
            self.end_of_line(&line);
            self.line = line;
            self.line.clear();
        }
        Ok(())
    }

    /// The body has ended. Tells whether it did so in the middle of an event, which is dropped then.
    pub(crate) fn finish(&mut self) -> bool {
        let rest = std::mem::take(&mut self.line);
        match self.framing {
            Framing::Events => !rest.is_empty() || !self.data.is_empty(),
            Framing::Lines => {
                self.end_of_line(&rest);
                false
            }
            // A number or a word could go on (RFC 7464 section 2.4).
            Framing::Sequence
                if matches!(rest.trim_ascii_end(), [.., b'}' | b']' | b'"'] | []) || ends_in_space(&rest) =>
            {
                self.end_of_line(&rest);
                false
            }
            Framing::Sequence => true,
        }
    }

    fn end_of_line(&mut self, line: &[u8]) {
        let line = match std::mem::take(&mut self.at_start) {
            true => line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line),
            false => line,
        };
        match self.framing {
            Framing::Events if line.is_empty() => self.dispatch(),
            Framing::Events => self.field(line),
            Framing::Lines | Framing::Sequence => {
                let text = line.trim_ascii();
                if !text.is_empty() {
                    self.frames.push_back(Frame { event: String::new(), id: None, data: text.to_vec() });
                }
            }
        }
    }

    /// A line with a field and its value; one that begins with a colon is a comment.
    fn field(&mut self, line: &[u8]) {
        let (field, value) = match line.iter().position(|byte| *byte == b':') {
            Some(colon) => (&line[..colon], line[colon + 1..].strip_prefix(b" ").unwrap_or(&line[colon + 1..])),
            None => (line, &[][..]),
        };
        match field {
            b"event" => self.event = String::from_utf8_lossy(value).into_owned(),
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"id" if !value.contains(&0) => self.id = String::from_utf8_lossy(value).into_owned(),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                let milliseconds = std::str::from_utf8(value).ok().and_then(|digits| digits.parse().ok());
                self.reconnection_time = milliseconds.map(Duration::from_millis).or(self.reconnection_time);
            }
            _ => {}
        }
    }

    /// An empty line: the event is complete. One without data is none.
    fn dispatch(&mut self) {
        self.last_id.clone_from(&self.id);
        let event = std::mem::take(&mut self.event);
        let mut data = std::mem::take(&mut self.data);
        // Every line of data has put its own end there, so that data is empty only where there was none.
        if data.pop().is_some() {
            let event = if event.is_empty() { "message".to_owned() } else { event };
            self.frames.push_back(Frame { event, id: self.last_id().map(str::to_owned), data });
        }
    }
}

fn ends_in_space(bytes: &[u8]) -> bool {
    bytes.last().is_some_and(u8::is_ascii_whitespace)
}
