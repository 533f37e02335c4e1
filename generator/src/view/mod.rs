//! What templates are filled with: one documented struct per template, names finished, decisions made.

pub mod argument;
pub mod context;
pub mod definition;
pub mod example;
pub mod expression;
pub mod failures;
pub mod manifest;
pub mod model;
pub mod operation;
pub mod operation_docs;
pub mod readme;
pub mod usage;
