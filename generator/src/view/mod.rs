//! What templates are filled with: one documented struct per template, names finished, decisions made.

pub mod definition;
pub mod example;
pub mod failures;
pub mod manifest;
pub mod readme;
