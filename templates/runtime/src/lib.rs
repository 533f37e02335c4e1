//! The hand-written half of every generated SDK.

pub mod runtime;

#[cfg(test)]
mod tests;
