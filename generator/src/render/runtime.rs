//! The hand-written half of an SDK, byte for byte under a header.

use super::rust_header;
use crate::runtime::FILES;

/// The runtime's files with their paths in the crate.
pub fn runtime_files() -> impl Iterator<Item = (String, String)> {
    FILES.iter().map(|(path, text)| (format!("src/runtime/{path}"), rust_header() + text))
}
