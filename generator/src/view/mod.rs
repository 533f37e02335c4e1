//! What templates are filled with: one documented struct per template, names finished, decisions made.

pub mod argument;
pub mod catalog;
pub mod client;
pub mod context;
pub mod covered;
pub mod definition;
pub mod error;
pub mod example;
pub mod expression;
pub mod failures;
pub mod files;
mod fits;
pub mod info;
pub mod manifest;
pub mod model;
pub mod modules;
pub mod operation;
pub mod operation_docs;
pub mod readme;
pub mod resource;
pub mod samples;
pub mod testing;
pub mod usage;
pub mod webhook;
