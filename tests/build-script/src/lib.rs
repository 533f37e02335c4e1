//! A client whose sources are generated while it is built, and what its owner adds to them.

include!(concat!(env!("OUT_DIR"), "/sdk/lib.rs"));

/// The text of a note without what is around it.
pub fn trimmed(note: &models::Note) -> &str {
    note.text.trim()
}
