//! Token providers that ask a token endpoint, by the transport of the client that they are for.

use super::endpoint::{PATIENCE, TokenEndpoint};
use crate::runtime::{
    auth::{AccessToken, BlockingTokenProvider, CachedToken, TokenProvider},
    support::{BoxError, Clock},
    transport::{BlockingTransport, Body, Transport},
};
use std::{future::poll_fn, pin::pin, sync::Arc, task::Poll, time::Duration};

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
    let provider = CachedToken::new(move || {
        let (transport, clock, endpoint) = (Arc::clone(&transport), Arc::clone(&clock), Arc::clone(&endpoint));
        async move { fetch(&*transport, &*clock, &endpoint).await }
    });
    Arc::new(match refresh_before {
        Some(time) => provider.refresh_before(time),
        None => provider,
    })
}

async fn fetch(transport: &dyn Transport, clock: &dyn Clock, endpoint: &TokenEndpoint) -> Fetched {
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
