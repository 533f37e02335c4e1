//! What the tests of the workspace share.

pub mod server;
pub mod surface;
