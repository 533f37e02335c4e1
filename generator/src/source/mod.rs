//! From the text of a document to what the lowering reads: `read → bundle → overlay → audit → downlevel → parse`.

pub mod audit;
pub mod bundle;
pub mod distil;
pub mod downlevel;
pub mod extensions;
pub mod form;
pub mod grammar;
mod input;
pub mod locate;
pub mod operations;
pub mod origins;
pub mod overlay;
pub mod pointer;
pub mod prepare;
mod reach;
pub mod read;
mod tree;
pub mod typed;
pub mod usable;

pub use input::{Input, SourceFile, settle};
pub use prepare::{Prepared, prepare};
