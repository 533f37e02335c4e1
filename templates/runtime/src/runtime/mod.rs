//! Everything of an SDK that does not depend on the document.

pub mod json;
pub mod values;
