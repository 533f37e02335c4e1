//! Deliveries as an extractor of `axum` 0.8.

#[allow(unused_imports, reason = "an API without signed deliveries has none")]
pub(crate) use super::extractor::webhook_extractor;
use super::{Delivery, Verifier, WebhookEvent};
use axum_core::{
    extract::{FromRef, Request},
    response::{IntoResponse, Response},
};
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};
use http_body::Body;
use std::{future::poll_fn, pin::pin};

/// The largest delivery that is read.
const LIMIT: usize = 2 << 20;

/// Reads and checks a delivery; the generated extractor is a thin layer over it.
///
/// # Errors
///
/// `413` for a body over 2 MiB, `400` for one that breaks off, and `401` without a body for a delivery that cannot be
/// trusted: who sent it learns nothing.
pub async fn delivery<E, S>(request: Request, state: &S) -> Result<Delivery<E>, Response>
where
    E: WebhookEvent,
    S: Send + Sync,
    Verifier<E>: FromRef<S>,
{
    let (parts, body) = request.into_parts();
    let length = parts.headers.get(http::header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: usize| length > LIMIT) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE.into_response());
    }
    let body = read(body).await.map_err(IntoResponse::into_response)?;
    check(&Verifier::<E>::from_ref(state), &parts.headers, &body).map_err(IntoResponse::into_response)
}

fn check<E: WebhookEvent>(verifier: &Verifier<E>, headers: &HeaderMap, body: &[u8]) -> Result<Delivery<E>, StatusCode> {
    verifier.verify(headers, body).map_err(|error| {
        #[cfg(feature = "tracing")]
        tracing::debug!(%error, "webhook refused");
        let _ = error;
        StatusCode::UNAUTHORIZED
    })
}

async fn read(body: axum_core::body::Body) -> Result<Bytes, StatusCode> {
    let mut body = pin!(body);
    let mut whole = BytesMut::new();
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let Ok(data) = frame.map_err(|_| StatusCode::BAD_REQUEST)?.into_data() else { continue };
        if whole.len() + data.len() > LIMIT {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        whole.extend_from_slice(&data);
    }
    Ok(whole.freeze())
}
