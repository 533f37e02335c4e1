//! From the text of a document to what the lowering reads: `read → bundle → overlay → audit → downlevel → parse`.

pub mod audit;
pub mod bundle;
pub mod distil;
pub mod downlevel;
pub mod extensions;
pub mod grammar;
mod guides;
mod input;
pub mod overlay;
pub mod prepare;
pub mod read;
pub mod support;
pub mod swagger;

pub use guides::{Guide, Guides};
pub use input::{Input, SourceFile, resolve_origins, written_at};
pub use prepare::{Prepared, prepare};
