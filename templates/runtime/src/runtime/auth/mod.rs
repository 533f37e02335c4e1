//! Credentials and where they come from. Which of them goes with a request is decided in `execute/plan/security.rs`.

mod cached;
mod provider;
mod token;

pub use cached::CachedToken;
pub(crate) use provider::{Provided, Provider};
pub(crate) use token::sensitive;
pub use token::{AccessToken, BlockingTokenProvider, TokenProvider};
