//! Credentials and where they come from. Which of them goes with a request is decided in `execute/plan/security.rs`.

mod token;

pub(crate) use token::sensitive;
pub use token::{AccessToken, BlockingTokenProvider, TokenProvider};
