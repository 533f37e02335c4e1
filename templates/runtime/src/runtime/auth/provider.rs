//! A client's token provider, of which concurrent calls make one renewal.

#[cfg(feature = "blocking")]
use super::BlockingTokenProvider;
use super::{AccessToken, TokenProvider};
use crate::runtime::support::{
    BoxError,
    single_flight::{SingleFlight, Turn},
};
use std::{error::Error as StdError, fmt, sync::Arc};

/// A token provider as a client has it.
pub(crate) struct Provider<P: ?Sized> {
    shared: Arc<Shared<P>>,
}

struct Shared<P: ?Sized> {
    renewal: SingleFlight<Renewal>,
    tokens: Arc<P>,
}

/// A token that was rejected, and what renewing it gave.
#[derive(Clone)]
struct Renewal {
    rejected: AccessToken,
    result: Result<AccessToken, SharedError>,
}

/// A token from a provider, and how many renewals came before it.
#[derive(Clone)]
pub(crate) struct Provided {
    pub(crate) token: AccessToken,
    generation: u64,
}

impl<P: ?Sized> Provider<P> {
    pub(crate) fn new(tokens: Arc<P>) -> Self {
        Self { shared: Arc::new(Shared { renewal: SingleFlight::new(), tokens }) }
    }
}

impl Provider<dyn TokenProvider> {
    /// The token to send.
    pub(crate) async fn token(&self) -> Result<Provided, BoxError> {
        let generation = self.shared.renewal.generation();
        Ok(Provided { token: self.shared.tokens.token().await?, generation })
    }

    /// A token in place of one that was rejected: what another call was given in the meantime for the same one, else a
    /// new one.
    pub(crate) async fn renew(&self, rejected: &Provided) -> Result<AccessToken, BoxError> {
        let Shared { renewal, tokens } = &*self.shared;
        match renewal.turn(rejected.generation, |done| done.rejected == rejected.token).await {
            Turn::Done(done) => done.result.map_err(Into::into),
            Turn::Lead(lead) => {
                let result = tokens.refresh(&rejected.token).await.map_err(SharedError::new);
                lead.finish(Renewal { rejected: rejected.token.clone(), result: result.clone() });
                result.map_err(Into::into)
            }
        }
    }
}

#[cfg(feature = "blocking")]
impl Provider<dyn BlockingTokenProvider> {
    /// The token to send.
    pub(crate) fn token(&self) -> Result<Provided, BoxError> {
        let generation = self.shared.renewal.generation();
        Ok(Provided { token: self.shared.tokens.token()?, generation })
    }

    /// A token in place of one that was rejected: what another call was given in the meantime for the same one, else a
    /// new one.
    pub(crate) fn renew(&self, rejected: &Provided) -> Result<AccessToken, BoxError> {
        let Shared { renewal, tokens } = &*self.shared;
        match renewal.turn_blocking(rejected.generation, |done| done.rejected == rejected.token) {
            Turn::Done(done) => done.result.map_err(Into::into),
            Turn::Lead(lead) => {
                let result = tokens.refresh(&rejected.token).map_err(SharedError::new);
                lead.finish(Renewal { rejected: rejected.token.clone(), result: result.clone() });
                result.map_err(Into::into)
            }
        }
    }
}

impl<P: ?Sized> Clone for Provider<P> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

/// An error that several callers are given.
#[derive(Clone, Debug)]
pub(super) struct SharedError(Arc<BoxError>);

impl SharedError {
    pub(super) fn new(error: BoxError) -> Self {
        Self(Arc::new(error))
    }
}

impl fmt::Display for SharedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl StdError for SharedError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
