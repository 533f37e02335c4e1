//! What calls of blocking clients have beside what all calls have.

use super::{Call, CallOf};
use crate::runtime::{
    client::Blocking,
    error::Error,
    events::Request,
    execute::execute_blocking,
    json::Decode,
    page::{ItemIter, Page, PageIter},
    response::{Answer, ByteReader, Output, Raw, Text},
    support::BoxAny,
};

impl<T: Output, P> CallOf<T, Blocking, P> {
    /// Makes the call.
    ///
    /// # Errors
    ///
    /// If there is no answer, an answer with an error status, or one that cannot be read.
    pub fn send(mut self) -> Result<T::Value, Error> {
        let again = self.draft.streams_events().then(|| Request::new(&self.core, &self.draft));
        let request = again.map(|again| Box::new(again) as BoxAny);
        T::read(Answer { request, ..execute_blocking(self.core, &mut self.draft)? }, &mut Vec::new())
    }
}

impl<T: Decode + Send + 'static, P> CallOf<Page<T>, Blocking, P> {
    /// Iterates over the items of all pages. Pages are as large as the server grants, unless the call sets a size.
    pub fn iter(self) -> ItemIter<T> {
        ItemIter::new(self.pages())
    }

    /// Iterates over the pages.
    pub fn pages(self) -> PageIter<T> {
        PageIter::new(self.core, *self.draft)
    }
}

impl<P> CallOf<Text, Blocking, P> {
    /// Returns the body while it arrives. Only failures before its first byte are retried.
    pub fn stream(self) -> Call<ByteReader, Blocking> {
        self.with_streaming()
    }
}

impl<P> CallOf<Raw, Blocking, P> {
    /// Returns the body while it arrives. Only failures before its first byte are retried.
    pub fn stream(self) -> Call<ByteReader, Blocking> {
        self.with_streaming()
    }
}
