//! A call: what an operation returns before anything is sent.

#[cfg(feature = "blocking")]
mod blocking;
mod curl;
mod custom;
#[cfg(feature = "upload")]
mod upload;

#[cfg(feature = "upload")]
pub use upload::{Upload, Uploading};

use crate::runtime::{
    auth::AccessToken,
    client::{Async, Core, Mode},
    error::Error,
    events::Request,
    execute::execute,
    json::{Decode, Encode, Json},
    operation::{Auth, Operation, OperationRef},
    page::{ItemStream, Page, PageStream},
    request::{Cursor, Draft},
    response::{Answer, ByteStream, Output, Raw, Response, Text},
    retry::RetryPolicy,
    support::BoxFuture,
    values::File,
};
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
/// `T` is the type of its result, `M` says whether it is awaited or blocks. Every call has the methods below. The call of an
/// operation with optional parameters has a setter for each of them too, and a type name of its own, such as `ListOrders`.
///
/// The first optional parameter that an API adds to an operation changes the type of its calls from `Call` to such a name.
/// Code that does not write the type is not affected: it awaits the call, passes it on as `impl IntoFuture`, or takes a
/// [`CallOf<T, M, P>`](CallOf) of any `P`.
///
/// Dropping the future of a call cancels it; whether the server acted is then unknown.
///
#[doc = include_str!("../examples/call.md")]
pub type Call<T, M> = CallOf<T, M, ()>;

/// The type of every [`Call`]. The optional parameters of an operation are setters of this type, with a `P` of their own, so
/// that all of them are listed here. [`Call`] lists what every call has, and the name that a method returns lists what its
/// calls have.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct CallOf<T, M: Mode, P = ()> {
    core: Core<M>,
    draft: Box<Draft>,
    output: PhantomData<fn() -> T>,
    parameters: PhantomData<fn() -> P>,
}

impl<M: Mode> Core<M> {
    /// A call of an operation, with nothing filled in.
    #[doc(hidden)]
    pub fn call<T, P>(&self, operation: &'static Operation) -> CallOf<T, M, P> {
        CallOf::from_draft(self.clone(), Box::new(Draft::new(OperationRef::Static(operation))))
    }

    /// A call of a path the document does not have.
    #[doc(hidden)]
    pub fn call_path(&self, method: Method, path: &str, auth: &'static Auth) -> Call<Json, M> {
        let operation = custom::operation(self.api(), method, auth);
        let mut draft = Draft::new(OperationRef::Shared(Arc::new(operation)));
        match custom::target(self.base_url(), path) {
            Ok(target) => draft.set_target(&target),
            Err(why) => draft.reject(why),
        }
        Call::from_draft(self.clone(), Box::new(draft))
    }
}

// What generated methods and setters do. Setters are methods of this type too, so the generator has to keep the name of
// every method, in any impl, from them. They fill in the draft through pointers, for the reason that `json::Fields` reads
// through them.
impl<T, M: Mode, P> CallOf<T, M, P> {
    fn from_draft(core: Core<M>, draft: Box<Draft>) -> Self {
        Self { core, draft, output: PhantomData, parameters: PhantomData }
    }

    fn with_draft(mut self, change: impl FnOnce(&mut Draft)) -> Self {
        change(&mut self.draft);
        self
    }

    /// The body is read while it arrives.
    fn with_streaming<U>(self) -> Call<U, M> {
        self.with_draft(|draft| draft.options.streamed = true).with_output()
    }

