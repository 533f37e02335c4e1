//! The hand-written half of every generated crate, as it was when this program was built.

/// Path below `src/runtime/` and text of each file, sorted by path.
pub static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/runtime_files.rs"));
