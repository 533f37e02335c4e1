//! The hand-written half of an SDK, byte for byte under a header. The examples in its documentation are files of their own,
//! because they name the crate.

use super::Header;
use crate::runtime::FILES;
use std::collections::BTreeMap;

/// What the runtime's own examples call its crate.
const OWN_NAME: &str = "sdk_runtime";

/// The runtime's files with their paths in the crate. `calls` are the examples that need operations, by name; all others
/// are the runtime's, with the name of the crate in place of its own.
pub fn runtime_files(header: Header, krate: &str, calls: &BTreeMap<&str, String>) -> Vec<(String, String)> {
    let file = |(path, text): &(&str, &str)| {
        let text = match path.strip_prefix("examples/").and_then(|name| name.strip_suffix(".md")) {
            Some(name) => header.markdown() + calls.get(name).unwrap_or(&text.replace(OWN_NAME, krate)),
            None => header.rust() + text,
        };
        (format!("src/runtime/{path}"), text)
    };
    FILES.iter().map(file).collect()
}
