//! Rust in examples.

use proc_macro2::TokenStream;
use std::fmt;

/// A path or a chain of calls as people write it in an example, on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet(String);

impl Snippet {
    /// The tokens without blanks. No two of them may be words, which would become one.
    pub fn new(tokens: &TokenStream) -> Self {
        Self(tokens.to_string().replace(' ', ""))
    }
}

impl fmt::Display for Snippet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
