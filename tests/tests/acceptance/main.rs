//! Cases that a client of these two APIs has to get right, each a test: mostly where servers and
//! documents are at odds with what generated clients usually do.

mod answers;
mod circle;
mod documents;
mod errors;
mod lists;
mod patches;
mod requests;
mod support;
mod unions;
mod webhooks;
