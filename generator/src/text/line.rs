//! A line of a file without markup, such as a licence.

use super::hidden::visible;
use std::fmt;

/// Text on one line, in which everything can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line(String);

impl Line {
    /// The text as one line.
    pub fn new(text: &str) -> Self {
        Self(visible(text).into_owned())
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
