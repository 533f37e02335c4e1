//! Credentials and where they come from. Which of them goes with a request is decided in `execute/plan/security.rs`.

mod cached;
mod oauth2;
mod provider;
mod token;

pub use cached::CachedToken;
pub use oauth2::{OAuth2, TokenEndpoint};
pub(crate) use oauth2::{blocking_tokens, tokens};
pub(crate) use provider::{Provided, Provider};
pub(crate) use token::sensitive;
pub use token::{AccessToken, BlockingTokenProvider, TokenProvider};
