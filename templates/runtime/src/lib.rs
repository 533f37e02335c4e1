//! The hand-written half of every generated SDK.
pub mod runtime;
