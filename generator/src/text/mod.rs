//! Text of documents and decisions, made harmless for where it goes.
//!
//! Whoever writes a document is a stranger. A type for each target holds text that is nothing but text there, and
//! can be made by the functions of this module only: views and templates hold these types and no other text.
//!
//! | target | type |
//! |---|---|
//! | Markdown of documentation comments and of `README.md` | [`Inline`], [`Block`], and [`Cell`] in a table |
//! | a terminal | [`visible`], [`visible_lines`], which are all that may be printed |
//! | JSON | [`json`] |
//! | a file without markup, such as a licence | [`Line`] |
//! | a field of tab-separated values | [`visible`] |
//! | `Cargo.toml` | [`TomlString`], [`TomlKey`], [`TomlComment`] |

mod cell;
mod escape;
mod hidden;
pub mod inflect;
mod line;
mod markdown;
mod prose;
mod readable;
mod sentence;
mod start;
mod toml;

pub use cell::Cell;
pub use escape::is_url;
pub use hidden::{inert, is_hidden, json, visible, visible_lines};
pub use line::Line;
pub use markdown::{Block, Inline, Piece, code, plain, prose};
pub use sentence::first_sentence;
pub use start::start;
pub use toml::{TomlComment, TomlDependency, TomlKey, TomlString, TomlValue};

pub(crate) use markdown::markdown;