    fn with_value(
        self,
        set: fn(&mut Draft, &'static str, &dyn Encode),
        name: &'static str,
        value: &dyn Encode,
    ) -> Self {
        self.with_draft(|draft| set(draft, name, value))
    }

    /// Sets a path parameter.
    #[doc(hidden)]
    pub fn with_path(self, name: &'static str, value: &dyn Encode) -> Self {
        self.with_value(Draft::path, name, value)
    }

    /// Sets a query parameter.
    #[doc(hidden)]
    pub fn with_query(self, name: &'static str, value: &dyn Encode) -> Self {
        self.with_value(Draft::query, name, value)
    }

    /// Adds an entry to a query parameter that is an object.
    #[doc(hidden)]
    pub fn with_query_entry(self, name: &'static str, key: &str, value: &dyn Encode) -> Self {
        let enter: fn(&mut Draft, &'static str, &str, &dyn Encode) = Draft::query_entry;
        self.with_draft(|draft| enter(draft, name, key, value))
    }

    /// Sets a header parameter.
    #[doc(hidden)]
    pub fn with_header(self, name: &'static str, value: &dyn Encode) -> Self {
        self.with_value(Draft::header_parameter, name, value)
    }

    /// Sets a cookie parameter.
    #[doc(hidden)]
    pub fn with_cookie(self, name: &'static str, value: &dyn Encode) -> Self {
        self.with_value(Draft::cookie_parameter, name, value)
    }

    /// Sets the body: JSON, form, multipart or text, as the operation says.
    #[doc(hidden)]
    pub fn with_body(self, value: &dyn Encode) -> Self {
        let fill: fn(&mut Draft, &dyn Encode) = Draft::body;
        self.with_draft(|draft| fill(draft, value))
    }

    /// Sets the body to a file as it is.
    #[doc(hidden)]
    pub fn with_body_file(self, file: impl Into<File>) -> Self {
        self.with_draft(|draft| draft.file(file.into()))
    }

    /// Sets the body to text as it is.
    #[doc(hidden)]
    pub fn with_body_text(self, text: impl Into<String>) -> Self {
        self.with_draft(|draft| draft.text(text.into()))
    }

    /// Asks for an answer in another media type, which is read as something else.
    #[doc(hidden)]
    pub fn with_accept<U>(self, media_type: &'static str) -> Call<U, M> {
        self.with_draft(|draft| draft.header(http::header::ACCEPT, media_type)).with_output()
    }

    /// The same call, whose answer is read as something else.
    #[doc(hidden)]
    pub fn with_output<U>(self) -> Call<U, M> {
        Call::from_draft(self.core, self.draft)
    }
}

impl<T, M: Mode, P> CallOf<T, M, P> {
    /// Limits the time of one attempt, from sending to the end of the answer.
    pub fn timeout(self, time: Duration) -> Self {
        self.with_draft(|draft| draft.options.timeout = Some(time))
    }

    /// Limits the time of the whole call: token, middleware, look-up, connection, all attempts, the waits between them,
    /// and the body of a streamed answer. There is no limit unless it is set. Each page of a list is a call. In a blocking
    /// client middleware is not interrupted, but nothing is sent when the time is up.
    pub fn deadline(self, time: Duration) -> Self {
        self.with_draft(|draft| draft.options.deadline = Some(time))
    }

    /// Sets when and how often failed attempts are made again.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.with_draft(|draft| draft.options.retry = Some(policy))
    }

    /// Sets the key by which the server recognises a repeated request: any text, or an
    /// [`IdempotencyKey`](crate::runtime::IdempotencyKey). It is sent in the body if the operation has a property for it,
    /// else in the header `Idempotency-Key`.
    ///
    /// With a key, the SDK also retries failures in which the server may have acted, if the server looks at keys of this
    /// operation, which its documentation says. If it does not, the key is sent in the header and changes nothing.
    pub fn idempotency_key(self, key: impl Into<String>) -> Self {
        self.with_draft(|draft| draft.options.idempotency_key = Some(key.into()))
    }

    /// Sets a header of this call, in place of the client's.
    pub fn header<N: TryInto<HeaderName>, V: TryInto<HeaderValue>>(self, name: N, value: V) -> Self {
        self.with_draft(|draft| draft.header(name, value))
    }

    /// Adds a query parameter that the document does not have.
    pub fn extra_query(self, name: &str, value: &str) -> Self {
        self.with_draft(|draft| draft.extra_query(name, value))
    }

    /// Adds a property to the JSON body that the document does not have.
    pub fn extra_body(self, name: &str, value: impl Into<Json>) -> Self {
        let value = value.into();
        self.with_draft(|draft| draft.extra_body(name, &value))
    }

    /// Sets the token of this call, in place of the client's.
    pub fn bearer(self, token: impl Into<AccessToken>) -> Self {
        self.with_draft(|draft| draft.options.bearer = Some(token.into()))
    }

    /// Refuses an answer that differs from the document. Otherwise the SDK reads it where that is safe; see
    /// [`Response::assumed`].
    pub fn strict(self) -> Self {
        self.with_draft(|draft| draft.options.strict = true)
    }

    /// Returns `None` instead of an error if the server answers `404`.
    pub fn optional(self) -> Call<Option<T>, M> {
        self.with_draft(|draft| draft.options.optional = true).with_output()
    }

    /// Returns the value together with status, headers, request id and number of attempts.
    pub fn with_response(self) -> Call<Response<T>, M> {
        self.with_output()
    }

    /// Returns the body as it came, with status and headers. Error statuses are errors, unless [`Call::any_status`] is called.
    pub fn raw(self) -> Call<Response<Raw>, M> {
        self.with_draft(|draft| draft.options.streamed = false).with_output()
    }

    /// Shows the request as a `curl` command, without credentials. The body is in it.
    pub fn curl(&self) -> String {
        curl::command(&self.core, &self.draft)
    }
}

impl<M: Mode> Call<Json, M> {
    /// Sets the body, which is sent as JSON.
    pub fn json(self, body: &dyn Encode) -> Self {
        self.with_body(body)
    }

