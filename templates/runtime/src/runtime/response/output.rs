//! What a call gives: the last, typed step after everything that is the same for all operations.

use super::{Answer, Response};
use crate::runtime::{
    error::{Error, ErrorKind},
    json::{Decode, DecodeError, Document, Lenience, Placeholder},
    operation::{Framing, Operation},
    support::MaybeSend,
};
use bytes::Bytes;

/// What a call gives: any model, `()`, [`Page`](crate::runtime::Page), [`Text`], [`Raw`], and these within `Option` or [`Response`].
pub trait Output: 'static {
    /// The value in the caller's hands.
    type Value: MaybeSend + 'static;

    /// Makes it of an answer; `assumed` gets the paths of what had to be assumed for it.
    #[doc(hidden)]
    fn read(answer: Answer, assumed: &mut Vec<String>) -> Result<Self::Value, Error>;
}

/// The body as text, such as CSV.
#[derive(Clone, Copy, Debug)]
pub enum Text {}

/// The body as bytes.
#[derive(Clone, Copy, Debug)]
pub enum Raw {}

impl<T: Decode + Send + 'static> Output for T {
    type Value = T;

    fn read(answer: Answer, assumed: &mut Vec<String>) -> Result<T, Error> {
        let read = value(&answer).map_err(|error| undecodable(&answer, error))?;
        report_assumed(&answer.operation, &read.assumed);
        assumed.extend(read.assumed);
        Ok(read.value)
    }
}

fn value<T: Decode>(answer: &Answer) -> Result<Lenience<T>, DecodeError> {
    let text = match T::PLACEHOLDER {
        Placeholder::Text => answer.json_of_text(),
        _ if T::HOLDS_TEXT => answer.json_or_text(),
        _ => answer.json(),
    };
    let envelope = answer.operation.envelope;
    answer.document(&text)?.read(|root| match envelope {
        Some(envelope) if !root.is_null() => T::decode(root.at(&[envelope])?).map_err(|error| error.in_field(envelope)),
        _ => T::decode(root),
    })
}

impl Output for () {
    type Value = ();

    fn read(_: Answer, _: &mut Vec<String>) -> Result<(), Error> {
        Ok(())
    }
}

impl Output for Text {
    type Value = String;

    /// Bytes that are no UTF-8 become replacement characters; [`Raw`] has them all. Those that are still compressed are an
    /// error.
    fn read(answer: Answer, _: &mut Vec<String>) -> Result<String, Error> {
        if let (Some(_), Err(error)) = (answer.coding(), Document::utf8(&answer.body)) {
            return Err(undecodable(&answer, error));
        }
        Ok(match String::from_utf8(answer.body.into()) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        })
    }
}

impl Output for Raw {
    type Value = Bytes;

    fn read(answer: Answer, _: &mut Vec<String>) -> Result<Bytes, Error> {
        Ok(answer.body)
    }
}

impl<T: Output> Output for Response<T> {
    type Value = Response<T::Value>;

    fn read(answer: Answer, assumed: &mut Vec<String>) -> Result<Self::Value, Error> {
        let (operation, head) = (answer.operation.clone(), answer.head.clone());
        let body = T::read(answer, assumed)?;
        Ok(Response::new(body, &operation, head, assumed.clone()))
    }
}

macro_rules! optional {
    ($([$($bound:tt)*] $of:ty),+ $(,)?) => {$(
        impl<$($bound)*> Output for Option<$of> {
            type Value = Option<<$of as Output>::Value>;

            fn read(answer: Answer, assumed: &mut Vec<String>) -> Result<Self::Value, Error> {
                if answer.absent { Ok(None) } else { <$of>::read(answer, assumed).map(Some) }
            }
        }
    )+};
}

optional!([] (), [] Text, [] Raw);

/// Says in the log what had to be assumed: paths, and no values.
pub(crate) fn report_assumed(operation: &Operation, assumed: &[String]) {
    #[cfg(feature = "tracing")]
    if !assumed.is_empty() {
        // Keys of maps are the server's, and can be of any length.
        let paths = crate::runtime::error::OneLine(&assumed.join(" ")).to_string();
        tracing::warn!(target: env!("CARGO_CRATE_NAME"), operation = operation.name, paths, "the answer is not what the document says; it was mended");
    }
    let _ = (operation, assumed);
}

/// Is it a media type of JSON (RFC 6839 section 3.1)?
pub(crate) fn is_json(media_type: &str) -> bool {
    media_type.ends_with("/json") || media_type.ends_with("+json")
}

/// The error for an answer that is not what the document promises. The server has acted.
pub(crate) fn undecodable(answer: &Answer, cause: DecodeError) -> Error {
    #[cfg(feature = "tracing")]
    tracing::debug!(
        operation = answer.operation.name,
        path = cause.path(),
        "the answer is not what the document promises"
    );
    let mut error = Error::new(ErrorKind::Decode, &answer.operation);
    let may_have_been_applied = !answer.operation.only_reads();
    let repr = error.repr_mut();
    if answer.is_bodyless() {
        repr.message = Some("the body is empty".to_owned());
    } else if let Some(coding) = answer.coding().filter(|_| cause.is_syntax()) {
        repr.message = Some(format!("the body is compressed by `{coding}`, which was not offered"));
    } else if let Some(media_type) = answer.media_type().filter(|ty| cause.is_syntax() && !is_json(ty)) {
        let is_event = answer.is_stream_of_events() && Framing::of(&media_type).is_some();
        repr.message = Some(match is_event {
            true => "the data of an event is not JSON".to_owned(),
            false => format!("the body is `{media_type}`, not JSON"),
        });
    }
    repr.request_id = super::failure::request_id(&answer.operation.api.error, &answer.head.headers);
    repr.status = Some(answer.head.status);
    repr.attempts = answer.head.attempts;
    repr.headers = answer.head.headers.clone();
    repr.body = answer.body.clone();
    repr.may_have_been_applied = may_have_been_applied;
    repr.decode = Some(cause);
    error
}
