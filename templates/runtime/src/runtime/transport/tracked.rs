//! A request body that notices when its request leaves.

use super::AttemptProgress;
use crate::runtime::support::BoxError;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

/// A request body, which hyper looks at for the first time right before it writes the head of the request. Until then
/// the request waits for a connection, and nothing of it has left.
///
/// It cannot be copied, so that no HTTP client sends it a second time behind the back of the retry policy.
pub(super) struct Tracked {
    body: super::Body,
    progress: AttemptProgress,
}

impl Tracked {
    pub(super) fn new(body: super::Body, progress: &AttemptProgress) -> Self {
        progress.connecting();
        Self { body, progress: progress.clone() }
    }
}

impl Body for Tracked {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.progress.sending();
        if self.progress.is_late() {
            return Poll::Ready(Some(Err("the time of the attempt is up".into())));
        }
        self.body.poll_chunk(context).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.progress.sending();
        self.body.as_bytes().is_some_and(<[u8]>::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
