//! Quotes around the value of an environment variable.

/// Whether a value stands in quotes, which are part of it where no shell takes them off, such as in
/// `docker --env-file`.
pub(crate) fn is_quoted(value: &str) -> bool {
    ['"', '\''].into_iter().any(|quote| value.len() > 1 && value.starts_with(quote) && value.ends_with(quote))
}
