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

/// How long a line may be, so that pages of documentation show it as a whole.
const WIDTH: usize = 90;

/// A line of `[dependencies]`, or several where one is too long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TomlDependency(String);

impl TomlDependency {
    /// A dependency on a crate; `keys` are those of its table.
    pub fn new(name: &str, keys: &[(&'static str, TomlValue)]) -> Self {
        let line = |show: fn(&TomlValue) -> String| {
            let value = match keys {
                [("version", version)] => version.to_string(),
                keys => {
                    let keys: Vec<String> =
                        keys.iter().map(|(key, value)| format!("{key} = {}", show(value))).collect();
                    format!("{{ {} }}", keys.join(", "))
                }
            };
            format!("{} = {value}", TomlKey::new(name))
        };
        let short = line(ToString::to_string);
        Self(if short.chars().count() > WIDTH { line(TomlValue::on_lines) } else { short })
    }
}

/// A value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TomlValue {
    /// A text.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// True or false.
    Boolean(bool),
}

impl TomlValue {
    /// The value with a line for each element of a list.
    fn on_lines(&self) -> String {
        let Self::List(list) = self else { return self.to_string() };
        let lines: Vec<String> = list.iter().map(|text| format!("    {},\n", TomlString::new(text).0)).collect();
        format!("[\n{}]", lines.concat())
    }
}

impl fmt::Display for TomlValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => TomlString::new(text).fmt(f),
            Self::List(list) => {
                let list: Vec<String> = list.iter().map(|text| TomlString::new(text).0).collect();
                write!(f, "[{}]", list.join(", "))
            }
            Self::Boolean(value) => value.fmt(f),
        }
    }
}

impl fmt::Display for TomlDependency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
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
    use super::{TomlComment, TomlDependency, TomlKey, TomlString, TomlValue};

    #[test]
    fn a_string_ends_where_it_should() {
        assert_eq!(TomlString::new("a \"b\" \\ c\n\u{7f}\u{202e}").to_string(), r#""a \"b\" \\ c\\n\\u{7f}\\u{202e}""#);
        assert_eq!(TomlKey::new("a_b-1").to_string(), "a_b-1");
        assert_eq!(TomlKey::new("a.b").to_string(), "\"a.b\"");
        assert_eq!(TomlComment::new("a\n[features]").to_string(), "a\\n[features]");
    }

    #[test]
    fn a_dependency_is_a_line() {
        let text = |text: &str| TomlValue::Text(text.to_owned());
        let line = |keys: &[(&'static str, TomlValue)]| TomlDependency::new("acme", keys).to_string();
        assert_eq!(line(&[("version", text("1"))]), "acme = \"1\"");
        let features = TomlValue::List(vec!["a".to_owned(), "b\"\n".to_owned()]);
        let keys = [("path", text("../acme")), ("default-features", TomlValue::Boolean(false)), ("features", features)];
        let expected = r#"acme = { path = "../acme", default-features = false, features = ["a", "b\"\\n"] }"#;
        assert_eq!(line(&keys), expected);
        let features = TomlValue::List(["a", "b"].map(|name| name.repeat(40)).to_vec());
        let expected =
            format!("acme = {{ features = [\n    \"{}\",\n    \"{}\",\n] }}", "a".repeat(40), "b".repeat(40));
        assert_eq!(line(&[("features", features)]), expected);
    }
}