    /// Sets the type that the answer is decoded as; [`Json`] by default.
    pub fn decode_as<T: Output>(self) -> Call<T, M> {
        self.with_output()
    }
}

impl<M: Mode> Call<Response<Raw>, M> {
    /// Returns the answer whatever its status is: none is an error.
    pub fn any_status(self) -> Self {
        self.with_draft(|draft| draft.options.any_status = true)
    }
}

macro_rules! downloads {
    ($($of:ty),+) => {$(
        impl<M: Mode, P> CallOf<$of, M, P> {
            /// Returns the whole body as text.
            pub fn text(self) -> Call<Text, M> {
                self.with_output()
            }

            /// Returns the whole body as bytes.
            pub fn bytes(self) -> Call<Raw, M> {
                self.with_output()
            }
        }

        impl<P> CallOf<$of, Async, P> {
            /// Returns the body while it arrives. Only failures before its first byte are retried.
            pub fn stream(self) -> Call<ByteStream, Async> {
                self.with_streaming()
            }
        }
    )+};
}

downloads!(Text, Raw);

impl<T, M: Mode, P> CallOf<Page<T>, M, P> {
    /// Begins at a place in the list that was saved earlier, of a call with the same filters.
    pub fn from_cursor(self, cursor: impl Into<Cursor>) -> Self {
        self.with_draft(|draft| draft.cursor = Some(cursor.into()))
    }
}

macro_rules! partial {
    ($([$($bound:tt)*] $of:ty),+) => {$(
        impl<$($bound)*, M: Mode, P> CallOf<$of, M, P> {
            /// Accepts a page with items that cannot be read: they are in [`Page::unreadable`]. Otherwise such a page
            /// is an error that holds it ([`Error::into_partial`]).
            pub fn partial(self) -> Self {
                self.with_draft(|draft| draft.options.partial = true)
            }
        }
    )+};
}

partial!([T] Page<T>, [T] Response<Page<T>>);

impl<T: Decode + Send + 'static, P> CallOf<Page<T>, Async, P> {
    /// Iterates over the items of all pages. Pages are as large as the server grants, unless the call sets a size.
    pub fn stream(self) -> ItemStream<T> {
        ItemStream::new(self.pages())
    }

    /// Iterates over the pages.
    pub fn pages(self) -> PageStream<T> {
        PageStream::new(self.core, *self.draft)
    }
}

impl<T: Output, P> CallOf<T, Async, P> {
    /// Returns the future of the call, for `join!` and other macros that do not take a call itself.
    pub fn send(self) -> Sending<T> {
        let (core, mut draft) = (self.core, self.draft);
        let again = draft.streams_events().then(|| Request::new(&core, &draft));
        let answer = execute(core, &mut draft);
        let answer = match again {
            None => answer,
            Some(again) => Box::pin(async move { Ok(Answer { request: Some(Box::new(again)), ..answer.await? }) }),
        };
        Sending { answer, output: PhantomData }
    }
}

impl<T: Output, P> IntoFuture for CallOf<T, Async, P> {
    type Output = Result<T::Value, Error>;
    type IntoFuture = Sending<T>;

    fn into_future(self) -> Sending<T> {
        self.send()
    }
}

/// A copy asks for the same. A key that the caller set goes with it; one that the SDK makes is another for each call.
impl<T, M: Mode, P> Clone for CallOf<T, M, P> {
    fn clone(&self) -> Self {
        Self::from_draft(self.core.clone(), self.draft.clone())
    }
}

impl<T, M: Mode, P> fmt::Debug for CallOf<T, M, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({:?})", self.draft.operation())
    }
}

/// The future of a [`Call`].
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<T> {
    answer: BoxFuture<'static, Result<Answer, Error>>,
    output: PhantomData<fn() -> T>,
}

impl<T: Output> Future for Sending<T> {
    type Output = Result<T::Value, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.answer.as_mut().poll(context).map(|answer| T::read(answer?, &mut Vec::new()))
    }
}
