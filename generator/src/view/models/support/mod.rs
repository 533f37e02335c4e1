//! What the views of several kinds of models share.

pub mod choice;
pub mod conversions;
pub mod docs;
pub mod field;
pub mod gate;
