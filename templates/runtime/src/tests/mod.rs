//! Tests of the runtime from inside the crate, where its macros can be used. They stay here: only `runtime/` is copied
//! into generated SDKs.

mod access;
mod candidates;
mod conversions;
mod debug;
mod encode;
mod events;
mod fields;
mod hostile;
mod lenient;
mod model;
mod properties;
mod serde;
mod syntax;
mod text;
mod values;
mod whole;
