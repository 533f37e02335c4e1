//! The hand-written half of every generated SDK.

pub mod runtime;

// As in every generated crate, so that the examples in the documentation name the same paths.
pub use runtime::interface::*;
pub use runtime::values::*;

#[cfg(test)]
mod tests;
