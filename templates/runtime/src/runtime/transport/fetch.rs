//! The transport of asynchronous clients on WebAssembly: the platform's `fetch`, of browsers, workers and Node.
//!
//! `reqwest` can use it too, but leaves it to `fetch` to follow redirects: then a credential in a header of its own would
//! go to wherever a server points, and the body of a `307` twice.

use super::{AttemptProgress, Body, FailurePoint, Transport, TransportError, TransportOptions};
use crate::runtime::{
    error::BuildError,
    support::{BoxError, BoxFuture},
};
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestInit, RequestRedirect};

/// Sends requests with `fetch`.
struct Fetch;

/// The transport. Connections are the platform's, so none of the settings holds.
pub(crate) fn transport(_: &TransportOptions) -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(Fetch))
}

impl Transport for Fetch {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>> {
        self.send_attempt(request, &AttemptProgress::default())
    }

    fn send_attempt(
        &self,
        request: http::Request<Body>,
        progress: &AttemptProgress,
    ) -> BoxFuture<'_, Result<http::Response<Body>, BoxError>> {
        let progress = progress.clone();
        Box::pin(async move {
            progress.connecting();
            let abort = Abort::new()?;
            let (parts, body) = request.into_parts();
            let body = collected(body).await?;
            let request = converted(&parts, &body, &abort).map_err(|_| {
                let why = "the platform does not send such requests, as with a forbidden method or a body of a `GET`";
                TransportError::new(FailurePoint::Request, why)
            })?;
            // The platform does not say how far a request got, so that the worst is assumed from here on.
            progress.sending();
            let answered =
                JsFuture::from(fetch(&request)?).await.map_err(|why| failed(FailurePoint::Exchange, &why))?;
            let answer: web_sys::Response = answered.dyn_into().map_err(|_| unusable("`fetch` gives no `Response`"))?;
            if answer.redirected() {
                return Err(unusable("the platform followed a redirect").into());
            }
            answered_with(&answer, abort).map_err(Into::into)
        })
    }
}

/// The answer in the types of crate `http`.
fn answered_with(answer: &web_sys::Response, abort: Abort) -> Result<http::Response<Body>, TransportError> {
    // Browsers hide what redirects say, their status included.
    let status = StatusCode::from_u16(answer.status())
        .map_err(|_| unusable("the server redirects, which is not followed; browsers do not say where to"))?;
    let mut response = http::Response::new(Body::empty());
    *response.status_mut() = status;
    *response.headers_mut() = headers(&answer.headers());
    if let Some(stream) = answer.body() {
        let reader = stream.get_reader().dyn_into().map_err(|_| unusable("the body of the answer cannot be read"))?;
        *response.body_mut() = Body::from_stream(Pieces { reader, pending: None, _abort: abort });
    }
    Ok(response)
}

/// The body as bytes: not every platform sends streams.
async fn collected(mut body: Body) -> Result<Vec<u8>, TransportError> {
    let mut all = Vec::new();
    while let Some(piece) = body.next_chunk().await {
        all.extend_from_slice(&piece.map_err(|error| TransportError::new(FailurePoint::Request, error))?);
    }
    Ok(all)
}

fn converted(parts: &http::request::Parts, body: &[u8], abort: &Abort) -> Result<web_sys::Request, JsValue> {
    let headers = web_sys::Headers::new()?;
    for (name, value) in &parts.headers {
        headers.append(name.as_str(), &text(value))?;
    }
    let init = RequestInit::new();
    init.set_method(parts.method.as_str());
    init.set_headers(&headers);
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&abort.0.signal()));
    if !body.is_empty() {
        init.set_body(&Uint8Array::from(body));
    }
    web_sys::Request::new_with_str_and_init(&parts.uri.to_string(), &init)
}

/// The function `fetch` of wherever this runs: of a window, or of a worker without one.
fn fetch(request: &web_sys::Request) -> Result<Promise, TransportError> {
    let global = js_sys::global();
    let function = Reflect::get(&global, &"fetch".into()).ok().and_then(|found| found.dyn_into::<Function>().ok());
    let function = function.ok_or_else(|| {
        TransportError::new(FailurePoint::Connect, "the platform has no `fetch`: give the client a `transport`")
    })?;
    let begun = function.call1(&global, request).map_err(|why| failed(FailurePoint::Exchange, &why))?;
    begun.dyn_into().map_err(|_| unusable("`fetch` gives no promise"))
}

/// The bytes of a header, each as the character of that number, as `fetch` takes and gives them (`ByteString` of Web IDL).
fn text(value: &HeaderValue) -> String {
    value.as_bytes().iter().map(|byte| char::from(*byte)).collect()
}

/// The headers of an answer. A compressed body has been decompressed, and is not of the length that it says.
fn headers(from: &web_sys::Headers) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for pair in js_sys::try_iter(from).ok().flatten().into_iter().flatten().flatten() {
        let pair = Array::from(&pair);
        let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) else { continue };
        let bytes: Option<Vec<u8>> = value.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
        let value = bytes.and_then(|bytes| HeaderValue::from_bytes(&bytes).ok());
        if let (Ok(name), Some(value)) = (name.parse::<HeaderName>(), value) {
            headers.append(name, value);
        }
    }
    if headers.remove(header::CONTENT_ENCODING).is_some() {
        headers.remove(header::CONTENT_LENGTH);
    }
    headers
}

/// Ends the exchange when it is dropped, if it has not ended by itself.
struct Abort(AbortController);

impl Abort {
    fn new() -> Result<Self, TransportError> {
        AbortController::new().map(Self).map_err(|why| failed(FailurePoint::Connect, &why))
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The data of an answer's body, piece by piece.
struct Pieces {
    reader: ReadableStreamDefaultReader,
    pending: Option<JsFuture>,
    /// Held, so that the exchange lasts as long as its body is read.
    _abort: Abort,
}

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { reader, pending, .. } = &mut *self;
        let read = pending.get_or_insert_with(|| JsFuture::from(reader.read()));
        let read = ready!(Pin::new(read).poll(context));
        *pending = None;
        Poll::Ready(match read {
            Ok(piece) => data(&piece).map(|bytes| Ok(bytes.to_vec().into())),
            Err(why) => Some(Err(failed(FailurePoint::Body, &why).into())),
        })
    }
}

/// What a read gives; none at the end.
fn data(read: &JsValue) -> Option<Uint8Array> {
    let is_end = Reflect::get(read, &"done".into()).is_ok_and(|done| done.is_truthy());
    if is_end { None } else { Reflect::get(read, &"value".into()).ok().map(|value| Uint8Array::new(&value)) }
}

/// A failure with what JavaScript says about it, and about its cause.
fn failed(point: FailurePoint, why: &JsValue) -> TransportError {
    let Some(error) = why.dyn_ref::<js_sys::Error>() else { return TransportError::new(point, format!("{why:?}")) };
    let mut text = String::from(error.message());
    if let Some(cause) = error.cause().dyn_ref::<js_sys::Error>() {
        text = format!("{text}: {}", String::from(cause.message()));
    }
    TransportError::new(point, text)
}

/// An answer that is of no use. The server may have acted.
fn unusable(why: &str) -> TransportError {
    TransportError::new(FailurePoint::Exchange, why)
}
