//! Everything of an SDK that does not depend on the document.

pub mod encode;
pub mod json;
pub mod values;
