//! Cases that a client of these two APIs has to get right, each a test with its number. Where servers and documents
//! are at odds with what generated clients usually do, one of these says so.

mod answers;
mod circle;
mod errors;
mod lists;
mod patches;
mod requests;
mod spares;
mod support;
mod unions;
mod webhooks;
