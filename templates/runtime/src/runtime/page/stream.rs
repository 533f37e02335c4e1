//! Pages and items as they arrive, for asynchronous clients.

use super::{
    Page, Pager,
    items::{ReadPage, read_page},
};
use crate::runtime::{
    client::{Async, Core},
    error::Error,
    execute::execute,
    json::Decode,
    request::Draft,
    response::Answer,
    support::BoxFuture,
};
use futures_core::Stream;
use std::{
    collections::{HashSet, VecDeque},
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The pages of a list, one request each.
#[must_use = "a stream does nothing until it is polled"]
pub struct PageStream<T> {
    core: Core<Async>,
    pager: Pager,
    pending: Option<BoxFuture<'static, Result<Answer, Error>>>,
    read: fn(Answer) -> Result<ReadPage<T>, Error>,
    done: bool,
}

impl<T: Decode> PageStream<T> {
    pub(crate) fn new(core: Core<Async>, draft: Draft) -> Self {
        Self { core, pager: Pager::new(draft), pending: None, read: read_page::<T>, done: false }
    }
}

impl<T: Send + 'static> PageStream<T> {
    /// The next page; none after the last. A page with items that cannot be read is an error that holds it, unless the
    /// call does without them; the next page follows. After any other error there is no more.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// The next page; none after the last.
    ///
    /// # Errors
    ///
    /// As the call itself, and if the pages do not lead on.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        self.next().await.transpose()
    }

    /// Whether the list became shorter while it was read, so that items may have been passed over: where pages are
    /// numbered, whatever is removed moves what follows to a page that was already read. A stream that deletes what it
    /// reads leaves out every second page; collect first, or ask for the first page until it is empty.
    pub fn may_have_skipped(&self) -> bool {
        self.pager.has_shrunk()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
        self.poll_read(context).map(|page| Some(page?.and_then(ReadPage::complete)))
    }
}

impl<T> PageStream<T> {
    /// The next page, whatever can be read of it.
    fn poll_read(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<ReadPage<T>, Error>>> {
        if self.done {
            return Poll::Ready(None);
        }
        if self.pending.is_none() {
            match self.pager.request() {
                Some(Ok(mut draft)) => self.pending = Some(execute(self.core.clone(), &mut draft)),
                Some(Err(error)) => {
                    self.done = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.done = true;
                    return Poll::Ready(None);
                }
            }
        }
        let pending = self.pending.as_mut().expect("a request was just made");
        let answer = ready!(pending.as_mut().poll(context));
        self.pending = None;
        let page = answer.and_then(self.read);
        match &page {
            Ok(read) => self.pager.advance(&read.page),
            Err(_) => self.done = true,
        }
        Poll::Ready(Some(page))
    }
}

impl<T: Send + 'static> Stream for PageStream<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

/// The items of all pages of a list.
///
/// Numbered pages can repeat items when others are added while the list is read, and pass over items when others are
/// removed: see [`dedup`](Self::dedup) and [`may_have_skipped`](Self::may_have_skipped). Do not delete what a stream of
/// numbered pages gives before it has ended.
///
#[doc = include_str!("../examples/items.md")]
#[must_use = "a stream does nothing until it is polled"]
pub struct ItemStream<T> {
    pages: PageStream<T>,
    ready: VecDeque<Result<ReadPage<T>, Error>>,
    items: std::vec::IntoIter<Result<T, Error>>,
    ahead: usize,
    left: Option<usize>,
    seen: HashSet<String>,
    ended: bool,
}

// Nothing in it is ever pinned in place.
impl<T> Unpin for ItemStream<T> {}
impl<T> Unpin for PageStream<T> {}

impl<T> ItemStream<T> {
    pub(crate) fn new(pages: PageStream<T>) -> Self {
        let (ready, items, seen) = (VecDeque::new(), Vec::new().into_iter(), HashSet::new());
        Self { pages, ready, items, ahead: 0, left: None, seen, ended: false }
    }

    /// Ends after this many items.
    pub fn max_items(mut self, items: usize) -> Self {
        self.left = Some(items);
        self
    }

    /// Leaves out items whose `id` was there before, as on numbered pages of a list that grows while it is read. The
    /// ids of all items are kept in memory for it.
    pub fn dedup(mut self) -> Self {
        self.pages.pager.want_ids();
        self
    }

    /// Asks for this many pages before their turn. They make progress whenever the stream is polled.
    pub fn prefetch(mut self, pages: usize) -> Self {
        self.ahead = pages;
        self
    }

    /// The next item; none after the last. One that cannot be read is an error, behind which the others follow; after
    /// any other error there is no more.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// The next item; none after the last.
    ///
    /// # Errors
    ///
    /// As the call itself, and if the pages do not lead on.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        self.next().await.transpose()
    }

    /// Whether the list became shorter while it was read, so that items may have been passed over: where pages are
    /// numbered, whatever is removed moves what follows to a page that was already read. A stream that deletes what it
    /// reads leaves out every second page; collect first, or ask for the first page until it is empty.
    pub fn may_have_skipped(&self) -> bool {
        self.pages.pager.has_shrunk()
    }

    /// All items that are left.
    ///
    /// # Errors
    ///
    /// The first error; items read before it are dropped.
    pub async fn collect<C: Default + Extend<T>>(mut self) -> Result<C, Error> {
        let mut all = C::default();
        while let Some(item) = self.try_next().await? {
            all.extend(Some(item));
        }
        Ok(all)
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if self.left == Some(0) {
                return Poll::Ready(None);
            }
            self.poll_ahead(context);
            if let Some(item) = self.items.next() {
                self.left = self.left.map(|left| left - 1);
                return Poll::Ready(Some(item));
            }
            let page = match self.ready.pop_front() {
                Some(page) => page,
                None if self.ended => return Poll::Ready(None),
                None => match ready!(self.pages.poll_read(context)) {
                    Some(page) => page,
                    None => {
                        self.ended = true;
                        return Poll::Ready(None);
                    }
                },
            };
            match page {
                Ok(read) => self.items = read.into_items(&mut self.seen).into_iter(),
                Err(error) => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    /// Drives requests for pages whose turn has not come, but only once the first items are being read.
    fn poll_ahead(&mut self, context: &mut Context<'_>) {
        while !self.ended && self.ready.len() < self.ahead && self.items.len() > 0 {
            match self.pages.poll_read(context) {
                Poll::Ready(Some(page)) => self.ready.push_back(page),
                Poll::Ready(None) => self.ended = true,
                Poll::Pending => break,
            }
        }
    }
}

impl<T> Stream for ItemStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}
