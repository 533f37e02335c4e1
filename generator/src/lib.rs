//! Turns OpenAPI documents into a Rust SDK.
//!
//! `read → bundle → overlay → audit → downlevel → lower → analyze → name → docs → view → render → tree`
//!
//! Which module does what, from documents to files:
//!
//! - [`load`]: reads a document, the files it refers to, and the decisions beside it.
//! - [`source`]: from the text of a document to a value of OpenAPI 3.0: bundle, overlay, audit, downlevel.
//! - [`config`]: `sdk.yaml`, decisions that a document leaves open.
//! - [`diagnostic`]: problems as values: code, place, what to do.
//! - [`model`]: what an API offers, in its own words, without Rust but for the table of formats.
//! - [`lower`]: a document becomes the model.
//! - [`analyze`]: what follows from the model as a whole: usage, recursion, traits, coverage.
//! - [`naming`]: identifiers, and nowhere else are any made.
//! - [`docs_overlay`]: `docs.yaml`, descriptions of an API.
//! - [`rust`]: tokens of types, attributes, literals and documentation.
//! - [`view`]: a struct for each template, with finished text.
//! - [`runtime`]: the files of the runtime, which every generated crate has.
//! - [`render`]: text of templates becomes formatted files.
//! - [`diff`]: compares two versions of an API, and says what breaks callers.
//! - [`release`]: the step of a version, and its entry in the changelog.
//! - [`tree`]: the files as one value, compared with a folder or written to it.
//! - [`sync`]: takes over a new version of an upstream document.
//! - [`pipeline`]: runs the passes in this order.
//! - [`propose`]: a first `sdk.yaml`, of what is assumed about a document.
//! - [`builder`]: generating while a crate is built, from its `build.rs`.
//! - [`cli`]: the commands.
//! - [`text`]: text of documents, made safe for where it is written.
//! - [`disk`]: single files, written beside their place and moved there.
//! - [`stack`]: a large stack for passes that recurse.

pub mod analyze;
pub mod builder;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod diff;
pub mod disk;
pub mod docs_overlay;
pub mod load;
pub mod lower;
pub mod model;
pub mod naming;
pub mod pipeline;
pub mod propose;
pub mod release;
pub mod render;
pub mod runtime;
pub mod rust;
pub mod source;
pub mod stack;
pub mod sync;
pub mod text;
pub mod tree;
pub mod view;

pub use builder::Builder;
