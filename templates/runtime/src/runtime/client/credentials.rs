//! The credentials of a client that is being built: given, or to be had from a token endpoint.

use super::{ClientConfig, Mode, Source};
use crate::runtime::{
    auth::{AccessToken, OAuth2, Provider},
    error::BuildError,
    request::BaseUrl,
    support::Clock,
};
use std::sync::Arc;

impl<M: Mode> ClientConfig<M> {
    /// The token, or API key, that operations are called with.
    pub fn access_token(mut self, token: impl Into<AccessToken>) -> Self {
        self.credentials.main = Source::Fixed(token.into());
        self
    }

    /// The credential of one security scheme, where operations need several.
    pub fn credential(mut self, scheme: &str, credential: impl Into<AccessToken>) -> Self {
        self.credentials.by_scheme.insert(scheme.to_owned(), credential.into());
        self
    }

    /// Takes the token of each attempt from a token endpoint (RFC 6749).
    pub fn oauth2(mut self, grant: OAuth2) -> Self {
        self.oauth2 = Some(grant);
        self
    }

    /// Makes the token endpoint the source of the client's credential, if there is one.
    pub(super) fn ask_endpoint(
        &mut self,
        base_url: &BaseUrl,
        transport: &Arc<M::Transport>,
        clock: &Arc<dyn Clock>,
    ) -> Result<(), BuildError> {
        let Some(grant) = self.oauth2.take() else { return Ok(()) };
        let endpoint = grant.endpoint(self.api.token_url, &base_url.to_string(), self.allow_insecure_http)?;
        let tokens = M::tokens(Arc::clone(transport), Arc::clone(clock), endpoint);
        self.credentials.main = Source::Provider(Provider::new(tokens));
        Ok(())
    }
}
