//! A token that is fetched when it is needed and kept while it is valid.

use super::{AccessToken, BlockingTokenProvider, TokenProvider, provider::SharedError};
use crate::runtime::support::{
    BoxError, BoxFuture, Instant, MaybeSend, MaybeSync,
    single_flight::{Lead, SingleFlight, Turn},
};
use std::{
    fmt,
    future::Future,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// How long before its end a token is renewed unless [`CachedToken::refresh_before`] says otherwise.
const REFRESH_BEFORE: Duration = Duration::from_secs(60);

/// A token provider that fetches a token when it is needed and keeps it while it is valid.
///
/// The function that fetches gives a token and how long it is valid; [`Duration::MAX`] means until it is rejected. In
/// an asynchronous client it gives a future, in a blocking client it blocks. However many calls need a token, it runs
/// once at a time. A token is renewed a minute before its end, or when half of its time is over if that is later: one
/// call does so and the others go on with the old one, which is also what there is if it fails. Then it is tried again
/// when half of the time that is left has passed.
///
#[doc = include_str!("../examples/cached_token.md")]
pub struct CachedToken<F> {
    fetch: F,
    refresh_before: Duration,
    kept: Mutex<Option<Kept>>,
    fetches: SingleFlight<Result<AccessToken, SharedError>>,
}

#[derive(Clone)]
struct Kept {
    token: AccessToken,
    /// When it is renewed.
    stale: Option<Instant>,
    /// When it is not valid any more.
    expires: Option<Instant>,
}

/// What a function that fetches gives: a token, and how long it is valid.
type Fetched = Result<(AccessToken, Duration), BoxError>;

/// What there is to do for a call.
enum Need<'a> {
    /// Nothing: this is the token.
    Nothing(AccessToken),
    /// Renewing a token that is still valid.
    Early(AccessToken, Lead<'a, Result<AccessToken, SharedError>>),
    /// Fetching one, unless somebody has done so after this generation.
    Fetch(u64),
}

impl<F> CachedToken<F> {
    /// A provider that has no token yet.
    pub const fn new(fetch: F) -> Self {
        Self { fetch, refresh_before: REFRESH_BEFORE, kept: Mutex::new(None), fetches: SingleFlight::new() }
    }

    /// How long before its end a token is renewed; a minute unless set.
    #[must_use]
    pub const fn refresh_before(mut self, time: Duration) -> Self {
        self.refresh_before = time;
        self
    }

    fn need(&self, rejected: Option<&AccessToken>) -> Need<'_> {
        let generation = self.fetches.generation();
        let now = Instant::now();
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let valid = |kept: &Kept| rejected != Some(&kept.token) && kept.expires.is_none_or(|end| now < end);
        let Some(Kept { token, stale, .. }) = kept.filter(valid) else { return Need::Fetch(generation) };
        match stale.filter(|stale| now >= *stale).and_then(|_| self.fetches.try_lead()) {
            Some(lead) => {
                self.postpone(&token, now);
                Need::Early(token, lead)
            }
            None => Need::Nothing(token),
        }
    }

    /// Lets half of the time pass that is left before the token is renewed again, should it fail this time: calls have a
    /// token until then, and an endpoint that is down is not to be called for each of them.
    fn postpone(&self, token: &AccessToken, now: Instant) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Kept { stale, expires: Some(end), .. }) = kept.as_mut().filter(|kept| kept.token == *token) {
            *stale = now.checked_add(end.saturating_duration_since(now) / 2);
        }
    }

    /// Keeps what was fetched and hands it on.
    fn keep(
        &self,
        fetched: Fetched,
        lead: Lead<'_, Result<AccessToken, SharedError>>,
    ) -> Result<AccessToken, SharedError> {
        let result = fetched.map_err(SharedError::new).map(|(token, time)| {
            let now = Instant::now();
            let early = self.refresh_before.min(time / 2);
            let kept =
                Kept { token: token.clone(), stale: now.checked_add(time - early), expires: now.checked_add(time) };
            *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
            token
        });
        lead.finish(result.clone());
        result
    }
}

impl<F, R> CachedToken<F>
where
    F: Fn() -> R,
    R: Future<Output = Fetched>,
{
    async fn get(&self, rejected: Option<&AccessToken>) -> Result<AccessToken, BoxError> {
        match self.need(rejected) {
            Need::Nothing(token) => Ok(token),
            Need::Early(token, lead) => Ok(self.keep((self.fetch)().await, lead).unwrap_or(token)),
            Need::Fetch(since) => match self.fetches.turn(since, |_| true).await {
                Turn::Done(result) => result,
                Turn::Lead(lead) => self.keep((self.fetch)().await, lead),
            }
            .map_err(Into::into),
        }
    }
}

impl<F: Fn() -> Fetched> CachedToken<F> {
    fn get_blocking(&self, rejected: Option<&AccessToken>) -> Result<AccessToken, BoxError> {
        match self.need(rejected) {
            Need::Nothing(token) => Ok(token),
            Need::Early(token, lead) => Ok(self.keep((self.fetch)(), lead).unwrap_or(token)),
            Need::Fetch(since) => match self.fetches.turn_blocking(since, |_| true) {
                Turn::Done(result) => result,
                Turn::Lead(lead) => self.keep((self.fetch)(), lead),
            }
            .map_err(Into::into),
        }
    }
}

impl<F, R> TokenProvider for CachedToken<F>
where
    F: Fn() -> R + MaybeSend + MaybeSync + 'static,
    R: Future<Output = Fetched> + MaybeSend + 'static,
{
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(self.get(None))
    }

    fn refresh<'a>(&'a self, rejected: &'a AccessToken) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(self.get(Some(rejected)))
    }
}

impl<F: Fn() -> Fetched + Send + Sync + 'static> BlockingTokenProvider for CachedToken<F> {
    fn token(&self) -> Result<AccessToken, BoxError> {
        self.get_blocking(None)
    }

    fn refresh(&self, rejected: &AccessToken) -> Result<AccessToken, BoxError> {
        self.get_blocking(Some(rejected))
    }
}

impl<F> fmt::Debug for CachedToken<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedToken").field("refresh_before", &self.refresh_before).finish_non_exhaustive()
    }
}
