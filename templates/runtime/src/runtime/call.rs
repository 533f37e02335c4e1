//! A call: what an operation returns before anything is sent.

use super::{
    client::Core,
    download::{ByteReader, ByteStream},
    error::Error,
    execute::{execute, execute_blocking},
    json::{Decode, Encode, Json, encode_to_string},
    mode::{Async, Blocking, Mode},
    operation::{Auth, Operation, OperationRef},
    output::{Output, Raw, Text},
    page::{Cursor, ItemIter, ItemStream, Page, PageIter, PageStream},
    request::Draft,
    response::{Answer, Response},
    retry::RetryPolicy,
    secret::AccessToken,
};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method};
use std::{
    fmt,
    future::IntoFuture,
    marker::PhantomData,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

/// A call that is ready to be awaited (asynchronous clients) or sent (blocking clients).
///
/// Dropping the future of a call cancels it; whether the server acted is then unknown.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<T, M: Mode> {
    core: Core<M>,
    draft: Box<Draft>,
    output: PhantomData<fn() -> T>,
}

impl<T, M: Mode> Call<T, M> {
    /// A call of an operation, with nothing filled in.
    #[doc(hidden)]
    pub fn new(core: &Core<M>, operation: &'static Operation) -> Self {
        Self::from_draft(core.clone(), Box::new(Draft::new(OperationRef::Static(operation))))
    }

    fn from_draft(core: Core<M>, draft: Box<Draft>) -> Self {
        Self { core, draft, output: PhantomData }
    }

    fn change(mut self, change: impl FnOnce(&mut Draft)) -> Self {
        change(&mut self.draft);
        self
    }

    /// Sets a path parameter.
    #[doc(hidden)]
    pub fn path(self, name: &'static str, value: &dyn Encode) -> Self {
        self.change(|draft| draft.path(name, value))
    }

    /// Sets a query parameter.
    #[doc(hidden)]
    pub fn query(self, name: &'static str, value: &dyn Encode) -> Self {
        self.change(|draft| draft.query(name, value))
    }

    /// Adds an entry to a query parameter that is an object.
    #[doc(hidden)]
    pub fn query_entry(self, name: &'static str, key: &str, value: &dyn Encode) -> Self {
        self.change(|draft| draft.query_entry(name, key, value))
    }

    /// Sets a header parameter.
    #[doc(hidden)]
    pub fn header_parameter(self, name: &'static str, value: &dyn Encode) -> Self {
        self.change(|draft| draft.header_parameter(name, value))
    }

    /// Sets a cookie parameter.
    #[doc(hidden)]
    pub fn cookie_parameter(self, name: &'static str, value: &dyn Encode) -> Self {
        self.change(|draft| draft.cookie_parameter(name, value))
    }

    /// Sets the body: JSON, form, multipart or text, as the operation says.
    #[doc(hidden)]
    pub fn body(self, value: &dyn Encode) -> Self {
        self.change(|draft| draft.body(value))
    }

    /// Sets the body to bytes as they are.
    #[doc(hidden)]
    pub fn body_bytes(self, bytes: impl Into<Bytes>) -> Self {
        self.change(|draft| draft.bytes(bytes.into()))
    }

    /// How long one attempt may take, from sending to the end of the answer.
    pub fn timeout(self, time: Duration) -> Self {
        self.change(|draft| draft.options.timeout = Some(time))
    }

    /// How long the call may take with all its attempts and waits.
    pub fn deadline(self, time: Duration) -> Self {
        self.change(|draft| draft.options.deadline = Some(time))
    }

    /// When and how often failed attempts are made again.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.change(|draft| draft.options.retry = Some(policy))
    }

    /// A key by which the server recognises a repeated request: any text, or an
    /// [`IdempotencyKey`](crate::runtime::IdempotencyKey). It is put into the body where the operation has a
    /// property for it, else into the header `Idempotency-Key`.
    ///
    /// With a key, failures in which the server may have acted are retried. If the server does not look at keys, give
    /// one only to a call that may be carried out twice.
    pub fn idempotency_key(self, key: impl Into<String>) -> Self {
        self.change(|draft| draft.options.idempotency_key = Some(key.into()))
    }

    /// A header for this call, in place of the client's.
    pub fn header<N: TryInto<HeaderName>, V: TryInto<HeaderValue>>(self, name: N, value: V) -> Self {
        self.change(|draft| draft.header(name, value))
    }

    /// A query parameter the document does not have.
    pub fn extra_query(self, name: &str, value: &str) -> Self {
        self.change(|draft| draft.extra_query(name, value))
    }

    /// A property of the JSON body the document does not have.
    pub fn extra_body(self, name: &str, value: impl Into<Json>) -> Self {
        let json = encode_to_string(&value.into());
        self.change(|draft| draft.extra_body(name, &json))
    }

    /// A token for this call, in place of the client's.
    pub fn bearer(self, token: impl Into<AccessToken>) -> Self {
        self.change(|draft| draft.options.bearer = Some(token.into()))
    }

    /// `None` in place of the error where the server answers `404`.
    pub fn optional(self) -> Call<Option<T>, M> {
        self.change(|draft| draft.options.optional = true).giving()
    }

    /// The value together with status, headers, request id and number of attempts.
    pub fn with_response(self) -> Call<Response<T>, M> {
        self.giving()
    }

    /// The body as it came, with status and headers. Error statuses are errors, unless [`Call::any_status`] is called.
    pub fn raw(self) -> Call<Response<Raw>, M> {
        self.giving()
    }

    /// The request as a `curl` command, with credentials left out. The body is shown.
    pub fn curl(&self) -> String {
        super::curl::command(&self.core, &self.draft)
    }

    /// The same call, whose answer is read as something else.
    #[doc(hidden)]
    pub fn giving<U>(self) -> Call<U, M> {
        Call::from_draft(self.core, self.draft)
    }
}

