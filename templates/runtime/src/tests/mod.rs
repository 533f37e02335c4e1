//! Tests of the runtime from inside the crate, where its macros can be used. They stay here: only `runtime/` is copied
//! into generated SDKs.

mod encode;
mod model;
