//! From an event as it was sent to a typed one. What cannot be read costs that event and nothing else.

use super::{StreamEvent, parse::Frame};
use crate::runtime::{
    error::Error,
    json::{Decode, DecodeError, Document, Json, Lenience, Placeholder, encode_to_string},
    operation::{EventFormat, EventItem, Framing, OperationRef},
    response::{Answer, Head, report_assumed, undecodable},
};
use bytes::Bytes;
use std::borrow::Cow;

/// How the events of an operation are read.
pub(super) struct Decoder {
    pub(super) operation: OperationRef,
    pub(super) head: Head,
    pub(super) format: EventFormat,
    pub(super) strict: bool,
}

impl Decoder {
    /// The decoder for an answer, whose own media type says how it is framed, as far as it is one of a stream.
    pub(super) fn of(answer: &Answer) -> Self {
        let default = EventFormat { framing: Framing::Events, item: EventItem::Data, end: &[] };
        let format = answer.operation.events().unwrap_or(default);
        let framing = answer.media_type().and_then(|media_type| Framing::of(&media_type)).unwrap_or(format.framing);
        Self {
            operation: answer.operation.clone(),
            head: answer.head.clone(),
            format: EventFormat { framing, ..format },
            strict: answer.strict,
        }
    }

    /// Whether the data says that no event follows.
    pub(super) fn is_end(&self, frame: &Frame) -> bool {
        self.format.end.iter().any(|end| end.as_bytes() == frame.data)
    }

    /// The event, typed.
    pub(super) fn read<T: Decode>(&self, frame: Frame) -> Result<StreamEvent<T>, Error> {
        let json = self.json::<T>(&frame);
        match self.value(&json) {
            Ok(Lenience { value: data, assumed }) => {
                report_assumed(&self.operation, &assumed);
                Ok(StreamEvent { event: frame.event, id: frame.id, data })
            }
            Err(error) => Err(undecodable(&self.answer(frame.data.into()), error)),
        }
    }

    fn value<T: Decode>(&self, json: &[u8]) -> Result<Lenience<T>, DecodeError> {
        let document = Document::parse(json)?;
        let mut document = if self.strict { document.strict() } else { document };
        document.read(T::decode)
    }

    /// The JSON text that stands for an event.
    fn json<'f, T: Decode>(&self, frame: &'f Frame) -> Cow<'f, [u8]> {
        let is_events = self.format.framing == Framing::Events;
        let text = || String::from_utf8_lossy(&frame.data);
        match self.format.item {
            EventItem::Data if is_events && matches!(T::PLACEHOLDER, Placeholder::Text) => {
                Cow::Owned(encode_to_string(&text().into_owned()).into_bytes())
            }
            EventItem::Event { json } if is_events => {
                let parsed = if json { Json::parse(&text()).ok() } else { None };
                let data = parsed.unwrap_or_else(|| Json::from(text().into_owned()));
                let mut entries = vec![("event", Json::from(frame.event.as_str())), ("data", data)];
                entries.extend(frame.id.as_deref().map(|id| ("id", Json::from(id))));
                Cow::Owned(encode_to_string(&Json::object(entries)).into_bytes())
            }
            EventItem::Data | EventItem::Event { .. } => Cow::Borrowed(&frame.data),
        }
    }

    /// An answer of one event, for errors about it.
    pub(super) fn answer(&self, body: Bytes) -> Answer {
        Answer {
            operation: self.operation.clone(),
            head: self.head.clone(),
            body,
            stream: None,
            absent: false,
            page_request: None,
            strict: self.strict,
            partial: false,
            request: None,
        }
    }
}
