//! Turns OpenAPI documents into a Rust SDK.
//!
//! `read → overlay → audit → downlevel → lower → analyze → name → view → render → tree`

pub mod analyze;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod docs_overlay;
pub mod load;
pub mod lower;
pub mod model;
pub mod naming;
pub mod pipeline;
pub mod render;
pub mod runtime;
pub mod rust;
pub mod source;
pub mod stack;
pub mod sync;
pub mod text;
pub mod tree;
pub mod view;
