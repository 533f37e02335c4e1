//! The beginning of names that nobody has written to be read.

/// Characters that are kept: everything that is named after the place where it is declared begins with the names around
/// it, so that a long one is in the names of all that is within it.
const LONGEST: usize = 256;

/// The part of a name that identifiers are made of.
pub fn start(name: &str) -> &str {
    name.char_indices().nth(LONGEST).map_or(name, |(end, _)| &name[..end])
}