impl<M: Mode> Call<Json, M> {
    /// A call of a path the document does not have.
    #[doc(hidden)]
    pub fn custom(core: &Core<M>, method: Method, path: &str, auth: &'static Auth) -> Self {
        let operation = super::custom::operation(core.api(), method, auth);
        let mut draft = Draft::new(OperationRef::Shared(Arc::new(operation)));
        match super::custom::target(core.base_url(), path) {
            Ok(target) => draft.set_target(&target),
            Err(why) => draft.reject(why),
        }
        Self::from_draft(core.clone(), Box::new(draft))
    }

    /// A JSON body.
    pub fn json(self, body: &dyn Encode) -> Self {
        self.body(body)
    }

    /// What the answer is decoded as; [`Json`] unless told.
    pub fn decode_as<T: Output>(self) -> Call<T, M> {
        self.giving()
    }
}

impl<M: Mode> Call<Response<Raw>, M> {
    /// Every status is an answer, none an error.
    pub fn any_status(self) -> Self {
        self.change(|draft| draft.options.any_status = true)
    }
}

impl<M: Mode> Call<Text, M> {
    /// The whole body as text, as awaiting or sending the call gives it.
    pub fn text(self) -> Self {
        self
    }

    /// The whole body as bytes.
    pub fn bytes(self) -> Call<Raw, M> {
        self.giving()
    }
}

impl<M: Mode> Call<Raw, M> {
    /// The whole body as bytes, as awaiting or sending the call gives it.
    pub fn bytes(self) -> Self {
        self
    }
}

macro_rules! streamed {
    ($($of:ty),+) => {$(
        impl Call<$of, Async> {
            /// The body while it arrives. Only what happens before its first byte is retried.
            pub fn stream(self) -> Call<ByteStream, Async> {
                self.change(|draft| draft.options.streamed = true).giving()
            }
        }

        impl Call<$of, Blocking> {
            /// The body while it arrives. Only what happens before its first byte is retried.
            pub fn stream(self) -> Call<ByteReader, Blocking> {
                self.change(|draft| draft.options.streamed = true).giving()
            }
        }
    )+};
}

streamed!(Text, Raw);

impl<T, M: Mode> Call<Page<T>, M> {
    /// Begins at a place in the list saved earlier, from a call with the same filters.
    pub fn from_cursor(self, cursor: impl Into<Cursor>) -> Self {
        self.change(|draft| draft.cursor = Some(cursor.into()))
    }
}

impl<T: Decode + Send + 'static> Call<Page<T>, Async> {
    /// Every item of every page. Pages are as large as the server grants, unless the call says how large.
    pub fn stream(self) -> ItemStream<T> {
        ItemStream::new(self.pages())
    }

    /// Page after page.
    pub fn pages(self) -> PageStream<T> {
        PageStream::new(self.core, *self.draft)
    }
}

impl<T: Decode + Send + 'static> Call<Page<T>, Blocking> {
    /// Every item of every page. Pages are as large as the server grants, unless the call says how large.
    pub fn iter(self) -> ItemIter<T> {
        ItemIter::new(self.pages())
    }

    /// Page after page.
    pub fn pages(self) -> PageIter<T> {
        PageIter::new(self.core, *self.draft)
    }
}

impl<T: Output> Call<T, Async> {
    /// The future of the call, for `join!` and its like, which do not take a call itself.
    pub fn send(self) -> Sending<T> {
        let (core, draft) = (self.core, self.draft);
        Sending { answer: execute(core, *draft), output: PhantomData }
    }
}

impl<T: Output> IntoFuture for Call<T, Async> {
    type Output = Result<T::Value, Error>;
    type IntoFuture = Sending<T>;

    fn into_future(self) -> Sending<T> {
        self.send()
    }
}

impl<T: Output> Call<T, Blocking> {
    /// Makes the call.
    ///
    /// # Errors
    ///
    /// If there is no answer, an answer with an error status, or one that cannot be read.
    pub fn send(self) -> Result<T::Value, Error> {
        T::read(execute_blocking(self.core, *self.draft)?)
    }
}

impl<T, M: Mode> fmt::Debug for Call<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({:?})", self.draft.operation())
    }
}

/// The future of a [`Call`].
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<T> {
    answer: Pin<Box<dyn Future<Output = Result<Answer, Error>> + Send>>,
    output: PhantomData<fn() -> T>,
}

impl<T: Output> Future for Sending<T> {
    type Output = Result<T::Value, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.answer.as_mut().poll(context).map(|answer| T::read(answer?))
    }
}
