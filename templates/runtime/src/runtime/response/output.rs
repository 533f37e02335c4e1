//! What a call gives: the last, typed step after everything that is the same for all operations.

use super::{Answer, Response};
use crate::runtime::{
    error::{Error, ErrorKind},
    json::{Decode, DecodeError, Document},
};
use bytes::Bytes;

/// What a call gives: any model, `()`, [`Page`](crate::runtime::Page), [`Text`], [`Raw`], and these within `Option` or [`Response`].
pub trait Output: 'static {
    /// The value in the caller's hands.
    type Value: Send + 'static;

    /// Makes it of an answer.
    #[doc(hidden)]
    fn read(answer: Answer) -> Result<Self::Value, Error>;
}

/// The body as text, such as CSV.
#[derive(Clone, Copy, Debug)]
pub enum Text {}

/// The body as bytes.
#[derive(Clone, Copy, Debug)]
pub enum Raw {}

impl<T: Decode + Send + 'static> Output for T {
    type Value = T;

    fn read(answer: Answer) -> Result<T, Error> {
        let decoded = value(&answer);
        decoded.map_err(|error| undecodable(answer, error))
    }
}

fn value<T: Decode>(answer: &Answer) -> Result<T, DecodeError> {
    let text = answer.json();
    let envelope = answer.operation.envelope;
    let read = Document::parse(&text)?.read(|root| match envelope {
        Some(envelope) if !root.is_null() => match root.get(envelope) {
            Some(value) => T::decode(value).map_err(|error| error.in_field(envelope)),
            None => Err(root.missing(&[envelope])),
        },
        _ => T::decode(root),
    });
    read.map(|read| read.value)
}

impl Output for () {
    type Value = ();

    fn read(_: Answer) -> Result<(), Error> {
        Ok(())
    }
}

impl Output for Text {
    type Value = String;

    /// Bytes that are no UTF-8 become replacement characters; [`Raw`] has them all.
    fn read(answer: Answer) -> Result<String, Error> {
        Ok(match String::from_utf8(answer.body.into()) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        })
    }
}

impl Output for Raw {
    type Value = Bytes;

    fn read(answer: Answer) -> Result<Bytes, Error> {
        Ok(answer.body)
    }
}

impl<T: Output> Output for Response<T> {
    type Value = Response<T::Value>;

    fn read(answer: Answer) -> Result<Self::Value, Error> {
        let (operation, head) = (answer.operation.clone(), answer.head.clone());
        Ok(Response::new(T::read(answer)?, &operation, head))
    }
}

macro_rules! optional {
    ($([$($bound:tt)*] $of:ty),+ $(,)?) => {$(
        impl<$($bound)*> Output for Option<$of> {
            type Value = Option<<$of as Output>::Value>;

            fn read(answer: Answer) -> Result<Self::Value, Error> {
                if answer.absent { Ok(None) } else { <$of>::read(answer).map(Some) }
            }
        }
    )+};
}

optional!([] (), [] Text, [] Raw);

/// The error for an answer that is not what the document promises. The server has acted.
pub(crate) fn undecodable(answer: Answer, cause: DecodeError) -> Error {
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
    }
    repr.request_id = super::failure::request_id(&answer.operation.api.error, &answer.head.headers);
    repr.status = Some(answer.head.status);
    repr.attempts = answer.head.attempts;
    repr.headers = answer.head.headers;
    repr.body = answer.body;
    repr.may_have_been_applied = may_have_been_applied;
    repr.decode = Some(cause);
    error
}
