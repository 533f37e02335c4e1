//! Extensions that mean something to the generator whoever wrote the document. Those that a single API's
//! `sdk.yaml` names come on top.

/// Names and words for the values of an enumeration, as several generators know them, and webhooks before 3.1
/// had them.
pub const UNDERSTOOD: [&str; 6] =
    ["x-enum-varnames", "x-enumNames", "x-enum-names", "x-enum-descriptions", "x-enumDescriptions", "x-webhooks"];

/// Which of [`UNDERSTOOD`] hold words.
pub const PROSE: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];
