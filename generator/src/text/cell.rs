//! Markdown in a cell of a table.

use super::escape::{Context, is_url, push_code};
use super::prose::line;
use std::fmt;

/// Markdown on one line that a table can hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell(String);

impl Cell {
    /// Words of a document, as one line.
    pub fn prose(text: &str) -> Self {
        Self(line(text, Context::Cell))
    }

    /// A name or a value.
    pub fn code(text: &str) -> Self {
        let mut code = String::new();
        push_code(text, Context::Cell, &mut code);
        Self(code)
    }

    /// The address of a server: a link if it is nothing but a URL, else code.
    pub fn address(url: &str) -> Self {
        if is_url(url) { Self(format!("<{url}>")) } else { Self::code(url) }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
