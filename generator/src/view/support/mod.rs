//! What several views share: examples and expressions, the views of single operations, documentation of calls.

pub mod argument;
pub mod constructor;
pub mod context;
pub mod credentials;
pub mod definition;
mod demonstration;
pub mod docs;
pub mod example;
pub mod expression;
pub mod failures;
mod fits;
pub mod operation;
pub mod operation_docs;
mod operation_words;
mod plausible;
pub mod program;
pub mod servers;
pub mod usage;
pub mod words;
