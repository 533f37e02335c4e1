//! What the rest of the runtime stands on: time, randomness, and the boxed types of object-safe traits.

pub(crate) mod file;
mod loopback;
#[cfg(feature = "testing")]
mod nearest;
mod platform;
mod port;
mod quotes;
pub(crate) mod random;
pub(crate) mod repeated;
pub(crate) mod single_flight;
mod time;
#[cfg(not(target_arch = "wasm32"))]
mod timer;

pub(crate) use loopback::is_loopback;
#[cfg(feature = "testing")]
pub(crate) use nearest::nearest;
pub(crate) use platform::{BoxAny, BoxStream};
pub use platform::{BoxFuture, MaybeSend, MaybeSync};
pub(crate) use port::port;
pub(crate) use quotes::is_quoted;
pub use time::{Clock, Instant};
pub(crate) use time::{SystemClock, saturated, time_of_day};

/// Any error that can be sent to another thread.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
