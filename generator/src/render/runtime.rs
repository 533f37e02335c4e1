//! The hand-written half of an SDK, byte for byte under a header.

use super::Header;
use crate::runtime::FILES;

/// The runtime's files with their paths in the crate.
pub fn runtime_files(header: Header) -> impl Iterator<Item = (String, String)> {
    FILES.iter().map(move |(path, text)| (format!("src/runtime/{path}"), header.rust() + text))
}
