//! Objects with keys of the user's choice.

use std::collections::BTreeMap;

/// A JSON object with keys of the user's choice.
pub type Map<T> = BTreeMap<String, T>;
