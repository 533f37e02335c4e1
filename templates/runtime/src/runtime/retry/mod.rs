//! Whether and when a failed attempt is made again.
//!
//! [`Attempts`] decides without doing anything: it gets the outcome of an attempt, the time and a random
//! number, and returns the next step. So the same rules serve both modes and are tested without clock or network.

mod attempts;
mod budget;
mod idempotency;
mod policy;
pub(crate) mod retry_after;

pub(crate) use attempts::{Attempts, CallFacts, Outcome, Step};
pub use budget::RetryBudget;
pub use idempotency::IdempotencyKey;
pub use policy::{Attempt, RetryPolicy, Verdict};
