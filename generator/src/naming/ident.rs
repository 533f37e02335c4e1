//! Identifiers. Only this module's parent can make one, so every name in generated code went through a scope.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use std::fmt;

/// A Rust identifier, raw (`r#type`) where the word is a keyword.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ident(String);

impl Ident {
    /// Takes the text as it is, if need be as a raw identifier, and with a trailing underscore where not even
    /// that is allowed.
    ///
    /// # Panics
    ///
    /// If the text is not made of ASCII letters, digits and underscores, or begins with a digit: candidates are
    /// made by [`super::segments`] and prefixed where they would begin with a digit.
    pub(super) fn new(text: &str) -> Self {
        assert!(is_identifier(text), "candidates are identifiers, {text:?} is not");
        if NEVER_RAW.contains(&text) {
            Self(format!("{text}_"))
        } else if KEYWORDS.contains(&text) {
            Self(format!("r#{text}"))
        } else {
            Self(text.to_owned())
        }
    }

    /// The identifier without `r#`, as file names and documentation have it.
    pub fn unraw(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }

    /// The identifier as it stands in code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self.0.strip_prefix("r#") {
            Some(text) => proc_macro2::Ident::new_raw(text, Span::call_site()),
            None => proc_macro2::Ident::new(&self.0, Span::call_site()),
        }
        .to_tokens(tokens);
    }
}

/// Whether the text can be an identifier once keywords are dealt with.
pub(super) fn is_identifier(text: &str) -> bool {
    let first = text.bytes().next();
    first.is_some_and(|byte| byte.is_ascii_alphabetic() || (byte == b'_' && text.len() > 1))
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Words that are keywords and cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["Self", "crate", "self", "super"];

/// The other keywords of the 2024 edition, strict and reserved.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_raw_or_get_an_underscore() {
        for (text, ident) in [("type", "r#type"), ("gen", "r#gen"), ("self", "self_"), ("Self", "Self_"), ("id", "id")]
        {
            assert_eq!(Ident::new(text).as_str(), ident);
        }
    }

    #[test]
    fn every_identifier_parses() {
        for text in KEYWORDS.iter().chain(NEVER_RAW) {
            let ident = Ident::new(text);
            assert!(syn::parse_str::<syn::Ident>(ident.as_str()).is_ok(), "{ident}");
        }
    }
}
