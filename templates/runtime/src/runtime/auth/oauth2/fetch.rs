//! Token providers that ask a token endpoint, by the transport of the client that they are for.

use super::endpoint::{PATIENCE, TokenEndpoint};
use crate::runtime::{
    auth::{AccessToken, BlockingTokenProvider, CachedToken, TokenProvider},
    support::{BoxError, BoxFuture, Clock},
    transport::{BlockingTransport, Body, Transport},
};
use std::{
    future::{Future, poll_fn},
    pin::{Pin, pin},
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

/// The largest answer of a token endpoint, in bytes.
const LARGEST: usize = 1 << 20;

type Fetched = Result<(AccessToken, Duration), BoxError>;

/// For clients whose calls are futures.
pub(crate) fn tokens(
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    endpoint: TokenEndpoint,
) -> Arc<dyn TokenProvider> {
    let refresh_before = endpoint.oauth2.refresh_before;
    let endpoint = Arc::new(endpoint);
    let left = Left::default();
    let provider = CachedToken::new(move || {
        let (transport, clock, endpoint) = (Arc::clone(&transport), Arc::clone(&clock), Arc::clone(&endpoint));
        let is_once = endpoint.exchanges_once();
        let begun = left.lock().unwrap_or_else(PoisonError::into_inner).take();
        let work = begun.unwrap_or_else(|| Box::pin(fetch(transport, clock, endpoint)));
        Exchange { work: Some(work), left: is_once.then(|| Arc::clone(&left)) }
    });
    Arc::new(match refresh_before {
        Some(time) => provider.refresh_before(time),
        None => provider,
    })
}

/// An exchange that nobody waits for any more, until somebody does again.
type Left = Arc<Mutex<Option<BoxFuture<'static, Fetched>>>>;

/// An exchange. A call may be dropped while the server already has the refresh token, and its answer is the only place
/// where the next one is: such an exchange is left to the next call that needs a token, which goes on with it.
struct Exchange {
    work: Option<BoxFuture<'static, Fetched>>,
    left: Option<Left>,
}

impl Future for Exchange {
    type Output = Fetched;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Fetched> {
        let Some(work) = &mut self.work else { return Poll::Pending };
        let polled = work.as_mut().poll(context);
        if polled.is_ready() {
            self.work = None;
        }
        polled
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if let (Some(work), Some(left)) = (self.work.take(), &self.left) {
            *left.lock().unwrap_or_else(PoisonError::into_inner) = Some(work);
        }
    }
}

async fn fetch(transport: Arc<dyn Transport>, clock: Arc<dyn Clock>, endpoint: Arc<TokenEndpoint>) -> Fetched {
    let mut work = pin!(async {
        let (parts, mut body) = transport.send(endpoint.request()?).await?.into_parts();
        let mut bytes = Vec::new();
        while let Some(piece) = poll_fn(|context| body.poll_chunk(context)).await {
            add(&mut bytes, &piece?)?;
        }
        endpoint.read(parts.status, &bytes)
    });
    let mut alarm = clock.sleep(PATIENCE);
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(fetched) => Poll::Ready(fetched),
        Poll::Pending => alarm.as_mut().poll(context).map(|()| Err("the token endpoint did not answer in time".into())),
    })
    .await
}

/// For clients whose calls block.
pub(crate) fn blocking_tokens(
    transport: Arc<dyn BlockingTransport>,
    endpoint: TokenEndpoint,
) -> Arc<dyn BlockingTokenProvider> {
    let refresh_before = endpoint.oauth2.refresh_before;
    let provider = CachedToken::new(move || -> Fetched {
        let (parts, body) = transport.send(endpoint.request()?)?.into_parts();
        endpoint.read(parts.status, &read(body)?)
    });
    Arc::new(match refresh_before {
        Some(time) => provider.refresh_before(time),
        None => provider,
    })
}

fn read(mut body: Body) -> Result<Vec<u8>, BoxError> {
    let mut bytes = Vec::new();
    while let Some(piece) = body.read_chunk() {
        add(&mut bytes, &piece?)?;
    }
    Ok(bytes)
}

fn add(bytes: &mut Vec<u8>, piece: &[u8]) -> Result<(), BoxError> {
    if bytes.len() + piece.len() > LARGEST {
        return Err("the answer of the token endpoint is too large".into());
    }
    bytes.extend_from_slice(piece);
    Ok(())
}
