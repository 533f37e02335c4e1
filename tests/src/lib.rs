//! What the tests of the workspace share.

pub mod conformance;
pub mod fidelity;
pub mod imports;
pub mod model_server;
pub mod pipeline;
pub mod samples;
pub mod server;
pub mod surface;
pub mod synthetic;

/// The README, whose code is compiled as an application would compile it.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
