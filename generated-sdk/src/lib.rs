//! Rust SDK.
