//! Fragments of Rust as tokens: types, attributes, literals, documentation. Templates place them.

mod attr;
mod docs;
mod literal;
mod paths;
mod snippet;
mod ty;

pub use attr::{any_feature, deprecated};
pub use docs::{doc, doc_inner};
pub use literal::{json_text, string};
pub use paths::Paths;
pub use snippet::Snippet;
pub use ty::{Argument, Borrowed, Wrapper};
