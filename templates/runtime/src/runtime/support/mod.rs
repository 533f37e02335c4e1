//! What the rest of the runtime stands on: time, randomness, and the boxed types of object-safe traits.

pub(crate) mod file;
mod loopback;
#[cfg(feature = "testing")]
mod nearest;
pub(crate) mod random;
pub(crate) mod single_flight;
mod time;
mod timer;

pub(crate) use loopback::is_loopback;
#[cfg(feature = "testing")]
pub(crate) use nearest::nearest;
pub use time::Clock;
pub(crate) use time::{SystemClock, saturated};

use std::{future::Future, pin::Pin};

/// A future on the heap, as object-safe traits return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Any error that can be sent to another thread.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
