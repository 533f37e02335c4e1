//! Values of a document as Rust literals. Whatever they hold, they cannot be anything but a literal.

use proc_macro2::{Literal, TokenStream};
use quote::ToTokens;
use serde_json::Value;

/// A string literal.
pub fn string(text: &str) -> TokenStream {
    Literal::string(text).into_token_stream()
}

/// A JSON value as people read it in documentation.
pub fn json_text(value: &Value) -> String {
    value.to_string()
}
