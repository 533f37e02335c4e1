//! Syntax of HTTP that documents and decisions have to keep to.

/// Whether a text is a token (RFC 9110, section 5.6.2), as the name of a header has to be.
pub fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}
