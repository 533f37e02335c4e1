//! TOML: strings, keys and comments.

use super::hidden::visible;
use std::fmt;

/// A basic string with its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TomlString(String);

impl TomlString {
    /// The text, on one line and without anything that cannot be seen.
    pub fn new(text: &str) -> Self {
        Self(format!("\"{}\"", visible(text).replace('\\', "\\\\").replace('"', "\\\"")))
    }
}

/// A key, in quotes where it has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TomlKey(String);

impl TomlKey {
    /// The key of this name.
    pub fn new(name: &str) -> Self {
        let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        Self(if bare { name.to_owned() } else { TomlString::new(name).0 })
    }
}

/// Words in a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TomlComment(String);

impl TomlComment {
    /// The text, on one line.
    pub fn new(text: &str) -> Self {
        Self(visible(text).into_owned())
    }
}

impl fmt::Display for TomlString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for TomlKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for TomlComment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{TomlComment, TomlKey, TomlString};

    #[test]
    fn a_string_ends_where_it_should() {
        assert_eq!(TomlString::new("a \"b\" \\ c\n\u{7f}\u{202e}").to_string(), r#""a \"b\" \\ c\\n\\u{7f}\\u{202e}""#);
        assert_eq!(TomlKey::new("a_b-1").to_string(), "a_b-1");
        assert_eq!(TomlKey::new("a.b").to_string(), "\"a.b\"");
        assert_eq!(TomlComment::new("a\n[features]").to_string(), "a\\n[features]");
    }
}
