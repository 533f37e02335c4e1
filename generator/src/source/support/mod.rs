//! What several passes over a document share: pointers and positions, what an object needs to be usable, which
//! components are reached.

pub mod coerce;
pub mod http;
pub mod locate;
pub mod operations;
pub mod origins;
pub mod pointer;
pub(super) mod reach;
pub mod typed;
pub mod usable;
